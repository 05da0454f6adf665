"""Facts of the rooms below that close items of the roadmap by themselves.

`RULES` is one table: clause, a function from what was `seen` to a Fact, when it closes, and whether a hand
may mark it too. What is seen is read once, in a fixed number of queries (`seen.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from nastavnik.kit.ui.words import counted, day
from nastavnik.roadmap.seen import CollectionSeen, EntriesSeen, Seen


@dataclass(frozen=True)
class Fact:
    """What the system knows of an item: the day it was done (None: not yet), in words, and how much of it.

    `applies` is False when there is nothing to do (R1.4: no mentees).
    """

    done_on: date | None
    sentence: str
    done: int = 0
    total: int = 0
    applies: bool = True


@dataclass(frozen=True)
class Rule:
    """`find` looks; `closes_when` ends «закроется сам: …»; `mend` is the name of the page where it is done.

    `by_hand`: it may be marked as well, when it was done outside the product.
    """

    find: Callable[[Seen], Fact]
    closes_when: Any
    mend: str
    by_hand: bool = False


def facts_of(seen: Seen) -> dict[str, Fact]:
    """The fact of every clause that has one."""
    return {clause: rule.find(seen) for clause, rule in RULES.items()}


def rule_of(clause: str) -> Rule | None:
    """The rule of an item's clause, or None when only a hand closes it."""
    return RULES.get(clause)


# --- R1: conditions -----------------------------------------------------------------------------------------
def regulation_approved(seen: Seen) -> Fact:
    if seen.edition is None:
        return Fact(None, _("Нет приказа об утверждении Положения."))
    since, ground = seen.edition
    words = {"day": day(since), "ground": _without_heading(ground)}
    return Fact(since, _("Положение действует с %(day)s: %(ground)s.") % words)


def roadmap_approved(seen: Seen) -> Fact:
    if seen.approved_on is None:
        return Fact(None, _("Дорожная карта ещё не утверждена приказом руководителя."))
    return Fact(
        seen.approved_on,
        _("Утверждена %(day)s: %(ground)s.")
        % {"day": day(seen.approved_on), "ground": _without_heading(seen.approved_by)},
    )


def relations_fixed(seen: Seen) -> Fact:
    """Closed by the first order on pairs (R1.3, R5.1); those still being formed are counted beside."""
    fixed, waiting = seen.fixed, seen.waiting_for_order
    total = len(fixed) + waiting + seen.being_formed
    if fixed:
        said = _("Закреплено приказом: %(fixed)s.") % {"fixed": counted(len(fixed), _PAIRS)}
        if waiting:
            said += " " + _("Ждут приказа: %(count)s.") % {"count": waiting}
        return Fact(min(each.since for each in fixed), said, len(fixed), total)
    if waiting:
        return Fact(None, _("Согласованы участниками и ждут приказа: %(count)s.") % {"count": waiting}, 0, total)
    if seen.being_formed:
        return Fact(None, _("Ещё знакомятся: %(pairs)s.") % {"pairs": counted(seen.being_formed, _PAIRS)}, 0, total)
    return Fact(None, _("Ни одна пара или группа ещё не закреплена приказом."))


def programmes_written(seen: Seen) -> Fact:
    """A programme for each pair or group that an order has fixed (R1.4, R5.2)."""
    due = [each for each in seen.fixed if each.in_force or each.programme_approved_on]
    ready = [each.programme_approved_on for each in due if each.programme_approved_on]
    if not due and not seen.mentees.active and not seen.mentees.draft and not seen.being_formed:
        return Fact(None, _("Наставляемых нет: программы не нужны."), applies=False)
    if not due:
        return Fact(None, _("Программы составляются после приказа о закреплении пар и групп."))
    said = _("Программы утверждены: %(ready)s из %(due)s.") % {"ready": len(ready), "due": len(due)}
    return Fact(max(ready) if len(ready) == len(due) else None, said, len(ready), len(due))


def waiting_supported(seen: Seen) -> Fact:
    """Everybody who waits for a mentor has somebody who accompanies them; the search goes on (R5.3)."""
    waiting, done = seen.without_mentor, seen.accompanied
    if not waiting and not seen.fixed:
        return Fact(None, _("Пары и группы ещё не закреплены приказом, и никто не ждёт наставника."))
    if not waiting:
        return Fact(None, _("Никто не ждёт наставника."), applies=False)
    said = _("Ждут наставника: %(waiting)s.") % {"waiting": waiting}
    if done < waiting:
        alone = _("Никто не сопровождает: %(alone)s.") % {"alone": waiting - done}
        return Fact(None, f"{said} {alone}", done, waiting)
    return Fact(
        seen.accompanied_since, said + " " + _("Каждого сопровождает специалист, поиск продолжается."), done, waiting
    )


def _without_heading(ground: str) -> str:
    """«приказ от 14.09.2026 № 41-ОД»: its heading «О …» is not needed in a line."""
    return ground.partition(" «")[0]


# --- R2, R3: banks ------------------------------------------------------------------------------------------
def requests_collected(seen: Seen) -> Fact:
    return _collected(seen, seen.requests, _("Сбор профессиональных запросов ещё не открыт."))


def mentors_asked(seen: Seen) -> Fact:
    return _collected(seen, seen.questionnaires, _("Анкета потенциального наставника ещё не разослана."))


def mentees_in_bank(seen: Seen) -> Fact:
    return _in_bank(seen.mentees, _("В базе ещё нет ни одного наставляемого."))


def mentors_in_bank(seen: Seen) -> Fact:
    return _in_bank(seen.mentors, _("В базе ещё нет ни одного наставника."))


def _collected(seen: Seen, collection: CollectionSeen | None, nothing: str) -> Fact:
    if collection is None:
        return Fact(None, nothing, 0, seen.teachers)
    said = _("Ответили %(answered)s из %(asked)s педагогов.") % {
        "answered": collection.answered,
        "asked": seen.teachers,
    }
    if collection.closed_on:
        return Fact(
            collection.closed_on,
            _("Сбор закрыт %(day)s.") % {"day": day(collection.closed_on)} + " " + said,
            collection.answered,
            seen.teachers,
        )
    if collection.deadline < seen.today:
        opening = _("Срок ответа прошёл %(day)s, сбор не закрыт.") % {"day": day(collection.deadline)}
    else:
        opening = _("Сбор идёт до %(day)s.") % {"day": day(collection.deadline)}
    return Fact(None, f"{opening} {said}", collection.answered, seen.teachers)


def _in_bank(entries: EntriesSeen, nothing: str) -> Fact:
    total = entries.active + entries.draft
    waiting = _("Черновиков без согласия или сведений: %(count)s.") % {"count": entries.draft} if entries.draft else ""
    if not entries.active:
        return Fact(None, f"{nothing} {waiting}".strip(), 0, total)
    said = _("В базе с согласием: %(count)s.") % {"count": entries.active}
    return Fact(entries.since, f"{said} {waiting}".strip(), entries.active, total)


# --- R4, R6 -------------------------------------------------------------------------------------------------
def mentors_chosen(seen: Seen) -> Fact:
    """The bank was analysed: a run of the matching, or a pair proposed by the curator (R4.1, 7.1/1)."""
    if seen.first_choice is None:
        return Fact(None, _("Подбор ещё не проводился."))
    return Fact(seen.first_choice, _("Подбор проведён %(day)s.") % {"day": day(seen.first_choice)})


def quality_asked(seen: Seen) -> Fact:
    """The questionnaires «after» of the programmes that have ended (R6.1)."""
    if not seen.ended_programmes:
        return Fact(None, _("Ещё ни одна программа не завершена."))
    asked, done = seen.after_asked, seen.after_submitted
    if not asked:
        return Fact(None, _("Анкеты «после» ещё не разосланы."))
    said = _("Сдано анкет «после»: %(done)s из %(asked)s.") % {"done": done, "asked": asked}
    return Fact(None if seen.after_open else seen.after_last_on, said, done, asked)


_PAIRS = gettext_noop("пара или группа/пары и группы/пар и групп")

_PAIR_ORDER = gettext_lazy("когда будет зарегистрирован приказ о закреплении пар и групп.")
_EACH_PROGRAMME = gettext_lazy("когда программы всех пар и групп будут утверждены.")
_ORDER, _BANKS = "orders:base-order-start", "banks:bank-list"  # pages by name: orders lie above
_WAITING = "help:waiting-list"
_PAIR_LIST, _PROGRAMME_LIST = "pairs:relation-list", "programmes:programme-list"

RULES: dict[str, Rule] = {
    "R1.1": Rule(
        regulation_approved,
        gettext_lazy("когда будет зарегистрирован приказ об утверждении Положения."),
        _ORDER,
    ),
    "R1.2": Rule(roadmap_approved, gettext_lazy("когда руководитель утвердит дорожную карту приказом."), _ORDER),
    "R1.3": Rule(relations_fixed, _PAIR_ORDER, _PAIR_LIST),
    "R1.4": Rule(programmes_written, _EACH_PROGRAMME, _PROGRAMME_LIST),
    "R2.1": Rule(requests_collected, gettext_lazy("когда сбор запросов будет закрыт."), _BANKS, by_hand=True),
    "R2.2": Rule(mentees_in_bank, gettext_lazy("когда в базе появится наставляемый с согласием."), _BANKS),
    "R3.1": Rule(mentors_asked, gettext_lazy("когда сбор анкет будет закрыт."), _BANKS, by_hand=True),
    "R3.2": Rule(mentors_in_bank, gettext_lazy("когда в базе появится наставник с согласием."), _BANKS),
    "R4.1": Rule(mentors_chosen, gettext_lazy("когда будет проведён подбор."), _PAIR_LIST, by_hand=True),
    "R5.1": Rule(relations_fixed, _PAIR_ORDER, _PAIR_LIST),
    "R5.2": Rule(programmes_written, _EACH_PROGRAMME, _PROGRAMME_LIST),
    "R5.3": Rule(
        waiting_supported,
        gettext_lazy("когда каждого, кто ждёт наставника, будет сопровождать специалист."),
        _WAITING,
        by_hand=True,
    ),
    "R6.1": Rule(quality_asked, gettext_lazy("когда будут сданы анкеты «после»."), _PROGRAMME_LIST, by_hand=True),
}
