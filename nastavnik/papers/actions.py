"""Issue papers, prove that a kept file is the issued one, keep scans of signed papers."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from nastavnik.kit import clock, journal
from nastavnik.papers.docx import write_docx
from nastavnik.papers.model import Paper
from nastavnik.papers.models import FORMATS, IssuedPaper, Kept, Scan
from nastavnik.papers.pdf import write_pdf
from nastavnik.papers.scans import clean_scan
from nastavnik.papers.wording import clean

WRITERS = {"docx": write_docx, "pdf": write_pdf}


def render(paper: Paper, formats: Sequence[str] = tuple(FORMATS)) -> dict[str, bytes]:
    """The bytes of the paper by format. Slow work (tens of milliseconds): call it outside transactions."""
    return {name: WRITERS[name](paper) for name in formats}


def issue_paper(
    paper: Paper,
    *,
    organisation_id: UUID,
    about_id: UUID | None,
    by: Any,
    formats: Sequence[str] = tuple(FORMATS),
) -> list[IssuedPaper]:
    """Render the paper and keep it, one row for each format. Inside a transaction use `render` before it."""
    return keep_papers(paper, render(paper, formats), organisation_id=organisation_id, about_id=about_id, by=by)


def keep_papers(
    paper: Paper, rendered: Mapping[str, bytes], *, organisation_id: UUID, about_id: UUID | None, by: Any
) -> list[IssuedPaper]:
    """Keep what `render` made as issued. The hash goes into the journal too: nothing can be changed alone.

    `by` is a user, or None for the product itself. When an outer transaction is undone the rows go, and the
    files stay as strays that nothing points to.
    """
    issued = [
        IssuedPaper(
            kind=paper.kind,
            title=paper.title[:300],
            format=name,
            **_kept(organisation_id, about_id, by, content),
        )
        for name, content in rendered.items()
    ]
    with transaction.atomic(), _files_go_with_rows(issued):
        for row, content in zip(issued, rendered.values(), strict=True):
            _store(row, content, row.format)
            journal.record(
                "paper_issued",
                row,
                by=by,
                kind=row.kind,
                format=row.format,
                sha256=row.sha256,
                about_id=about_id,
            )
    return issued


def verify_paper(kept: Kept) -> bool:
    """Whether the stored file (of an issued paper or a scan) is there and is bit for bit what was kept."""
    try:
        with kept.file.storage.open(str(kept.file.name), "rb") as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest() == kept.sha256
    except FileNotFoundError:
        return False


def keep_scan(file: BinaryIO, *, organisation_id: UUID, about_id: UUID | None, by: Any) -> Scan:
    """Keep a scan of a signed paper, cleaned. Raises ScanRefused (a Refused) when the file is not one.

    Cleaning a large photograph takes about a second: call it outside transactions.
    """
    cleaned = clean_scan(file)
    scan = Scan(
        original_name=_bare_name(getattr(file, "name", "") or ""),
        content_type=cleaned.content_type,
        **_kept(organisation_id, about_id, by, cleaned.content),
    )
    with transaction.atomic(), _files_go_with_rows([scan]):
        _store(scan, cleaned.content, cleaned.ending)
        journal.record("scan_kept", scan, by=by, sha256=scan.sha256, about_id=about_id)
    return scan


def discard_scan(scan: Scan, *, by: Any) -> None:
    """A scan whose act was refused goes again, row and file: nothing is left half-registered."""
    with transaction.atomic():
        journal.record("scan_discarded", scan, by=by, sha256=scan.sha256)
        file = scan.file
        scan.delete()
    file.delete(save=False)


def _kept(organisation_id: UUID, about_id: UUID | None, by: Any, content: bytes) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "about_id": about_id,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "kept_at": clock.now(),
        "kept_by_id": getattr(by, "pk", None),
        "kept_by_name": str(by)[:200] if by is not None else "",
    }


def _store(row: Kept, content: bytes, ending: str) -> None:
    row.file.save(f"file.{ending}", ContentFile(content), save=False)
    row.save(force_insert=True)


@contextmanager
def _files_go_with_rows(rows: Sequence[Kept]):
    """Files already written are deleted when the act fails."""
    try:
        yield
    except BaseException:
        for row in rows:
            if row.file:
                row.file.delete(save=False)
        raise


def _bare_name(name: str) -> str:
    """The name of the sent file without folders and hidden marks."""
    return clean(PurePath(name.replace("\\", "/")).name).replace("\n", " ")[:255]
