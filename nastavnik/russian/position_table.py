"""The ready table of posts and their forms (`positions.csv` beside this file)."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from .cases import OBLIQUE
from .position_words import HYPHEN

# nominative without ё -> for each word its six forms
Row = tuple[tuple[str, ...], ...]


@cache
def ready_table() -> dict[str, Row]:
    source = resources.files(__package__).joinpath("positions.csv").read_text(encoding="utf-8")
    return {plain(row["nominative"]): _row(row) for row in csv.DictReader(source.splitlines())}


@cache
def longest_entry() -> int:
    return max(map(len, ready_table().values()), default=0)


def _row(row: dict[str, str]) -> Row:
    columns = [row[case].split(" ") for case in ("nominative", *OBLIQUE)]
    return tuple(zip(*columns, strict=True))


def plain(text: str) -> str:
    return HYPHEN.sub("-", text.lower().replace("ё", "е"))
