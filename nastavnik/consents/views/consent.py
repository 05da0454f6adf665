"""One consent: its page, registering, signing, refusing, withdrawing, its papers and its scan."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.consents import actions
from nastavnik.consents.actions.giving import issue_consent
from nastavnik.consents.forms import RegisterConsentForm, ScanForm, SignConsentForm, WithdrawConsentForm
from nastavnik.consents.models import OF_A_PAIR, Consent, ConsentKind, ConsentState
from nastavnik.consents.papers import consent_paper
from nastavnik.consents.queries import kept_papers, why_not_signed
from nastavnik.consents.states import CONSENT
from nastavnik.consents.views.mine import places_of
from nastavnik.consents.wording import KEPT_BY_LAW, REGISTERED, WHEN_GIVEN, WHEN_OVER, WHEN_REFUSED, consequences
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.actions import discard_scan, keep_scan
from nastavnik.papers.download import download, kept_file
from nastavnik.papers.models import FORMATS, Scan

RELATED = ("person", "text", "scan")


@act("consents.view_consent", Consent, related=(*RELATED, "received_by"))
def consent_detail(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """One consent: its words, its state, what is to be done now and by whom."""
    own = consent.person.user_id == request.user.pk
    kind = ConsentKind(consent.kind)
    waits = consent.state == ConsentState.PROPOSED
    context = {
        "consent": consent,
        "leads": request.user.has_perm("consents.register_consent", consent),
        "own": own,
        "signable": own and waits and why_not_signed(consent, clock.today()) is None,
        "of_a_pair": kind in OF_A_PAIR,
        "places": places_of(consent),
        "conditions": consent.conditions.all() if consent.is_chosen else (),
        "kept_papers": {} if waits else kept_papers(consent),
        "steps": consent.steps.select_related("resource", "done_by") if consent.given_on else (),
        "kept": KEPT_BY_LAW if kind == ConsentKind.PROCESSING and consent.state == ConsentState.WITHDRAWN else (),
        "when_given": WHEN_GIVEN[kind],
        "when_over": WHEN_OVER[kind],
    }
    return render(request, "consents/consent_detail.html", context)


@act("consents.register_consent", Consent, related=RELATED)
def consent_register(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """Register what was signed on paper, with its day, what was ticked, and its scan."""
    form = RegisterConsentForm(
        request.POST or None, request.FILES or None, consent=consent, initial={"given_on": clock.today()}
    )
    back = _way_back(request, organisation, consent)
    why_not = CONSENT.why_not(consent, "register")
    if request.method == "POST" and form.is_valid() and _register(request, consent, form):
        messages.success(request, REGISTERED[ConsentKind(consent.kind)] % {"who": consent.person.full_name})
        return redirect(back)
    context = {"form": form, "consent": consent, "back": back, "why_not": why_not}
    return render(request, "consents/consent_register.html", context)


@act("consents.sign_consent", Consent, related=RELATED)
def consent_sign(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """The subject reads the words, ticks what is theirs to tick, and enters the password: that is the signature."""
    form = SignConsentForm(request.POST or None, consent=consent)
    why_not = why_not_signed(consent, clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_consent(consent, by=request.user, password=form.cleaned_data["password"], choice=form.choice)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Готово. Согласие подписано и действует; протокол подписания сохранён."))
            return redirect(consent_url(consent))
    context = {"form": form, "consent": consent, "why_not": why_not}
    return render(request, "consents/consent_sign.html", context)


@act("consents.refuse_consent", Consent, related=RELATED)
def consent_refuse(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """A refusal: no reason is asked (1.4/5)."""
    if request.method == "POST":
        try:
            actions.refuse_consent(consent, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Отмечено: согласие не дано. Это обычный исход, причина не нужна."))
        return redirect(consent_url(consent))
    context = {"consent": consent, "when_refused": WHEN_REFUSED[ConsentKind(consent.kind)]}
    return render(request, "consents/consent_refuse.html", context)


@act("consents.withdraw_consent", Consent, related=RELATED)
def consent_withdraw(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """Withdraw at any time; the page says beforehand what will follow and what will stay.

    The subject does it with one button today; the curator enters the day when the written statement came.
    """
    own = consent.person.user_id == request.user.pk
    form = None if own else WithdrawConsentForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            actions.withdraw_consent(consent, by=request.user, on=form.cleaned_data["on"] if form else None)
        except Refused as refusal:
            _say(request, form, refusal)
        else:
            messages.success(request, _withdrawn(consent))
        if form is None or not form.errors:
            return redirect(consent_url(consent))
    context = {
        "form": form,
        "consent": consent,
        "own": own,
        "consequences": consequences(consent, clock.today()),
        "kept": KEPT_BY_LAW if consent.kind == ConsentKind.PROCESSING else (),
        "why_not": CONSENT.why_not(consent, "withdraw"),
    }
    return render(request, "consents/consent_withdraw.html", context)


@act("consents.view_consent", Consent, related=RELATED)
def consent_paper_download(
    request: Request, organisation: Organisation, consent: Consent, paper_format: str
) -> HttpResponse | FileResponse:
    """Before it is given the paper to print, made now; afterwards the file that was kept, never made anew."""
    if paper_format not in FORMATS:
        raise Http404
    if consent.given_on is None:
        return download(consent_paper(consent), paper_format, organisation_id=organisation.pk)
    if consent.is_older_than_its_words:
        raise Http404  # signed elsewhere in other words: its scan is the only true image of it
    kept = kept_papers(consent)
    if not kept:  # the machine stopped between the act and its paper
        issue_consent(consent, by=None)
        kept = kept_papers(consent)
    return kept_file(kept.get(paper_format))


@act("consents.view_consent", Consent, related=RELATED)
def consent_protocol(request: Request, organisation: Organisation, consent: Consent) -> FileResponse:
    """The protocol of the signing."""
    return kept_file(kept_papers(consent).get("protocol"))


@act("consents.view_consent", Consent, related=RELATED)
def consent_scan(request: Request, organisation: Organisation, consent: Consent) -> FileResponse:
    """The scan of the signed paper."""
    return kept_file(consent.scan)


@act("consents.attach_scan", Consent, related=RELATED)
def scan_attach(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """The scan of a consent that was registered without one, or a better one."""
    form = ScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and _attach(request, consent, form):
        messages.success(request, _("Скан приложен. Сама бумага хранится в деле."))
        return redirect(consent_url(consent))
    return render(request, "consents/scan_attach.html", {"form": form, "consent": consent})


def consent_url(consent: Consent) -> str:
    """The page of a consent."""
    return reverse("consents:consent-detail", args=[consent.organisation.slug, consent.pk])


def _register(request: Request, consent: Consent, form: RegisterConsentForm) -> bool:
    said, scan = form.cleaned_data, None
    try:
        if said["scan"]:
            scan = _kept(request, consent, said["scan"])
        actions.register_consent(
            consent,
            by=request.user,
            given_on=said["given_on"],
            valid_until=said["valid_until"],
            scan=scan,
            choice=form.choice,
            identity_checked=said.get("identity_checked", False),
            kept_in=said["kept_in"],
        )
    except Refused as refusal:
        _undo(request, form, scan, refusal)
    return not form.errors


def _attach(request: Request, consent: Consent, form: ScanForm) -> bool:
    scan = None
    try:
        scan = _kept(request, consent, form.cleaned_data["scan"])
        actions.attach_scan(consent, scan, by=request.user)
    except Refused as refusal:
        _undo(request, form, scan, refusal)
    return not form.errors


def _kept(request: Request, consent: Consent, file) -> Scan:
    return keep_scan(file, organisation_id=consent.organisation_id, about_id=consent.pk, by=request.user)


def _undo(request: Request, form, scan, refusal: Refused) -> None:
    """A scan whose act was refused goes again; a refusal without a field of ours speaks of the file itself."""
    if scan is not None:
        discard_scan(scan, by=request.user)
    spoken_of = refusal.field if refusal.field in form.fields else None
    form.add_error(spoken_of or ("scan" if refusal.field == "file" else None), refusal.sentence)


def _say(request: Request, form: forms.Form | None, refusal: Refused) -> None:
    if form is None:
        messages.error(request, refusal.sentence)
    else:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def _withdrawn(consent: Consent) -> str:
    if consent.is_leaving and consent.last_day:
        return _("Отзыв принят. Последний день наставничества — %(day)s; куратор готовит приказ.") % {
            "day": f"{consent.last_day:%d.%m.%Y}"
        }
    return _("Согласие отозвано. Подписанные приказы остаются в силе.")


def _way_back(request: Request, organisation: Organisation, consent: Consent) -> str:
    """`next`, if it is a page of this institution: nobody is sent elsewhere by a made-up link."""
    wanted = request.GET.get("next", "")
    ours = wanted.startswith(f"/o/{organisation.slug}/") and "//" not in wanted and "\\" not in wanted
    return wanted if ours else consent_url(consent)
