"""Many people at once: from columns of answers to pairs, proof and explanations as columns (7.1, R5.1, R5.3)."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nastavnik.matching import solver
from nastavnik.matching.model import Mentee, Mentor
from nastavnik.matching.problem import Detour, Problem, Solution
from nastavnik.matching.profiles.coding import Coded, Pairs, code_columns
from nastavnik.matching.profiles.columns import checked
from nastavnik.matching.profiles.compiling import COMPILED
from nastavnik.matching.profiles.index import index_of
from nastavnik.matching.profiles.people import Numbers
from nastavnik.matching.profiles.pricing import Pricing, joined, problem_of
from nastavnik.matching.profiles.sheet import Sheet, sheet_of
from nastavnik.matching.profiles.sweep import Lists, listed, most_pairs, sweep
from nastavnik.matching.refusal import EngineFault, InputError
from nastavnik.matching.weights import DEFAULT, Weights
from nastavnik.matching.words import counted

Columns = Mapping[str, Sequence[Any]]
Progress = Callable[[str, int, int], None]

KEEP = 21
FEW = 0.05  # new candidates a mentee, up to which a solution is extended faster than it is found anew
MOST_PAIRS = 4_000_000_000 if COMPILED else 40_000_000  # a few minutes of looking through them


@dataclass(frozen=True)
class Result:
    """A proved solution. Rows of mentees and mentors stand by institution, then by id, whatever order came in.

    mentees, mentors  the checked columns, by the names of the fields of Mentee and Mentor
    lists     the candidates that were needed; rounds: how often the solver ran until none was missing
    mate      per mentee the row of the mentor or -1; prices: per mentor, by level (`Solution`)
    """

    mentees: Columns
    mentors: Columns
    weights: Weights
    coded: Coded
    lists: Lists
    solution: Solution
    previous: Numbers | None
    rounds: int

    @property
    def mate(self) -> Sequence[int]:
        return self.solution.mate

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Ids of the proposed pairs, ascending."""
        ids, seats = self.coded.mentees, self.coded.mentors
        return sorted((ids[i], seats[v]) for i, v in enumerate(self.mate) if v >= 0)

    @cached_property
    def problem(self) -> Problem:
        return problem_of(self.coded.people, self._weights, self.lists, self.previous)

    @cached_property
    def sheet(self) -> Sheet:
        """Explanations as data, reckoned when they are first asked for."""
        pricing = Pricing(self.coded.people, len(self.coded.topics), self._weights, self.solution, self.previous)
        return sheet_of(self.coded.people, len(self.coded.topics), pricing, self.lists)

    def mentee(self, row: int) -> Mentee:
        return Mentee(**{name: column[row] for name, column in self.mentees.items()})

    def mentor(self, row: int) -> Mentor:
        return Mentor(**{name: column[row] for name, column in self.mentors.items()})

    def detours(self, wanted: Iterable[tuple[int, int]]) -> list[Detour]:
        """What each of these listed pairs (rows), not proposed now, would cost exactly, who moves included."""
        return solver.detours(self.problem, self.solution, wanted)

    @property
    def _weights(self) -> Numbers:
        return self.weights.numbers()


def match_columns(
    mentees: Columns,
    mentors: Columns,
    weights: Weights = DEFAULT,
    *,
    excluded: Pairs = (),
    previous: Mapping[str, str | None] | None = None,
    tie_key: str = "nastavnik",
    keep: int = KEEP,
    shards: Sequence[Result] = (),
    most_pairs: int = MOST_PAIRS,
    progress: Progress | None = None,
) -> Result:
    """The best pairs of all, proved over every candidate though only the best of each mentee are listed.

    mentees, mentors  columns by the names of the fields of Mentee and Mentor, as long as each other; `id` must be
                      there, a column that is not stands at its default
    keep      so many candidates of each mentee are listed at first. What was left out is priced with the prices
              of the solution: what would improve it is added and it is solved again, until nothing would. So the
              answer is the same for any `keep`, only the time differs
    shards    results of parts of these people (a municipality each): the solver begins with their candidates,
              those between the parts come in by their prices; the answer is the same as without them
    previous  mentor id by mentee id of an earlier round: kept between equally good solutions
    most_pairs  how many pairs may be looked at
    progress  called as (stage, done, all), stages candidates, pairs, proof; what it raises stops the run
    Raises InputError for data that contradict themselves or are too many, EngineFault if the answer should not
    be proved.
    """
    if keep < 3:
        raise InputError("Список кандидатов каждого наставляемого должен вмещать хотя бы троих.")
    with _uncollected():
        mentees, mentors = checked(mentees, Mentee, "наставляемых"), checked(mentors, Mentor, "наставников")
        return _match(mentees, mentors, weights, excluded, previous, tie_key, keep, shards, most_pairs, progress)


def _match(
    mentees: Columns,
    mentors: Columns,
    weights: Weights,
    excluded: Pairs,
    previous: Mapping[str, str | None] | None,
    tie_key: str,
    keep: int,
    shards: Sequence[Result],
    most_pairs: int,
    progress: Progress | None,
) -> Result:
    """The same of checked columns."""
    coded = code_columns(mentees, mentors, excluded, tie_key)
    people, topics, shares = coded.people, len(coded.topics), weights.numbers()
    index = index_of(people, topics)
    _refuse_too_many(coded, index, most_pairs)
    before = _previous(coded, previous)
    pairs = _pairs_of(coded, shards)
    lists = listed(people, shares, pairs) if shards else sweep(people, index, shares, keep, progress)
    problem = problem_of(people, shares, lists, before)
    rounds = 1
    if any(bound >= 0 for bound in lists.left_out):  # first only what decides which candidates are missing
        rough = Pricing(people, topics, shares, solver.sketch(problem, progress=progress), before)
        missing = rough.improving(lists.left_out, progress)
        lists, _ = joined(lists, missing)
        problem = problem_of(people, shares, lists, before)
        rounds = 2
    solution = solver.solve(problem, progress=progress)
    while True:
        pricing = Pricing(people, topics, shares, solution, before)
        missing = pricing.improving(lists.left_out, progress)
        if not len(missing.mentor):
            break
        rounds += 1
        longer, places = joined(lists, missing)
        if len(longer.mentor) == len(lists.mentor):
            raise EngineFault("По ценам подбор улучшили бы пары, которые уже учтены.")
        lists = longer
        problem = problem_of(people, shares, lists, before)
        if len(missing.mentor) > FEW * len(people.mentees):
            solution = solver.solve(problem, progress=progress)
        else:
            solution = solver.extend(problem, solution, missing.first, places)
    if faults := pricing.faults(progress):
        raise EngineFault(" ".join(faults))
    return Result(mentees, mentors, weights, coded, lists, solution, before, rounds)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circles among the many small tuples of a run: there are none, and it takes a third of coding."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refuse_too_many(coded: Coded, index: Any, most: int) -> None:
    pairs = most_pairs(coded.people, index, 0, len(coded.mentees))
    if pairs > most:
        raise InputError(
            f"Пришлось бы сравнить {counted(pairs, 'пару', 'пары', 'пар')}, это слишком много: одно и то же "
            "направление указали почти все. Уточните направления, укажите учреждения или подбирайте по муниципалитетам."
        )


def _previous(coded: Coded, previous: Mapping[str, str | None] | None) -> Numbers | None:
    if previous is None:
        return None
    seat = {key: v for v, key in enumerate(coded.mentors)}
    return [seat.get(previous.get(key) or "", -1) for key in coded.mentees]


def _pairs_of(coded: Coded, shards: Sequence[Result]) -> list[tuple[int, int]]:
    """Candidates of the shards as rows of the whole, ascending, each once."""
    row = {key: i for i, key in enumerate(coded.mentees)}
    seat = {key: v for v, key in enumerate(coded.mentors)}
    found: set[tuple[int, int]] = set()
    for shard in shards:
        rows = [row.get(key, -1) for key in shard.coded.mentees]
        seats = [seat.get(key, -1) for key in shard.coded.mentors]
        first, mentor = shard.lists.first, shard.lists.mentor
        for i, mine in enumerate(rows):
            if mine >= 0:
                found.update((mine, seats[v]) for v in mentor[first[i] : first[i + 1]] if seats[v] >= 0)
    return sorted(found)
