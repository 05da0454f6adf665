"""Reading of the lists of right forms: the common samples and the wider lists of this room."""

import csv
from collections.abc import Iterator
from pathlib import Path

from nastavnik.russian.cases import OBLIQUE, Cases

COMMON = Path(__file__).parent.parent / "data"
OWN = Path(__file__).parent / "data"
SEXES = {"ж": "female", "м": "male"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wrong_forms(row: dict[str, str], cases: Cases) -> Iterator[str]:
    """Forms that differ from the list (ё is е); where handbooks differ, either form is right."""
    accepted = {case: {_folded(row[case])} for case in OBLIQUE}
    for other in filter(None, (row.get("also_accepted") or "").split("|")):
        case, _, form = other.partition("=")
        accepted[case].add(_folded(form))
    for case in OBLIQUE:
        if _folded(getattr(cases, case)) not in accepted[case]:
            yield f"{cases.nominative}, {case}: {getattr(cases, case)}, а надо {row[case]}"


def _folded(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")
