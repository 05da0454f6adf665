"""Screens of consents: the register, one consent, its paper and scan, the words."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.consents import actions
from nastavnik.consents.forms import (
    WITHOUT_SCAN,
    ConsentFilterForm,
    ConsentTextForm,
    RegisterConsentForm,
    RegisterConsentsForm,
    ScanForm,
    WithdrawConsentForm,
)
from nastavnik.consents.models import Consent, ConsentKind, ConsentQuerySet, ConsentState, ConsentText
from nastavnik.consents.papers import consent_paper, consents_paper
from nastavnik.consents.states import CONSENT
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.actions import discard_scan, keep_scan
from nastavnik.papers.download import download, kept_file
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person

RELATED = ("person", "text", "scan")
PAGE = 50


@act("consents.view_consents")
def consent_list(request: Request, organisation: Organisation) -> HttpResponse:
    """The register that an inspector can read: who, what for, which words, since when, until when."""
    form = ConsentFilterForm(request.GET)
    consents = Consent.objects.of(organisation).select_related("person", "text")
    wanted = form.cleaned_data if form.is_valid() else {}
    if wanted.get("q"):
        consents = consents.filter(person__in=Person.objects.of(organisation).found_by(wanted["q"]))
    if wanted.get("kind"):
        consents = consents.filter(kind=wanted["kind"])
    if wanted.get("state") == WITHOUT_SCAN:
        consents = consents.filter(state="given", scan__isnull=True)
    elif wanted.get("state"):
        consents = consents.filter(state=wanted["state"])
    page = Paginator(consents.waiting_first(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": form,
        "kinds": ConsentKind,
        "narrowed": any(wanted.values()),
        "waiting": _waiting(organisation).count(),
    }
    return render(request, "consents/consent_list.html", context)


@act("consents.view_consent", Consent, related=(*RELATED, "received_by"))
def consent_detail(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """One consent: its words, its state, what is to be done now and by whom."""
    context = {
        "consent": consent,
        "leads": request.user.has_perm("consents.register_consent", consent),
        "own": consent.person.user_id == request.user.pk,
    }
    return render(request, "consents/consent_detail.html", context)


@act("consents.register_consent", Consent, related=RELATED)
def consent_register(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """Register what was signed on paper, with its day and scan."""
    form = RegisterConsentForm(request.POST or None, request.FILES or None, initial={"given_on": clock.today()})
    back = _way_back(request, organisation, consent)
    if request.method == "POST" and form.is_valid() and _register(request, consent, form):
        messages.success(request, _registered(consent))
        return redirect(back)
    context = {"form": form, "consent": consent, "back": back, "why_not": CONSENT.why_not(consent, "register")}
    return render(request, "consents/consent_register.html", context)


@act("consents.register_consents")
def consents_register(request: Request, organisation: Organisation) -> HttpResponse:
    """Register many papers of one day at once: after a meeting where everybody has signed."""
    waiting = _waiting(organisation)
    form = RegisterConsentsForm(request.POST or None, waiting=waiting, initial={"given_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.register_consents(
                form.cleaned_data["signed"], by=request.user, given_on=form.cleaned_data["given_on"]
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            said = _("Готово. Зарегистрировано согласий: %(count)s. Сканы можно приложить позже.")
            messages.success(request, said % {"count": len(done)})
            return redirect("consents:consent-list", organisation.slug)
    return render(request, "consents/consents_register.html", {"form": form, "waiting": waiting.count()})


@act("consents.view_consents")
def waiting_papers(request: Request, organisation: Organisation, paper_format: str) -> HttpResponse:
    """All blanks that wait for a signature, to be printed at once; 404 when none waits."""
    waiting = list(_waiting(organisation).select_related("text").prefetch_related("person__employments"))
    if not waiting:
        raise Http404
    return download(consents_paper(organisation, waiting), paper_format)


@act("consents.attach_scan", Consent, related=RELATED)
def scan_attach(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """The scan of a consent that was registered without one, or a better one."""
    form = ScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and _attach(request, consent, form):
        messages.success(request, _("Скан приложен. Сама бумага хранится в деле."))
        return redirect(consent_url(consent))
    return render(request, "consents/scan_attach.html", {"form": form, "consent": consent})


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
    return render(request, "consents/consent_refuse.html", {"consent": consent})


@act("consents.withdraw_consent", Consent, related=RELATED)
def consent_withdraw(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """Withdraw at any time; the page says beforehand what will follow and what will stay."""
    form = WithdrawConsentForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_consent(consent, by=request.user, on=form.cleaned_data["on"])
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Согласие отозвано. Подписанные приказы остаются в силе."))
            return redirect(consent_url(consent))
    return render(request, "consents/consent_withdraw.html", {"form": form, "consent": consent})


@act("consents.propose_consent", Person)
@require_POST
def consent_propose(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """Ask a person for the consent to process their data (R2.2, R3.2)."""
    consent = actions.propose_consent(person, ConsentKind.PROCESSING, by=request.user)
    consent.organisation = organisation
    if consent.state == "proposed":
        messages.success(request, _("Бланк согласия готов: распечатайте, дайте прочесть и подписать."))
    else:
        messages.info(request, _("Действующее согласие уже есть: новое не нужно."))
    return redirect(consent_url(consent))


@act("consents.view_consent", Consent, related=RELATED)
def consent_paper_download(
    request: Request, organisation: Organisation, consent: Consent, paper_format: str
) -> HttpResponse:
    """The paper to print."""
    return download(consent_paper(consent), paper_format)


@act("consents.view_consent", Consent, related=RELATED)
def consent_scan(request: Request, organisation: Organisation, consent: Consent) -> FileResponse:
    """The scan of the signed paper."""
    return kept_file(consent.scan)


@act("consents.change_text")
def text_change(request: Request, organisation: Organisation, kind: str) -> HttpResponse:
    """Change the words: a new version; what was given keeps its own (edge case 34)."""
    text = actions.current_text(organisation, ConsentKind(kind))
    form = ConsentTextForm(request.POST or None, kind=kind, initial={"body": text.body})
    if request.method == "POST" and form.is_valid():
        saved = actions.change_text(organisation, kind, form.cleaned_data["body"], by=request.user)
        if saved.version == text.version:
            messages.info(request, _("Текст не изменился: новой редакции нет."))
        else:
            messages.success(
                request,
                _("Сохранена редакция № %(number)s. Согласия, данные раньше, сохраняют прежний текст.")
                % {"number": saved.version},
            )
        return redirect("consents:text-change", organisation.slug, kind)
    versions = ConsentText.objects.of(organisation).filter(kind=kind).order_by("-version")
    context = {"form": form, "kind": ConsentKind(kind), "text": text, "earlier": versions.exclude(pk=text.pk)}
    return render(request, "consents/text_change.html", context)


def consent_url(consent: Consent) -> str:
    """The page of a consent."""
    return reverse("consents:consent-detail", args=[consent.organisation.slug, consent.pk])


def _waiting(organisation: Organisation) -> ConsentQuerySet:
    """The consents that nobody has signed yet, by kind and person, so that papers lie in order."""
    found = Consent.objects.of(organisation).filter(state=ConsentState.PROPOSED).select_related("person")
    return found.order_by("kind", "person__sort_key", "pk")


def _register(request: Request, consent: Consent, form: RegisterConsentForm) -> bool:
    said, scan = form.cleaned_data, None
    try:
        if said["scan"]:
            scan = keep_scan(
                said["scan"], organisation_id=consent.organisation_id, about_id=consent.pk, by=request.user
            )
        actions.register_consent(
            consent, by=request.user, given_on=said["given_on"], valid_until=said["valid_until"], scan=scan
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


def _registered(consent: Consent) -> str:
    words = {
        ConsentKind.PROCESSING: _("Готово. Согласие зарегистрировано: %(who)s. Запись можно включить в базу."),
        ConsentKind.MENTORING: _("Готово. Согласие наставника зарегистрировано: %(who)s. Дальше — приказ."),
        ConsentKind.MENTEE: _("Готово. Согласие наставляемого зарегистрировано: %(who)s. Дальше — приказ."),
    }
    return words[ConsentKind(consent.kind)] % {"who": consent.person.full_name}


def _way_back(request: Request, organisation: Organisation, consent: Consent) -> str:
    """`next`, if it is a page of this institution: nobody is sent elsewhere by a made-up link."""
    wanted = request.GET.get("next", "")
    ours = wanted.startswith(f"/o/{organisation.slug}/") and "//" not in wanted and "\\" not in wanted
    return wanted if ours else consent_url(consent)
