"""The roadmap as it stands today: lines with their facts, stages with what blocks them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.ui.words import day as in_words
from nastavnik.organisations.models import Organisation
from nastavnik.roadmap.facts import Fact, facts_of, rule_of
from nastavnik.roadmap.models import ItemState, Roadmap, RoadmapItem, RoadmapState
from nastavnik.roadmap.seen import look
from nastavnik.roadmap.stages import STAGES


@dataclass(frozen=True)
class Line:
    """An item as it is shown: a fact of the system closes it by itself, otherwise the mark counts."""

    item: RoadmapItem
    state: str
    done_on: date | None
    sentence: str
    is_auto: bool
    is_late: bool

    @property
    def is_open(self) -> bool:
        return self.state == ItemState.OPEN

    @property
    def can_close(self) -> bool:
        """Whether a hand may mark it: not where only an order of the head or a consent does (facts.py)."""
        rule = rule_of(self.item.clause)
        return self.is_open and (rule is None or rule.by_hand)


@dataclass(frozen=True)
class Stage:
    """One of the seven. `state` is that of `{% road %}`: done, current, blocked, next, skipped.

    `blocking` is the sentence of its first open item, "" when there is none; `mend` the name of the page where
    that is done (it takes the institution's slug), "" when only a mark is asked for.
    """

    number: int
    title: str
    short: str
    done: int
    total: int
    blocking: str
    mend: str
    state: str
    lines: tuple[Line, ...]

    @property
    def clause(self) -> str:
        return f"R{self.number}"


def current_roadmap(organisation: Organisation, day: date) -> Roadmap | None:
    """The approved one of the day; else the draft; else the latest that there is (one query)."""
    found = list(Roadmap.objects.of(organisation).exclude(state=RoadmapState.REPLACED))

    def rank(roadmap: Roadmap) -> tuple[bool, bool, date]:
        in_force = roadmap.state == RoadmapState.APPROVED and roadmap.since <= day <= roadmap.until
        return in_force, roadmap.state == RoadmapState.DRAFT, roadmap.since

    return max(found, key=rank, default=None)


def stages_of(organisation: Organisation) -> list[Stage]:
    """The seven stages of the roadmap of today; none when there is no roadmap. A fixed number of queries."""
    roadmap = current_roadmap(organisation, clock.today())
    return read_stages(organisation, roadmap) if roadmap else []


def read_stages(organisation: Organisation, roadmap: Roadmap) -> list[Stage]:
    """The stages of one roadmap with all their lines."""
    facts = facts_of(look(organisation, roadmap))
    items = roadmap.items.select_related("responsible").order_by("stage", "sort")
    lines = [_line(item, facts.get(item.clause)) for item in items]
    first = min((line for line in lines if line.is_open), key=_by_term, default=None)
    return [_stage(number, lines, first) for number in range(1, len(STAGES) + 1)]


def current_stage(stages: list[Stage]) -> Stage | None:
    """Where the earliest open item stands, or None when all is done."""
    return next((stage for stage in stages if stage.state in ("current", "blocked")), None)


def _line(item: RoadmapItem, fact: Fact | None) -> Line:
    late = item.due_on is not None and item.due_on < clock.today()
    if fact and fact.done_on:
        return Line(item, ItemState.DONE, fact.done_on, fact.sentence, True, False)
    if item.state == ItemState.DONE:
        return Line(item, ItemState.DONE, item.done_on, item.note, False, False)
    if item.state == ItemState.NOT_APPLICABLE:
        return Line(item, ItemState.NOT_APPLICABLE, None, item.note, False, False)
    if fact and not fact.applies:
        return Line(item, ItemState.NOT_APPLICABLE, None, fact.sentence, True, False)
    return Line(item, ItemState.OPEN, None, fact.sentence if fact else "", fact is not None, late)


def _stage(number: int, lines: list[Line], first: Line | None) -> Stage:
    text = STAGES[number - 1]
    own = tuple(line for line in lines if line.item.stage == number)
    waiting = min((line for line in own if line.is_open), key=_by_term, default=None)
    if waiting is None:
        state = "done" if any(line.state == ItemState.DONE for line in own) else "skipped"
    elif waiting is first:
        state = "blocked" if waiting.is_late else "current"
    else:
        state = "next"
    return Stage(
        number=number,
        title=text.title,
        short=text.short,
        done=sum(not line.is_open for line in own),
        total=len(own),
        blocking=_blocking(waiting) if waiting else "",
        mend=rule.mend if waiting and (rule := rule_of(waiting.item.clause)) else "",
        state=state,
        lines=own,
    )


def _by_term(line: Line) -> tuple[date, int, int]:
    return line.item.due_on or date.max, line.item.stage, line.item.sort


def _blocking(line: Line) -> str:
    if line.sentence:
        return line.sentence
    if line.item.due_on is None:
        return _("Не отмечено: %(title)s.") % {"title": line.item.title}
    words = _("Срок прошёл %(day)s: %(title)s.") if line.is_late else _("До %(day)s: %(title)s.")
    return words % {"day": in_words(line.item.due_on), "title": line.item.title}
