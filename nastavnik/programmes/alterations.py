"""What each kind of change wants, what it makes of the programme, and whether an order is touched (8.2).

A change of the plan is a list of steps, plain JSON: {"act": "add", "title", "kind", "due_on", "expected"},
{"act": "move", "item", "due_on"}, {"act": "cancel", "item"}; days are ISO.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.pairs.actions.wanted import Wanted, check_change
from nastavnik.pairs.models import ChangeKind, MemberRole, Relation, RelationMember
from nastavnik.pairs.queries import MEMBERS
from nastavnik.programmes.actions.choosing import add_phase
from nastavnik.programmes.form_rules import findings_of, violations
from nastavnik.programmes.models import Alteration, ItemConsent, ItemKind, ItemState, PlanItem, Programme
from nastavnik.programmes.models import ProgrammeChange as Change
from nastavnik.programmes.parts import missing_parts
from nastavnik.programmes.states import ITEM
from nastavnik.regulation.models import Form

MOST_STEPS = 40


def needs_order(change: Change) -> bool:
    """Whether what an order has fixed becomes other: its term, its form, its people (4.3/5, 8.2)."""
    relation = change.programme.relation
    match change.kind:
        case Alteration.EXTEND:
            return relation.until is not None and change.until is not None and change.until > relation.until
        case Alteration.FORM:
            return bool(change.forms) and change.forms[0] in Form.values and change.forms[0] != relation.form
        case Alteration.MEMBERS:
            return True
        case _:
            return False


def wanted_of_order(change: Change) -> dict[str, Any]:
    """The arguments of `pairs.prepare_change` that the order is to carry out."""
    note = _("По взаимному согласию участников. %(words)s") % {"words": change.words}
    facts: dict[str, Any] = {"note": note[:500]}
    first = max(change.on or clock.today() + timedelta(days=1), clock.today())
    match change.kind:
        case Alteration.EXTEND:
            until = change.programme.relation.until
            assert until is not None  # needs_order has looked at it
            return facts | {
                "kind": ChangeKind.EXTEND,
                "on": min(until, clock.today()) + timedelta(days=1),
                "until": change.until,
            }
        case Alteration.FORM:
            return facts | {
                "kind": ChangeKind.TERMS,
                "on": first,
                "form": change.forms[0],
            }
        case _ if change.leaving is not None:
            return facts | {
                "kind": ChangeKind.LEAVE,
                "on": first,
                "leaving": change.leaving,
            }
        case _:
            return facts | {
                "kind": ChangeKind.JOIN,
                "on": first,
                "people": (change.joining,),
                "role": change.role or MemberRole.MENTEE,
            }


def check_alteration(change: Change, *, by: User) -> None:
    """Raise Refused with what the change lacks, and with what the validators say of the programme after it (8.2)."""
    _CHECKS[Alteration(change.kind)](change)
    if needs_order(change):
        facts = wanted_of_order(change)
        relation = Relation.objects.prefetch_related(MEMBERS).get(pk=change.programme.relation_id)
        people = tuple(facts.pop("people", ()))
        check_change(Wanted(relation, facts.pop("kind"), facts.pop("on"), people=people, **facts))
    _check_outcome(change, by)


def check_again(change: Change, *, by: User) -> None:
    """The same at the last agreement: what has been done since, and days that have passed, stand in nobody's way."""
    if change.kind == Alteration.EXTEND:
        _check_extend(change)
    _check_outcome(change, by)


def carry_out(change: Change, *, by: User, on: date | None = None) -> None:
    """Make the programme as agreed; `on` is the day from which, when an order has moved it."""
    _EFFECTS[Alteration(change.kind)](change, by, on)


def release_items(programme: Programme, member: RelationMember) -> None:
    """What somebody who leaves would have answered for is everybody's from now on."""
    programme.items.filter(responsible=member, state=ItemState.PLANNED).update(responsible=None)


# --- what each kind wants --------------------------------------------------------------------------------------
def _check_extend(change: Change) -> None:
    """Not retroactive: what has ended is not prolonged (edge case 65); a year is the most (edge case 52)."""
    programme = change.programme
    if change.until is None:
        raise Refused(_("Укажите новое окончание."), field="until")
    if change.until <= programme.until:
        raise Refused(
            _("Новое окончание должно быть позже нынешнего (%s).") % f"{programme.until:%d.%m.%Y}", field="until"
        )
    if programme.until < clock.today():
        raise Refused(
            _(
                "Срок программы кончился %s: продлить его задним числом нельзя. Подведите итоги и составьте новую "
                "программу."
            )
            % f"{programme.until:%d.%m.%Y}",
            field="until",
        )


def _check_form(change: Change) -> None:
    if not change.forms:
        raise Refused(_("Выберите форму наставничества: хотя бы одна обязательна."), field="leading")
    _check_day(change)


def _check_members(change: Change) -> None:
    if (change.leaving is None) == (change.joining is None):
        raise Refused(_("Выберите, кто выбывает или кто войдёт."))
    _check_day(change)


def _check_day(change: Change) -> None:
    if change.on is None:
        raise Refused(_("Укажите, с какого дня."), field="on")
    if change.on < clock.today():
        raise Refused(_("Этот день уже прошёл: изменение не бывает задним числом."), field="on")


def _check_plan(change: Change) -> None:
    if not change.content:
        raise Refused(_("Ничего не изменено: перенесите, отмените или добавьте мероприятие."))
    if len(change.content) > MOST_STEPS:
        raise Refused(_("Слишком много изменений сразу: не больше %s.") % MOST_STEPS)
    items = {str(item.pk): item for item in change.programme.items.all()}
    touched = [step["item"] for step in change.content if step["act"] != "add"]
    if len(set(touched)) < len(touched):
        raise Refused(_("Мероприятие нельзя и перенести, и отменить: выберите одно."))
    for step in change.content:
        if step["act"] == "add":
            if not step["title"].strip():
                raise Refused(_("Назовите мероприятие."))
            _check_due(change.programme, step["title"], date.fromisoformat(step["due_on"]))
            continue
        item = items.get(step["item"])
        if item is None or item.state != ItemState.PLANNED:
            raise Refused(_("Изменить можно только мероприятие, которое ещё не выполнено и не отменено."))
        if step["act"] == "move":
            _check_due(change.programme, item.title, date.fromisoformat(step["due_on"]))


def _check_due(programme: Programme, title: str, due_on: date) -> None:
    if not max(programme.since, clock.today()) <= due_on <= programme.until:
        raise Refused(
            _("«%(title)s»: новый срок — от сегодняшнего дня до конца программы (%(until)s).")
            % {"title": title, "until": f"{programme.until:%d.%m.%Y}"}
        )


def _check_outcome(change: Change, by: User) -> None:
    """The programme as it would be has no violation that it has not today (8.2: validators run again)."""
    if change.kind == Alteration.MEMBERS:
        return  # who comes signs first; what becomes of the pair is checked with its order
    before = {one.key for one in violations(findings_of(change.programme))}
    with transaction.atomic():
        try:
            carry_out(change, by=by)
        except Refused as refusal:
            raise Refused(refusal.sentence, field="on" if refusal.field == "since" else refusal.field) from refusal
        after = Programme.objects.select_related("relation__organisation").get(pk=change.programme_id)
        sentences = [one.sentence for one in violations(findings_of(after)) if one.key not in before]
        missing = [part.hint for part in missing_parts(after)]
        transaction.set_rollback(True)
    change.programme.refresh_from_db()
    for name in ("items", "phases"):
        vars(change.programme).get("_prefetched_objects_cache", {}).pop(name, None)
    refuse(" ".join(sentences or missing), field="until" if change.kind == Alteration.EXTEND else None)


# --- what each kind makes of the programme ----------------------------------------------------------------------
def _extend(change: Change, by: User, on: date | None) -> None:
    programme = change.programme
    assert change.until is not None  # _check_extend
    programme.until = max(programme.until, change.until)
    programme.save(update_fields=["until"])


def _reform(change: Change, by: User, on: date | None) -> None:
    assert change.on is not None  # _check_form
    since = on or max(change.on, clock.today())
    add_phase(change.programme, by=by, since=since, forms=change.forms, rationale=change.words)


def _replan(change: Change, by: User, on: date | None) -> None:
    """What has been done or cancelled meanwhile stays as it is."""
    programme = change.programme
    items = {str(item.pk): item for item in PlanItem.objects.filter(programme=programme)}
    last = max((item.sort for item in items.values()), default=0)
    for step in change.content:
        item = items.get(step.get("item", ""))
        if step["act"] == "add":
            last += 1
            _add(programme, step, last)
        elif item is None or item.state != ItemState.PLANNED:
            continue
        elif step["act"] == "move":
            item.due_on, item.version = date.fromisoformat(step["due_on"]), item.version + 1
            item.save(update_fields=["due_on", "version"])
        else:
            _cancel(item, programme, by)


def _add(programme: Programme, step: dict[str, Any], sort: int) -> None:
    PlanItem.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        title=step["title"].strip()[:300],
        kind=step.get("kind") or ItemKind.OTHER,
        due_on=date.fromisoformat(step["due_on"]),
        expected=step.get("expected", "")[:500],
        sort=sort,
    )


def _cancel(item: PlanItem, programme: Programme, by: User) -> None:
    """Agreeing to the change is each member's consent to cancel the activity (8.1/1, edge case 60)."""
    item.programme = programme
    for member in programme.members:
        ItemConsent.objects.get_or_create(
            item=item,
            member=member,
            defaults={"organisation_id": item.organisation_id, "given_at": clock.now()},
        )
    if programme.is_under_way:
        ITEM.advance(item, "cancel", by=by)
    else:  # approved and not begun: the activity simply leaves the plan
        key = item.pk
        item.delete()
        journal.record("item_removed", programme, by=by, item=key, parts=["plan"], version=programme.version)


def _people(change: Change, by: User, on: date | None) -> None:
    """The order has changed the people; here only what they answered for."""
    if change.leaving is not None:
        release_items(change.programme, change.leaving)


_CHECKS: dict[Alteration, Callable[[Change], None]] = {
    Alteration.EXTEND: _check_extend,
    Alteration.FORM: _check_form,
    Alteration.PLAN: _check_plan,
    Alteration.MEMBERS: _check_members,
}
_EFFECTS: dict[Alteration, Callable[[Change, User, date | None], None]] = {
    Alteration.EXTEND: _extend,
    Alteration.FORM: _reform,
    Alteration.PLAN: _replan,
    Alteration.MEMBERS: _people,
}
