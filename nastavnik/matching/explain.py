"""Why this pair, why not another, and what another choice would cost (7.1/1, 7.2)."""

from collections.abc import Iterable

from nastavnik.matching import solver
from nastavnik.matching.bans import BAN_TEXTS, PERSONAL, needs_attestation, usable_forms
from nastavnik.matching.case import Case
from nastavnik.matching.criteria import FIT, MISS, PART, UNKNOWN, grades
from nastavnik.matching.model import Mentee, Mentor
from nastavnik.matching.problem import Detour
from nastavnik.matching.round import Alternative, Ban, Contribution, Fits, Match, Move
from nastavnik.matching.texts import text_of
from nastavnik.matching.weights import LABELS
from nastavnik.matching.words import joined, people, plural, points, sentence

SHOWN = 2  # alternatives beside a proposal
RANKS = (
    "первый",
    "второй",
    "третий",
    "четвёртый",
    "пятый",
    "шестой",
    "седьмой",
    "восьмой",
    "девятый",
    "десятый",
)
ATTEST = (
    "Реверсивная форма: возраст или стаж неизвестны, поэтому куратор подтверждает сам, что наставник младше, "
    "а наставляемый опытнее (п. 3.3.3)."
)

Alternatives = dict[int, tuple[Alternative, ...]]


def explain_match(case: Case, number: int, alternatives: Alternatives) -> Match:
    """The proposal for a mentee who has got a mentor."""
    mentee, mentor = case.mentee(number), case.mentor(case.solution.mate[number])
    contributions = contributions_of(case, mentee, mentor)
    judged = [one for one in contributions if one.state in (FIT, PART, MISS)]
    fits = Fits(matched=sum(one.state == FIT for one in judged), of=len(judged))
    offered = set(mentor.topics)
    return Match(
        mentee=mentee.id,
        mentor=mentor.id,
        score=sum(one.points for one in contributions),
        contributions=contributions,
        fits=fits,
        forms=tuple(sorted(usable_forms(mentee, mentor))),
        topics=tuple(topic for topic in mentee.topics if topic in offered),
        sentence=_pair_sentence(fits, contributions, mentor),
        note=ATTEST if needs_attestation(mentee, mentor) else "",
        alternatives=alternatives.get(number, ()),
        bans=personal_bans(case, number),
    )


def contributions_of(case: Case, mentee: Mentee, mentor: Mentor) -> tuple[Contribution, ...]:
    """One per criterion of weight above 0; the points add up to the score of the pair."""
    return tuple(
        Contribution(
            criterion=grade.criterion,
            label=LABELS[grade.criterion],
            points=grade.points,
            max_points=grade.max_points,
            state=grade.state,
            text=text_of(grade, mentee, mentor, case.names),
        )
        for grade in grades(mentee, mentor, case.instance.weights)
    )


def personal_bans(case: Case, number: int) -> tuple[Ban, ...]:
    """Mentors with a topic of the request who stand back for a personal reason, the reason named."""
    found = []
    for v, codes in case.barred(number):
        code = next((one for one in codes if one in PERSONAL), None)
        if code:
            found.append(Ban(mentor=case.mentor(v).id, code=code, text=BAN_TEXTS[code]))
    return tuple(found)


def next_best(case: Case, numbers: Iterable[int]) -> Alternatives:
    """For each mentee the best two of the other candidates, with what they would cost."""
    wanted = []
    for number in numbers:
        others = [v for v in case.candidates(number) if v != case.solution.mate[number]]
        wanted += [(number, v) for v in others[:SHOWN]]
    found: Alternatives = {}
    for (number, _), detour in zip(wanted, solver.detours(case.problem, case.solution, wanted), strict=True):
        found[number] = (*found.get(number, ()), alternative(case, detour))
    return found


def alternative(case: Case, detour: Detour) -> Alternative:
    """The given pair stands first in the detour."""
    moves = tuple(_move(case, mentee, after) for mentee, after in detour.moves)
    (number, mentor), first = detour.moves[0], moves[0]
    others_lost = -sum(move.difference for move in moves[1:])
    placed_lost = sum((move.before is not None) - (move.after is not None) for move in moves)
    return Alternative(
        mentor=case.mentor(mentor).id,
        score=case.points(number, mentor),
        difference=first.difference,
        others_lost=others_lost,
        placed_lost=placed_lost,
        moves=moves,
        sentence=_cost_sentence(first, moves[1:], others_lost),
    )


def _move(case: Case, mentee: int, after: int) -> Move:
    before = case.solution.mate[mentee]
    return Move(
        mentee=case.mentee(mentee).id,
        before=case.mentor_id(before),
        after=case.mentor_id(after),
        difference=case.points(mentee, after) - case.points(mentee, before),
        rank=None if after < 0 else case.rank(mentee, after),
    )


def _pair_sentence(fits: Fits, contributions: tuple[Contribution, ...], mentor: Mentor) -> str:
    texts: dict[str, list[str]] = {FIT: [], PART: [], MISS: [], UNKNOWN: []}
    for one in contributions:
        texts.setdefault(one.state, []).append(one.text)
    parts = []
    if texts[FIT]:
        parts.append(f"Подходит по {fits.matched} из {fits.of}: {', '.join(texts[FIT])}.")
    elif fits.of:
        parts.append(f"Полностью не совпало ничего из {fits.of}.")
    for state, title in ((PART, "Отчасти"), (MISS, "Не совпало"), (UNKNOWN, "Неизвестно")):
        if texts[state]:
            parts.append(f"{title}: {', '.join(texts[state])}.")
    parts.append(f"Свободно мест: {mentor.free} из {mentor.capacity}.")
    return " ".join(parts)


def _cost_sentence(first: Move, others: tuple[Move, ...], others_lost: int) -> str:
    if first.before is None:
        own = f"Подходит на {points(first.difference)}."
    elif first.difference == 0:
        own = "Столько же баллов."
    else:
        own = f"На {points(abs(first.difference))} {'больше' if first.difference > 0 else 'меньше'}."
    return f"{own} {sentence(_others_cost(others, others_lost))}"


def _others_cost(others: tuple[Move, ...], lost: int) -> str:
    """«ещё двое сменят наставника, вместе потеряют 12 баллов, одному достанется третий по счёту»."""
    if not others:
        return "Остальным это ничего не стоит"
    changed = [move for move in others if move.before is not None and move.after is not None]
    dropped = [move for move in others if move.after is None]
    gained = [move for move in others if move.before is None]
    parts = []
    if dropped:
        parts.append(f"{people(len(dropped))} {_verb(len(dropped), 'останется', 'останутся')} без наставника")
    if gained:
        parts.append(f"{people(len(gained))} {_verb(len(gained), 'получит', 'получат')} наставника")
    if changed:
        parts.append(f"ещё {people(len(changed))} {_verb(len(changed), 'сменит', 'сменят')} наставника")
    if changed and not dropped and not gained:
        parts.append("баллы остальных не изменятся" if lost == 0 else _together(changed, lost))
        worst = max(move.rank or 1 for move in changed)
        if worst > 1:
            parts.append(f"{'ему' if len(changed) == 1 else 'одному'} достанется {_rank(worst)} по счёту")
    return joined(parts) if len(parts) == 2 else ", ".join(parts)


def _together(changed: list[Move], lost: int) -> str:
    verb = ("потеряет", "потеряют") if lost > 0 else ("выиграет", "выиграют")
    together = "" if len(changed) == 1 else "вместе "
    return f"{together}{_verb(len(changed), *verb)} {points(abs(lost))}"


def _verb(count: int, one: str, more: str) -> str:
    """«один сменит», «двое сменят», «12 человек сменят», «21 человек сменит»."""
    return plural(count, one, more, more)


def _rank(rank: int) -> str:
    return RANKS[rank - 1] if rank <= len(RANKS) else f"{rank}-й"
