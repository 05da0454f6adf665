"""The gate of 9.3: a completed programme, and a consent for every field of everybody in this very place.

It is asked when a publication is approved, when it is published, and each time it is shown (edge cases 30, 31, 83):
no job has to run before somebody's data are gone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.consents.models import PublicField, Resource
from nastavnik.consents.queries import lacking_to_publish
from nastavnik.pairs.models import RelationState
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme, ProgrammeState
from nastavnik.site.models import Publication, PublishedPerson


@dataclass(frozen=True)
class Lack:
    """A field of a person that may not be shown in a place."""

    person: Person
    field: str
    resource: Resource

    @property
    def label(self) -> str:
        return str(PublicField(self.field).label)


def why_not_programme(programme: Programme) -> str | None:
    """Results are published after the programme is completed (9.3); one ended early has none to publish."""
    if programme.state == ProgrammeState.TERMINATED:
        return _("Программа завершена досрочно: публикуются результаты программ, завершённых полностью.")
    if programme.state != ProgrammeState.COMPLETED:
        return _("Программа ещё не завершена (%(state)s): результаты публикуются после завершения.") % {
            "state": programme.get_state_display()
        }
    if programme.relation.state == RelationState.VOID:
        return _("Пара признана не состоявшейся: результатов у неё нет.")
    return None


def lacks_of(publications: Iterable[Publication], day: date) -> dict[object, list[Lack]]:
    """What may not be shown, by the key of the publication; one question for each place."""
    by_place: dict[object, list[Publication]] = defaultdict(list)
    for publication in publications:
        by_place[publication.resource_id].append(publication)
    found: dict[object, list[Lack]] = {}
    for of_place in by_place.values():
        rows = [row for publication in of_place for row in publication.people.all() if row.fields]
        lacking = _lacking(rows, of_place[0].resource, day)
        for publication in of_place:
            found[publication.pk] = [
                Lack(row.person, field, publication.resource)
                for row in publication.people.all()
                for field in row.needs
                if (row.person_id, str(field)) in lacking
            ]
    return found


def why_not_shown(publication: Publication, day: date) -> str | None:
    """The sentence that says who lacks which consent for which place and what to do; None when nothing lacks."""
    if publication.resource.retired_on is not None and publication.resource.retired_on <= day:
        return _("Место больше не используется (%(where)s): выберите другое.") % {"where": publication.resource.name}
    wanted: dict[object, list[Lack]] = defaultdict(list)
    for lack in lacks_of([publication], day)[publication.pk]:
        wanted[lack.person.pk].append(lack)
    if not wanted:
        return None
    said = [f"{found[0].person.short_name} ({', '.join(lack.label for lack in found)})" for found in wanted.values()]
    return _(
        "Публиковать нельзя: для этого места (%(where)s) не хватает согласий на распространение: %(who)s. "
        "Получите их или уберите эти сведения."
    ) % {"where": publication.resource.name, "who": "; ".join(said)}


def _lacking(rows: list[PublishedPerson], resource: Resource, day: date) -> set[tuple[object, str]]:
    people = list({row.person_id: row.person for row in rows}.values())
    fields = sorted({str(field) for row in rows for field in row.needs})
    if not people:
        return set()
    return {(person.pk, str(field)) for person, field in lacking_to_publish(people, fields, resource, day)}
