"""The preamble of an order: the acts that it rests on, as Russian quotes them, and its aim (1.2, 1.4/3)."""

from collections.abc import Sequence

from nastavnik.orders.models import ItemKind, OrderItem
from nastavnik.orders.wording.titles import aim_of
from nastavnik.organisations.models import Organisation
from nastavnik.regulation.models import ActStatus, NormativeAct

ON_PAIRS = (
    ItemKind.ASSIGN_RELATION,
    ItemKind.CHANGE_RELATION,
    ItemKind.EXTEND_RELATION,
    ItemKind.REPLACE_MENTOR,
    ItemKind.RELIEVE_MENTOR,
    ItemKind.END_RELATION,
    ItemKind.APPOINT_MENTOR,
    ItemKind.APPROVE_BANK,
    ItemKind.REWARD,
)
"""Items that carry out the regulation: it is quoted among their acts."""

WITH_CONSENTS = (ItemKind.ASSIGN_RELATION, ItemKind.REPLACE_MENTOR, ItemKind.APPOINT_MENTOR)


def preamble(organisation: Organisation, items: Sequence[OrderItem]) -> str:
    """«В соответствии с …, в целях …»: acts marked for preambles that have not lost force (1.2, 1.4/3)."""
    kinds = [item.kind for item in items] or [ItemKind.INTRODUCE_MODEL]
    if why := next((item.facts.get("why", "").strip() for item in items if item.facts.get("why")), ""):
        return f"В связи с тем, что {why.rstrip('.')}"
    acts = NormativeAct.objects.of(organisation).filter(in_preamble=True).exclude(status=ActStatus.ENDED)
    named = [act_words(act) for act in acts]
    if set(ON_PAIRS) & set(kinds):
        named.append("Положением о системе (целевой модели) наставничества педагогических работников")
    ground = f"В соответствии с {', '.join(named)}" if named else "В соответствии с законодательством об образовании"
    if set(WITH_CONSENTS) & set(kinds):
        ground += ", на основании письменных согласий участников"
    return f"{ground}, в целях {aim_of(kinds[0])}"


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
