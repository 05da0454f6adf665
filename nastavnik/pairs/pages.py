"""What the page of a pair says of its way: the road, whose turn it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nastavnik.pairs.models import Interest, MatchRun, MemberRole, Relation, RelationMember, RelationState
from nastavnik.pairs.readiness import Missing

ORDER_OF_STATES = [
    RelationState.PROPOSED, RelationState.ACQUAINTANCE, RelationState.AGREED, RelationState.IN_FORCE,
    RelationState.ENDED,
]  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """What is asked now, of whom; `deed` names the button that the page shows."""

    what: str
    who: str = ""
    mine: bool = False
    done: bool = False
    then: str = ""
    deed: str = ""


def turn_of(
    relation: Relation,
    missing: list[Missing],
    own: RelationMember | None,
    leads: bool,
    answered: int,
    total: int,
) -> Turn:
    """Whose turn it is, for the reader of the page."""
    curator = _("куратор")
    match relation.state:
        case RelationState.PROPOSED:
            return Turn(
                _("Познакомить участников"),
                curator,
                leads,
                then=_("каждый ответит за себя"),
                deed="introduce",
            )
        case RelationState.ACQUAINTANCE:
            asked = own is not None and own.interest in (Interest.NONE, Interest.LATER)
            what = _("Ответить, хотите ли вы работать вместе") if asked else _("Дождаться ответов участников")
            words = _("участники (ответили %(answered)s из %(total)s)") % {
                "answered": answered,
                "total": total,
            }
            return Turn(
                what,
                words,
                asked,
                then=_("письменные согласия, затем приказ"),
                deed="answer" if asked else "",
            )
        case RelationState.AGREED if any(each.mend == "consent" for each in missing):
            return Turn(
                _("Подписать и зарегистрировать согласия участников"),
                curator,
                leads,
                then=_("приказ руководителя"),
            )
        case RelationState.AGREED if not leads:
            return Turn(_("Подписать согласие и дождаться приказа"), curator, then=_("пара начнёт действовать"))
        case RelationState.AGREED if missing:
            return Turn(missing[0].sentence, curator, leads, then=_("приказ руководителя"))
        case RelationState.AGREED:
            return Turn(
                _("Составить приказ и передать на подпись"),
                curator,
                leads,
                then=_("пара начнёт действовать"),
                deed="order",
            )
        case RelationState.IN_FORCE:
            return Turn(_("Пара действует"), done=True, deed="programme")
        case _:
            return Turn(str(relation.get_state_display()).capitalize(), done=True)


def road_of(relation: Relation, missing: list[Missing], members: list[RelationMember]) -> list[dict]:
    """The way of a pair from the proposal to the programme, with what is done and what is now."""
    if relation.state in (RelationState.NOT_FORMED, RelationState.DROPPED):
        return []
    at = ORDER_OF_STATES.index(RelationState(relation.state))
    consents = at >= 2 and all(member.consent and member.consent.state == "given" for member in members)
    steps = [
        (_("Подбор"), at > 0, relation.made_on),
        (_("Знакомство"), at > 1, relation.introduced_on),
        (_("Взаимный интерес"), at > 1, relation.agreed_on),
        (_("Согласия"), consents or at > 2, None),
        (_("Приказ"), at > 2, relation.since if at > 2 else None),
        (_("Программа"), at > 3, relation.ended_on),
    ]
    current = next((number for number, step in enumerate(steps) if not step[1]), len(steps))
    return [
        {
            "title": title,
            "state": "done" if done else "current" if number == current else "next",
            "when": when if done else None,
        }
        for number, (title, done, when) in enumerate(steps)
    ]


def applied(run: MatchRun) -> dict[tuple, Relation]:
    """Which proposals of the run have become pairs: (mentor, mentee) → relation."""
    found: dict[tuple, Relation] = {}
    for relation in run.relations.prefetch_related("members"):
        sides: dict[str, list] = {MemberRole.MENTOR: [], MemberRole.MENTEE: []}
        for member in relation.members.all():
            sides[member.role].append(member.person_id)
        for mentor in sides[MemberRole.MENTOR]:
            for mentee in sides[MemberRole.MENTEE]:
                found[mentor, mentee] = relation
    return found
