"""What a column without telling words holds, by its cells."""

import re
from collections.abc import Collection

from nastavnik.banks.answer_sheets.values import read_forms
from nastavnik.banks.match_files import headings
from nastavnik.banks.match_files.hours import ANY_TIME, read_slots
from nastavnik.banks.match_files.roles import read_role
from nastavnik.banks.match_files.topics import senses, wordings_in
from nastavnik.people.staff_table.cells import fold
from nastavnik.people.staff_table.names import looks_like_person
from nastavnik.people.staff_table.post_words import begins_post

_MOST = 0.7
"""So much of the filled cells must be of the kind."""

_EXPERIENCE = re.compile(r"\b\d{1,2}(?:[.,]\d)?\s*(?:лет|год|года|г\.|л\.|мес)")
_INSTITUTION = re.compile(r"\bм?[абгк]?д[ос]у\b|детск\w+ сад|\bд/с\b|учрежден|\bцрр\b")
_TESTS = (
    (headings.ROLE, lambda text: bool(read_role(text)) and len(text) < 40),
    (headings.POSITION, lambda text: begins_post(text)),
    (headings.INSTITUTION, lambda text: bool(_INSTITUTION.search(fold(text)))),
    (headings.EXPERIENCE, lambda text: bool(_EXPERIENCE.search(fold(text))) and len(text) < 40),
    (headings.TOPICS, lambda text: bool(wordings_in(text, free=True)[0] or senses(text))),
    (headings.FORMS, lambda text: bool(read_forms(text)[0]) and len(text) < 120),
    (headings.HOURS, lambda text: read_slots(text)[0] not in (frozenset(), ANY_TIME) and len(text) < 80),
)


def both_roles(texts: list[str]) -> bool:
    """Whether cells tell mentors from mentees, whatever the column is called."""
    said = [read_role(text) for text in texts if text]
    return len({sides for sides in said if sides}) > 1 and sum(map(bool, said)) >= _MOST * len(said)


def most_persons(rows: list[list[str]], taken: Collection[int]) -> int | None:
    """The column that holds most names of persons, None when no column holds names."""
    counts: dict[int, int] = {}
    filled: dict[int, int] = {}
    for row in rows:
        for column, text in enumerate(row):
            if text and column not in taken:
                filled[column] = filled.get(column, 0) + 1
                counts[column] = counts.get(column, 0) + looks_like_person(text)
    fit = [column for column in filled if counts[column] >= _MOST * filled[column]]
    return max(fit, key=lambda column: (counts[column], -column), default=None)


def guessed(texts: list[str], known: Collection[str]) -> str:
    """The field of a column, "" when its cells do not tell; a field that is known already is not sought."""
    if not texts:
        return ""
    have_topics = {headings.TOPICS, headings.REQUEST, headings.OFFER} & set(known)
    for field, fits in _TESTS:
        if field in known or (field == headings.TOPICS and have_topics):
            continue
        if sum(map(bool, map(fits, texts))) >= _MOST * len(texts):
            return field
    return ""
