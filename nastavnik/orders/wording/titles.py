"""Headings of orders («О …», «Об …») and the aims that their preambles name."""

from collections.abc import Sequence

from nastavnik.orders.models import ItemKind

TITLES = {
    ItemKind.INTRODUCE_MODEL: "О внедрении целевой модели наставничества",
    ItemKind.APPROVE_REGULATION: "Об утверждении Положения о системе (целевой модели) наставничества "
    "педагогических работников",
    ItemKind.APPOINT_CURATOR: "О назначении куратора",
    ItemKind.APPROVE_BODY: "Об утверждении состава рабочей группы (объединения наставников)",
    ItemKind.APPROVE_ROADMAP: "Об утверждении дорожной карты",
    ItemKind.APPROVE_BANK: "Об утверждении базы наставников и наставляемых",
    ItemKind.APPOINT_MENTOR: "О назначении наставников",
    ItemKind.ASSIGN_RELATION: "О закреплении наставнических пар (групп)",
    ItemKind.CHANGE_RELATION: "О внесении изменений в приказ о закреплении наставнических пар (групп)",
    ItemKind.EXTEND_RELATION: "О продлении наставничества",
    ItemKind.REPLACE_MENTOR: "О замене наставника",
    ItemKind.RELIEVE_MENTOR: "Об освобождении от обязанностей наставника",
    ItemKind.END_RELATION: "О прекращении наставничества",
    ItemKind.REWARD: "О поощрении за наставничество",
    ItemKind.AMEND: "О внесении изменений в приказ",
    ItemKind.REVOKE: "О признании приказа утратившим силу",
}
_ORGANISE = "организации наставничества педагогических работников"
_GROW = "сопровождения профессионального становления, развития и адаптации педагогических работников"
_AIMS = {
    ItemKind.APPROVE_ROADMAP: "реализации Положения о системе (целевой модели) наставничества",
    ItemKind.ASSIGN_RELATION: _GROW,
    ItemKind.CHANGE_RELATION: _GROW,
    ItemKind.EXTEND_RELATION: _GROW,
    ItemKind.REPLACE_MENTOR: _GROW,
    ItemKind.APPOINT_MENTOR: _GROW,
    ItemKind.REWARD: "стимулирования участников наставничества",
    ItemKind.AMEND: "уточнения текста приказа",
}


def title_of(kinds: Sequence[str]) -> str:
    """The heading of an order: of its first item; a combined order says that it organises mentoring."""
    distinct = list(dict.fromkeys(kinds))
    if len(distinct) == 1:
        return TITLES[ItemKind(distinct[0])]
    if all(ItemKind(kind) in _ABOUT_FIXED for kind in distinct):
        return TITLES[ItemKind.CHANGE_RELATION]
    return "Об организации наставничества педагогических работников"


_ABOUT_FIXED = (
    ItemKind.CHANGE_RELATION,
    ItemKind.EXTEND_RELATION,
    ItemKind.REPLACE_MENTOR,
    ItemKind.RELIEVE_MENTOR,
    ItemKind.END_RELATION,
)


def aim_of(kind: str) -> str:
    """What the preamble gives as the aim, in the genitive."""
    return _AIMS.get(ItemKind(kind), _ORGANISE)
