"""The words of orders: headings, preambles and items, with names and posts in their cases (domain 3.1, D1–D6)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from nastavnik.orders.models import ItemKind, Order, OrderItem
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.regulation.models import ActStatus, NormativeAct
from nastavnik.russian.numerals import date_words
from nastavnik.russian.positions import decline_position

TITLES = {
    ItemKind.INTRODUCE_MODEL: "О внедрении целевой модели наставничества",
    ItemKind.APPROVE_REGULATION: "Об утверждении Положения о системе (целевой модели) наставничества "
    "педагогических работников",
    ItemKind.APPOINT_CURATOR: "О назначении куратора",
    ItemKind.APPROVE_ROADMAP: "Об утверждении дорожной карты",
    ItemKind.ASSIGN_RELATION: "О закреплении наставнических пар (групп)",
}
_AIMS = {
    ItemKind.INTRODUCE_MODEL: "организации наставничества педагогических работников",
    ItemKind.APPROVE_REGULATION: "организации наставничества педагогических работников",
    ItemKind.APPOINT_CURATOR: "организации наставничества педагогических работников",
    ItemKind.APPROVE_ROADMAP: "реализации Положения о системе (целевой модели) наставничества",
    ItemKind.ASSIGN_RELATION: "сопровождения профессионального становления, развития и адаптации педагогических "
    "работников",
}


def title_of(kinds: Sequence[str]) -> str:
    """The heading of an order: of its first item; a combined order says that it organises mentoring."""
    distinct = list(dict.fromkeys(kinds))
    if len(distinct) == 1:
        return TITLES[ItemKind(distinct[0])]
    return "Об организации наставничества педагогических работников"


def preamble(organisation: Organisation, kinds: Sequence[str]) -> str:
    """«В соответствии с …, в целях …»: acts marked for preambles that have not lost force (1.2, 1.4/3)."""
    acts = NormativeAct.objects.of(organisation).filter(in_preamble=True).exclude(status=ActStatus.ENDED)
    named = [act_words(act) for act in acts]
    if ItemKind.ASSIGN_RELATION in kinds:
        named.append("Положением о системе (целевой модели) наставничества педагогических работников")
    ground = f"В соответствии с {', '.join(named)}" if named else "В соответствии с законодательством об образовании"
    if ItemKind.ASSIGN_RELATION in kinds:
        ground += ", на основании письменных согласий участников"
    return f"{ground}, в целях {_AIMS[ItemKind(kinds[0])]}"


# An act's kind in the instrumental case: its first words decide, what follows does not change.
_INSTRUMENTAL = {
    "федеральный закон": "Федеральным законом",
    "указ": "Указом",
    "распоряжение": "распоряжением",
    "приказ": "приказом",
    "письмо": "письмом",
    "постановление": "постановлением",
    "положение": "Положением",
    "концепция": "Концепцией",
    "методические рекомендации": "методическими рекомендациями",
    "национальный проект": "национальным проектом",
    "закон": "Законом",
    "устав": "Уставом",
}


def act_words(act: NormativeAct) -> str:
    """An act as a preamble quotes it, in the instrumental case («Федеральным законом от … № …»)."""
    kind = act.kind.strip()
    if kind.lower().startswith("трудовой кодекс"):
        code = f"Трудов{{}} кодекс{{}}{kind[len('трудовой кодекс') :]}"
        article = act.number.lower().removeprefix("статья").strip() if act.number.lower().startswith("статья") else ""
        return f"статьёй {article} {code.format('ого', 'а')}" if article else code.format("ым", "ом")
    start = next((start for start in _INSTRUMENTAL if kind.lower().startswith(start)), None)
    if start is None:
        return f"документом {act}"
    return _INSTRUMENTAL[start] + str(act)[len(start) :]


def is_declinable(person: Person, day: date, case: str = "accusative") -> bool:
    """Whether the name and the post may stand in that case: an uncertain form is never printed (edge case 4)."""
    post = decline_position(person.position_on(day))
    return (person.cases.certain or bool(person.case_forms.get(case))) and post.certain


def item_words(item: OrderItem, order: Order, day: date, appendices: Mapping[UUID, str]) -> list[str]:
    """The sentences of an item; the pairs themselves stand in a table in the nominative (domain 3.1).

    `appendices` tells the number of the appendix by the key of its item.
    """
    since = item.since or order.effective_on
    from_day = f" с {date_words(since)}" if since else " со дня подписания настоящего приказа"
    number = appendices.get(item.pk)
    if item.kind == ItemKind.INTRODUCE_MODEL:
        return [_sentence(f"Внедрить в учреждении целевую модель наставничества педагогических работников{from_day}")]
    if item.kind == ItemKind.APPROVE_REGULATION:
        what = "Положение о системе (целевой модели) наставничества педагогических работников"
        approved = f"{what} (приложение № {number})" if number else f"прилагаемое {what}"
        return [
            _sentence(f"Утвердить {approved} и ввести его в действие{from_day}"),
            "Ознакомить с Положением педагогических работников под подпись и разместить его на официальном сайте "
            "учреждения в течение десяти рабочих дней.",
        ]
    if item.kind == ItemKind.APPOINT_CURATOR:
        assert item.person is not None
        return [
            _appointment(item.person, day, from_day),
            "Возложить на куратора обязанности, предусмотренные пунктом 4.4 Положения.",
        ]
    if item.kind == ItemKind.APPROVE_ROADMAP:
        return [
            "Утвердить дорожную карту (план мероприятий) по реализации Положения о системе (целевой модели) "
            f"наставничества педагогических работников (приложение № {number})."
        ]
    return []


def _sentence(text: str) -> str:
    """With its full stop, which an abbreviation at the end («2026 г.») has already."""
    return text if text.endswith(".") else f"{text}."


def _appointment(person: Person, day: date, from_day: str) -> str:
    """In the accusative; where that is not certain, in the nominative after a colon."""
    role = "куратором реализации персонализированных программ наставничества"
    position = person.position_on(day)
    if is_declinable(person, day):
        return f"Назначить {role} {person.cases.accusative}, {decline_position(position).accusative},{from_day}."
    return f"Назначить{from_day} {role}: {', '.join(filter(None, (person.full_name, position)))}."
