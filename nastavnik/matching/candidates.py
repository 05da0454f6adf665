"""From people to a problem in whole numbers: candidates by an inverted index of topics, never all pairs."""

from collections.abc import Iterable

from nastavnik.matching.model import Instance, Mentee, Mentor
from nastavnik.matching.problem import Problem
from nastavnik.matching.profiles.coding import Pairs, code_instance
from nastavnik.matching.profiles.index import index_of
from nastavnik.matching.profiles.numbers import plain
from nastavnik.matching.profiles.sweep import Progress, sweep

__all__ = ["Pairs", "Progress", "TopicIndex", "build_problem"]


def build_problem(
    instance: Instance,
    *,
    declined: frozenset[tuple[str, str]] = frozenset(),
    previous: dict[str, str | None] | None = None,
    progress: Progress | None = None,
) -> Problem:
    """Candidates and scores of the instance; index i stands for `instance.mentees[i]`, mentors likewise.

    declined  refusals that came after the instance was made
    previous  mentor ids of an earlier solution by mentee id
    """
    coded = code_instance(instance, declined)
    index = index_of(coded.people, len(coded.topics))
    lists = sweep(coded.people, index, instance.weights.numbers(), None, progress)
    return Problem(
        free=[mentor.free for mentor in instance.mentors],
        used=[mentor.used for mentor in instance.mentors],
        first=plain(lists.first),
        mentor=plain(lists.mentor),
        score=plain(lists.score),
        tie=plain(lists.tie),
        ceiling=instance.weights.total,
        previous=_previous(instance, previous),
    )


class TopicIndex:
    """Mentors by topic."""

    def __init__(self, mentors: Iterable[Mentor]):
        self._by_topic: dict[str, list[int]] = {}
        for number, mentor in enumerate(mentors):
            for topic in mentor.topics:
                self._by_topic.setdefault(topic, []).append(number)

    def sharing(self, mentee: Mentee) -> list[int]:
        """Numbers of mentors who have a topic of the request, ascending (7.1/1)."""
        found: set[int] = set()
        for topic in mentee.topics:
            found.update(self._by_topic.get(topic, ()))
        return sorted(found)

    def having(self, topic: str) -> list[int]:
        return self._by_topic.get(topic, [])


def _previous(instance: Instance, previous: dict[str, str | None] | None) -> list[int] | None:
    if previous is None:
        return None
    number = {mentor.id: place for place, mentor in enumerate(instance.mentors)}
    return [number.get(previous.get(mentee.id) or "", -1) for mentee in instance.mentees]
