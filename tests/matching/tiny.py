"""Tiny problems and people for hypothesis, and the oracle that tries everything."""

import itertools
import random

from hypothesis import strategies as st

from nastavnik.matching import Mentee, Mentor
from nastavnik.matching.problem import Problem, Vector


@st.composite
def problems(draw, previous: bool = False) -> Problem:
    """Up to 5 mentees and 4 mentors; few different scores, so that every later level has ties to break."""
    mentors = draw(st.integers(1, 4))
    top = draw(st.integers(0, 3))
    first, mentor, score = [0], [], []
    earlier = []
    for _ in range(draw(st.integers(0, 5))):
        chosen = sorted(draw(st.sets(st.integers(0, mentors - 1))))
        mentor += chosen
        score += [draw(st.integers(0, top)) for _ in chosen]
        first.append(len(mentor))
        earlier.append(draw(st.integers(-1, mentors - 1)))
    # lots of which no two sums are equal: the best solution is one
    tie = [1 << power for power in draw(st.permutations(range(len(mentor))))]
    free = [draw(st.integers(1, 3)) for _ in range(mentors)]
    used = [draw(st.integers(0, 2)) for _ in range(mentors)]
    return Problem(free, used, first, mentor, score, tie, 3, earlier if previous else None)


def crowded(seed: int) -> tuple[Problem, random.Random]:
    """6–14 mentees, 3–7 mentors, and the source of chance that made them."""
    lot = random.Random(seed)
    mentees, mentors, top = lot.randint(6, 14), lot.randint(3, 7), lot.choice([0, 1, 3, 10])
    first, mentor = [0], []
    for _ in range(mentees):
        mentor += sorted(lot.sample(range(mentors), lot.randint(0, mentors)))
        first.append(len(mentor))
    free = [lot.randint(1, 3) for _ in range(mentors)]
    used = [lot.randint(0, 2) for _ in range(mentors)]
    score = [lot.randint(0, top) for _ in mentor]
    tie = [lot.getrandbits(40) for _ in mentor]
    return Problem(free, used, first, mentor, score, tie, top), lot


def best_by_trying(problem: Problem, fixed: tuple[int, int] | None = None) -> tuple[Vector, list[int]]:
    """The least cost of all solutions by level and the solution that has it; `fixed`: a pair it must hold."""
    choices = [[-1, *(problem.mentor[arc] for arc in problem.arcs(i))] for i in range(problem.mentees)]
    if fixed:
        choices[fixed[0]] = [fixed[1]]
    best = None
    for mate in itertools.product(*choices):
        cost = cost_of(problem, list(mate))
        if cost is not None and (best is None or cost < best[0]):
            best = cost, list(mate)
    assert best is not None
    return best


def cost_of(problem: Problem, mate: list[int]) -> Vector | None:
    """The cost of a solution by level, by the definition of the goal; None: too many for a mentor."""
    given = [mate.count(v) for v in range(len(problem.free))]
    if any(count > free for count, free in zip(given, problem.free, strict=True)):
        return None
    left = sum(v < 0 for v in mate)
    arcs = [problem.arc_of(i, v) for i, v in enumerate(mate) if v >= 0]
    missed = sum(problem.ceiling - problem.score[arc] for arc in arcs)
    load = sum((u + k) ** 2 - u**2 for u, k in zip(problem.used, given, strict=True))
    changed = 0 if problem.previous is None else sum(a != b for a, b in zip(mate, problem.previous, strict=True))
    return (left, missed, load, changed, sum(problem.tie[arc] for arc in arcs))


def without(problem: Problem, mentee: int, mentor: int, previous: list[int] | None) -> Problem:
    """The problem without one candidate pair and with an earlier solution."""
    gone = problem.arc_of(mentee, mentor)
    return Problem(
        problem.free,
        problem.used,
        [offset - (i > mentee) for i, offset in enumerate(problem.first)],
        problem.mentor[:gone] + problem.mentor[gone + 1 :],
        problem.score[:gone] + problem.score[gone + 1 :],
        problem.tie[:gone] + problem.tie[gone + 1 :],
        problem.ceiling,
        previous,
    )


_topics = st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(tuple)
_forms = st.frozensets(st.sampled_from(["short", "traditional", "reversive", "virtual", "network"]), max_size=2)
_hours = st.frozensets(st.sampled_from(["mon-am", "tue-pm", "wed-nap"]), max_size=2)
_months = st.none() | st.integers(0, 60)
_years = st.none() | st.integers(1970, 1975)
_places = st.sampled_from([None, "p", "q"])
_mentor_ids = st.sampled_from(["m0", "m1", "m2", "m3", "gone"])
_mentee_ids = st.sampled_from(["e0", "e1", "e2", "e3", "e4", "gone"])


@st.composite
def people(draw) -> tuple[list[Mentee], list[Mentor]]:
    """Up to 5 mentees and 4 mentors with every kind of answer, some of them one person in both banks."""
    mentees = [
        Mentee(
            id=f"e{number}",
            topics=draw(_topics),
            position=draw(st.sampled_from([None, "воспитатель", "логопед"])),
            experience_months=draw(_months),
            birth_year=draw(_years),
            forms=draw(_forms),
            distance_ok=draw(st.booleans()),
            hours=draw(_hours),
            place=draw(_places),
            institution=draw(_places),
            municipality=draw(_places),
            wishes=draw(st.lists(_mentor_ids, max_size=2).map(tuple)),
            vetoes=draw(st.frozensets(_mentor_ids, max_size=1)),
            waiting_days=draw(st.integers(0, 400)),
            line_manager=draw(st.sampled_from([None, None, "m0", "person"])),
            person=draw(st.sampled_from(["", "", f"person{number}"])),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    mentors = [
        Mentor(
            id=f"m{number}",
            topics=draw(_topics),
            capacity=draw(st.integers(0, 3)),
            used=draw(st.integers(0, 2)),
            position=draw(st.sampled_from([None, "воспитатель", "логопед"])),
            experience_months=draw(_months),
            birth_year=draw(_years),
            forms=draw(_forms),
            distance_ok=draw(st.booleans()),
            hours=draw(_hours),
            place=draw(_places),
            institution=draw(_places),
            municipality=draw(_places),
            wishes=draw(st.lists(_mentee_ids, max_size=2).map(tuple)),
            vetoes=draw(st.frozensets(_mentee_ids, max_size=1)),
            accepts_group=draw(st.integers(1, 3)),
            person=draw(st.sampled_from(["", "", f"person{number}", "person"])),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    return mentees, mentors
