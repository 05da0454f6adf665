"""Difficulties, recommendations, observations, and what becomes of them (5.1/4, 5.2/7, 6.2/5, 6.2/7)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.actions.records import as_addressee, as_mentor, keep_record, words_of, working_on
from nastavnik.programmes.growth_states import DIFFICULTY, RECOMMENDATION, work_goes_on
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import (
    Difficulty,
    Observation,
    Programme,
    Recommendation,
    RecommendationKind,
    Remark,
)


# --- difficulties (6.2/7) ---------------------------------------------------------------------------------------
@transaction.atomic
def reveal_difficulty(
    programme: Programme, *, by: User, text: str, member: RelationMember | None = None, on: date | None = None
) -> Difficulty:
    """Either side says what does not go well yet; to say it is no fault."""
    on = on or clock.today()
    own = as_member(programme, by)
    about = own if own.role == MemberRole.MENTEE else member
    record = Difficulty(text=words_of(text, "text", _("Запишите, в чём затруднение."))[:500], on=on)
    return keep_record(record, programme, by, about, "difficulty_revealed", day=on)


@transaction.atomic
def act_on_difficulty(difficulty: Difficulty, *, by: User, action: str) -> Difficulty:
    """What the two do about it together; written again, it replaces what was planned."""
    working_on(difficulty, by)
    action = words_of(action, "action", _("Запишите, что делаете вместе."))
    DIFFICULTY.advance(difficulty, "act", by=by, fields={"action": action[:500]})
    return difficulty


@transaction.atomic
def remove_difficulty(difficulty: Difficulty, *, by: User, outcome: str) -> Difficulty:
    """It is removed; what helped is written for the next one who meets it."""
    working_on(difficulty, by)
    outcome = words_of(outcome, "outcome", _("Запишите в двух словах, что помогло."))
    fields = {"outcome": outcome[:500], "removed_on": clock.today()}
    DIFFICULTY.advance(difficulty, "remove", by=by, fields=fields)
    return difficulty


@transaction.atomic
def return_difficulty(difficulty: Difficulty, *, by: User) -> Difficulty:
    """It has come back, or was marked by mistake."""
    working_on(difficulty, by)
    DIFFICULTY.advance(difficulty, "return", by=by, fields={"removed_on": None})
    return difficulty


# --- recommendations (5.2/7, 6.2/5) -----------------------------------------------------------------------------
@transaction.atomic
def give_recommendation(
    programme: Programme,
    *,
    by: User,
    text: str,
    member: RelationMember | None = None,
    kind: str = RecommendationKind.ADVICE,
    due_on: date | None = None,
) -> Recommendation:
    """The mentor recommends: something in the work, or a contest with its deadline (5.2/7)."""
    as_mentor(programme, by)
    if due_on is not None and due_on < clock.today():
        raise Refused(_("Этот срок уже прошёл."), field="due_on")
    record = Recommendation(text=words_of(text, "text", _("Напишите рекомендацию."))[:500], kind=kind, due_on=due_on)
    return keep_record(record, programme, by, member, "recommendation_given")


@transaction.atomic
def accept_recommendation(recommendation: Recommendation, *, by: User) -> Recommendation:
    """The mentee takes it on."""
    as_addressee(recommendation, by)
    RECOMMENDATION.advance(recommendation, "accept", by=by, fields={"answered_on": clock.today()})
    return recommendation


@transaction.atomic
def discuss_recommendation(recommendation: Recommendation, *, by: User, answer: str) -> Recommendation:
    """The mentee sees it otherwise and says how: it becomes a talk, nothing else follows from it (6.2/5, 1.4/9)."""
    as_addressee(recommendation, by)
    answer = words_of(answer, "answer", _("Напишите, что вас смущает или что предлагаете."))
    fields = {"answer": answer[:500], "answered_on": clock.today()}
    RECOMMENDATION.advance(recommendation, "discuss", by=by, fields=fields)
    return recommendation


@transaction.atomic
def finish_recommendation(recommendation: Recommendation, *, by: User, result: str = "") -> Recommendation:
    """It has been done, says either side."""
    working_on(recommendation, by)
    fields = {"result": result.strip()[:500], "done_on": clock.today()}
    RECOMMENDATION.advance(recommendation, "finish", by=by, fields=fields)
    return recommendation


@transaction.atomic
def drop_recommendation(recommendation: Recommendation, *, by: User) -> Recommendation:
    """The mentor takes it back: after a talk, or because its day has passed."""
    as_mentor(recommendation.programme, by)
    RECOMMENDATION.advance(recommendation, "drop", by=by)
    return recommendation


# --- observations (5.1/4) ---------------------------------------------------------------------------------------
@transaction.atomic
def make_observation(
    programme: Programme, *, by: User, text: str, member: RelationMember | None = None, on: date | None = None
) -> Observation:
    """What the mentor has seen; the mentee reads it at once (1.4/4)."""
    as_mentor(programme, by)
    on = on or clock.today()
    record = Observation(text=words_of(text, "text", _("Запишите, что вы увидели."))[:1000], on=on)
    if member is None and len(programme.relation.mentees) > 1:
        raise Refused(_("Выберите, о ком наблюдение: прочитает его только этот наставляемый."), field="member")
    return keep_record(record, programme, by, member, "observation_made", day=on)


@transaction.atomic
def comment_observation(observation: Observation, *, by: User, comment: str) -> Observation:
    """The mentee's own word about it, which may be written anew."""
    as_addressee(observation, by)
    refuse(work_goes_on(observation))
    observation.comment = words_of(comment, "comment", _("Напишите комментарий."))[:1000]
    observation.commented_on = clock.today()
    observation.save(update_fields=["comment", "commented_on"])
    journal.record("observation_commented", observation, by=by)
    return observation


# --- the members' own discussion (5.2/6) ------------------------------------------------------------------------
@transaction.atomic
def make_remark(
    programme: Programme, *, by: User, text: str, member: RelationMember | None = None, minutes: str = ""
) -> Remark:
    """Either side; in a group a mentee speaks to all, a mentor may speak to one alone."""
    record = Remark(text=words_of(text, "text", _("Напишите, что обсуждаете."))[:1000], minutes=minutes.strip()[:200])
    return keep_record(record, programme, by, member, "remark_made")
