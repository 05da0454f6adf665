"""Acts on roadmaps: draw up, change, mark, revise, approve by order."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.roadmap.facts import rule_of
from nastavnik.roadmap.models import ItemState, Roadmap, RoadmapItem, RoadmapState
from nastavnik.roadmap.stages import STAGES
from nastavnik.roadmap.states import ROADMAP

_COPIED = (
    "stage",
    "clause",
    "title",
    "due_on",
    "responsible_id",
    "expected",
    "state",
    "done_on",
    "note",
    "sort",
)
_PLANNED = ("title", "due_on", "responsible", "expected")


@transaction.atomic
def draft_roadmap(organisation: Organisation, *, by: User | None, since: date, until: date) -> Roadmap:
    """A draft with the seven stages of the annex and their usual terms (4.4.4)."""
    if until < since:
        raise Refused(_("Окончание раньше начала: проверьте даты."), field="until")
    _refuse_second_draft(organisation)
    roadmap = Roadmap.objects.create(organisation=organisation, since=since, until=until)
    texts = [(stage, text) for stage in STAGES for text in stage.items]
    RoadmapItem.objects.bulk_create(
        RoadmapItem(
            organisation=organisation,
            roadmap=roadmap,
            stage=stage.number,
            clause=text.clause,
            title=text.title,
            expected=text.expected,
            due_on=text.due_on(since, until),
            sort=sort,
        )
        for sort, (stage, text) in enumerate(texts)
    )
    journal.record("roadmap_drafted", roadmap, by=by, since=since, until=until)
    return roadmap


@transaction.atomic
def revise_roadmap(roadmap: Roadmap, *, by: User) -> Roadmap:
    """A new draft of an approved roadmap with its terms and marks: what was approved stays (4.3/4)."""
    if roadmap.state != RoadmapState.APPROVED:
        raise Refused(_("Новая редакция составляется из утверждённой дорожной карты."))
    _refuse_second_draft(roadmap.organisation)
    draft = Roadmap.objects.create(organisation=roadmap.organisation, since=roadmap.since, until=roadmap.until)
    RoadmapItem.objects.bulk_create(
        RoadmapItem(
            organisation=roadmap.organisation,
            roadmap=draft,
            **{name: getattr(item, name) for name in _COPIED},
        )
        for item in roadmap.items.all()
    )
    journal.record("roadmap_revised", draft, by=by, of=roadmap.pk)
    return draft


@transaction.atomic
def add_item(roadmap: Roadmap, *, by: User, stage: int, title: str, **fields: Any) -> RoadmapItem:
    """An item of the institution's own. `fields`: due_on, responsible, expected."""
    _refuse_unless_draft(roadmap)
    _refuse_foreign_day(roadmap, fields.get("due_on"))
    last = roadmap.items.order_by("-sort").values_list("sort", flat=True).first()
    item = RoadmapItem.objects.create(
        organisation=roadmap.organisation,
        roadmap=roadmap,
        stage=stage,
        title=title,
        sort=(last or 0) + 1,
        **fields,
    )
    journal.record("roadmap_item_added", item, by=by, stage=stage)
    return item


@transaction.atomic
def change_item(item: RoadmapItem, *, by: User, **fields: Any) -> RoadmapItem:
    """Term, responsible, wording (in a draft); «не применимо» and its note (until the roadmap is replaced).

    `fields`: title, due_on, responsible, expected, state, note. «Не применимо» needs a note with the reason
    (R1.4).
    """
    roadmap = Roadmap.objects.select_for_update().get(pk=item.roadmap_id)
    changed = [name for name, value in fields.items() if getattr(item, name) != value]
    if not changed:
        return item
    if set(changed) & set(_PLANNED):
        _refuse_unless_draft(roadmap)
        _refuse_foreign_day(roadmap, fields.get("due_on"))
    _refuse_replaced(roadmap)
    if fields.get("state", item.state) == ItemState.NOT_APPLICABLE and not fields.get("note", item.note).strip():
        raise Refused(_("Напишите, почему пункт не применим: без причины отметка не сохраняется."), field="note")
    if fields.get("state") == ItemState.DONE and item.state != ItemState.DONE:
        raise Refused(_("Выполнение отмечается отдельно, с датой."), field="state")
    if "state" in changed:
        fields["done_on"] = None
        changed.append("done_on")
    for name in changed:
        setattr(item, name, fields[name])
    item.save(update_fields=changed)
    journal.record("roadmap_item_changed", item, by=by, fields=changed, state=item.state)
    return item


@transaction.atomic
def close_item(item: RoadmapItem, *, by: User, on: date, note: str = "") -> RoadmapItem:
    """The curator's mark that an item is done.

    An item that a fact of the system closes is not marked by hand when the fact is a legal one (an order);
    for the others (a collection held on paper) the note says how it was done.
    """
    _refuse_replaced(Roadmap.objects.select_for_update().get(pk=item.roadmap_id))
    rule = rule_of(item.clause)
    if rule and not rule.by_hand:
        raise Refused(_("Этот пункт закроется сам: %(when)s") % {"when": rule.closes_when})
    if rule and not note.strip():
        raise Refused(_("Напишите, как это сделано: в программе об этом нет записей."), field="note")
    if on > clock.today():
        raise Refused(_("Эта дата ещё не наступила."), field="on")
    item.state, item.done_on, item.note = ItemState.DONE, on, note
    item.save(update_fields=["state", "done_on", "note"])
    journal.record("roadmap_item_closed", item, by=by, on=on)
    return item


def approve_roadmap(roadmap: Roadmap, *, by: User, on: date, ground: str, ground_id: UUID) -> Roadmap:
    """The effect of an order item (4.3/4, R1.2), inside the signing transaction.

    An approved roadmap whose days overlap is replaced; that of another year stays as it was.
    """
    overlapping = {"since__lte": roadmap.until, "until__gte": roadmap.since}
    older = Roadmap.objects.of(roadmap.organisation).filter(state=RoadmapState.APPROVED, **overlapping)
    for replaced in older.exclude(pk=roadmap.pk):
        ROADMAP.advance(replaced, "replace", by=by, replaced_by=roadmap.pk)
    ROADMAP.advance(
        roadmap,
        "approve",
        by=by,
        fields={"approved_on": on, "ground": ground, "ground_id": ground_id},
        on=on,
        ground=ground,
    )
    return roadmap


def reopen_roadmap(roadmap: Roadmap, *, by: User) -> Roadmap:
    """Its approval is revoked: a draft again, inside the signing transaction of the revoking order."""
    _refuse_second_draft(roadmap.organisation)
    ROADMAP.advance(
        roadmap, "reopen", by=by, fields={"approved_on": None, "ground": "", "ground_id": None}, ground=roadmap.ground
    )
    return roadmap


def _refuse_second_draft(organisation: Organisation) -> None:
    if Roadmap.objects.of(organisation).filter(state=RoadmapState.DRAFT).exists():
        raise Refused(_("Проект дорожной карты уже составляется: закончите его или утвердите приказом."))


def _refuse_unless_draft(roadmap: Roadmap) -> None:
    if roadmap.state == RoadmapState.APPROVED:
        raise Refused(_("Дорожная карта утверждена приказом: чтобы изменить план, составьте новую редакцию."))
    _refuse_replaced(roadmap)


def _refuse_replaced(roadmap: Roadmap) -> None:
    if roadmap.state == RoadmapState.REPLACED:
        raise Refused(_("Эта дорожная карта заменена новой редакцией: отмечайте выполнение в ней."))


def _refuse_foreign_day(roadmap: Roadmap, day: date | None) -> None:
    if day is not None and not roadmap.since <= day <= roadmap.until:
        raise Refused(
            _("Срок выходит за пределы дорожной карты: она действует с %(since)s по %(until)s.")
            % {"since": f"{roadmap.since:%d.%m.%Y}", "until": f"{roadmap.until:%d.%m.%Y}"},
            field="due_on",
        )
