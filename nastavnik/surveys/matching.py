"""The only reader of the keys between participations and answers (domain 2.4; a house test looks).

Outside this module an answer has no name and a name no answer: figures go out, and a person's own answers to
that person.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from nastavnik.surveys.models import Invitation, InvitationState, Response, ResponseKey, Wave

SATISFACTION = ("S1", "S2", "S3", "S4", "S5")
OVERALL = "S0"
SMALL = 3
"""Below this number a spread of answers would tell who said what: only a single number is given."""


@dataclass(frozen=True)
class Counts:
    """How many said that they are satisfied (4 or 5), counted over participations (M6/2, M6/3).

    Of the `participations`, `invited` were asked, `submitted` have handed in, `rated` gave a number.
    """

    satisfied: int
    rated: int
    submitted: int
    invited: int
    participations: int


@dataclass(frozen=True)
class Index:
    """A mean on 0–100 as a whole number, over `respondents`; None when nobody can be counted."""

    value: int | None
    respondents: int


@dataclass(frozen=True)
class Change:
    """Mean change of a block on 0–100, one decimal, over `matched` participations with both waves (M5)."""

    before: Decimal | None
    after: Decimal | None
    delta: Decimal | None
    matched: int


def satisfied(participation_ids: Collection[UUID], question: str = OVERALL) -> Counts:
    """Satisfaction by one item of the survey «after»: silence is counted in the denominator (domain 5.4)."""
    answers = _answers(participation_ids, Wave.AFTER)
    points = [point for given in answers.values() if (point := _point(given.answers, question)) is not None]
    states = list(Invitation.objects.of_participations(participation_ids, Wave.AFTER).values_list("state", flat=True))
    return Counts(
        satisfied=sum(point >= 4 for point in points),
        rated=len(points),
        submitted=states.count(InvitationState.SUBMITTED),
        invited=len(states),
        participations=len(set(participation_ids)),
    )


def satisfaction_index(participation_ids: Collection[UUID]) -> Index:
    """The mean of S1…S5 of each respondent who rated three or more of them, then the mean of these."""
    means = [
        _mean(points)
        for given in _answers(participation_ids, Wave.AFTER).values()
        if len(points := _points(given.answers, SATISFACTION)) >= 3
    ]
    if not means:
        return Index(None, 0)
    return Index(int(_on_hundred(_mean(means)).quantize(Decimal(1), ROUND_HALF_UP)), len(means))


def change(participation_ids: Collection[UUID], questions: Iterable[str]) -> Change:
    """What has changed between the waves, per participation, never per person and year (edge case 69).

    Late «before» answers are left out (M2, edge case 68), and pairs of different versions (edge case 75).
    """
    questions = tuple(questions)
    late = set(
        Invitation.objects.of_participations(participation_ids, Wave.BEFORE)
        .filter(is_late=True)
        .values_list("participation_id", flat=True)
    )
    before, after = _answers(participation_ids, Wave.BEFORE), _answers(participation_ids, Wave.AFTER)
    pairs = []
    for participation in (before.keys() & after.keys()) - late:
        first, last = before[participation], after[participation]
        common = [code for code in questions if None not in (_point(first.answers, code), _point(last.answers, code))]
        if common and first.version == last.version:
            pairs.append((_mean(_points(first.answers, common)), _mean(_points(last.answers, common))))
    if not pairs:
        return Change(None, None, None, 0)
    start, end = (_on_hundred(_mean([pair[side] for pair in pairs])) for side in (0, 1))
    return Change(_tenth(start), _tenth(end), _tenth(end - start), len(pairs))


def spread(participation_ids: Collection[UUID], wave: str, question: str) -> dict[Any, int] | None:
    """How often each answer was given; None when fewer than three have answered the item (domain 2.4)."""
    given = [one.answers[question] for one in _answers(participation_ids, wave).values() if question in one.answers]
    if len(given) < SMALL:
        return None
    flat = [answer for one in given for answer in (one if isinstance(one, list) else [one])]
    return {answer: flat.count(answer) for answer in dict.fromkeys(flat)}


def own_answers(invitation: Invitation) -> dict[str, Any] | None:
    """What the person of this invitation has answered: for that person alone (1.4/4)."""
    found = _answers([invitation.participation_id], invitation.wave)
    return found[invitation.participation_id].answers if found else None


def keep_response(invitation: Invitation, answers: dict[str, Any]) -> Response:
    """Store answers under the participation's random code, which is made once: no name, no time."""
    key, _made = ResponseKey.objects.get_or_create(
        participation_id=invitation.participation_id, defaults={"organisation_id": invitation.organisation_id}
    )
    return Response.objects.create(
        organisation_id=invitation.organisation_id,
        code=key.code,
        questionnaire=invitation.questionnaire,
        version=invitation.version,
        wave=invitation.wave,
        answers=answers,
    )


def _answers(participation_ids: Iterable[UUID], wave: str) -> dict[UUID, Response]:
    keys = ResponseKey.objects.filter(participation_id__in=list(participation_ids))
    participation_of = dict(keys.values_list("code", "participation_id"))
    responses = Response.objects.filter(code__in=list(participation_of), wave=wave)
    return {participation_of[response.code]: response for response in responses}


def _points(answers: dict[str, Any], questions: Iterable[str]) -> list[int]:
    return [point for code in questions if (point := _point(answers, code)) is not None]


def _point(answers: dict[str, Any], question: str) -> int | None:
    """The number of a scale answer; «не могу оценить» and no answer have none (edge case 74)."""
    answer = answers.get(question)
    return answer if isinstance(answer, int) else None


def _mean(values: Collection[int | Decimal]) -> Decimal:
    return sum(map(Decimal, values), Decimal(0)) / len(values)


def _on_hundred(mean: Decimal) -> Decimal:
    return (mean - 1) / 4 * 100


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
