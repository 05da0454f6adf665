"""Screens of partners and of agreements with them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.actions import discard_scan, keep_scan
from nastavnik.papers.download import kept_file
from nastavnik.papers.models import Scan
from nastavnik.partners import actions
from nastavnik.partners.forms import AgreementForm, EndForm, PartnerForm, ScanForm
from nastavnik.partners.models import Agreement, OutsideMentor, Partner
from nastavnik.partners.queries import events_of, partner_rows
from nastavnik.partners.views.tabs import tabs_of

RELATED = ("partner", "scan")
SHOWN_EVENTS = 20


@act("partners.view_partners")
def partner_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Every partner, and how the agreement stands."""
    context = {
        "rows": partner_rows(organisation),
        "may_keep": request.user.has_perm("partners.keep_partners", organisation),
        "tabs": tabs_of(organisation, "partners:partner-list"),
    }
    return render(request, "partners/partner_list.html", context)


@act("partners.view_partners", Partner)
def partner_detail(request: Request, organisation: Organisation, partner: Partner) -> HttpResponse:
    """One partner: agreements, what was done together."""
    agreements = list(partner.agreements.select_related("renewed_by"))
    events = list(events_of(organisation).filter(partner=partner)[: SHOWN_EVENTS + 1])
    context = {
        "partner": partner,
        "agreements": agreements,
        "expiring": [row for row in agreements if row.standing == "expiring" and not hasattr(row, "renewed_by")],
        "mentors": list(
            OutsideMentor.objects.filter(agreement__partner=partner)
            .select_related("person")
            .prefetch_related("person__consents")
        ),
        "events": events[:SHOWN_EVENTS],
        "has_more": len(events) > SHOWN_EVENTS,
        "event_url": reverse("partners:event-add", args=[organisation.slug], query={"partner": partner.pk}),
        "may_keep": request.user.has_perm("partners.keep_partners", partner),
    }
    return render(request, "partners/partner_detail.html", context)


@act("partners.keep_partners")
def partner_add(request: Request, organisation: Organisation) -> HttpResponse:
    """A new partner."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        partner = _done(form, lambda: actions.add_partner(organisation, by=request.user, **form.cleaned_data))
        if partner is not None:
            messages.success(request, _("Партнёр внесён. Дальше — соглашение, если оно подписано."))
            return redirect("partners:partner-detail", organisation.slug, partner.pk)
    return render(request, "partners/partner_write.html", {"form": form})


@act("partners.keep_partners", Partner)
def partner_change(request: Request, organisation: Organisation, partner: Partner) -> HttpResponse:
    """Another name, contact."""
    form = PartnerForm(request.POST or None, instance=Partner.objects.get(pk=partner.pk))
    if request.method == "POST" and form.is_valid():
        if _done(form, lambda: actions.change_partner(partner, by=request.user, **form.cleaned_data)):
            messages.success(request, _("Карточка партнёра сохранена."))
            return redirect("partners:partner-detail", organisation.slug, partner.pk)
        partner.refresh_from_db()
    return render(request, "partners/partner_write.html", {"form": form, "partner": partner})


@act("partners.keep_partners", Partner)
@require_POST
def partner_drop(request: Request, organisation: Organisation, partner: Partner) -> HttpResponse:
    """Written down by mistake."""
    try:
        actions.drop_partner(partner, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("partners:partner-detail", organisation.slug, partner.pk)
    messages.success(request, _("Партнёр убран из списка."))
    return redirect("partners:partner-list", organisation.slug)


# --- agreements -----------------------------------------------------------------------------------------------------
@act("partners.keep_partners", Partner)
def agreement_add(request: Request, organisation: Organisation, partner: Partner) -> HttpResponse:
    """A signed agreement with this partner."""
    return _new_agreement(request, partner, None)


@act("partners.keep_partners", Agreement, related=RELATED)
def agreement_renew(request: Request, organisation: Organisation, agreement: Agreement) -> HttpResponse:
    """A new agreement takes the place of one that runs out."""
    return _new_agreement(request, agreement.partner, agreement)


@act("partners.keep_partners", Agreement, related=RELATED)
def agreement_change(request: Request, organisation: Organisation, agreement: Agreement) -> HttpResponse:
    """A slip is mended, or the term has been moved by both sides."""
    form = AgreementForm(request.POST or None, instance=Agreement.objects.get(pk=agreement.pk), with_scan=False)

    def change(**terms: Any) -> Agreement:
        return actions.change_agreement(agreement, by=request.user, **terms)

    return _agreement_page(request, agreement, form, change, _("Сохранено."), _("Изменить соглашение"))


@act("partners.keep_partners", Agreement, related=RELATED)
def agreement_end(request: Request, organisation: Organisation, agreement: Agreement) -> HttpResponse:
    """It ends before its time."""
    form = EndForm(request.POST or None, initial={"ended_on": clock.today()})

    def end(**said: Any) -> Agreement:
        return actions.end_agreement(agreement, by=request.user, **said)

    words = _("Отмечено: соглашение прекращается раньше срока. Напоминаний о нём больше не будет.")
    return _agreement_page(request, agreement, form, end, words, _("Прекратить соглашение раньше срока"))


@act("partners.keep_partners", Agreement, related=RELATED)
def agreement_scan_attach(request: Request, organisation: Organisation, agreement: Agreement) -> HttpResponse:
    """The scan of the signed paper, or a better one."""
    form = ScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()))

    def attach(scan: Any) -> Agreement:
        kept = _kept(request, agreement, scan)
        return actions.attach_agreement_scan(agreement, kept, by=request.user)

    words = _("Скан приложен. Сама бумага хранится в деле.")
    return _agreement_page(request, agreement, form, attach, words, _("Скан соглашения"))


@act("partners.keep_partners", Agreement, related=RELATED)
@require_POST
def agreement_drop(request: Request, organisation: Organisation, agreement: Agreement) -> HttpResponse:
    """Written down by mistake."""
    partner = agreement.partner
    try:
        actions.drop_agreement(agreement, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Соглашение убрано."))
    return redirect("partners:partner-detail", organisation.slug, partner.pk)


@act("partners.view_scan", Agreement, related=RELATED)
def agreement_scan(request: Request, organisation: Organisation, agreement: Agreement) -> FileResponse:
    """The signed paper as it was scanned."""
    return kept_file(agreement.scan)


def _new_agreement(request: Request, partner: Partner, renews: Agreement | None) -> HttpResponse:
    initial: dict[str, Any] = {"signed_on": clock.today(), "since": clock.today()}
    if renews is not None:
        initial["subject"] = renews.subject
    form = AgreementForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _add_agreement(request, form, partner, renews):
        words = _("Соглашение внесено. За 30 дней до окончания придёт напоминание.")
        if form.cleaned_data["until"] is None:
            words = _("Соглашение внесено: оно действует без срока.")
        messages.success(request, words)
        return redirect("partners:partner-detail", partner.organisation.slug, partner.pk)
    context = {"form": form, "partner": partner, "renews": renews, "page_title": _("Новое соглашение")}
    return render(request, "partners/agreement_write.html", context)


def _add_agreement(request: Request, form: AgreementForm, partner: Partner, renews: Agreement | None) -> bool:
    """The scan is kept outside of the act's transaction; it goes again when the act is refused."""
    terms, scan = dict(form.cleaned_data), None
    file = terms.pop("scan")
    try:
        if file:
            scan = keep_scan(file, organisation_id=partner.organisation_id, about_id=partner.pk, by=request.user)
        actions.add_agreement(partner, by=request.user, scan=scan, renews=renews, **terms)
    except Refused as refusal:
        if scan is not None:
            discard_scan(scan, by=request.user)
        _say(form, refusal)
    return not form.errors


def _agreement_page(
    request: Request, agreement: Agreement, form: Any, deed: Callable[..., Any], words: str, title: str
) -> HttpResponse:
    partner = agreement.partner
    if request.method == "POST" and form.is_valid() and _done(form, lambda: deed(**form.cleaned_data)):
        messages.success(request, words)
        return redirect("partners:partner-detail", agreement.organisation.slug, partner.pk)
    context = {"form": form, "partner": partner, "agreement": agreement, "page_title": title}
    return render(request, "partners/agreement_write.html", context)


def _kept(request: Request, agreement: Agreement, file: Any) -> Scan:
    return keep_scan(file, organisation_id=agreement.organisation_id, about_id=agreement.partner_id, by=request.user)


def _done(form: Any, deed: Callable[[], Any]) -> Any:
    """What the act gives, or None when it was refused: the form says why."""
    try:
        return deed()
    except Refused as refusal:
        _say(form, refusal)
        return None


def _say(form: Any, refusal: Refused) -> None:
    """A refusal without a field of ours speaks of the file itself, when there is one."""
    spoken_of = refusal.field if refusal.field in form.fields else None
    form.add_error(spoken_of or ("scan" if refusal.field == "file" else None), refusal.sentence)
