"""Free times in words turned into slots of the week: «вт/чт утром» is tue-am and thu-am."""

import re

from nastavnik.people.staff_table.cells import fold, one_line

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
DAYS = (*WORKDAYS, "sat", "sun")
TIMES = ("am", "nap", "pm", "eve")
ANY_TIME = frozenset(f"{day}-{time}" for day in WORKDAYS for time in TIMES)

_DAY = (
    r"(?:пн|понед\w*|вт|вторн\w*|ср|сред[аыуе]\w*|чт|четв\w*|пт|пятн\w*|сб|суб\w*|вс|воскр\w*"
    r"|mon|tue|wed|thu|fri|sat|sun)\b\.?"
)
_DAY_KEYS = {"пн": "mon", "по": "mon", "вт": "tue", "ср": "wed", "чт": "thu", "че": "thu", "пт": "fri", "пя": "fri",
             "сб": "sat", "су": "sat", "вс": "sun", "во": "sun", "mo": "mon", "tu": "tue", "we": "wed", "th": "thu",
             "fr": "fri", "sa": "sat", "su": "sun"}  # fmt: skip
_CLOCK = r"(?:[01]?\d|2[0-3])(?:[:.\-][0-5]\d)?(?:\s*(?:ч\b\.?|час\w*))?"
_TOKEN = re.compile(
    rf"(?P<slot>\b(?:mon|tue|wed|thu|fri|sat|sun)-(?:am|nap|pm|eve)\b)"
    rf"|(?P<days>\b{_DAY}\s*(?:[-–—]|по)\s*{_DAY})"
    rf"|(?P<day>\b{_DAY})"
    r"|(?P<workdays>будн\w*|рабоч\w+ дн\w*|ежедневно|каждый день|люб\w+ день|все дни)"
    r"|(?P<weekend>выходн\w+)"
    r"|(?P<until>(?:до|после) (?:начала |конца |окончания )?(?:смен\w*|рабо\w+|рабочего дня))"
    r"|(?P<afternoon>после (?:обеда|дневного сна|сна|тихого часа)|(?:втор\w+|2) половин\w* дня)"
    rf"|(?P<span>(?:с\s*)?(?<![\d:.]){_CLOCK}\s*(?:[-–—]|до|по)\s*{_CLOCK}(?![\d:]))"
    rf"|(?P<edge>(?:после|до|с|к|от)\s*{_CLOCK}(?![\d:])|\bв\s*\d{{1,2}}[:.]\d\d(?!\d))"
    r"|(?P<nap>тих\w+ час\w*|сон\w* час\w*|(?:во время )?(?:дневного )?сна\b(?: детей)?|в обед\w*|обед\w*)"
    r"|(?P<am>утр\w*|перв\w+ половин\w* дня|1 половин\w* дня|до обеда)"
    r"|(?P<pm>дн[её]м\b)"
    r"|(?P<eve>вечер\w*)"
)
_ANY = re.compile(
    r"люб(?:ое|ые|ой|ая)(?: врем\w*| дн\w*)?|когда угодно|всегда|в любое время|не ?важно|без разницы|все равно"
)
_BY_AGREEMENT = re.compile(
    r"(?:по |время по )?(?:договоренност\w*|согласовани\w*|запис\w*|ситуации|графику)|как можно (?:скорее|раньше)"
    r"|(?:редко|как получится|не знаю|уточню|нет|-|–|—|обсудим|договоримся)"
)
_EXCEPT = re.compile(rf"(?:кроме|исключая|не могу в?о?|только не в?о?)\s+((?:{_DAY}[\s,и/]*)+)")
_LENGTH = re.compile(r"\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+)?\s*ч(?:ас\w*)?\.?\s*(?:в неделю|в месяц|в день|в две недели)")
# From and to, in minutes of the day; the children sleep in the second.
_BOUNDS = {
    "am": (6 * 60, 12 * 60 + 30),
    "nap": (12 * 60 + 30, 15 * 60 + 15),
    "pm": (15 * 60, 18 * 60),
    "eve": (18 * 60, 22 * 60),
}
_LEAST = 30  # minutes within a slot that make it usable


def read_slots(text: str) -> tuple[frozenset[str], bool]:
    """Slots, and whether the words were understood. An empty set that was understood: nothing definite is said."""
    said = fold(one_line(text)).strip(" .!;,")
    if not said or _BY_AGREEMENT.fullmatch(said):
        return frozenset(), True
    said = _LENGTH.sub(" ", said)
    barred: set[str] = set()

    def without(match: re.Match[str]) -> str:
        barred.update(_days_in(match[1]))
        return " "

    said = _EXCEPT.sub(without, said)
    slots: set[str] = set()
    for days, times in _groups(said):
        slots |= {f"{day}-{time}" for day in (days or WORKDAYS) for time in (times or ("am", "nap", "pm"))}
    if not slots:
        slots |= set(re.findall(r"\b(?:mon|tue|wed|thu|fri|sat|sun)-(?:am|nap|pm|eve)\b", said))
    if not slots and (_ANY.search(said) or (barred and not said.strip(" ,.;и"))):
        slots |= ANY_TIME
    slots = {slot for slot in slots if slot[:3] not in barred}
    return frozenset(slots), bool(slots)


def _groups(said: str) -> list[tuple[set[str], set[str]]]:
    """Days with the times that go with them: «пн, ср утром, пт после обеда» is two groups."""
    groups: list[tuple[set[str], set[str]]] = []
    days: set[str] = set()
    times: set[str] = set()
    first = last = ""
    for token in _TOKEN.finditer(said):
        new_days, new_times = _meaning(token)
        kind = "day" if new_days else "time"
        if not new_days and not new_times:
            continue
        if days and times and kind == first and last != first:
            groups.append((days, times))
            days, times, first = set(), set(), ""
        first = first or kind
        last = kind
        days |= new_days
        times |= new_times
    return [*groups, (days, times)] if days or times else groups


def _meaning(token: re.Match[str]) -> tuple[set[str], set[str]]:
    kind, text = token.lastgroup, token.group()
    if kind == "slot":
        return set(), set()
    if kind == "days":
        return _range(text), set()
    if kind == "day":
        return set(_days_in(text)), set()
    if kind == "workdays":
        return set(WORKDAYS), set()
    if kind == "weekend":
        return {"sat", "sun"}, set()
    if kind == "until":
        return set(), {"am"} if text.startswith("до") else {"eve"}
    if kind == "afternoon":
        return set(), {"pm"}
    if kind in ("span", "edge"):
        return set(), _of_clock(text)
    return set(), {kind} if kind in TIMES else set()


def _days_in(text: str) -> list[str]:
    return [_DAY_KEYS[match.group()[:2]] for match in re.finditer(rf"\b{_DAY}", text)]


def _range(text: str) -> set[str]:
    first, last = _days_in(text)[:2]
    start, end = DAYS.index(first), DAYS.index(last)
    return set(DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1]))


def _of_clock(text: str) -> set[str]:
    """«13:30–14:30», «с 13 до 15», «после 15.00», «до 12»."""
    clocks = [
        int(hour) * 60 + int(minute or 0)
        for hour, minute in re.findall(r"(?<!\d)(\d{1,2})(?:[:.]([0-5]\d))?(?!\d)", text)
    ]
    if not clocks:
        return set()
    if len(clocks) > 1:
        start, end = clocks[0], clocks[1]
    elif text.startswith("в"):
        start, end = clocks[0], clocks[0] + _LEAST
    elif text.startswith("до"):
        start, end = 6 * 60, clocks[0]
    else:
        start, end = clocks[0], 22 * 60
    if start < 6 * 60 or end <= start:
        return set()
    least = min(_LEAST, end - start)
    return {slot for slot, (low, high) in _BOUNDS.items() if min(end, high) - max(start, low) >= least}
