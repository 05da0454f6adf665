"""The directory of structures that work with mentees (5.2/2)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes.models import Structure


@transaction.atomic
def add_structure(
    organisation: Organisation, *, by: User, name: str, person: Person | None = None, contact: str = ""
) -> Structure:
    """A structure more; `person` represents it here, an outside one is reached by `contact`."""
    structure = Structure(organisation=organisation)
    _fill(structure, name=name, person=person, contact=contact)
    structure.save()
    journal.record("structure_added", structure, by=by, name=structure.name)
    return structure


@transaction.atomic
def change_structure(
    structure: Structure,
    *,
    by: User,
    name: str,
    person: Person | None = None,
    contact: str = "",
    is_active: bool = True,
) -> Structure:
    """Correct it, or offer it no more: plans that name it keep it."""
    _fill(structure, name=name, person=person, contact=contact)
    structure.is_active = is_active
    structure.save(update_fields=["name", "person", "contact", "is_active"])
    journal.record("structure_changed", structure, by=by, name=structure.name, is_active=is_active)
    return structure


def _fill(structure: Structure, **said: Any) -> None:
    name = " ".join(said["name"].split())[:150]
    if not name:
        raise Refused(_("Назовите структуру."), field="name")
    Organisation.objects.select_for_update().get(pk=structure.organisation_id)  # one name at one moment is taken once
    others = Structure.objects.of(structure.organisation).exclude(pk=structure.pk).values_list("name", flat=True)
    if name.casefold() in {other.casefold() for other in others}:
        raise Refused(_("«%s» уже есть в перечне.") % name, field="name")
    structure.name, structure.person, structure.contact = name, said["person"], said["contact"].strip()[:200]
