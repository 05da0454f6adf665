"""What the page of a run says beyond its proposals: the way of the round and whose turn it is, what has changed, who
would rather have each other, by which weights it was counted."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit.ui.words import counted
from nastavnik.pairs.models import MatchRun, Relation, RelationState
from nastavnik.pairs.pages import Turn
from nastavnik.pairs.queries import busy_mentees
from nastavnik.pairs.repairing import changes_of, waiting_again
from nastavnik.pairs.rounds import Outcome, is_of
from nastavnik.pairs.weights import rows_of, to_weights

RUNS_SHOWN = 5


def page_of(
    run: MatchRun, outcome: Outcome, done: Mapping[tuple, Relation], *, reader: User, leads: bool
) -> dict[str, Any]:
    """For the template; a fixed number of queries."""
    made = {relation.pk: relation for relation in done.values()}
    states = Counter(relation.state for relation in made.values())
    busy = busy_mentees(run.organisation)
    waiting = waiting_again(run, outcome, done, busy)
    crowded = {person.pk for person in waiting}
    free = [one for one in outcome.proposals if (one.mentor.pk, one.mentee.pk) not in done]
    open_ = [one for one in free if one.mentee.pk not in crowded | busy]
    runs = MatchRun.objects.of(run.organisation).defer("outcome", "instance", "certificate", "mutual")
    others = list(runs.select_related("made_by")[: RUNS_SHOWN + 1])
    weights = to_weights(run.weights)
    return {
        "newer": others[0] if others and _moment(others[0]) > _moment(run) else None,
        "earlier": [one for one in others if _moment(one) < _moment(run)][:RUNS_SHOWN],
        "leads": leads,
        "waiting": waiting,
        "waiting_keys": crowded,
        "busy_keys": busy,
        "open": len(open_),
        "turn": _turn(run, len(open_), waiting, states, leads),
        "road": _road(len(outcome.proposals), len(made), states),
        "changes": changes_of(run, outcome),
        "mutual": _mutual(run, outcome, done, reader),
        "weights": rows_of(weights),
        "total": weights.total,
    }


def _moment(run: MatchRun) -> tuple:
    return run.made_at, run.pk


def _turn(run: MatchRun, open_: int, waiting: list, states: Counter, leads: bool) -> Turn:
    """The first thing that people can do now."""
    slug = run.organisation.slug
    if waiting and run.instance:
        return Turn(
            _("Подобрать заново: кто-то остался без пары"), mine=True, deed="repair",
            then=_("Взятые пары не тронутся: сдвинутся только предложения, которые ещё не взяты."),
        )  # fmt: skip
    if open_:
        pairs = counted(open_, _("предложение/предложения/предложений"))
        return Turn(
            _("Посмотреть и отметить, кого берёте: %(pairs)s") % {"pairs": pairs}, mine=True, deed="take",
            then=_("Взятые пары увидят куратор и совет; участникам ещё ничего не сказано."),
        )  # fmt: skip
    list_url = reverse("pairs:relation-list", args=[slug])
    if states[RelationState.PROPOSED]:
        return Turn(
            _("Познакомить участников: %(pairs)s") % {"pairs": _pairs(states[RelationState.PROPOSED])},
            _("куратор"), mine=leads, deed=list_url, then=_("Каждый участник ответит за себя, наедине с экраном."),
        )  # fmt: skip
    if states[RelationState.ACQUAINTANCE]:
        return Turn(
            _("Ответы участников: %(pairs)s") % {"pairs": _pairs(states[RelationState.ACQUAINTANCE])}, _("участники"),
            then=_("Где все скажут «да», — согласия и приказ. Где не сложится, здесь можно подобрать заново."),
        )  # fmt: skip
    if states[RelationState.AGREED]:
        return Turn(
            _("Собрать согласия и составить приказ: %(pairs)s") % {"pairs": _pairs(states[RelationState.AGREED])},
            _("куратор"), mine=leads, deed=list_url, then=_("Пара действует с подписанным приказом."),
        )  # fmt: skip
    if states[RelationState.IN_FORCE]:
        return Turn(_("Пары этого подбора закреплены приказом. Больше ничего не нужно"), done=True)
    return Turn(_("Предложений для выбора нет"), done=True)


def _pairs(count: int) -> str:
    return counted(count, _("пара/пары/пар"))


def _road(proposed: int, taken: int, states: Counter) -> list[dict]:
    """The way of the whole round, with how many stand where."""
    later = states[RelationState.IN_FORCE] + states[RelationState.ENDED]
    agreed = later + states[RelationState.AGREED]
    met = agreed + states[RelationState.ACQUAINTANCE] + states[RelationState.NOT_FORMED]
    steps = [
        (_("Предложения"), proposed, _("подобрано")),
        (_("Список подбора"), taken, _("взято")),
        (_("Знакомство"), met, _("познакомлены")),
        (_("Оба ответили «да»"), agreed, _("согласны")),
        (_("Согласия и приказ"), later, _("закреплено")),
    ]
    reached = max((number for number, (_title, count, _word) in enumerate(steps) if count), default=0)
    return [
        {
            "title": title,
            "state": "done" if number < reached else "current" if number == reached else "next",
            "note": f"{word}: {count}" if count else "",
        }
        for number, (title, count, word) in enumerate(steps)
    ]


def _mutual(run: MatchRun, outcome: Outcome, done: Mapping[tuple, Relation], reader: User) -> list[dict]:
    """Those who would both rather have each other, as long as the mentee has not been taken into a pair of the run.

    It tells of wishes: one of the two reads nothing of it (7.1/2).
    """
    taken = {mentee for _mentor, mentee in done}
    found = []
    for row in run.mutual:
        mentor, mentee = outcome.people.get(row["mentor"]), outcome.people.get(row["mentee"])
        if mentor is None or mentee is None or mentee.pk in taken:
            continue
        if is_of(mentor, reader) or is_of(mentee, reader):
            continue
        found.append({"mentor": mentor, "mentee": mentee, "words": _mutual_words(row, outcome)})
    return found


def _mutual_words(row: dict, outcome: Outcome) -> str:
    said = {
        "both": _("Назвали друг друга в пожеланиях."),
        "mentee": _("Наставляемый назвал этого наставника в пожеланиях."),
        "mentor": _("Наставник хотел бы взять этот запрос."),
        "": _("Обоим эта пара подошла бы больше предложенной."),
    }[row["wished"]]
    points = _("балл/балла/баллов")
    instead = outcome.people.get(row["instead"] or "")
    parts = [_("Вместе — %(points)s") % {"points": counted(row["points"], points)}]
    if row["now"] is not None:
        parts.append(_("наставляемому предложена пара на %(points)s") % {"points": counted(row["now"], points)})
    else:
        parts.append(_("наставляемому сейчас не предложен никто"))
    if instead is not None:
        words = {"who": instead.short_name, "points": counted(row["instead_points"], points)}
        parts.append(_("место у наставника отдано: %(who)s (%(points)s)") % words)
    else:
        parts.append(_("у наставника есть свободное место"))
    return f"{said} {'; '.join(parts)}."
