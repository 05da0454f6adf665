"""Russian words of the explanations: numerals, terms, names of what comes in as keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# All names of forms agree with «форма».
FORM_NAMES = {
    "short": "краткосрочная",
    "situational": "ситуационная",
    "reversive": "реверсивная",
    "traditional": "традиционная",
    "virtual": "дистанционная",
    "network": "сетевая",
}
DAY_NAMES = {
    "mon": "понедельник",
    "tue": "вторник",
    "wed": "среда",
    "thu": "четверг",
    "fri": "пятница",
    "sat": "суббота",
    "sun": "воскресенье",
}
TIME_NAMES = {"am": "утром", "nap": "в тихий час", "pm": "днём", "eve": "вечером"}
TOGETHER = {
    1: "один",
    2: "двое",
    3: "трое",
    4: "четверо",
    5: "пятеро",
    6: "шестеро",
    7: "семеро",
    8: "восьмеро",
    9: "девятеро",
    10: "десятеро",
}
ORDINALS = ("первым", "вторым", "третьим", "четвёртым", "пятым")


@dataclass(frozen=True)
class Names:
    """Names of the keys that the people of a round bear; a key without a name is shown as it is."""

    topics: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    hours: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, str] = field(default_factory=dict)

    def topic(self, key: str) -> str:
        return inside_sentence(self.topics.get(key, key))

    def form(self, key: str) -> str:
        return inside_sentence(self.forms.get(key, FORM_NAMES.get(key, key)))

    def place(self, key: str) -> str:
        return self.places.get(key, key)

    def position(self, key: str) -> str:
        return inside_sentence(self.positions.get(key, key))

    def hour(self, key: str) -> str:
        """«tue-am» is «вторник утром» unless the institution calls it otherwise."""
        if key in self.hours:
            return inside_sentence(self.hours[key])
        day, _, time = key.partition("-")
        if day in DAY_NAMES and (not time or time in TIME_NAMES):
            return f"{DAY_NAMES[day]} {TIME_NAMES.get(time, '')}".strip()
        return key

    def hour_order(self, key: str) -> tuple[int, int, str]:
        day, _, time = key.partition("-")
        return _place_in(DAY_NAMES, day), _place_in(TIME_NAMES, time), key


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form that agrees with the number: 1 балл, 2 балла, 5 баллов."""
    if count % 10 == 1 and count % 100 != 11:
        return one
    return few if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else many


def counted(count: int, one: str, few: str, many: str) -> str:
    return f"{count} {plural(count, one, few, many)}"


def points(count: int) -> str:
    return counted(count, "балл", "балла", "баллов")


def experience(months: int) -> str:
    """«12 лет», «меньше года»."""
    return "меньше года" if months < 12 else counted(months // 12, "год", "года", "лет")


def people(count: int) -> str:
    """«один», «двое», «12 человек»."""
    return TOGETHER.get(count) or counted(count, "человек", "человека", "человек")


def joined(parts: Iterable[str]) -> str:
    """«a, b и c»."""
    parts = list(parts)
    return " и ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""


def inside_sentence(name: str) -> str:
    """A name within a sentence: «Речевое развитие» loses its capital, «ФОП» keeps it."""
    if len(name) > 1 and name[1].isupper():
        return name
    return name[:1].lower() + name[1:]


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."


def _place_in(names: Mapping[str, str], key: str) -> int:
    return list(names).index(key) if key in names else len(names)
