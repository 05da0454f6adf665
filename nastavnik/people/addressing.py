"""To whom and from whom a paper goes, in the right case: posts and names from the card, never guessed (edge case 4)."""

from dataclasses import dataclass
from datetime import date

from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.organisations.queries import head_proper, holder_of
from nastavnik.people.models import Person
from nastavnik.russian.cases import Cases
from nastavnik.russian.names import surname_initials
from nastavnik.russian.positions import decline_position


@dataclass(frozen=True)
class Head:
    """Who signs for the institution on a day: post in its cases, name, ground, and the person in the staff list."""

    posts: Cases
    name: str
    ground: str
    person: Person | None

    @property
    def post(self) -> str:
        """«заведующий», «исполняющий обязанности заведующего»."""
        return self.posts.nominative

    @property
    def signature_name(self) -> str:
        """«О. С. Веретенникова»; "" where nobody is known."""
        return self.person.signature_name if self.person else self.name

    @property
    def in_cases(self) -> Cases:
        """«заведующий Веретенникова Ольга Станиславовна» in six cases, unchanged when nothing is certain."""
        if self.person is None or not self.person.cases.certain:
            return Cases.unchanged(f"{self.post} {self.name}".strip())
        return Cases.joined((self.posts, self.person.cases))


def head_on(organisation: Organisation, day: date) -> Head:
    """The head of the day, or whoever acts in their place (edge case 18); without one «руководитель»."""
    role = holder_of(organisation, RoleKind.HEAD, day)
    person = _person_of(role, organisation)
    if role is None or person is None:
        return Head(decline_position("руководитель"), str(role.user) if role else "", role.ground if role else "", None)
    posts = (
        _acting(organisation, day) if role.is_acting else decline_position(person.position_on(day) or "руководитель")
    )
    return Head(posts, person.full_name, role.ground, person)


def to_head(organisation: Organisation, day: date) -> tuple[str, ...]:
    """«Заведующему» / «МБДОУ …» / «Веретенниковой О. С.», in the dative."""
    head = head_on(organisation, day)
    if head.person is None:
        return ("Руководителю", organisation.short_name)
    return capital(head.posts.dative), organisation.short_name, _short_dative(head.person)


def to_person(person: Person, day: date) -> tuple[str, ...]:
    """«Воспитателю» / «Белокопытовой И. Г.», in the dative; «кому: …» when the sex is unknown."""
    post = person.position_on(day)
    if not person.cases.certain:
        return ("кому:", ", ".join(filter(None, (person.full_name, post))))
    return tuple(filter(None, (capital(decline_position(post).dative), _short_dative(person))))


def from_person(person: Person, day: date) -> tuple[str, ...]:
    """«от воспитателя» / «Зайцевой Полины Андреевны», in the genitive; «от кого: …» when the sex is unknown."""
    post, cases = person.position_on(day), person.cases
    if not cases.certain:
        return ("от кого:", ", ".join(filter(None, (person.full_name, post))))
    if not post:
        return (f"от {cases.genitive}",)
    return f"от {decline_position(post).genitive}", cases.genitive


def capital(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def _person_of(role: Role | None, organisation: Organisation) -> Person | None:
    person = getattr(role.user, "person", None) if role else None
    return person if person is not None and person.organisation_id == organisation.pk else None


_ACTING = Cases(
    nominative="исполняющий",
    genitive="исполняющего",
    dative="исполняющему",
    accusative="исполняющего",
    instrumental="исполняющим",
    prepositional="исполняющем",
    certain=True,
)


def _acting(organisation: Organisation, day: date) -> Cases:
    """By the post of the head whose duties they are: «исполняющему обязанности заведующего»."""
    head = _person_of(head_proper(organisation, day), organisation)
    post = decline_position((head.position_on(day) if head else "") or "руководитель")
    return Cases.joined((_ACTING, Cases.unchanged(f"обязанности {post.genitive}")))


def _short_dative(person: Person) -> str:
    words = len(person.surname.split())
    surname = " ".join(person.cases.dative.split()[:words])
    return surname_initials(surname, person.first_name, person.patronymic)
