"""Which side a person is on, by the words of a cell."""

import re

from nastavnik.banks.match_files.model import MENTEE, MENTOR
from nastavnik.people.staff_table.cells import fold

_MENTEE = re.compile(r"наставляем|молод|начинающ|ученик|стаж[её]р|mentee|запрос|нужен наставник|ищет|ищу")
_MENTOR = re.compile(r"наставник|наставниц|ментор|mentor|эксперт|опытн")
_BOTH = re.compile(r"\bобе\b|\bоба\b|и тот|и та,|и то,? и|то и другое")


def read_role(text: str) -> tuple[str, ...]:
    """The sides that a cell names; empty: none."""
    said = fold(text)
    if _BOTH.search(said):
        return (MENTEE, MENTOR)
    without = re.sub(r"нужен наставник|ищ\w+ наставник\w*", " наставляемый ", said)
    found = []
    if _MENTEE.search(without):
        found.append(MENTEE)
    if _MENTOR.search(re.sub(r"менее опытн", " ", without)):
        found.append(MENTOR)
    return tuple(found)
