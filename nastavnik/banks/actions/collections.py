"""Campaigns: «Сбор профессиональных запросов» (R2.1), «Анкета потенциального наставника» (R3.1)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import Collection
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation


@transaction.atomic
def open_collection(organisation: Organisation, bank: str, *, by: User, deadline: date | None = None) -> Collection:
    """Begin to collect requests (R2.1) or questionnaires of would-be mentors (R3.1)."""
    if Collection.objects.of(organisation).filter(bank=bank, closed_on__isnull=True).exists():
        raise Refused(_("Такой сбор уже открыт: дождитесь ответов или закройте его."))
    today = clock.today()
    deadline = deadline or today + timedelta(days=organisation.settings.collection_days)
    if deadline < today:
        raise Refused(_("Срок ответа уже прошёл: укажите будущую дату."), field="deadline")
    collection = Collection.objects.create(
        organisation=organisation, bank=bank, opened_on=today, deadline=deadline, opened_by=by
    )
    journal.record("collection_opened", collection, by=by, bank=bank)
    return collection


@transaction.atomic
def close_collection(collection: Collection, *, by: User) -> Collection:
    """No more answers."""
    collection.closed_on = Collection.objects.select_for_update().get(pk=collection.pk).closed_on
    if collection.closed_on:
        raise Refused(_("Сбор уже закрыт."))
    collection.closed_on = clock.today()
    collection.save(update_fields=["closed_on"])
    journal.record("collection_closed", collection, by=by, bank=collection.bank)
    return collection
