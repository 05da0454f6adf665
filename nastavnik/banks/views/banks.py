"""The two banks: at a glance, one of them, the yearly act, the workbook."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.banks import actions
from nastavnik.banks.forms import EntryFilterForm
from nastavnik.banks.models import IN_BANK, Bank, EntryState
from nastavnik.banks.queries import MODELS, coverage, entries, freshness, open_collections
from nastavnik.banks.states import lifecycle_of
from nastavnik.kit import clock
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation

PAGE = 50


@act("banks.view_banks")
def bank_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Both banks at a glance: how many, what runs, what is due."""
    running = open_collections(organisation)
    banks = [
        {
            "code": bank.value,
            "label": bank.label,
            "active": MODELS[bank].objects.of(organisation).active().count(),
            "lapsed": MODELS[bank].objects.of(organisation).lapsed().count(),
            "suspended": MODELS[bank].objects.of(organisation).filter(state=EntryState.SUSPENDED).count(),
            "drafts": MODELS[bank].objects.of(organisation).filter(state=EntryState.DRAFT).count(),
            "freshness": freshness(organisation, bank),
            "collection": running.get(bank),
            "coverage": coverage(running[bank]) if bank in running else None,
        }
        for bank in Bank
    ]
    may = {name: request.user.has_perm(f"banks.{name}", organisation) for name in _ACTS}
    return render(request, "banks/bank_list.html", {"banks": banks, "may": may})


_ACTS = ("run_collection", "actualise_bank", "export_bank", "change_topics", "import_answers", "answer_for")


@act("banks.view_banks")
def entry_list(request: Request, organisation: Organisation, bank: str) -> HttpResponse:
    """One bank: drafts with what they lack on top, then those in the bank."""
    form = EntryFilterForm(request.GET, organisation=organisation)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = entries(organisation, bank, wanted)
    drafts = [(entry, lifecycle_of(entry).why_not(entry, "include")) for entry in found.filter(state=EntryState.DRAFT)]
    page = Paginator(found.exclude(state=EntryState.DRAFT), PAGE).get_page(request.GET.get("page"))
    context = {
        "bank": Bank(bank),
        "filters": form,
        "narrowed": any(wanted.values()),
        "drafts": drafts,
        "page": page,
        "may_change": request.user.has_perm("banks.change_entry", organisation),
    }
    return render(request, f"banks/{bank[:-1]}_list.html", context)


@act("banks.actualise_bank")
def bank_actualise(request: Request, organisation: Organisation, bank: str) -> HttpResponse:
    """The yearly act: tick who stays, the others leave the bank (4.4.2)."""
    if request.method == "POST":
        shown = _keys(request.POST.getlist("shown"))
        keep = _keys(request.POST.getlist("keep")) & shown
        done = actions.actualise_bank(organisation, bank, keep, shown=shown, by=request.user)
        kept = sum(decision["decision"] == "confirmed" for decision in done.decisions)
        messages.success(
            request,
            _("Готово. База актуализирована: подтверждено %(kept)s, исключено %(gone)s. Следующий раз — до %(due)s.")
            % {
                "kept": kept,
                "gone": done.count - kept,
                "due": f"{freshness(organisation, bank).due_on:%d.%m.%Y}",
            },
        )
        return redirect("banks:bank-list", organisation.slug)
    rows = list(entries(organisation, bank, {}).filter(state__in=IN_BANK))
    context = {"bank": Bank(bank), "entries": rows, "freshness": freshness(organisation, bank)}
    return render(request, "banks/bank_actualise.html", context)


@act("banks.export_bank")
def bank_export(request: Request, organisation: Organisation, bank: str) -> HttpResponse:
    """The bank as a workbook (D14, D15)."""
    content = actions.export_bank(organisation, bank, by=request.user)
    name = f"{Bank(bank).label} {clock.today():%d.%m.%Y}.xlsx"
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _keys(sent: list[str]) -> set[UUID]:
    """The keys among what a page sent; what is no key is passed over."""
    keys = set()
    for each in sent:
        try:
            keys.add(UUID(each))
        except ValueError:
            continue
    return keys
