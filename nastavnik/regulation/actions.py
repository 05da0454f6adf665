"""What the head's base orders bring into force (4.1, 10.1, 10.2), and the acts that an institution starts with."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from nastavnik.accounts.models import User
from nastavnik.kit import journal
from nastavnik.organisations.models import Organisation
from nastavnik.regulation.acts import ACTS
from nastavnik.regulation.models import Edition, ModelIntroduction, NormativeAct


def introduce_model(
    organisation: Organisation, *, by: User, since: date, ground: str, ground_id: UUID
) -> ModelIntroduction:
    """The effect of the first base order (4.1), inside the signing transaction."""
    introduction = ModelIntroduction.objects.create(
        organisation=organisation, since=since, ground=ground, ground_id=ground_id
    )
    journal.record("model_introduced", introduction, by=by, since=since)
    return introduction


def approve_edition(
    organisation: Organisation, *, by: User, since: date, ground: str, ground_id: UUID, text: str = ""
) -> Edition:
    """The effect of the second base order (4.1): a new edition in force; the one before ends the day before."""
    open_editions = Edition.objects.of(organisation).filter(until__isnull=True)
    for edition in open_editions.select_for_update():
        edition.until = max(edition.since, since - timedelta(days=1))
        edition.save(update_fields=["until"])
    number = (Edition.objects.of(organisation).aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Edition.objects.create(
        organisation=organisation,
        number=number,
        title="Положение о системе (целевой модели) наставничества педагогических работников",
        text=text,
        since=since,
        ground=ground,
        ground_id=ground_id,
    )
    journal.record("edition_approved", edition, by=by, since=since, number=number)
    return edition


@transaction.atomic
def start_acts(organisation: Organisation) -> None:
    """Give a new institution its own registry of normative acts (1.2)."""
    NormativeAct.objects.bulk_create(
        NormativeAct(organisation=organisation, sort=sort, **act) for sort, act in enumerate(ACTS)
    )
