"""Two people who would both rather have each other than what is proposed: shown to the curator, who decides (7.1/2).

The best sum over all may part such two. Somebody prefers whom they have named in their wishes, in that order, then
who fits by more points; the points of a pair are the same for both.
"""

from nastavnik.matching import Instance, Mentee, Mentor, Round, propose

NOBODY = (99, 1)  # worse than anybody


def mutual_pairs(instance: Instance, found: Round) -> list[dict]:
    """Plain rows: mentee, mentor, `wished` (both, mentee, mentor or ""), points of the pair and of what each has now.

    `now` is what the mentee has (None: no mentor), `instead` the mentee whom the mentor has for this one (None: a
    place is free). Those who have named each other come first.
    """
    points = {(pair.mentee, pair.mentor): pair.score for pair in found.pairs}
    mentor_of = {pair.mentee: pair.mentor for pair in found.pairs}
    led: dict[str, list[str]] = {}
    for mentee_id, mentor_id in mentor_of.items():
        led.setdefault(mentor_id, []).append(mentee_id)
    mentors = {mentor.id: mentor for mentor in instance.mentors}
    rows = []
    for mentee in instance.mentees:
        own = mentor_of.get(mentee.id)
        here = _rank(mentee.wishes, own, points.get((mentee.id, own or "")))
        for mentor, score in _others(instance, found, mentee, mentors):
            if _rank(mentee.wishes, mentor.id, score) >= here:
                continue
            worst = max(
                led.get(mentor.id, []), key=lambda one: _rank(mentor.wishes, one, points[one, mentor.id]), default=None
            )
            full = len(led.get(mentor.id, [])) >= mentor.free
            if full and (
                worst is None
                or _rank(mentor.wishes, mentee.id, score) >= _rank(mentor.wishes, worst, points[worst, mentor.id])
            ):
                continue
            rows.append({
                "mentee": mentee.id,
                "mentor": mentor.id,
                "wished": _wished(mentor.id in mentee.wishes, mentee.id in mentor.wishes),
                "points": score,
                "now": points.get((mentee.id, own or "")),
                "instead": worst if full else None,
                "instead_points": points[worst, mentor.id] if full and worst else None,
            })  # fmt: skip
    order = ("both", "mentee", "mentor", "")
    return sorted(rows, key=lambda row: (order.index(row["wished"]), -row["points"], row["mentee"], row["mentor"]))


def _others(instance: Instance, found: Round, mentee: Mentee, mentors: dict[str, Mentor]) -> list[tuple[Mentor, int]]:
    """Mentors other than the proposed one who may come before them, with the points of the pair: those who are wished
    for on either side, and those who fit by more points. The record names the best two others; only when both fit
    better than the proposed one can there be a third."""
    own = next((pair for pair in found.pairs if pair.mentee == mentee.id), None)
    known = own or next(one for one in found.unmatched if one.mentee == mentee.id)
    shown = {other.mentor: other.score for other in known.alternatives}
    floor = own.score if own else -1
    everybody = bool(shown) and min(shown.values()) > floor
    rows = []
    for mentor in mentors.values():
        wished = mentor.id in mentee.wishes or mentee.id in mentor.wishes
        if (own and mentor.id == own.mentor) or not (wished or everybody or shown.get(mentor.id, -1) > floor):
            continue
        score = shown.get(mentor.id)
        if score is None and set(mentor.topics) & set(mentee.topics):
            score = score_of(instance, found, mentee, mentor)
        if score is not None:
            rows.append((mentor, score))
    return rows


def score_of(instance: Instance, found: Round, mentee: Mentee, mentor: Mentor) -> int | None:
    """The points of one pair; None when a hard rule forbids it."""
    barred = instance.excluded | frozenset(found.declined)
    alone = propose((mentee,), (mentor,), instance.weights, excluded=barred)
    return alone.pairs[0].score if alone.pairs else None


def _rank(wishes: tuple[str, ...], other: str | None, score: int | None) -> tuple[int, int]:
    """The less the better: the place among the wishes, then the points."""
    if other is None or score is None:
        return NOBODY
    return (wishes.index(other) if other in wishes else len(wishes), -score)


def _wished(by_mentee: bool, by_mentor: bool) -> str:
    if by_mentee and by_mentor:
        return "both"
    return "mentee" if by_mentee else "mentor" if by_mentor else ""
