"""Pieces that several papers of this room share: the letterhead, who signs, a date of an order."""

from datetime import date

from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.papers.model import Definition, Letterhead, Signature
from nastavnik.people.addressing import head_on
from nastavnik.people.models import Person

NO_NAME = "____________________"


def letterhead(organisation: Organisation, *, founder: bool = True) -> Letterhead:
    """The institution as it is named today."""
    return Letterhead(
        full_name=organisation.full_name,
        short_name=organisation.short_name,
        founder=organisation.founder if founder else "",
        address=organisation.address,
    )


def holder(organisation: Organisation, kind: str, day: date) -> Person | None:
    """The person of this institution who has the authority of the role on the day."""
    role = holder_of(organisation, kind, day)
    person = getattr(role.user, "person", None) if role else None
    return person if person is not None and person.organisation_id == organisation.pk else None


def head_signature(organisation: Organisation, day: date, *, dated: bool = False) -> Signature:
    """The line of the head, or of whoever acts; a line without a name where nobody is known."""
    head = head_on(organisation, day)
    return Signature(capital(head.post), head.signature_name or NO_NAME, dated=dated)


def curator_signature(organisation: Organisation, day: date, *, dated: bool = False) -> Signature:
    curator = holder(organisation, RoleKind.CURATOR, day)
    return Signature("Куратор наставничества", curator.signature_name if curator else NO_NAME, dated=dated)


def card(organisation: Organisation) -> list[Definition]:
    """The institution's requisites, those that are known."""
    rows = (
        ("Наименование", organisation.full_name),
        ("Адрес", organisation.address or organisation.place),
        ("ИНН", organisation.inn),
        ("ОГРН", organisation.ogrn),
        ("Электронная почта", organisation.email),
    )
    return [Definition(label, value) for label, value in rows if value]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def named(person: Person, day: date) -> str:
    """«Иванова Мария Петровна, воспитатель»."""
    return ", ".join(filter(None, (person.full_name, person.position_on(day))))
