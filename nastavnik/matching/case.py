"""A solved problem beside the people it was made of: what every explanation reads."""

from dataclasses import dataclass
from functools import cached_property

from nastavnik.matching.bans import bans, codes_of
from nastavnik.matching.candidates import TopicIndex
from nastavnik.matching.model import Instance, Mentee, Mentor
from nastavnik.matching.problem import Problem, Solution
from nastavnik.matching.profiles import rules
from nastavnik.matching.profiles.coding import Coded, code_instance
from nastavnik.matching.profiles.numbers import SLOW
from nastavnik.matching.words import Names


@dataclass(frozen=True)
class Case:
    """Index i of the problem is `instance.mentees[i]`, index v `instance.mentors[v]`."""

    instance: Instance
    problem: Problem
    solution: Solution
    names: Names
    declined: frozenset[tuple[str, str]] = frozenset()

    def mentee(self, number: int) -> Mentee:
        return self.instance.mentees[number]

    def mentor(self, number: int) -> Mentor:
        return self.instance.mentors[number]

    def mentor_id(self, number: int) -> str | None:
        """The id, None for -1."""
        return None if number < 0 else self.instance.mentors[number].id

    def points(self, mentee: int, mentor: int) -> int:
        """The score of a candidate pair; 0 for no mentor."""
        if mentor < 0:
            return 0
        return self.problem.score[self.problem.arc_of(mentee, mentor)]

    def candidates(self, mentee: int) -> list[int]:
        """Mentors whom the mentee could have, the best first, equals by their lot."""
        problem = self.problem
        arcs = sorted(problem.arcs(mentee), key=lambda arc: (-problem.score[arc], problem.tie[arc]))
        return [problem.mentor[arc] for arc in arcs]

    def rank(self, mentee: int, mentor: int) -> int:
        """From 1; equals share the better rank."""
        points, problem = self.points(mentee, mentor), self.problem
        return 1 + sum(problem.score[arc] > points for arc in problem.arcs(mentee))

    def bans(self, mentee: Mentee, mentor: Mentor) -> tuple[str, ...]:
        return bans(mentee, mentor, self.excluded)

    def barred(self, mentee: int) -> list[tuple[int, tuple[str, ...]]]:
        """Mentors with a topic of the request who are no candidates, with the bans."""
        found = []
        for v in self.index.sharing(self.mentee(mentee)):
            if bits := rules.bans_of(*self.coded.pair(mentee, v)):
                found.append((v, codes_of(bits)))
        return found

    @cached_property
    def coded(self) -> Coded:
        """The same people as numbers, in the same order."""
        return code_instance(self.instance, self.declined, SLOW)  # looked at pair by pair

    @cached_property
    def excluded(self) -> frozenset[tuple[str, str]]:
        return self.instance.excluded | self.declined

    @cached_property
    def index(self) -> TopicIndex:
        return TopicIndex(self.instance.mentors)

    @cached_property
    def members(self) -> list[list[int]]:
        """Per mentor the mentees given now."""
        found: list[list[int]] = [[] for _ in self.problem.free]
        for mentee, mentor in enumerate(self.solution.mate):
            if mentor >= 0:
                found[mentor].append(mentee)
        return found

    @cached_property
    def roomy(self) -> set[int]:
        """Mentors who could take one more mentee while nobody loses a mentor (others may be re-seated)."""
        problem = self.problem
        seekers: dict[int, list[int]] = {}  # mentor -> mentors whose mentee could come over
        for mentor, own in enumerate(self.members):
            for mentee in own:
                for arc in problem.arcs(mentee):
                    seekers.setdefault(problem.mentor[arc], []).append(mentor)
        found = {v for v, free in enumerate(problem.free) if len(self.members[v]) < free}
        queue = list(found)
        while queue:
            for near in seekers.get(queue.pop(), ()):
                if near not in found:
                    found.add(near)
                    queue.append(near)
        return found
