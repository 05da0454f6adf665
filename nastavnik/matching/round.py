"""The record of one round: proposals, those left without, groups, what the bank lacks, and the proof.

Nothing here changes anybody's state: people choose (7.2). Ids stand in the fields, sentences hold no names.
The record is for the curator and the council: bans, alternatives and those left without speak of other people,
so of all this the two of a pair are shown no more than their own sentence (1.4/5, 7.1/2).
"""

from dataclasses import dataclass, field

from nastavnik.matching.plain import from_plain, to_plain
from nastavnik.matching.problem import Vector
from nastavnik.matching.weights import Weights


@dataclass(frozen=True)
class Contribution:
    """One criterion of a pair. state: fit, part, miss, unknown, any (nothing was asked for)."""

    criterion: str
    label: str
    points: int
    max_points: int
    state: str
    text: str


@dataclass(frozen=True)
class Fits:
    """«4 of 5»: criteria that fit, of those that were asked for and can be judged."""

    matched: int
    of: int


@dataclass(frozen=True)
class Move:
    """What another choice does to one person.

    before, after  the mentor now and then; None: without a mentor
    difference     points then less points now; no mentor counts 0
    rank           place of the mentor then among all whom this mentee could have, from 1; None: no mentor
    """

    mentee: str
    before: str | None
    after: str | None
    difference: int
    rank: int | None


@dataclass(frozen=True)
class Alternative:
    """Another mentor for the mentee and what choosing this one would cost the others, by the best re-seating.

    difference   points of this pair less points of the proposed one (of 0 if none was proposed)
    others_lost  points that all others lose together (below 0: they gain)
    placed_lost  how many more people stay without a mentor
    moves        everybody who would be moved, the mentee first
    """

    mentor: str
    score: int
    difference: int
    others_lost: int
    placed_lost: int
    moves: tuple[Move, ...]
    sentence: str


@dataclass(frozen=True)
class Ban:
    """A mentor with a topic of the request who is not proposed, and why."""

    mentor: str
    code: str
    text: str


@dataclass(frozen=True)
class Match:
    """A proposed pair.

    contributions  one per criterion; their points add up to `score`
    forms          forms in which the two could work
    topics         topics of the request that the mentor has, the most important first
    sentence       why this pair, and what does not fit
    note           what people must attest before they agree; empty: nothing
    bans           mentors not proposed for personal reasons (line manager, a request, …)
    """

    mentee: str
    mentor: str
    score: int
    contributions: tuple[Contribution, ...]
    fits: Fits
    forms: tuple[str, ...]
    topics: tuple[str, ...]
    sentence: str
    note: str
    alternatives: tuple[Alternative, ...]
    bans: tuple[Ban, ...]


@dataclass(frozen=True)
class Relaxation:
    """A change that would open the way.

    mentors  who would become a candidate
    places   whether the mentee would then have a mentor without another losing one
    """

    code: str
    mentors: tuple[str, ...]
    places: bool
    sentence: str


@dataclass(frozen=True)
class Unmatched:
    """One left without a mentor in this round (R5.3).

    obstacle     code of the strongest obstacle; barriers: how many mentors with a topic of the request stand
                 behind each obstacle
    relaxations  the nearest first
    alternatives the best candidates and what choosing one would cost the others
    """

    mentee: str
    waiting_days: int
    obstacle: str
    sentence: str
    barriers: dict[str, int]
    relaxations: tuple[Relaxation, ...]
    alternatives: tuple[Alternative, ...]
    bans: tuple[Ban, ...]


@dataclass(frozen=True)
class GroupProposal:
    """Mentees with the same first topic proposed to one mentor who leads a group of that size (7.2)."""

    mentor: str
    mentees: tuple[str, ...]
    topic: str
    sentence: str


@dataclass(frozen=True)
class LackingTopic:
    """A topic that the bank is short of.

    asked, left  mentees who ask for it; of them without a mentor now
    mentors      mentors who have it; places: their places free before the round
    placed_more  1 if one more place would give one more person a mentor
    points_more  otherwise the points that one more place would bring to all together
    """

    topic: str
    asked: int
    left: int
    mentors: int
    places: int
    placed_more: int
    points_more: int
    sentence: str


@dataclass(frozen=True)
class Certificate:
    """The proof that the pairs are the best; `check_certificate` reads it in one pass over the candidates.

    placed, fit, load  the values reached: pairs, points, sum over mentors of the squares of their load
    exhausted          mentors whose every place is taken; each candidate pair has one of them or a mentee
                       counted among the placed: so more cannot be placed
    prices             per mentor with places: the least price of a place there, by level (place, fit, load,
                       kept, tie)
    """

    placed: int
    fit: int
    load: int
    exhausted: tuple[str, ...]
    prices: dict[str, Vector]


@dataclass(frozen=True)
class Round:
    """All that a run found.

    declined  refusals since the instance was made; previous: the mentor of each mentee before the last ones
    """

    pairs: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    groups: tuple[GroupProposal, ...]
    lacking_topics: tuple[LackingTopic, ...]
    certificate: Certificate
    weights: Weights
    input_hash: str
    declined: tuple[tuple[str, str], ...] = ()
    previous: dict[str, str | None] | None = field(default=None)

    def mentor_of(self, mentee: str) -> str | None:
        return next((pair.mentor for pair in self.pairs if pair.mentee == mentee), None)

    def to_plain(self) -> dict:
        """Plain JSON values."""
        return to_plain(self)

    @classmethod
    def from_plain(cls, value: dict) -> "Round":
        """Raises InputError when the value is no record of a round."""
        return from_plain(cls, value)
