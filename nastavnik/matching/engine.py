"""The acts of the engine: propose a round, mend it after refusals, tell what a choice would cost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nastavnik.matching import solver
from nastavnik.matching.bans import BAN_TEXTS
from nastavnik.matching.candidates import Pairs, Progress, build_problem
from nastavnik.matching.case import Case
from nastavnik.matching.certificate import check_against, write_certificate
from nastavnik.matching.explain import alternative, explain_match, next_best
from nastavnik.matching.groups import group_proposals
from nastavnik.matching.lacking import lacking_topics
from nastavnik.matching.model import Instance, Mentee, Mentor
from nastavnik.matching.problem import ZERO, Problem, Solution
from nastavnik.matching.refusal import EngineFault, InputError
from nastavnik.matching.round import Alternative, Ban, Round
from nastavnik.matching.unmatched import explain_unmatched
from nastavnik.matching.weights import DEFAULT, Weights
from nastavnik.matching.words import Names, sentence


def propose(
    mentees: Iterable[Mentee],
    mentors: Iterable[Mentor],
    weights: Weights = DEFAULT,
    *,
    excluded: Pairs = (),
    names: Names | None = None,
    tie_key: str = "nastavnik",
    progress: Progress | None = None,
) -> Round:
    """The best pairs for these people, explained and proved (7.1, R5.1). See `propose_for`."""
    instance = Instance(tuple(mentees), tuple(mentors), weights, frozenset(excluded), tie_key)
    return propose_for(instance, names=names, progress=progress)


def propose_for(instance: Instance, *, names: Names | None = None, progress: Progress | None = None) -> Round:
    """Most mentees placed, then most points, then an even load, then the lot: the same on every machine.

    progress  called as (stage, done, all) with the stages candidates, pairs, explanations; what it raises
              stops the run, and nothing is left behind
    Raises InputError for data that contradict themselves, EngineFault if the answer should not be proved.
    """
    problem = build_problem(instance, progress=progress)
    solution = solver.solve(problem, progress=progress)
    return _record(Case(instance, problem, solution, names or Names()), None, progress)


def repair(
    instance: Instance,
    round_: Round,
    refused: Pairs,
    *,
    names: Names | None = None,
    progress: Progress | None = None,
) -> Round:
    """The best round without the refused pairs that keeps as many of the other pairs as any best one does.

    instance  what `round_` was made of: then each refusal is one augmenting path from the stored prices.
              With newer data of the same people everything is solved anew, with the old pairs preferred
              among equally good ones
    refused   pairs (mentee, mentor); who of the two refused is not asked (1.4/5, 7.1/2)
    Raises InputError when a refused pair names somebody unknown.
    """
    refused = frozenset(refused)
    _check_known(instance, refused)
    declined = frozenset(round_.declined)
    before = {mentee.id: None for mentee in instance.mentees} | {p.mentee: p.mentor for p in round_.pairs}
    problem = build_problem(instance, declined=declined, previous=before, progress=progress)
    old = _stored(instance, round_, declined)
    if old is None:
        problem = _without(instance, problem, refused)
        solution = solver.solve(problem, progress=progress)
    else:
        pairs = _numbers(instance, refused)
        solution = solver.reroute(problem, old, pairs)
        problem = _without(instance, problem, refused)
    return _record(Case(instance, problem, solution, names or Names(), declined | refused), before, progress)


@dataclass(frozen=True)
class Choice:
    """What it means to choose this pair against the proposal (7.2: people decide).

    bans         hard rules that forbid it; then there is no cost to tell
    alternative  the cost to the others, None if forbidden or if the pair is the proposed one
    """

    mentee: str
    mentor: str
    proposed: bool
    bans: tuple[Ban, ...]
    alternative: Alternative | None
    sentence: str


def cost_of_choice(
    instance: Instance, round_: Round, mentee: str, mentor: str, *, names: Names | None = None
) -> Choice:
    """What choosing the pair costs all others, exactly: the best solution with it against the best of all.

    Raises InputError for unknown ids and for a round made of other data.
    """
    _check_known(instance, [(mentee, mentor)])
    declined = frozenset(round_.declined)
    solution = _stored(instance, round_, declined)
    if solution is None:
        raise InputError("Сведения о людях изменились после подбора: сделайте подбор заново.")
    problem = build_problem(instance, declined=declined, previous=round_.previous)
    case = Case(instance, problem, solution, names or Names(), declined)
    [(i, v)] = _numbers(instance, [(mentee, mentor)])
    if solution.mate[i] == v:
        return Choice(mentee, mentor, True, (), None, "Эта пара и предложена.")
    if problem.arc(i, v) is None:
        found = tuple(Ban(mentor, code, BAN_TEXTS[code]) for code in case.bans(case.mentee(i), case.mentor(v)))
        reasons = "; ".join(ban.text for ban in found)
        return Choice(mentee, mentor, False, found, None, f"Эту пару не предлагаем: {reasons}.")
    [detour] = solver.detours(problem, solution, [(i, v)])
    other = alternative(case, detour)
    return Choice(mentee, mentor, False, (), other, sentence(other.sentence))


def _record(case: Case, previous: dict[str, str | None] | None, progress: Progress | None) -> Round:
    mate = case.solution.mate
    if progress:
        progress("explanations", 0, len(mate))
    alternatives = next_best(case, range(len(mate)))
    unmatched = [explain_unmatched(case, i, alternatives) for i, v in enumerate(mate) if v < 0]
    unmatched.sort(key=lambda one: (-one.waiting_days, one.mentee))  # who waits longest is seen first (R5.3)
    found = Round(
        pairs=tuple(explain_match(case, i, alternatives) for i, v in enumerate(mate) if v >= 0),
        unmatched=tuple(unmatched),
        groups=group_proposals(case),
        lacking_topics=lacking_topics(case),
        certificate=write_certificate(case.instance, case.problem, case.solution),
        weights=case.instance.weights,
        input_hash=case.instance.input_hash,
        declined=tuple(sorted(case.declined)),
        previous=previous,
    )
    if faults := check_against(case.instance, case.problem, found):
        raise EngineFault(" ".join(faults))
    if progress:
        progress("explanations", len(mate), len(mate))
    return found


def _stored(instance: Instance, round_: Round, declined: frozenset[tuple[str, str]]) -> Solution | None:
    """The solution of the record, None if it was made of other data or does not prove itself."""
    if round_.input_hash != instance.input_hash:
        return None
    problem = build_problem(instance, declined=declined, previous=round_.previous)
    if check_against(instance, problem, round_):
        return None
    number = {mentor.id: v for v, mentor in enumerate(instance.mentors)}
    mates = {pair.mentee: number[pair.mentor] for pair in round_.pairs}
    prices = round_.certificate.prices
    return Solution(
        mate=[mates.get(mentee.id, -1) for mentee in instance.mentees],
        prices=[prices.get(mentor.id, ZERO) for mentor in instance.mentors],
    )


def _without(instance: Instance, problem: Problem, refused: Iterable[tuple[str, str]]) -> Problem:
    """The problem without the arcs of these pairs."""
    gone = {arc for i, v in _numbers(instance, refused) if (arc := problem.arc(i, v)) is not None}
    first, kept = [0], []
    for mentee in range(problem.mentees):
        kept += [arc for arc in problem.arcs(mentee) if arc not in gone]
        first.append(len(kept))
    return replace(
        problem,
        first=first,
        mentor=[problem.mentor[arc] for arc in kept],
        score=[problem.score[arc] for arc in kept],
        tie=[problem.tie[arc] for arc in kept],
    )


def _numbers(instance: Instance, pairs: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    mentees = {mentee.id: i for i, mentee in enumerate(instance.mentees)}
    mentors = {mentor.id: v for v, mentor in enumerate(instance.mentors)}
    return [(mentees[i], mentors[v]) for i, v in pairs]


def _check_known(instance: Instance, pairs: Iterable[tuple[str, str]]) -> None:
    mentees = {mentee.id for mentee in instance.mentees}
    mentors = {mentor.id for mentor in instance.mentors}
    for mentee, mentor in pairs:
        if mentee not in mentees:
            raise InputError(f"Наставляемого «{mentee}» нет среди участников подбора: проверьте список.")
        if mentor not in mentors:
            raise InputError(f"Наставника «{mentor}» нет среди участников подбора: проверьте список.")
