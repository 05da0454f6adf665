"""Other people than proposed, by the curator's or the council's choice: what it costs the others, and why (7.2)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.matching import Choice, InputError, Match, cost_of_choice, propose
from nastavnik.organisations.models import RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.actions import propose_relation
from nastavnik.pairs.instances import names_of
from nastavnik.pairs.models import MatchRun, Relation
from nastavnik.pairs.places import check_choice
from nastavnik.pairs.rounds import criteria_of, form_of, is_of, record_of, told_sentence
from nastavnik.pairs.taking import check_unpaired
from nastavnik.people.models import Person


@dataclass(frozen=True)
class Cost:
    """What choosing the pair means. `barred`: why it cannot be; then there is nothing to choose.

    `moves` are the others who would be moved: (mentee, mentor before, mentor then, difference in points); None for
    a mentor is nobody.
    """

    mentor: Person
    mentee: Person
    choice: Choice
    barred: str
    moves: list[tuple[Person, Person | None, Person | None, int]]

    @property
    def is_open(self) -> bool:
        return not self.barred and not self.choice.proposed


def cost_of(run: MatchRun, mentor: Person, mentee: Person, *, reader: User | None = None) -> Cost:
    """From the record of the run, and from what is so today. Raises Refused for people who were not in the run.

    Why they cannot be a pair is not said to a `reader` who is one of the two: it may be a request of the other (1.4/5).
    """
    instance, found = record_of(run)
    try:
        choice = cost_of_choice(instance, found, str(mentee.pk), str(mentor.pk), names=names_of(run.organisation))
    except InputError as error:
        raise Refused(str(error)) from error
    barred = choice.sentence if choice.bans else _barred_today(run, mentor, mentee)
    if barred and (is_of(mentor, reader) or is_of(mentee, reader)):
        barred = _("О паре с вами самими подробностей здесь нет: её подбирают другие.")
    others = choice.alternative.moves[1:] if choice.alternative else ()
    keys = {key for move in others for key in (move.mentee, move.before, move.after) if key}
    people = {str(person.pk): person for person in Person.objects.of(run.organisation).filter(pk__in=keys)}
    moves = [
        (people[move.mentee], people.get(move.before or ""), people.get(move.after or ""), move.difference)
        for move in others
        if move.mentee in people
    ]
    return Cost(mentor, mentee, choice, barred, moves)


@transaction.atomic
def choose_pair(
    run: MatchRun, mentor: Person, mentee: Person, *, by: User, reason: str, load_reason: str = ""
) -> Relation:
    """Pair these two instead of what the run proposes; the reason and the cost stay with the pair (7.2).

    Refused: no reason, a pair that a hard rule forbids, the proposed pair itself, and all that propose_relation says.
    """
    reason = reason.strip()
    if not reason:
        raise Refused(_("Напишите, почему выбрана эта пара: причина останется с ней."), field="reason")
    cost = cost_of(run, mentor, mentee, reader=by)
    if cost.choice.proposed:
        raise Refused(_("Эта пара и предложена: возьмите её на странице подбора."))
    if cost.barred:
        raise Refused(cost.barred)
    other = cost.choice.alternative
    assert other is not None  # neither proposed nor forbidden
    match = _match(run, mentor, mentee)
    relation = propose_relation(
        run.organisation,
        [mentor],
        [mentee],
        by=by,
        form=form_of(match),
        topic=names_of(run.organisation).topics.get(match.topics[0], ""),
        run=run,
        explanation={
            "sentence": told_sentence(match),
            "criteria": criteria_of(match),
            "chosen": {"reason": reason[:500], "cost": cost.choice.sentence},
        },
        load_reason=load_reason,
    )
    journal.record(
        "choice_made",
        relation,
        by=by,
        run=run.pk,
        difference=other.difference,
        others_lost=other.others_lost,
        placed_lost=other.placed_lost,
    )
    return relation


def _match(run: MatchRun, mentor: Person, mentee: Person) -> Match:
    """The two explained, as the run would have explained them."""
    instance, found = record_of(run)
    [asking] = [one for one in instance.mentees if one.id == str(mentee.pk)]
    [offering] = [one for one in instance.mentors if one.id == str(mentor.pk)]
    barred = instance.excluded | frozenset(found.declined)
    alone = propose((asking,), (offering,), instance.weights, excluded=barred, names=names_of(run.organisation))
    return alone.pairs[0]


def _barred_today(run: MatchRun, mentor: Person, mentee: Person) -> str:
    """What has come between the two since the run: a place taken, another mentor, a request not to be put together."""
    head = holder_of(run.organisation, RoleKind.HEAD, clock.today())
    try:
        with transaction.atomic():
            check_unpaired(run.organisation, [mentor], [mentee])
            check_choice(run.organisation, [mentor], [mentee], head_id=head.user_id if head else None)
    except Refused as refusal:
        return refusal.sentence
    return ""
