"""To whom and from whom a paper goes, in the right case: posts and names from the card, never guessed (edge case 4)."""

from dataclasses import dataclass
from datetime import date

from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.people.models import Person
from nastavnik.russian.names import surname_initials
from nastavnik.russian.positions import decline_position


@dataclass(frozen=True)
class Head:
    """Who signs for the institution on a day: post and name, and the person when they are in the staff list."""

    post: str
    name: str
    person: Person | None

    @property
    def in_genitive(self) -> str:
        """«заведующего Веретенниковой Ольги Станиславовны»; words in the nominative when nothing is certain."""
        if self.person is None or not self.person.cases.certain:
            return f"{self.post} {self.name}".strip()
        return f"{decline_position(self.post).genitive} {self.person.cases.genitive}"


def head_on(organisation: Organisation, day: date) -> Head:
    """The head of the day, or whoever acts in their place; without one «Руководитель» and a blank."""
    role = holder_of(organisation, RoleKind.HEAD, day)
    person = getattr(role.user, "person", None) if role else None
    if person is None or person.organisation_id != organisation.pk:
        return Head("Руководитель", str(role.user) if role else "", None)
    return Head(person.position_on(day) or "руководитель", person.full_name, person)


def to_head(organisation: Organisation, day: date) -> tuple[str, ...]:
    """«Заведующему» / «МБДОУ …» / «Веретенниковой О. С.», in the dative."""
    head = head_on(organisation, day)
    if head.person is None:
        return ("Руководителю", organisation.short_name)
    return capital(decline_position(head.post).dative), organisation.short_name, _short_dative(head.person)


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


def _short_dative(person: Person) -> str:
    words = len(person.surname.split())
    surname = " ".join(person.cases.dative.split()[:words])
    return surname_initials(surname, person.first_name, person.patronymic)
