"""The simple electronic signature: what is switched on, by which act, and the switch of the head."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.consents import actions
from nastavnik.consents.forms import SignatureModeForm
from nastavnik.consents.models import Consent, ConsentKind, SignatureMode
from nastavnik.consents.queries import signature_mode
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation


@act("consents.view_signature")
def signature_detail(request: Request, organisation: Organisation) -> HttpResponse:
    """Off by default; the head switches it on with its preconditions (63-ФЗ ст. 9)."""
    may_switch = request.user.has_perm("consents.switch_signature", organisation)
    form = SignatureModeForm(request.POST or None, initial={"since": clock.today()})
    if request.method == "POST" and may_switch and form.is_valid():
        try:
            actions.switch_on_signature(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            said = _("Включено. Дальше: каждый, кто хочет подписывать сам, один раз подписывает согласие на бумаге.")
            messages.success(request, said)
            return redirect("consents:signature-detail", organisation.slug)
    modes = list(SignatureMode.objects.of(organisation).select_related("made_by"))
    agreed = Consent.objects.of(organisation).filter(kind=ConsentKind.SIGNATURE).valid(clock.today())
    context = {
        "form": form,
        "mode": signature_mode(organisation, clock.today()),
        "later": [one for one in modes if one.since > clock.today() and one.switched_off_on is None],
        "modes": modes,
        "may_switch": may_switch,
        "agreed": agreed.select_related("person").order_by("person__sort_key"),
    }
    return render(request, "consents/signature_detail.html", context)


@act("consents.switch_signature", SignatureMode)
@require_POST
def signature_off(request: Request, organisation: Organisation, mode: SignatureMode) -> HttpResponse:
    """Off at once; what was signed before keeps its force."""
    try:
        actions.switch_off_signature(mode, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Выключено. Подписанное раньше сохраняет силу; новые согласия — на бумаге."))
    return redirect("consents:signature-detail", organisation.slug)
