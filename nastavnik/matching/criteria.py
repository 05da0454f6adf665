"""The criteria of fit: whole points that add up, and in which state each criterion stands (7.1/1, 7.1/2)."""

from dataclasses import dataclass

from nastavnik.matching.bans import in_other_institutions, usable_forms
from nastavnik.matching.model import REVERSIVE, VIRTUAL, Mentee, Mentor
from nastavnik.matching.weights import Weights

FIT = "fit"  # what was asked for
PART = "part"  # partly
MISS = "miss"  # not
UNKNOWN = "unknown"  # an answer is missing: half of the points, so that silence neither helps nor harms
ANY = "any"  # nothing was asked for

# A mentor with three years more is experienced enough for anybody: whoever has thirty gains nothing by it.
ENOUGH_MONTHS = 36
WISH_PARTS = (4, 3, 2, 1)  # quarters of a side's share for the first, second, third and any later wish


@dataclass(frozen=True)
class Grade:
    """One criterion of one pair: `points` of `max_points`, and the state."""

    criterion: str
    points: int
    max_points: int
    state: str


def grades(mentee: Mentee, mentor: Mentor, weights: Weights) -> tuple[Grade, ...]:
    """The pair by every criterion of weight above 0, in the order in which people see them."""
    found = []
    for criterion, judge in CRITERIA.items():
        weight = getattr(weights, criterion)
        if weight:
            part, whole, state = judge(mentee, mentor)
            found.append(Grade(criterion, weight * part // whole, weight, state))
    return tuple(found)


def score(mentee: Mentee, mentor: Mentor, weights: Weights) -> int:
    """The points of the pair: the sum of its grades, from 0 to `weights.total`."""
    total = 0
    for criterion, judge in CRITERIA.items():
        weight = getattr(weights, criterion)
        if weight:
            part, whole, _ = judge(mentee, mentor)
            total += weight * part // whole
    return total


# Each judge gives (part, whole, state): the share of the weight as a fraction of whole numbers.


def _topics(mentee: Mentee, mentor: Mentor) -> tuple[int, int, str]:
    """The first of n topics counts n, the last 1; the state is a fit when the first one is met (7.1/1)."""
    offered = set(mentor.topics)
    count = len(mentee.topics)
    met = sum(count - rank for rank, topic in enumerate(mentee.topics) if topic in offered)
    if not met:
        return 0, 1, MISS
    return met, count * (count + 1) // 2, FIT if mentee.topics[0] in offered else PART


def _experience(mentee: Mentee, mentor: Mentor) -> tuple[int, int, str]:
    if mentee.experience_months is None or mentor.experience_months is None:
        return 1, 2, UNKNOWN
    gap = mentor.experience_months - mentee.experience_months
    if usable_forms(mentee, mentor) == {REVERSIVE}:
        gap = -gap  # 3.3.3: here the mentee is the experienced one
    if gap >= ENOUGH_MONTHS:
        return 1, 1, FIT
    return (gap, ENOUGH_MONTHS, PART) if gap > 0 else (0, 1, MISS)


def _position(mentee: Mentee, mentor: Mentor) -> tuple[int, int, str]:
    if not mentee.position or not mentor.position:
        return 1, 2, UNKNOWN
    same = mentee.position.strip().casefold() == mentor.position.strip().casefold()
    return (1, 1, FIT) if same else (0, 1, MISS)


def _forms(mentee: Mentee, mentor: Mentor) -> tuple[int, int, str]:
    usable = usable_forms(mentee, mentor)
    if not usable:
        return 0, 1, MISS
    if not mentee.forms:
        return 1, 1, ANY
    return (1, 1, FIT) if usable & mentee.forms else (1, 2, PART)


def _hours(mentee: Mentee, mentor: Mentor) -> tuple[int, int, str]:
    """One free time in common is a fit, two leave a choice."""
    if not mentee.hours or not mentor.hours:
        return 1, 2, UNKNOWN
    common = len(mentee.hours & mentor.hours)
    return (min(common, 2), 2, FIT) if common else (0, 1, MISS)


def _place(mentee: Mentee, mentor: Mentor) -> tuple[int, int, str]:
    """Half for another building, a quarter for another kindergarten, if both agree to distance (3.3.5)."""
    if mentee.forms == {VIRTUAL}:
        return 1, 1, ANY
    distance = mentee.accepts_distance and mentor.accepts_distance
    if in_other_institutions(mentee, mentor):
        return (1, 4, PART) if distance else (0, 1, MISS)
    if not mentee.place or not mentor.place:
        return 1, 2, UNKNOWN
    if mentee.place == mentor.place:
        return 1, 1, FIT
    return (1, 2, PART) if distance else (0, 1, MISS)


def _wishes(mentee: Mentee, mentor: Mentor) -> tuple[int, int, str]:
    """Half of the weight for the wish of each side (7.1/2); all of it if the other side has no wishes."""
    found = _wish(mentee.wishes, mentor.id) + _wish(mentor.wishes, mentee.id)
    sides = bool(mentee.wishes) + bool(mentor.wishes)
    if found:
        return found, sides * WISH_PARTS[0], FIT
    return 0, 1, MISS if mentee.wishes else ANY


def _wish(wishes: tuple[str, ...], one: str) -> int:
    if one not in wishes:
        return 0
    return WISH_PARTS[min(wishes.index(one), len(WISH_PARTS) - 1)]


def _waiting(mentee: Mentee, mentor: Mentor) -> tuple[int, int, str]:
    """The same with every mentor: it decides only who gets a place where places are short (R5.3)."""
    return min(mentee.waiting_days, 365), 365, ANY


CRITERIA = {
    "topics": _topics,
    "experience": _experience,
    "position": _position,
    "forms": _forms,
    "hours": _hours,
    "place": _place,
    "wishes": _wishes,
    "waiting": _waiting,
}
