"""Drafts of orders about bodies, banks, mentors, rewards and changes of pairs (D4, D6)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.banks.actions import bank_rows
from nastavnik.banks.models import Bank, MentorEntry
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.ui.words import counted
from nastavnik.orders.actions import NewItem
from nastavnik.orders.forms import (
    BankOrderForm,
    BodyOrderForm,
    ChangeOrderForm,
    MentorOrderForm,
    RewardOrderForm,
)
from nastavnik.orders.kinds.changes import ITEM_OF
from nastavnik.orders.models import ItemKind
from nastavnik.orders.queries import banks_to_approve, changes_for_order, mentors_to_appoint
from nastavnik.orders.views.drafting import draft
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.readiness import missing_for_change
from nastavnik.people.models import Person
from nastavnik.regulation.models import BodyKind
from nastavnik.regulation.queries import base_on


@act("orders.draft_order")
def body_order_start(request: Request, organisation: Organisation) -> HttpResponse:
    """The composition of a working group, or of the mentors' association (4.3/3, 4.4.3)."""
    wanted = request.GET.get("body")
    form = BodyOrderForm(
        request.POST or None,
        people=Person.objects.of(organisation).employed(clock.today()),
        council_name=organisation.settings.council_name,
        initial={"body": wanted} if wanted in BodyKind.values else {},
    )
    if request.method == "POST" and form.is_valid():
        items = [NewItem(ItemKind.APPROVE_BODY, facts=form.facts)]
        if order := draft(request, organisation, form, items):
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/body_order_start.html", {"form": form})


@act("orders.draft_order")
def bank_order_start(request: Request, organisation: Organisation) -> HttpResponse:
    """The banks as they stand, approved as lists (4.3/3); what no order has approved is ticked already."""
    waiting = banks_to_approve(organisation)
    hints = {bank: _bank_hint(organisation, bank) for bank in Bank.values}
    form = BankOrderForm(request.POST or None, hints=hints, initial={"banks": waiting})
    if request.method == "POST" and form.is_valid():
        items = [NewItem(ItemKind.APPROVE_BANK, facts={"bank": bank}) for bank in form.cleaned_data["banks"]]
        if order := draft(request, organisation, form, items):
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/bank_order_start.html", {"form": form})


def _bank_hint(organisation: Organisation, bank: str) -> str:
    number = len(bank_rows(organisation, bank))
    if not number:
        return _("Никого нет: утверждать нечего.")
    return _("Сейчас в базе: %(people)s.") % {"people": counted(number, _("человек/человека/человек"))}


@act("orders.draft_order")
def mentor_order_start(request: Request, organisation: Organisation) -> HttpResponse:
    """Mentors by an order of its own, before any pair (4.2); those who have agreed in writing are ticked already."""
    entries = list(mentors_to_appoint(organisation))
    agreed, hints = _mentors_told(entries)
    asked = [entry.person_id for entry in entries if str(entry.person_id) == request.GET.get("person")]
    form = MentorOrderForm(
        request.POST or None,
        people=Person.objects.of(organisation).filter(pk__in=[entry.person_id for entry in entries]),
        hints=hints,
        initial={"people": asked or list(agreed)},
    )
    if request.method == "POST" and form.is_valid():
        items = [NewItem(ItemKind.APPOINT_MENTOR, person=person) for person in form.cleaned_data["people"]]
        if order := draft(request, organisation, form, items):
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/mentor_order_start.html", {"form": form, "entries": entries})


def _mentors_told(entries: list[MentorEntry]) -> tuple[set, dict[str, str]]:
    """Who has the written consent of 4.2, and what is said under each name (one query)."""
    given = Consent.objects.filter(kind=ConsentKind.MENTORING, person__in=[entry.person_id for entry in entries])
    agreed = set(given.valid(clock.today()).values_list("person_id", flat=True))
    words = {True: _("Письменное согласие есть."), False: _("Нет письменного согласия на наставничество (4.2).")}
    return agreed, {str(entry.person_id): words[entry.person_id in agreed] for entry in entries}


@act("orders.draft_order")
def reward_order_start(request: Request, organisation: Organisation) -> HttpResponse:
    """Thanks, diplomas, badges, bonuses for those who take part (4.3/8)."""
    people = Person.objects.of(organisation).employed(clock.today())
    leading = people.filter(memberships__role="mentor", memberships__joined_on__isnull=False).distinct()
    form = RewardOrderForm(
        request.POST or None,
        people=people,
        leading=list(leading),
        initial={"people": [request.GET["person"]] if request.GET.get("person") else []},
    )
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        items = [
            NewItem(ItemKind.REWARD, person=person, text=cleaned["text"], facts={"award": cleaned["award"]})
            for person in cleaned["people"]
        ]
        if order := draft(request, organisation, form, items):
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/reward_order_start.html", {"form": form})


@act("orders.draft_order")
def change_order_start(request: Request, organisation: Organisation) -> HttpResponse:
    """Prepared changes of pairs in force (5.1/3, 6.1/5, 8.1, 8.2); those that lack nothing are ticked already."""
    found = list(changes_for_order(organisation))
    whole, hints, base = [], {}, base_on(organisation, clock.today())
    for change in found:
        change.relation.organisation = organisation
        missing = missing_for_change(change, clock.today(), base)
        if not missing:
            whole.append(change.pk)
        hints[str(change.pk)] = " ".join(each.sentence for each in missing) or _("Всё готово.")
    asked = [change.pk for change in found if str(change.pk) == request.GET.get("change")]
    form = ChangeOrderForm(
        request.POST or None,
        changes=changes_for_order(organisation),
        hints=hints,
        initial={"changes": asked or whole},
    )
    if request.method == "POST" and form.is_valid():
        items = [NewItem(ITEM_OF[change.kind], change=change) for change in form.cleaned_data["changes"]]
        if order := draft(request, organisation, form, items):
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/change_order_start.html", {"form": form, "found": found, "whole": whole})
