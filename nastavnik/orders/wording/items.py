"""The sentences of items, by kind; people who are many stand in tables in the nominative (domain 3.1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nastavnik.banks.models import Bank
from nastavnik.orders.models import Fate, ItemKind, Order, OrderItem
from nastavnik.orders.queries import effects_of
from nastavnik.people.models import AwardKind, Person
from nastavnik.regulation.models import BodyKind
from nastavnik.russian.numerals import date_words
from nastavnik.russian.positions import decline_position


@dataclass(frozen=True)
class Told:
    """What an item needs to be told: the order, the day that it is composed on, appendices by key of item."""

    order: Order
    day: date
    appendices: Mapping[UUID, str]

    def from_day(self, item: OrderItem) -> str:
        """« с 1 октября 2026 г.», or « со дня подписания настоящего приказа»."""
        since = item.since or self.order.effective_on
        return f" с {date_words(since)}" if since else " со дня подписания настоящего приказа"


def item_words(item: OrderItem, told: Told) -> list[str]:
    """The sentences of an item that stands by itself; pairs and their changes are told in `changes`."""
    tell = _WORDS.get(ItemKind(item.kind))
    return [sentence(each) for each in tell(item, told)] if tell else []


def sentence(text: str) -> str:
    """With its full stop, which an abbreviation at the end («2026 г.») has already."""
    return text if text.endswith((".", ":")) else f"{text}."


def is_declinable(person: Person, day: date, case: str = "accusative") -> bool:
    """Whether the name and the post may stand in that case: an uncertain form is never printed (edge case 4)."""
    post = decline_position(person.position_on(day))
    return (person.cases.certain or bool(person.case_forms.get(case))) and post.certain


def named(person: Person, day: date, case: str, before: str, after: str = "") -> str:
    """«Назначить куратором Кудрявцеву Елену Борисовну, старшего воспитателя, с …».

    Where the case is not certain, in the nominative after a colon: «Назначить куратором с …: Ким Артём, …».
    """
    position = person.position_on(day)
    if is_declinable(person, day, case):
        who = ", ".join(filter(None, (getattr(person.cases, case), getattr(decline_position(position), case))))
        return f"{before} {who}{f',{after}' if after else ''}"
    return f"{before}{after}: {', '.join(filter(None, (person.full_name, position)))}"


def _introduction(item: OrderItem, told: Told) -> list[str]:
    return [f"Внедрить в учреждении целевую модель наставничества педагогических работников{told.from_day(item)}"]


def _edition(item: OrderItem, told: Told) -> list[str]:
    what = "Положение о системе (целевой модели) наставничества педагогических работников"
    number = told.appendices.get(item.pk)
    approved = f"{what} (приложение № {number})" if number else f"прилагаемое {what}"
    return [
        f"Утвердить {approved} и ввести его в действие{told.from_day(item)}",
        "Ознакомить с Положением педагогических работников под подпись и разместить его на официальном сайте "
        "учреждения в течение десяти рабочих дней",
    ]


def _curator(item: OrderItem, told: Told) -> list[str]:
    assert item.person is not None
    before = "Назначить куратором реализации персонализированных программ наставничества"
    return [
        named(item.person, told.day, "accusative", before, told.from_day(item)),
        "Возложить на куратора обязанности, предусмотренные пунктом 4.4 Положения",
    ]


def _body(item: OrderItem, told: Told) -> list[str]:
    what = "объединения" if item.facts["body"] == BodyKind.COUNCIL else "рабочей группы"
    return [
        f"Утвердить{told.from_day(item)} состав {what} «{item.facts['name']}» (приложение № {told.appendices[item.pk]})"
    ]


def _roadmap(item: OrderItem, told: Told) -> list[str]:
    return [
        "Утвердить дорожную карту (план мероприятий) по реализации Положения о системе (целевой модели) "
        f"наставничества педагогических работников (приложение № {told.appendices[item.pk]})"
    ]


def _bank(item: OrderItem, told: Told) -> list[str]:
    whose = "наставников" if item.facts["bank"] == Bank.MENTORS else "наставляемых"
    return [f"Утвердить{told.from_day(item)} базу {whose} (приложение № {told.appendices[item.pk]})"]


def _mentor(item: OrderItem, told: Told) -> list[str]:
    assert item.person is not None
    return [named(item.person, told.day, "accusative", "Назначить наставником", told.from_day(item))]


def _reward(item: OrderItem, told: Told) -> list[str]:
    assert item.person is not None
    case, before = {
        AwardKind.THANKS: ("dative", "Объявить благодарность"),
        AwardKind.DIPLOMA: ("accusative", "Наградить почётной грамотой"),
        AwardKind.BADGE: ("accusative", "Представить к награждению знаком отличия"),
        AwardKind.BONUS: ("accusative", "Премировать"),
    }[AwardKind(item.facts["award"])]
    said = [named(item.person, told.day, case, before, f" {item.text.strip()}")]
    if item.facts["award"] == AwardKind.BONUS:
        said.append("Размер премии установить отдельным приказом в соответствии с положением об оплате труда")
    return said


def _amendment(item: OrderItem, told: Told) -> list[str]:
    place = item.facts["place"].strip()
    return [f"В {order_in_prepositional(item.target)} {place} изложить в следующей редакции: «{item.text.strip()}»"]


def _revocation(item: OrderItem, told: Told) -> list[str]:
    """Each effect is told with what becomes of it: nothing is left to be guessed (domain 2.3.2)."""
    assert item.target is not None
    said = [f"Признать{told.from_day(item)} утратившим силу {item.target}"]
    for effect in effects_of(item.target):
        fate = item.facts.get("fates", {}).get(str(effect.pk), "")
        said.append(f"{_FATE_WORDS.get(fate, UNDECIDED)}: {effect_words(effect)}")
    return said


UNDECIDED = "____________ (не решено)"
_FATE_WORDS: dict[str, str] = {
    Fate.KEEP: "Сохранить в силе",
    Fate.END: "Прекратить с того же дня",
    Fate.VOID: "Считать отменённым с самого начала",
}


def effect_words(item: OrderItem) -> str:
    """An effect in a few words, in the nominative: «закрепление пары (группы) «…»»."""
    what = EFFECTS[ItemKind(item.kind)]
    about = (
        item.person.short_name if item.person else str(item.relation or (item.change.relation if item.change else ""))
    )
    return f"{what} «{about}»" if about else what


EFFECTS = {
    ItemKind.INTRODUCE_MODEL: "внедрение целевой модели наставничества",
    ItemKind.APPROVE_REGULATION: "действие Положения о наставничестве",
    ItemKind.APPOINT_CURATOR: "назначение куратора",
    ItemKind.APPROVE_BODY: "состав рабочей группы (объединения)",
    ItemKind.APPROVE_ROADMAP: "утверждение дорожной карты",
    ItemKind.APPROVE_BANK: "утверждение базы",
    ItemKind.APPOINT_MENTOR: "назначение наставника",
    ItemKind.ASSIGN_RELATION: "закрепление пары (группы)",
    ItemKind.CHANGE_RELATION: "изменение состава или условий",
    ItemKind.EXTEND_RELATION: "продление наставничества",
    ItemKind.REPLACE_MENTOR: "замена наставника",
    ItemKind.RELIEVE_MENTOR: "освобождение наставника от обязанностей",
    ItemKind.END_RELATION: "прекращение наставничества",
    ItemKind.REWARD: "поощрение",
    ItemKind.AMEND: "исправление текста приказа",
    ItemKind.REVOKE: "признание приказа утратившим силу",
}


def order_in_prepositional(order: Order | None) -> str:
    """«приказе от 15.09.2026 № 42-ОД «О …»»."""
    return f"приказе{str(order).removeprefix('приказ')}"


_WORDS: dict[ItemKind, Callable[[OrderItem, Told], list[str]]] = {
    ItemKind.INTRODUCE_MODEL: _introduction,
    ItemKind.APPROVE_REGULATION: _edition,
    ItemKind.APPOINT_CURATOR: _curator,
    ItemKind.APPROVE_BODY: _body,
    ItemKind.APPROVE_ROADMAP: _roadmap,
    ItemKind.APPROVE_BANK: _bank,
    ItemKind.APPOINT_MENTOR: _mentor,
    ItemKind.REWARD: _reward,
    ItemKind.AMEND: _amendment,
    ItemKind.REVOKE: _revocation,
}
