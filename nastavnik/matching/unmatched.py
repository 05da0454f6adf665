"""Why nobody, and what would help (R5.3): the strongest obstacle and the nearest relaxation."""

from collections import Counter

from nastavnik.matching import bans
from nastavnik.matching.case import Case
from nastavnik.matching.explain import Alternatives, personal_bans
from nastavnik.matching.model import Mentee
from nastavnik.matching.profiles import rules
from nastavnik.matching.round import Relaxation, Unmatched
from nastavnik.matching.words import counted, joined, people, plural, sentence

NO_REQUEST = "no_request"
NO_MENTOR = "no_mentor"
OUTCOMPETED = "outcompeted"

OBSTACLE_TEXTS = {
    bans.SELF: "по этому запросу в банке есть только сам наставляемый",
    bans.LINE_MANAGER: "по этому запросу в банке есть только прямой руководитель",
    bans.VETO: "по просьбе одной из сторон пара с теми, кто подходит по теме, не предлагается",
    bans.DECLINED: "с теми, кто подходит по теме, в этот раз не сложилось; поиск продолжается",
    bans.REVERSED: (
        "возможна только реверсивная форма, а наставники, подходящие по теме, не младше наставляемого "
        "или не менее опытны (п. 3.3.3)"
    ),
    bans.NO_FORM: "с теми, кто подходит по теме, нет формы, на которую согласны оба",
    bans.OTHER_INSTITUTION: (
        "те, кто подходит по теме, работают в других детских садах, а встречи на расстоянии не согласованы"
    ),
    bans.NO_PLACE: "у всех, кто подходит по теме, места уже заняты",
}


def explain_unmatched(case: Case, number: int, alternatives: Alternatives) -> Unmatched:
    """The record of a mentee left without a mentor."""
    mentee = case.mentee(number)
    barred = case.barred(number)
    candidates = case.candidates(number)
    barriers = Counter(codes[0] for _, codes in barred)
    obstacle = _obstacle(mentee, barriers, bool(candidates))
    return Unmatched(
        mentee=mentee.id,
        waiting_days=mentee.waiting_days,
        obstacle=obstacle,
        sentence=_sentence(case, mentee, obstacle, len(candidates)),
        barriers=dict(sorted(barriers.items())),
        relaxations=_relaxations(case, number, candidates, barred, obstacle),
        alternatives=alternatives.get(number, ()),
        bans=personal_bans(case, number),
    )


def _obstacle(mentee: Mentee, barriers: Counter, has_candidates: bool) -> str:
    """The one behind which most of the suitable mentors stand; equals in the order of the texts."""
    if not mentee.topics:
        return NO_REQUEST
    if has_candidates:
        return OUTCOMPETED
    return max(OBSTACLE_TEXTS, key=lambda code: barriers[code]) if barriers else NO_MENTOR


def _sentence(case: Case, mentee: Mentee, obstacle: str, candidates: int) -> str:
    if obstacle == NO_REQUEST:
        return "В запросе не названо ни одного направления: уточните его вместе с педагогом."
    if obstacle == NO_MENTOR:
        topics = joined(f"«{case.names.topic(topic)}»" for topic in mentee.topics)
        word = "направлению" if len(mentee.topics) == 1 else "направлениям"
        return f"В банке нет ни одного наставника по {word} {topics}."
    if obstacle == OUTCOMPETED:
        found = counted(candidates, "подходящий наставник", "подходящих наставника", "подходящих наставников")
        verb = plural(candidates, "есть", "есть", "есть")
        return f"{verb.capitalize()} {found}, но мест меньше, чем тех, кому они нужны."
    return sentence(OBSTACLE_TEXTS[obstacle])


# In the order of the numbers in the rules, the nearest first.
WAYS = (
    ("distance", "если разрешить дистанционные встречи"),
    ("any_form", "если согласиться на любую форму"),
    ("any_form_distance", "если согласиться на любую форму и на дистанционные встречи"),
    ("mentor_distance", "если наставник согласится на дистанционные встречи"),
    ("mentor_form", "если наставник согласится на другую форму"),
)


def _relaxations(
    case: Case, number: int, candidates: list[int], barred: list[tuple[int, tuple[str, ...]]], obstacle: str
) -> tuple[Relaxation, ...]:
    """Those that leave a place come first, then in the order of the ways. A wider way that opens no more
    than a narrower one is not named."""
    mentee = case.mentee(number)
    found, seen = [], set()
    for way, (code, condition) in enumerate(WAYS):
        opened = _opened(case, number, way, barred)
        if opened and tuple(opened) not in seen:
            seen.add(tuple(opened))
            found.append(_opening(case, code, condition, opened))
    full = [v for v, codes in barred if codes == (bans.NO_PLACE,)]
    if candidates or full:
        found.append(_more_places(case, candidates + full))
    if obstacle == NO_MENTOR:
        topic = case.names.topic(mentee.topics[0])
        text = f"Если найти наставника по направлению «{topic}», место будет."
        found.append(Relaxation("recruit", (), True, text))
    return tuple(sorted(found, key=lambda one: not one.places))


def _opened(case: Case, number: int, way: int, barred: list[tuple[int, tuple[str, ...]]]) -> list[int]:
    if rules.is_needless(way, case.coded.people.mentees[number]):
        return []
    return [v for v, _ in barred if rules.opens(way, *case.coded.pair(number, v))]


def _opening(case: Case, code: str, condition: str, opened: list[int]) -> Relaxation:
    count = len(opened)
    verb = plural(count, "появится", "появятся", "появятся")
    whom = people(count) if count <= 10 else counted(count, "наставник", "наставника", "наставников")
    places = any(v in case.roomy for v in opened)
    tail = "" if places else ", но свободных мест у них не останется: кто-то другой лишится наставника"
    mentors = tuple(case.mentor(v).id for v in opened)
    return Relaxation(code, mentors, places, sentence(f"{condition}, {verb} {whom}{tail}"))


def _more_places(case: Case, suitable: list[int]) -> Relaxation:
    count = len(suitable)
    who = "подходящий наставник" if count == 1 else f"один из {count} подходящих наставников"
    mentors = tuple(sorted(case.mentor(v).id for v in suitable))
    return Relaxation("more_places", mentors, True, f"Если {who} возьмёт ещё одного человека, место будет.")
