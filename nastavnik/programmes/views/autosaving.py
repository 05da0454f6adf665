"""A text that is saved in passing, while it is being typed: the page's script asks, without it nothing changes.

The answer is JSON: what to say; the version that stands now; the marks of what was sent; and the parts that
somebody else has written meanwhile, for the script to show where the writer has not touched them.
"""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.access import Request
from nastavnik.programmes import actions
from nastavnik.programmes.forms import ProgrammeForm
from nastavnik.programmes.merging import WRITTEN, mark
from nastavnik.programmes.models import Programme, ProgrammeState

AUTOSAVE = "X-Autosave"
SAVED, CLASH, REFUSED = "saved", "clash", "refused"
"""All three are answers, none is a failure of the page: a status of error would only alarm the browser."""


def autosave(request: Request, programme: Programme, form: ProgrammeForm) -> HttpResponse:
    """Save what was typed. A draft only: once people are asked to agree, each change is a step of its own."""
    if not form.is_valid():
        return _said(REFUSED, _("Пока не сохранено: нажмите «Сохранить», и страница скажет, что исправить."))
    base = form.cleaned_data["base"]
    if base is None or programme.state != ProgrammeState.DRAFT:
        return _said(REFUSED, _("Само не сохраняется: нажмите «Сохранить», когда допишете."))
    try:
        actions.write_programme(programme, by=request.user, is_quiet=True, **form.cleaned_data)
    except Outdated as refusal:
        ask = _("Нажмите «Сохранить»: оба варианта встанут рядом, ваш текст не пропадёт.")
        return _said(CLASH, f"{refusal.sentence} {ask}")
    except Refused as refusal:
        return _said(REFUSED, refusal.sentence)
    return _saved(programme, form, base)


def _saved(programme: Programme, form: ProgrammeForm, base: dict[str, str]) -> HttpResponse:
    typed = {name: form.cleaned_data[name] for name in WRITTEN}
    others = [name for name in WRITTEN if mark(typed[name]) != mark(getattr(programme, name))]
    return _said(
        SAVED,
        _("Сохранено в %(time)s.") % {"time": f"{timezone.localtime(clock.now()):%H:%M}"},
        version=programme.version,
        base={name: base.get(name, "") if name in others else mark(typed[name]) for name in WRITTEN},
        others={
            name: {"text": getattr(programme, name), "mark": mark(getattr(programme, name))}
            for name in others
            if isinstance(getattr(programme, name), str)
        },
    )


def _said(outcome: str, said: str, **more: object) -> HttpResponse:
    return JsonResponse({"outcome": outcome, "said": said, **more})
