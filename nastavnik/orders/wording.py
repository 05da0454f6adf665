"""The words of orders: headings, preambles and items, with names and posts in their cases (domain 3.1, D1–D6)."""

from collections.abc import Sequence
from datetime import date

from nastavnik.orders.models import ItemKind, Order, OrderItem
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.regulation.models import NormativeAct
from nastavnik.russian.cases import Cases, apply_override
from nastavnik.russian.names import decline_name
from nastavnik.russian.numerals import date_words
from nastavnik.russian.positions import decline_position

TITLES = {
    ItemKind.INTRODUCE_MODEL: "О внедрении целевой модели наставничества",
    ItemKind.APPROVE_REGULATION: "Об утверждении Положения о системе (целевой модели) наставничества "
    "педагогических работников",
    ItemKind.APPOINT_CURATOR: "О назначении куратора",
    ItemKind.APPROVE_ROADMAP: "Об утверждении дорожной карты",
    ItemKind.ASSIGN_RELATION: "О закреплении наставнических пар (групп)",
    ItemKind.END_RELATION: "О завершении наставничества",
}
_AIMS = {
    ItemKind.INTRODUCE_MODEL: "организации наставничества педагогических работников",
    ItemKind.APPROVE_REGULATION: "организации наставничества педагогических работников",
    ItemKind.APPOINT_CURATOR: "организации наставничества педагогических работников",
    ItemKind.APPROVE_ROADMAP: "реализации Положения о системе (целевой модели) наставничества",
    ItemKind.ASSIGN_RELATION: "сопровождения профессионального становления, развития и адаптации педагогических "
    "работников",
    ItemKind.END_RELATION: "подведения итогов персонализированных программ наставничества",
}


def title_of(kinds: Sequence[str]) -> str:
    """The heading of an order: of its first item; a combined order says that it organises mentoring."""
    distinct = list(dict.fromkeys(kinds))
    if len(distinct) == 1:
        return TITLES[ItemKind(distinct[0])]
    return "Об организации наставничества педагогических работников"


def preamble(organisation: Organisation, kinds: Sequence[str]) -> str:
    """«В соответствии с …, в целях …»: acts marked for preambles that have not lost force (1.2, 1.4/3)."""
    acts = NormativeAct.objects.of(organisation).filter(in_preamble=True).exclude(status="ended")
    named = [act_words(act) for act in acts]
    if ItemKind.ASSIGN_RELATION in kinds:
        named.append("Положением о системе (целевой модели) наставничества педагогических работников")
        named.append("на основании письменных согласий участников")
    ground = f"В соответствии с {', '.join(named)}" if named else "В соответствии с законодательством"
    return f"{ground}, в целях {_AIMS[ItemKind(kinds[0])]}"


# An act's kind in the instrumental case: its first words decide, what follows does not change.
_INSTRUMENTAL = {
    "федеральный закон": "Федеральным законом",
    "трудовой кодекс": "Трудовым кодексом",
    "указ": "Указом",
    "распоряжение": "распоряжением",
    "приказ": "приказом",
    "письмо": "письмом",
    "постановление": "постановлением",
    "положение": "Положением",
    "концепция": "Концепцией",
}


def act_words(act: NormativeAct) -> str:
    """An act as a preamble quotes it, in the instrumental case («Федеральным законом от … № …»)."""
    head = next(
        (form + act.kind[len(start) :] for start, form in _INSTRUMENTAL.items() if act.kind.lower().startswith(start)),
        f"актом «{act.kind}»",
    )
    day = f" от {act.date:%d.%m.%Y}" if act.date else ""
    number = f" № {act.number}" if act.number and act.number[0] not in "сc" else ""
    return f"{head}{day}{number} «{act.title}»"


def person_cases(person: Person) -> Cases:
    """The full name in six cases; what somebody has corrected by hand wins."""
    computed = decline_name(person.surname, person.first_name, person.patronymic, person.sex or None)
    return apply_override(computed, person.case_forms)


def item_words(item: OrderItem, order: Order, day: date) -> list[str]:
    """The sentences of an item; the pairs themselves stand in a table in the nominative (domain 3.1)."""
    since = item.since or order.effective_on or order.signed_on
    from_day = f" с {date_words(since)}" if since else " со дня подписания настоящего приказа"
    if item.kind == ItemKind.INTRODUCE_MODEL:
        return [f"Внедрить в учреждении целевую модель наставничества педагогических работников{from_day}."]
    if item.kind == ItemKind.APPROVE_REGULATION:
        return [
            "Утвердить Положение о системе (целевой модели) наставничества педагогических работников"
            f"{' (приложение)' if item.text else ''} и ввести его в действие{from_day}.",
            "Ознакомить с Положением педагогических работников под подпись и разместить его на официальном сайте "
            "учреждения в течение десяти рабочих дней.",
        ]
    if item.kind == ItemKind.APPOINT_CURATOR:
        assert item.person is not None
        who = person_cases(item.person).accusative
        post = decline_position(item.person.position_on(day)).accusative
        return [
            f"Назначить куратором реализации персонализированных программ наставничества {who}, {post},{from_day}.",
            "Возложить на куратора обязанности, предусмотренные пунктом 4.4 Положения.",
        ]
    if item.kind == ItemKind.APPROVE_ROADMAP:
        return [
            "Утвердить дорожную карту (план мероприятий) по реализации Положения о системе (целевой модели) "
            "наставничества педагогических работников (приложение)."
        ]
    if item.kind == ItemKind.END_RELATION:
        assert item.relation is not None
        return [f"Считать завершённым{from_day} наставничество: {item.relation}."]
    return []
