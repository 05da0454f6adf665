"""What minutes of a kind begin with: who is expected, who leads, which questions there are (4.5, 7.1/2, 7.2, R4.2)."""

from dataclasses import dataclass, field
from datetime import date

from nastavnik.documents.models import MinutesKind
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.models import MemberRole, Relation, RelationMember
from nastavnik.people.models import Person
from nastavnik.people.queries import teachers_on
from nastavnik.regulation.models import Body, BodyKind, Duty
from nastavnik.russian.names import surname_initials
from nastavnik.russian.numerals import date_words


@dataclass(frozen=True)
class Question:
    """A question of the agenda as it is proposed; everything can be written anew."""

    topic: str
    speaker: str = ""
    spoke: str = ""
    decided: str = ""


@dataclass(frozen=True)
class Filling:
    people: tuple[Person, ...] = ()
    chair: Person | None = None
    secretary: Person | None = None
    questions: tuple[Question, ...] = field(default=())


def fill(organisation: Organisation, kind: str, day: date, relation: Relation | None = None) -> Filling:
    """What is known beforehand of such a meeting on this day."""
    match kind:
        case MinutesKind.ACQUAINTANCE if relation is not None:
            return _acquaintance(organisation, relation, day)
        case MinutesKind.COUNCIL:
            return _council(organisation, day)
        case MinutesKind.SESSION:
            return _session(organisation, day)
        case MinutesKind.PEDAGOGICAL:
            head = _person_of(organisation, RoleKind.HEAD, day)
            return Filling(_once(head, *teachers_on(organisation, day)), chair=head)
    return Filling()


def _council(organisation: Organisation, day: date) -> Filling:
    body = Body.objects.of(organisation).on(day).filter(kind=BodyKind.COUNCIL).order_by("-since").first()
    seats = list(body.seats.select_related("person")) if body else []
    by_duty = {seat.duty: seat.person for seat in seats}
    return Filling(
        tuple(seat.person for seat in seats), chair=by_duty.get(Duty.CHAIR), secretary=by_duty.get(Duty.SECRETARY)
    )


def _session(organisation: Organisation, day: date) -> Filling:
    """Mentors of pairs in force, gathered by the curator: advice and exchange of experience (R4.2)."""
    mentors = Person.objects.of(organisation).filter(
        pk__in=RelationMember.objects.filter(
            role=MemberRole.MENTOR, left_on__isnull=True, relation__in=Relation.objects.of(organisation).in_force(day)
        ).values("person")
    )
    curator = _person_of(organisation, RoleKind.CURATOR, day)
    speaker = _heard(curator)
    return Filling(
        _once(curator, *mentors),
        chair=curator,
        questions=(
            Question("О задачах наставников и порядке ведения персонализированных программ", speaker),
            Question("Обмен опытом: что помогает в работе с наставляемыми"),
        ),
    )


def _acquaintance(organisation: Organisation, relation: Relation, day: date) -> Filling:
    """Who took part and when: the ground of the order (7.2). Private answers are not told, only what is settled."""
    curator = _person_of(organisation, RoleKind.CURATOR, day)
    members = [*relation.mentors, *relation.mentees]
    names = ", ".join(f"{one.person.short_name} ({one.get_role_display()})" for one in members)
    group = "группы" if len(members) > 2 else "пары"
    terms = f"{relation.get_category_form_display()}; {relation.get_form_display()}"
    about = f"Направление: {relation.topic}. " if relation.topic else ""
    term = ""
    if relation.since and relation.until:
        term = f" Предлагаемый срок: с {date_words(relation.since)} по {date_words(relation.until)}"
    decided = ""
    if relation.agreed_on:
        decided = (
            f"Взаимное согласие участников работать вместе получено {date_words(relation.agreed_on)} "
            f"Подготовить письменные согласия и проект приказа о закреплении наставнической {group}."
        )
    return Filling(
        _once(curator, *(one.person for one in members)),
        chair=curator,
        questions=(
            Question(
                f"О знакомстве участников наставнической {group}",
                _heard(curator),
                f"Представлены участники: {names}. {about}Форма наставничества: {terms}.{term}",
                decided,
            ),
        ),
    )


def _person_of(organisation: Organisation, kind: str, day: date) -> Person | None:
    role = holder_of(organisation, kind, day)
    person = getattr(role.user, "person", None) if role else None
    return person if person is not None and person.organisation_id == organisation.pk else None


def _heard(person: Person | None) -> str:
    """«Слушали: Кудрявцеву Е. Б.», in the accusative where the name can be declined."""
    if person is None:
        return ""
    surname = " ".join(person.cases.accusative.split()[: len(person.surname.split())])
    return surname_initials(surname, person.first_name, person.patronymic)


def _once(*people: Person | None) -> tuple[Person, ...]:
    found: dict[object, Person] = {}
    for person in people:
        if person is not None:
            found.setdefault(person.pk, person)
    return tuple(found.values())
