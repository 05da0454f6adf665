"""Files in, a bank out."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from nastavnik.banks.match_files.headings import UNNEEDED
from nastavnik.banks.match_files.model import MENTEE, MENTOR, Bank, Person, Remark, Source
from nastavnik.banks.match_files.people import bank_of
from nastavnik.banks.match_files.rows import persons_of
from nastavnik.banks.match_files.tables import Row, read_file, rows_of
from nastavnik.people.staff_table.cells import shorten


def read_bank(files: Sequence[tuple[Path, str]], *, as_of: datetime.date | None = None) -> Bank:
    """Read tables of mentees and mentors; with each file the side it is said to be of, or "".

    Raises MatchFileError with a Russian sentence when nothing can be matched.
    """
    people: list[Person] = []
    remarks: list[Remark] = []
    sources: list[Source] = []
    for path, side in files:
        found, read = read_table(read_file(path), path.name, side, remarks)
        people += found
        sources += read
    return bank_of(people, remarks, sources, as_of=as_of)


def read_table(data: bytes, name: str, side: str, remarks: list[Remark]) -> tuple[list[Person], list[Source]]:
    """The people of one file and what was read from which sheet."""
    people: list[Person] = []
    heads: dict[str, Row] = {}
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {MENTEE: 0, MENTOR: 0})
    for row in rows_of(data, name, side, remarks):
        heads.setdefault(row.sheet, row)
        for person in persons_of(row, remarks):
            people.append(person)
            counts[row.sheet][person.side] += 1
    sources = [
        Source(name, sheet, counts[sheet][MENTEE], counts[sheet][MENTOR], _columns(row)) for sheet, row in heads.items()
    ]
    return people, sources


def _columns(row: Row) -> tuple[tuple[str, str], ...]:
    """Field and heading of each column that is read."""
    heading = row.heading
    return tuple(
        (field, shorten(heading.titles.get(column, f"№ {column + 1}"), 60))
        for field, columns in heading.fields.items()
        if field != UNNEEDED
        for column in columns
    )
