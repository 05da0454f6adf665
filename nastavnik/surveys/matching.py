"""The only reader of the keys between participations and answers (domain 2.4; a house test looks).

Outside this module an answer has no name and a name no answer: figures go out, and a person's own answers to
that person.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from nastavnik.surveys.models import Invitation, InvitationState, Response, ResponseKey, Wave
from nastavnik.surveys.questionnaires.model import Section

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
class Satisfaction:
    """What the survey «after» says of a group of participations."""

    counts: Counts
    index: Index


@dataclass(frozen=True)
class Change:
    """Mean change of a block on 0–100, one decimal, over `matched` participations with both waves (M5)."""

    before: Decimal | None
    after: Decimal | None
    delta: Decimal | None
    matched: int


def satisfied(participation_ids: Collection[UUID]) -> Counts:
    """Satisfaction by the item «overall» of the survey «after» (domain 5.4)."""
    return satisfaction({"": participation_ids})[""].counts


def satisfaction_index(participation_ids: Collection[UUID]) -> Index:
    """The mean of S1…S5 of each respondent who rated three or more of them, then the mean of these."""
    return satisfaction({"": participation_ids})[""].index


def satisfaction(groups: Mapping[str, Collection[UUID]]) -> dict[str, Satisfaction]:
    """Counts and index of each group of participations by its name, all read at once (three queries)."""
    everybody = [key for keys in groups.values() for key in keys]
    answers = _answers(everybody, Wave.AFTER)
    asked = Invitation.objects.of_participations(everybody, Wave.AFTER)
    states = list(asked.values_list("participation_id", "state"))
    return {name: _satisfaction(set(keys), answers, states) for name, keys in groups.items()}


def _satisfaction(keys: set[UUID], answers: dict[UUID, Response], states: Collection[tuple[UUID, str]]) -> Satisfaction:
    """Silence is counted in the denominator (domain 5.4)."""
    given = [response.answers for key, response in answers.items() if key in keys]
    points = [point for one in given if (point := _point(one, OVERALL)) is not None]
    own = [state for key, state in states if key in keys]
    means = [_mean(rated) for one in given if len(rated := _points(one, SATISFACTION)) >= 3]
    index = int(_on_hundred(_mean(means)).quantize(Decimal(1), ROUND_HALF_UP)) if means else None
    return Satisfaction(
        Counts(
            satisfied=sum(point >= 4 for point in points),
            rated=len(points),
            submitted=own.count(InvitationState.SUBMITTED),
            invited=len(own),
            participations=len(keys),
        ),
        Index(index, len(means)),
    )


def change(participation_ids: Collection[UUID], questions: Iterable[str]) -> Change:
    """What has changed between the waves by these questions."""
    return changes(participation_ids, {"": questions})[""]


def changes(participation_ids: Collection[UUID], blocks: Mapping[str, Iterable[str]]) -> dict[str, Change]:
    """What has changed by each block of questions, per participation, never per person and year (edge case 69).

    Late «before» answers are left out (M2, edge case 68), and pairs of different versions (edge case 75).
    """
    late = set(
        Invitation.objects.of_participations(participation_ids, Wave.BEFORE)
        .filter(is_late=True)
        .values_list("participation_id", flat=True)
    )
    before, after = _answers_of_waves(participation_ids, Wave.BEFORE, Wave.AFTER)
    both = [
        (before[key].answers, after[key].answers)
        for key in (before.keys() & after.keys()) - late
        if before[key].version == after[key].version
    ]
    return {name: _change(both, tuple(questions)) for name, questions in blocks.items()}


def _change(both: Collection[tuple[dict, dict]], questions: Collection[str]) -> Change:
    pairs = []
    for first, last in both:
        common = [code for code in questions if None not in (_point(first, code), _point(last, code))]
        if common:
            pairs.append((_mean(_points(first, common)), _mean(_points(last, common))))
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


@dataclass(frozen=True)
class OwnBlock:
    """What one person has said of themselves in a block, before and after, on 0–100 (6.2/6)."""

    label: str
    before: int
    after: int


def own_dynamics(invitations: Iterable[Invitation]) -> list[tuple[str, list[OwnBlock]]]:
    """For the person of these invitations alone: each programme with both waves handed in, block by block (1.4/4).

    Late «before» answers and other versions are left out, as they are in the figures of all.
    """
    handed_in = [one for one in invitations if one.state == InvitationState.SUBMITTED and not one.is_late]
    by_wave = {
        wave: {one.participation_id: one for one in handed_in if one.wave == wave} for wave in (Wave.BEFORE, Wave.AFTER)
    }
    keys = [key for key in by_wave[Wave.AFTER] if key in by_wave[Wave.BEFORE]]
    before, after = (_answers(keys, wave) if keys else {} for wave in (Wave.BEFORE, Wave.AFTER))
    found = []
    for key in keys:
        first, last, invitation = before.get(key), after.get(key), by_wave[Wave.AFTER][key]
        if first is None or last is None or first.version != last.version:
            continue
        blocks = [_own_block(section, first.answers, last.answers) for section in invitation.form.sections]
        found.append((invitation.about, [block for block in blocks if block is not None]))
    return found


def _own_block(section: Section, first: dict[str, Any], last: dict[str, Any]) -> OwnBlock | None:
    common = [one.code for one in section.questions if None not in (_point(first, one.code), _point(last, one.code))]
    if not common:
        return None
    start, end = (int(_on_hundred(_mean(_points(given, common)))) for given in (first, last))
    return OwnBlock(str(section.title), start, end)


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
    return _answers_of_waves(participation_ids, wave)[0]


def _answers_of_waves(participation_ids: Iterable[UUID], *waves: str) -> list[dict[UUID, Response]]:
    """The answers of each wave by participation (two queries)."""
    keys = ResponseKey.objects.filter(participation_id__in=list(participation_ids))
    participation_of = dict(keys.values_list("code", "participation_id"))
    responses = list(Response.objects.filter(code__in=list(participation_of), wave__in=waves))
    return [{participation_of[one.code]: one for one in responses if one.wave == wave} for wave in waves]


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
