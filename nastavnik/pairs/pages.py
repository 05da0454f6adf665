"""What the page of a pair says of its way: the road, whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nastavnik.kit import clock
from nastavnik.kit.ui.words import day as in_words
from nastavnik.pairs.models import Interest, Newcomer, Relation, RelationMember, RelationState
from nastavnik.pairs.readiness import Missing

ORDER_OF_STATES = [
    RelationState.PROPOSED, RelationState.ACQUAINTANCE, RelationState.AGREED, RelationState.IN_FORCE,
    RelationState.ENDED,
]  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Who reads the page: one who leads, a member (`own`), or both (edge case 20)."""

    leads: bool
    own: RelationMember | None = None


@dataclass(frozen=True)
class Turn:
    """What is asked now, of whom; `deed` names the button that the page shows."""

    what: str
    who: str = ""
    mine: bool = False
    done: bool = False
    since: date | None = None
    due: date | None = None
    then: str = ""
    then_who: str = ""
    deed: str = ""


def turn_of(relation: Relation, missing: Sequence[Missing], reader: Reader, due: date | None = None) -> Turn:
    """Whose turn it is, for the reader of the page; `due` is the term after a withdrawn consent."""
    if relation.is_resting:
        return _resting(relation, reader, due)
    match relation.state:
        case RelationState.PROPOSED:
            return Turn(
                _("Познакомить участников"),
                _("куратор"),
                mine=reader.leads,
                since=relation.made_on,
                then=_("Участники увидят предложение, и каждый ответит за себя."),
                then_who=_("участники"),
                deed="introduce" if reader.leads else "",
            )
        case RelationState.ACQUAINTANCE:
            return _acquaintance(relation, reader)
        case RelationState.AGREED:
            return _agreed(relation, missing, reader)
        case RelationState.IN_FORCE:
            return _in_force(relation)
        case RelationState.ENDED if relation.is_running:
            last = {"day": in_words(relation.ended_on)}  # type: ignore[arg-type]
            return Turn(_("Последний день наставничества — %(day)s") % last, done=True, deed="programme")
        case RelationState.ENDED:
            return Turn(_("Работа завершена"), done=True, deed="programme")
        case RelationState.VOID:
            return Turn(_("Пара признана не состоявшейся: её приказ отменён"), done=True, then=relation.end_note)
        case RelationState.NOT_FORMED:
            words = _("Не сложилось: это обычный исход, причину никто не спрашивает")
            then = _("Все участники снова могут войти в другие пары.") if reader.leads else ""
            return Turn(words, done=True, then=then, deed="again" if reader.leads else "")
        case _:
            return Turn(_("Подбор отменён куратором"), done=True, deed="again" if reader.leads else "")


def _acquaintance(relation: Relation, reader: Reader) -> Turn:
    """Private answers: a member never learns how many of the others have answered, one of two would name them."""
    then = _("Когда все ответят «да», каждый подпишет согласие, затем руководитель издаст приказ.")
    if reader.own is not None and reader.own.interest in (Interest.NONE, Interest.LATER):
        what = _("Ответить, хотите ли вы работать вместе")
        return Turn(what, mine=True, since=relation.introduced_on, then=then, deed="answer")
    return Turn(_("Ответы участников"), _("участники"), since=relation.introduced_on, then=then)


def _agreed(relation: Relation, missing: Sequence[Missing], reader: Reader) -> Turn:
    since, then = relation.agreed_on, _("С подписанным приказом начнётся работа.")
    if not reader.leads:
        return Turn(_("Подписи согласий и приказ"), _("куратор и руководитель"), since=since, then=then)
    if any(each.mend in ("renew", "") for each in missing):
        what = _("Решить, как быть: согласия нет")
        return Turn(
            what, mine=True, since=since, then=_("Новый бланк — если человек передумал; иначе отмените подбор.")
        )
    if any(each.mend == "consent" for each in missing):
        return Turn(
            _("Собрать и зарегистрировать подписанные согласия"),
            mine=True,
            since=since,
            then=_("Приказ о закреплении."),
            then_who=_("руководитель"),
        )
    if missing:
        return Turn(missing[0].sentence, mine=True, since=since, then=_("Приказ о закреплении."))
    if relation.is_entered_later:
        what = _("Внести приказ, которым пара закреплена")
        return Turn(what, mine=True, then=_("С приказом пара действует со своего дня."), deed="later_order")
    return Turn(
        _("Составить приказ и передать на подпись"),
        mine=True,
        since=since,
        then=_("Руководитель подпишет приказ — и начнётся работа."),
        then_who=_("руководитель"),
        deed="order",
    )


def _resting(relation: Relation, reader: Reader, due: date | None) -> Turn:
    """No meetings until it is mended: a new consent, or an order that replaces, relieves or ends (4.2, 4.3/5)."""
    since = [day for member in relation.lapsed_today if (day := lapse_day(member))]
    then = _("Новый подписанный бланк вернёт пару в работу; иначе — приказ о замене или прекращении.")
    return Turn(
        _("Пара приостановлена: нет действующего согласия"),
        _("куратор"),
        mine=reader.leads,
        since=max(since, default=None),
        due=due,
        then=then if reader.leads else _("Встречи пока не проводят. Как быть дальше, скажет куратор."),
        deed="change" if reader.leads else "",
    )


def lapse_day(member: RelationMember) -> date | None:
    """The first day without a consent, when it is known."""
    consent = member.consent
    if consent is None:
        return None
    ended = [day for day in (consent.withdrawn_on, consent.replaced_on) if day]
    if consent.valid_until:
        ended.append(consent.valid_until + timedelta(days=1))
    return min(ended, default=None)


def _in_force(relation: Relation) -> Turn:
    then = _("Участники вместе составляют персонализированную программу.")
    words = {"kind": str(relation.get_kind_display()).capitalize(), "day": in_words(relation.since)}  # type: ignore[arg-type]
    if relation.since and relation.since > clock.today():
        what = _("%(kind)s закреплена приказом и начнёт действовать %(day)s") % words
    else:
        what = _("%(kind)s действует с %(day)s") % words
    return Turn(what, done=True, then=then, deed="programme")


def sides_of(relation: Relation) -> list[tuple[str, list[RelationMember]]]:
    """Both sides with their titles, in the right number."""
    mentors, mentees = relation.mentors, relation.mentees
    return [
        (ngettext("Наставник", "Наставники", len(mentors)), mentors),
        (ngettext("Наставляемый", "Наставляемые", len(mentees)), mentees),
    ]


def mends_of(relation: Relation, missing: Sequence[Missing]) -> list[dict]:
    """What is missing, each with the button that mends it (for `{% todo %}`)."""
    return [
        {"title": each.sentence, "clause": each.clause, **_door(relation, each)}
        for each in missing
        if each.mend != "answers"  # the turn says it already
    ]


def _door(relation: Relation, lack: Missing) -> dict:
    slug = relation.organisation.slug
    match lack.mend:
        case "consent" if lack.member and lack.member.consent_id:
            address = reverse("consents:consent-detail", args=[slug, lack.member.consent_id])
            return {"button": _("Открыть согласие"), "button_url": address}
        case "renew" if lack.member:
            name = "newcomer-renew" if isinstance(lack.member, Newcomer) else "consent-renew"
            address = reverse(f"pairs:{name}", args=[slug, lack.member.pk])
            return {"button": _("Новый бланк"), "button_url": address, "post": True}
        case "base_orders":
            return {"button": _("Составить приказ"), "button_url": reverse("orders:base-order-start", args=[slug])}
        case "term":
            address = reverse("pairs:terms-change", args=[slug, relation.pk])
            return {"button": _("Указать срок"), "button_url": address}
    return {}


def road_of(relation: Relation, members: Sequence[RelationMember]) -> list[dict]:
    """The way of a pair from the proposal to the programme, with what is done and what is now."""
    if relation.state in (RelationState.NOT_FORMED, RelationState.DROPPED, RelationState.VOID):
        return []
    at = ORDER_OF_STATES.index(RelationState(relation.state))
    given = [member.consent.given_on for member in members if member.consent and member.consent.state == "given"]
    consents = at > 2 or (at == 2 and len(given) == len(members))
    steps: list[tuple[str, bool, date | None]] = [
        (_("Подбор"), at > 0, relation.made_on),
        (_("Знакомство"), at > 0, relation.introduced_on),
        (_("Взаимный интерес"), at > 1, relation.agreed_on),
        (_("Согласия"), consents, max((day for day in given if day), default=None)),
        (_("Приказ"), at > 2, None),
        (_("Действует"), at > 3, relation.since),
        (_("Завершена"), at > 3, relation.ended_on),
    ]
    current = next((number for number, step in enumerate(steps) if not step[1]), len(steps))
    unasked = (1, 2) if relation.is_entered_later else ()  # nobody was introduced or asked here (edge case 44)
    return [
        {
            "title": title,
            "state": "done" if done else "current" if number == current else "next",
            "when": when if done or (number == 5 and at == 3) else None,
            "note": _order_note(relation) if number == 4 and done else "",
        }
        for number, (title, done, when) in enumerate(steps)
        if number not in unasked
    ]


def _order_note(relation: Relation) -> str:
    """«от 14.09.2026 № 42-ОД»: the title of the order is too long for the road."""
    return relation.ground.partition("«")[0].removeprefix("приказ").strip()
