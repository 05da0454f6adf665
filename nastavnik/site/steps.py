"""What withdrawals ask to be taken down, seen from the publications: which place still holds whom (edge case 32)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions import close_step
from nastavnik.consents.models import ConsentStep, StepKind
from nastavnik.consents.queries import open_steps
from nastavnik.people.models import Person
from nastavnik.site.models import Publication, PublicationState


def take_downs(publications: Iterable[Publication]) -> dict[object, list[ConsentStep]]:
    """Open steps by the key of the publication that they concern: same place, a person in it (one query)."""
    publications = list(publications)
    if not publications:
        return {}
    steps = list(open_steps(publications[0].organisation).filter(kind=StepKind.TAKE_DOWN))
    return {
        publication.pk: [
            step
            for step in steps
            if step.resource_id == publication.resource_id
            and any(row.person_id == step.consent.person_id and row.fields for row in publication.people.all())
        ]
        for publication in publications
    }


def close_take_down(publication: Publication, person: Person, *, by: User) -> None:
    """Mark done what a withdrawal asked for here, unless another publication of this place still shows the person."""
    others = Publication.objects.filter(
        organisation=publication.organisation_id, resource=publication.resource_id, state=PublicationState.PUBLISHED
    ).about(person)
    if others.exclude(pk=publication.pk).exists():
        return
    steps = open_steps(publication.organisation).filter(kind=StepKind.TAKE_DOWN, resource=publication.resource_id)
    for step in steps.filter(consent__person=person):
        note = _("Сведения убраны из публикации № %(number)s, «%(where)s».")
        close_step(step, by=by, note=note % {"number": publication.number, "where": publication.resource.name})
