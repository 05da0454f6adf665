"""Partners and agreements: what stands on the paper is written down, nothing is signed here (4.3/6)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.kit.text import folded
from nastavnik.organisations.models import Organisation
from nastavnik.papers.models import Scan
from nastavnik.partners.actions.outside import follow_agreement
from nastavnik.partners.models import Agreement, Partner

PARTNER_FIELDS = ("name", "kind", "level", "contact", "note")
TERMS = ("number", "signed_on", "subject", "since", "until")


@transaction.atomic
def add_partner(organisation: Organisation, *, by: User, **facts: Any) -> Partner:
    """An organisation in the registry. Refused when one of this name is there."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # two at once must not add it twice
    partner = Partner(organisation=organisation, **_told(PARTNER_FIELDS, facts))
    _check_name(partner)
    partner.save(force_insert=True)
    journal.record("partner_added", partner, by=by, kind=partner.kind, level=partner.level)
    return partner


@transaction.atomic
def change_partner(partner: Partner, *, by: User, **facts: Any) -> Partner:
    """Other words of the card; the journal names the fields."""
    Organisation.objects.select_for_update(no_key=True).get(pk=partner.organisation_id)
    changed = _changed(partner, _told(PARTNER_FIELDS, facts))
    if changed:
        _check_name(partner)
        partner.save(update_fields=changed)
        journal.record("partner_changed", partner, by=by, fields=changed)
        for agreement in partner.agreements.filter(mentors__isnull=False).distinct() if "name" in changed else ():
            follow_agreement(agreement, by=by)
    return partner


@transaction.atomic
def drop_partner(partner: Partner, *, by: User) -> None:
    """Written down by mistake. Refused when there are agreements or events: the history stays."""
    Partner.objects.select_for_update().get(pk=partner.pk)
    if partner.agreements.exists() or partner.events.exists():
        raise Refused(
            _("С этим партнёром есть соглашения или события: они остаются в истории, поэтому убрать его нельзя.")
        )
    journal.record("partner_dropped", partner, by=by)
    partner.delete()


@transaction.atomic
def add_agreement(
    partner: Partner, *, by: User, scan: Scan | None = None, renews: Agreement | None = None, **terms: Any
) -> Agreement:
    """A signed agreement. With `renews` it takes the place of another one, of which nobody is reminded any more."""
    agreement = Agreement(
        organisation_id=partner.organisation_id,
        partner=partner,
        renews=renews,
        scan=scan,
        made_by=by,
        made_on=clock.today(),
        **_told(TERMS, terms),
    )
    _check_terms(agreement)
    if renews is not None:
        Agreement.objects.select_for_update().get(pk=renews.pk, partner=partner)
        if Agreement.objects.filter(renews=renews).exists():
            raise Refused(_("Вместо этого соглашения уже внесено новое."))
    agreement.save(force_insert=True)
    journal.record("agreement_added", agreement, by=by, since=agreement.since, until=agreement.until)
    follow_agreement(agreement, by=by)
    return agreement


@transaction.atomic
def change_agreement(agreement: Agreement, *, by: User, **terms: Any) -> Agreement:
    """What stands on the paper, written down anew: a slip, or a term that an annex has moved."""
    before = Agreement.objects.select_for_update().get(pk=agreement.pk)
    changed = _changed(agreement, _told(TERMS, terms))
    if agreement.ended_on is not None and agreement.ended_on < agreement.since:
        raise Refused(_("Соглашение закончилось раньше этого дня."), field="since")
    if changed:
        _check_terms(agreement)
        agreement.save(update_fields=changed)
        journal.record("agreement_changed", agreement, by=by, fields=changed, before=before.until)
        follow_agreement(agreement, by=by)
    return agreement


@transaction.atomic
def end_agreement(agreement: Agreement, *, by: User, ended_on: date) -> Agreement:
    """It ends before its time; `ended_on` is its last day."""
    stored = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if not stored.is_open:
        raise Refused(_("Соглашение уже закончилось."))
    if ended_on < stored.since:
        raise Refused(_("Соглашение действует с %s.") % f"{stored.since:%d.%m.%Y}", field="ended_on")
    if stored.until is not None and ended_on >= stored.until:
        raise Refused(_("Оно и так действует по %s.") % f"{stored.until:%d.%m.%Y}", field="ended_on")
    agreement.ended_on = ended_on
    agreement.save(update_fields=["ended_on"])
    journal.record("agreement_ended", agreement, by=by, ended_on=ended_on)
    follow_agreement(agreement, by=by)
    return agreement


@transaction.atomic
def attach_agreement_scan(agreement: Agreement, scan: Scan, *, by: User) -> Agreement:
    """The scan of the signed paper; one that it replaces stays kept, the journal names both."""
    stored = Agreement.objects.select_for_update().get(pk=agreement.pk)
    agreement.scan = scan
    agreement.save(update_fields=["scan"])
    journal.record("agreement_scan_attached", agreement, by=by, scan=scan.pk, before=stored.scan_id)
    return agreement


@transaction.atomic
def drop_agreement(agreement: Agreement, *, by: User) -> None:
    """Written down by mistake: refused once the signed paper is kept."""
    stored = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if stored.scan_id is not None:
        raise Refused(_("Скан подписанного соглашения уже приложен: прекратите соглашение, а не убирайте его."))
    if stored.mentors.exists():
        raise Refused(_("По этому соглашению работают внешние наставники: прекратите его, а не убирайте."))
    journal.record("agreement_dropped", agreement, by=by, partner=agreement.partner_id)
    agreement.delete()


# --- checks ---------------------------------------------------------------------------------------------------------
def _check_name(partner: Partner) -> None:
    others = Partner.objects.filter(organisation_id=partner.organisation_id).exclude(pk=partner.pk)
    if folded(partner.name) in {folded(name) for name in others.values_list("name", flat=True)}:
        raise Refused(_("Такой партнёр уже есть: откройте его в списке."), field="name")


def _check_terms(agreement: Agreement) -> None:
    if agreement.signed_on > clock.today():
        raise Refused(_("Дата соглашения ещё не наступила: внесите его, когда оно подписано."), field="signed_on")
    if agreement.until is not None and agreement.until < agreement.since:
        raise Refused(_("Окончание раньше начала."), field="until")


def _told(names: tuple[str, ...], facts: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: facts[name] for name in names if name in facts}
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in found.items()}


def _changed(row: Any, facts: Mapping[str, Any]) -> list[str]:
    """Set what differs; the names of what does."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    return changed
