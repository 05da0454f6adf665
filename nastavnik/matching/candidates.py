"""From people to a problem in whole numbers: candidates by an inverted index of topics, never all pairs."""

import hashlib
from collections.abc import Callable, Iterable

from nastavnik.matching.bans import bans
from nastavnik.matching.criteria import score
from nastavnik.matching.model import Instance, Mentee, Mentor
from nastavnik.matching.problem import TIE_BITS, Problem

Pairs = Iterable[tuple[str, str]]
Progress = Callable[[str, int, int], None]
STRIDE = 64  # mentees between two calls of progress


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
    index = TopicIndex(instance.mentors)
    excluded = instance.excluded | declined
    key = hashlib.blake2b(instance.tie_key.encode("utf-8", "surrogatepass")).digest()
    first, mentors, scores, ties = [0], [], [], []
    for number, mentee in enumerate(instance.mentees):
        if progress and number % STRIDE == 0:
            progress("candidates", number, len(instance.mentees))
        for candidate in index.sharing(mentee):
            mentor = instance.mentors[candidate]
            if mentor.capacity > mentor.used and not bans(mentee, mentor, excluded):
                mentors.append(candidate)
                scores.append(score(mentee, mentor, instance.weights))
                ties.append(tie_of(key, mentee.id, mentor.id))
        first.append(len(mentors))
    return Problem(
        free=[mentor.free for mentor in instance.mentors],
        used=[mentor.used for mentor in instance.mentors],
        first=first,
        mentor=mentors,
        score=scores,
        tie=ties,
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


def tie_of(key: bytes, mentee: str, mentor: str) -> int:
    """The lot of a pair: a keyed hash of the two ids, the same on any machine.

    Random lots of 40 bits make the cheapest of all equally good solutions unique but for a chance of
    arcs / 2**40 (isolation lemma); even then the fixed order of ids makes every run give the same one.
    """
    text = f"{len(mentee)}:{mentee}{mentor}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=TIE_BITS // 8, key=key).digest(), "big")


def _previous(instance: Instance, previous: dict[str, str | None] | None) -> list[int] | None:
    if previous is None:
        return None
    number = {mentor.id: place for place, mentor in enumerate(instance.mentors)}
    return [number.get(previous.get(mentee.id) or "", -1) for mentee in instance.mentees]
