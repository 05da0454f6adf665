"""What stands in the rows of each sheet of the pairs."""

from typing import Any

from nastavnik.banks.match_files.headings import words_of
from nastavnik.banks.match_files.matching import Outcome
from nastavnik.banks.match_files.model import MENTEE, MENTOR
from nastavnik.matching import LABELS
from nastavnik.matching.round import Alternative, Relaxation
from nastavnik.people.staff_table.dates import russian_date
from nastavnik.russian.numerals import plural

Rows = list[list[Any]]
SHOWN_NAMES = 3

_GOALS = (
    "Сначала — чтобы наставника получили как можно больше людей; затем — чтобы пары вместе набрали как можно больше "
    "баллов; затем — чтобы нагрузка наставников была ровнее; последним — жребий по ключу, одинаковый на любом "
    "компьютере и при любом порядке строк."
)
_RULES = (
    "Не предлагаются: сам себе; тот, о ком просили не предлагать; прямой руководитель; наставник без свободного "
    "места; пара без общего направления или без формы, на которую согласны оба; реверсивная форма, если наставник не "
    "младше или наставляемый не опытнее (п. 3.3.3); другой детский сад без согласия на дистанционные встречи."
)


def criteria_of(outcome: Outcome) -> list[str]:
    """The criteria that count, in the order in which their points stand."""
    return [label for key, label in LABELS.items() if getattr(outcome.round.weights, key)]


def pairs(outcome: Outcome) -> Rows:
    """One row a pair, by mentor and mentee; the points of the criteria add up to the points of the pair."""
    names = _Names(outcome)
    found = sorted(outcome.round.pairs, key=lambda pair: (names.mentor(pair.mentor), names.mentee(pair.mentee)))
    return [
        [
            number,
            names.mentor(pair.mentor),
            names.mentee(pair.mentee),
            "; ".join(pair.topics),
            pair.score,
            *(one.points for one in pair.contributions),
            "\n".join(filter(None, (pair.sentence, pair.note))),
            _others(pair.alternatives, names) or "Больше никого: других подходящих наставников нет.",
        ]
        for number, pair in enumerate(found, 1)
    ]


def left_without(outcome: Outcome) -> Rows:
    """One row a mentee without a mentor, who waits longest first (R5.3)."""
    names = _Names(outcome)
    topics = {one.id: "; ".join(one.topics) for one in outcome.instance.mentees}
    rows = []
    for number, left in enumerate(outcome.round.unmatched, 1):
        nearest = [_with_names(one, names) for one in left.relaxations[:2]]
        rows.append(
            [
                number,
                names.mentee(left.mentee),
                topics[left.mentee] or "не назван",
                left.waiting_days,
                left.sentence,
                "\n".join(nearest) or "Уточнить запрос и найти наставника.",
                "\n".join(f"{names.mentor(one.mentor)}. {one.sentence}" for one in left.alternatives),
            ]
        )
    return rows


def groups(outcome: Outcome) -> Rows:
    names = _Names(outcome)
    return [
        [number, names.mentor(one.mentor), "\n".join(map(names.mentee, one.mentees)), one.topic, one.sentence]
        for number, one in enumerate(outcome.round.groups, 1)
    ]


def lacking(outcome: Outcome) -> Rows:
    return [
        [number, one.topic, one.asked, one.left, one.mentors, one.places, one.sentence]
        for number, one in enumerate(outcome.round.lacking_topics, 1)
    ]


def how(outcome: Outcome) -> Rows:
    """What was read, by which weights it was reckoned, and what proves it."""
    bank, found = outcome.bank, outcome.round
    proof = found.certificate
    places = sum(one.free for one in outcome.instance.mentors)
    as_of = russian_date(bank.as_of.isoformat()) if bank.as_of else "день в данных не указан, ожидание не считалось"
    rows: Rows = [
        ["Сведения на", as_of],
        ["Наставляемых", len(outcome.instance.mentees)],
        ["Наставников, мест у них", f"{len(outcome.instance.mentors)}, {places}"],
        ["Пар", proof.placed],
        ["Без наставника", len(found.unmatched)],
        ["Сумма баллов всех пар", proof.fit],
        ["Ровность нагрузки", f"{proof.load} (сумма квадратов нагрузки наставников: чем меньше, тем ровнее)"],
        ["Чего добивались", _GOALS],
        ["Чего не предлагаем", _RULES],
        [
            "Доказательство",
            f"Проверено: больше пар, чем {proof.placed}, составить нельзя, а при этом числе пар нельзя набрать больше, "
            f"чем {_points(proof.fit)}."
            if not outcome.faults
            else " ".join(outcome.faults),
        ],
        ["Ключ жребия", outcome.instance.tie_key],
        ["Контрольная сумма данных", found.input_hash],
    ]
    for key, label in LABELS.items():
        weight = getattr(found.weights, key)
        rows.append([f"Вес: {label.lower()}", _points(weight) if weight else "не учитывается"])
    for source in bank.sources:
        sheet = f", лист «{source.sheet}»" if source.sheet else ""
        rows.append(
            [
                f"Прочитано: {source.file}{sheet}",
                f"наставляемых {source.mentees}, наставников {source.mentors}; "
                + "; ".join(f"«{title}» — {words_of(field)}" for field, title in source.columns),
            ]
        )
    return rows


def remarks(outcome: Outcome) -> Rows:
    return [
        [one.file, one.sheet, one.row or "", one.column, one.text[:1].upper() + one.text[1:]]
        for one in outcome.bank.remarks
    ]


def _with_names(way: Relaxation, names: "_Names") -> str:
    """«Если разрешить дистанционные встречи, появятся двое: …»."""
    if not way.mentors:
        return way.sentence
    more = len(way.mentors) - SHOWN_NAMES
    listed = ", ".join(map(names.mentor, way.mentors[:SHOWN_NAMES])) + (f" и ещё {more}" if more > 0 else "")
    return f"{way.sentence} Это {listed}."


class _Names:
    def __init__(self, outcome: Outcome) -> None:
        bank, instance = outcome.bank, outcome.instance
        self._mentees = {one.id: bank.name_of(MENTEE, one.id) for one in instance.mentees}
        self._mentors = {one.id: bank.name_of(MENTOR, one.id) for one in instance.mentors}

    def mentee(self, key: str) -> str:
        return self._mentees[key]

    def mentor(self, key: str) -> str:
        return self._mentors[key]


def _points(count: int) -> str:
    return plural(count, "балл", "балла", "баллов")


def _others(alternatives: tuple[Alternative, ...], names: _Names) -> str:
    return "\n".join(f"{names.mentor(one.mentor)} ({_points(one.score)}). {one.sentence}" for one in alternatives)
