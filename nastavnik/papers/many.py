"""Many papers in one archive, one after another: memory holds one paper at a time."""

import gc
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import BinaryIO
from uuid import UUID

from nastavnik.papers.actions import render
from nastavnik.papers.model import Paper
from nastavnik.papers.models import IssuedPaper
from nastavnik.papers.own_forms.press import Press
from nastavnik.papers.wording import clean

Issued = Mapping[str, IssuedPaper]
"""A paper that was issued already, by format: it goes into an archive as it was kept, never made anew."""

LONGEST_NAME = 100  # letters; with folders around it Windows still opens it
SWEPT = 100  # papers; what python-docx leaves in circles would otherwise wait for Python to look for it
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z", re.IGNORECASE)


def write_many(
    papers: Iterable[tuple[str, Paper | Issued]],
    paper_format: str,
    out: BinaryIO,
    progress: Callable[[int], None],
    *,
    organisation_id: UUID | None = None,
) -> int:
    """Write the papers into a ZIP; returns how many there were.

    `papers`: name without ending and paper, taken one by one (a generator is best); what was issued comes from
    its kept file, in the other format where it was issued in that alone. Equal names are counted
    («Согласие (2).pdf»). `progress` hears after each paper how many are done; what it raises ends the work.
    `out` need not be able to go back. `organisation_id`: whose own forms count.
    """
    names = _Names()
    done = 0
    # what is packed is packed already (.docx) or gains little (PDF): stored, the archive costs no time
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive, Press() as press:
        for name, paper in papers:
            if isinstance(paper, Paper):
                content = render(paper, [paper_format], organisation_id=organisation_id, press=press)[paper_format]
                title, ending, day = paper.title, paper_format, paper.date
            else:
                kept = paper.get(paper_format) or next(iter(paper.values()))
                content, title, ending, day = _read(kept), kept.title, kept.format, kept.kept_at.date()
            entry = zipfile.ZipInfo(f"{names.one(name or title)}.{ending}", _day(day))
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
            done += 1
            if done % SWEPT == 0:
                gc.collect()
            progress(done)
    return done


def issued_about(organisation_id: UUID, kind: str, about_id: UUID) -> dict[str, IssuedPaper]:
    """What was issued of this kind about a row, by format, the latest; empty when nothing was."""
    rows = IssuedPaper.objects.filter(organisation_id=organisation_id, kind=kind, about_id=about_id)
    return {row.format: row for row in rows.order_by("kept_at", "pk")}


def _read(kept: IssuedPaper) -> bytes:
    with kept.file.storage.open(str(kept.file.name), "rb") as stored:
        return stored.read()


@lru_cache(maxsize=64)
def _day(day: date) -> tuple[int, int, int, int, int, int]:
    return (max(day.year, 1980), day.month, day.day, 0, 0, 0)


class _Names:
    """Names that every file system takes, each once (Windows does not tell large letters from small).

    Of a name only a number is remembered, so that memory stays flat; two names with one number get «(2)» at worst.
    """

    def __init__(self) -> None:
        self.taken: set[int] = set()
        self.repeats: dict[str, int] = {}

    def one(self, wanted: str) -> str:
        first = name = _safe(wanted)
        while (mark := hash(name.casefold())) in self.taken:
            key = first.casefold()
            self.repeats[key] = self.repeats.get(key, 1) + 1
            name = f"{first} ({self.repeats[key]})"
        self.taken.add(mark)
        return name


def _safe(wanted: str) -> str:
    name = re.sub(r'[\s\\/:*?"<>|]+', " ", clean(wanted)).strip(" .")[:LONGEST_NAME].rstrip(" .")
    return f"_{name}" if _RESERVED.match(name) else name or "документ"
