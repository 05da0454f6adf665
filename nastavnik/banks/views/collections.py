"""Campaigns: open, see who has answered, close."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.banks import actions
from nastavnik.banks.forms import CollectionForm
from nastavnik.banks.models import Bank, Collection
from nastavnik.banks.papers import questionnaire_paper
from nastavnik.banks.queries import coverage, open_collections
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download


@act("banks.run_collection")
def collection_open(request: Request, organisation: Organisation, bank: str) -> HttpResponse:
    """Begin to collect requests or questionnaires."""
    form = CollectionForm(
        request.POST if request.method == "POST" else None, days=organisation.settings.collection_days
    )
    if request.method == "POST" and form.is_valid():
        try:
            collection = actions.open_collection(
                organisation, bank, by=request.user, deadline=form.cleaned_data["deadline"]
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(
                request,
                _("Сбор открыт до %(day)s: педагоги видят вопрос на своей главной странице.")
                % {"day": f"{collection.deadline:%d.%m.%Y}"},
            )
            return redirect("banks:collection-detail", organisation.slug, collection.pk)
    running = open_collections(organisation).get(bank)
    return render(request, "banks/collection_open.html", {"form": form, "bank": Bank(bank), "running": running})


@act("banks.run_collection", Collection)
def collection_detail(request: Request, organisation: Organisation, collection: Collection) -> HttpResponse:
    """How far a campaign has come, and who has not answered (R2.1)."""
    context = {
        "collection": collection,
        "coverage": coverage(collection),
        "bank": Bank(collection.bank),
        "is_late": collection.closed_on is None and collection.deadline < clock.today(),
    }
    return render(request, "banks/collection_detail.html", context)


@act("banks.run_collection")
def questionnaire_download(request: Request, organisation: Organisation, bank: str, paper_format: str) -> HttpResponse:
    """The questionnaire on paper, for people without a device (D16)."""
    running = open_collections(organisation).get(bank)
    return download(questionnaire_paper(organisation, bank, running), paper_format, organisation_id=organisation.pk)


@act("banks.run_collection", Collection)
@require_POST
def collection_close(request: Request, organisation: Organisation, collection: Collection) -> HttpResponse:
    """No more answers."""
    try:
        actions.close_collection(collection, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Сбор закрыт. Ответить по-прежнему можно с главной страницы, без срока."))
    return redirect("banks:collection-detail", organisation.slug, collection.pk)
