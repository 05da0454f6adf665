"""Begin a programme and write it together: texts and plan (1.3/6, 5, 6.1/2, R5.2)."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.periods import add_months
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, Relation, RelationMember, RelationState
from nastavnik.programmes.actions.choosing import begin_phases, check_phases_within
from nastavnik.programmes.actions.locking import (
    check_version,
    check_within_term,
    check_writable,
    locked,
    new_text,
)
from nastavnik.programmes.merging import WRITTEN, Base, own_changes, plain
from nastavnik.programmes.models import Direction, PlanItem, Programme
from nastavnik.surveys.actions import invite
from nastavnik.surveys.models import Wave
from nastavnik.surveys.questionnaires import MENTEE, MENTOR

ITEM_FIELDS = ("kind", "title", "content", "method", "due_on", "responsible", "structure", "expected")
STRETCH = timedelta(minutes=10)
"""Of writing that is saved in passing: one entry of the journal says who wrote what."""


@transaction.atomic
def begin_programme(relation: Relation, *, by: User) -> Programme:
    """A programme for a pair or group in force, with its number in the register of the calendar year (4.4.8).

    The request is filled in from what the mentees have asked for; all members are invited to the survey
    «до» (M2). Refused when no order has fixed the pair (1.4/3), or it has a current programme (R5.2).
    """
    stored = Relation.objects.select_for_update().get(pk=relation.pk)
    if stored.state != RelationState.IN_FORCE or stored.since is None:
        raise Refused(
            _("Программу составляет пара или группа, закреплённая приказом. Её состояние — «%(state)s».")
            % {"state": stored.get_state_display()}
        )
    standing = Programme.objects.filter(relation=stored).current().first()
    if standing:
        raise Refused(_("У этой пары или группы уже есть программа %(programme)s.") % {"programme": standing})
    today = clock.today()
    programme = Programme.objects.create(
        organisation=relation.organisation,
        relation=stored,
        number=next_number(relation.organisation, today.year),
        year=today.year,
        request=_wanted(stored),
        since=stored.since,
        until=stored.until or add_months(stored.since, 9) - timedelta(days=1),
    )
    begin_phases(programme)
    journal.record("programme_begun", programme, by=by, number=programme.number, year=programme.year)
    _invite_before(programme, by)
    return programme


@transaction.atomic
def write_programme(
    programme: Programme, *, by: User, version: int, base: Base | None = None, is_quiet: bool = False, **texts: Any
) -> Programme:
    """Change texts, directions or term. `version` is that of the text which the writer has before them.

    With `base` (the marks of what they began with) parts that others have changed meanwhile stay theirs, and
    Outdated is raised only when both have changed the same part; without it, when anybody has written anything.
    `is_quiet`: saved in passing, every few seconds; the journal then has one entry for a stretch of writing.
    Agreements with the text before lose their force.
    """
    locked(programme)
    check_writable(programme)
    texts = {name: plain(value) for name, value in texts.items() if name in WRITTEN}
    if base is None:
        check_version(programme, version)
    else:
        texts, clashing = own_changes(programme, texts, base)
        if clashing:
            check_version(programme, 0)
    changed = [name for name in WRITTEN if name in texts and texts[name] != plain(getattr(programme, name))]
    if not changed:
        return programme
    for name in changed:
        setattr(programme, name, texts[name])
    _check_texts(programme)
    programme.save(update_fields=changed)
    new_text(programme)
    if not (is_quiet and _is_written_down(programme, by, changed)):
        journal.record("programme_written", programme, by=by, parts=changed, version=programme.version)
    return programme


@transaction.atomic
def add_item(programme: Programme, *, by: User, **fields: Any) -> PlanItem:
    """One more activity. `fields` are those of ITEM_FIELDS."""
    locked(programme)
    check_writable(programme)
    _check_item(programme, fields)
    item = PlanItem.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        sort=programme.items.count(),
        **fields,
    )
    new_text(programme)
    journal.record("item_added", programme, by=by, item=item.pk, parts=["plan"], version=programme.version)
    return item


@transaction.atomic
def change_item(item: PlanItem, *, by: User, version: int, **fields: Any) -> PlanItem:
    """Change an activity of a programme that is being written; `version` is that of the item (two tabs)."""
    programme = locked(item.programme)
    check_writable(programme)
    stored = PlanItem.objects.filter(pk=item.pk).first()
    if stored is None or stored.version != version:
        raise Outdated(_("Пока вы писали, мероприятие изменилось. Посмотрите новый вариант."))
    _check_item(programme, fields)
    changed = [name for name in ITEM_FIELDS if name in fields and fields[name] != getattr(stored, name)]
    if not changed:
        return item
    for name in changed:
        setattr(item, name, fields[name])
    item.version = version + 1
    item.save(update_fields=[*changed, "version"])
    if item.responsible is not None and "responsible" in changed:  # a member answers again, not the specialist
        item.engagements.filter(is_responsible=True).update(is_responsible=False)
    new_text(programme)
    journal.record(
        "item_changed",
        programme,
        by=by,
        item=item.pk,
        fields=changed,
        parts=["plan"],
        version=programme.version,
    )
    return item


@transaction.atomic
def remove_item(item: PlanItem, *, by: User) -> Programme:
    """Take an activity out of a programme that is being written."""
    programme = locked(item.programme)
    check_writable(programme)
    key = item.pk
    item.delete()
    new_text(programme)
    journal.record("item_removed", programme, by=by, item=key, parts=["plan"], version=programme.version)
    return programme


def next_number(organisation: Organisation, year: int) -> int:
    """The next number of the year's register; the institution's row is locked: none is given twice."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    last = Programme.objects.of(organisation).filter(year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _is_written_down(programme: Programme, by: User, parts: list[str]) -> bool:
    last = journal.entries_about(programme).last()
    return (
        last is not None
        and (last.event, last.actor_id) == ("programme_written", by.pk)
        and last.at > clock.now() - STRETCH
        and set(parts) <= set(last.facts["parts"])
    )


def _wanted(relation: Relation) -> str:
    """What the mentees have asked for, in their words or by the names of the topics (1.3/2)."""
    wishes = [(member.person.short_name, _wish(member)) for member in relation.mentees]
    wishes = [(name, wish) for name, wish in wishes if wish]
    if len(relation.mentees) == 1:
        return "".join(wish for _name, wish in wishes)
    return "\n".join(f"{name}: {wish}" for name, wish in wishes)


def _wish(member: RelationMember) -> str:
    return (member.request.text.strip() or _topics(member)) if member.request else ""


def _topics(member: RelationMember) -> str:
    return ", ".join(topic.name for topic in member.request.topics.all()) if member.request else ""


def _invite_before(programme: Programme, by: User) -> None:
    due_on = clock.today() + timedelta(days=programme.organisation.settings.programme_days)
    invite_all(programme, Wave.BEFORE, due_on, by)


def invite_all(programme: Programme, wave: str, due_on: date, by: User | None) -> None:
    """All participants are asked, mentors too (M3/2)."""
    for member in programme.members:
        is_mentor = member.role == MemberRole.MENTOR
        invite(
            member.person,
            MENTOR if is_mentor else MENTEE,
            wave,
            participation_id=member.pk,
            due_on=due_on,
            by=by,
            about=_("Программа %(programme)s, %(pair)s") % {"programme": programme, "pair": programme.relation},
            topic="" if is_mentor else _topics(member),
        )


def _check_texts(programme: Programme) -> None:
    if programme.until < programme.since:
        raise Refused(_("Программа кончается раньше, чем начинается."), field="until")
    relation = programme.relation
    if relation.since and programme.since < relation.since:
        raise Refused(
            _("Пара или группа закреплена приказом с %(day)s: программа не может начаться раньше.")
            % {"day": f"{relation.since:%d.%m.%Y}"},
            field="since",
        )
    if relation.until and programme.until > relation.until:
        raise Refused(
            _("Пара или группа закреплена приказом по %(day)s: программа не может кончиться позже.")
            % {"day": f"{relation.until:%d.%m.%Y}"},
            field="until",
        )
    if set(programme.directions) - set(Direction.values):
        raise Refused(_("Такого направления нет."), field="directions")
    check_phases_within(programme)
    outside = programme.items.exclude(due_on__range=(programme.since, programme.until)).first()
    if outside:
        raise Refused(
            _("Мероприятие «%(title)s» (%(day)s) окажется вне срока программы: сначала измените его срок.")
            % {"title": outside.title, "day": f"{outside.due_on:%d.%m.%Y}"},
            field="until",
        )


def _check_item(programme: Programme, fields: dict[str, Any]) -> None:
    if "title" in fields and not fields["title"].strip():
        raise Refused(_("Назовите мероприятие."), field="title")
    if "due_on" in fields:
        check_within_term(programme, fields["due_on"], field="due_on")
    responsible = fields.get("responsible")
    if responsible is not None and responsible.pk not in {member.pk for member in programme.members}:
        raise Refused(_("Ответственным может быть только участник программы."), field="responsible")
    structure = fields.get("structure")
    if structure is not None and structure.organisation_id != programme.organisation_id:
        raise Refused(_("Такой структуры в перечне учреждения нет."), field="structure")
