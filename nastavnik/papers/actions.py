"""Issue papers, prove that a kept file is the issued one, keep scans of signed papers.

Where an institution has a form of its own for a kind, its .docx is made by that form; the PDF is always ours
(a PDF of a Word form needs Word itself, and pages say so).
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from nastavnik.kit import journal
from nastavnik.papers.docx import write_docx
from nastavnik.papers.keeping import bare_name, files_go_with_rows, kept_facts, store
from nastavnik.papers.model import Paper
from nastavnik.papers.models import FORMATS, IssuedPaper, Kept, Scan
from nastavnik.papers.own_forms.actions import active_form, fill_form
from nastavnik.papers.own_forms.press import Press
from nastavnik.papers.pdf import write_pdf
from nastavnik.papers.scans import clean_scan

WRITERS = {"docx": write_docx, "pdf": write_pdf}


class Rendered(dict[str, bytes]):
    """The bytes of a paper by format; `own_form_id`: the institution's own form that the .docx was made by."""

    own_form_id: UUID | None = None


def render(
    paper: Paper,
    formats: Sequence[str] = tuple(FORMATS),
    *,
    organisation_id: UUID | None = None,
    press: Press | None = None,
) -> Rendered:
    """The bytes of the paper by format. Slow work (tens of milliseconds): call it outside transactions.

    `organisation_id`: whose own form counts; without it all is ours. A form that cannot be filled is passed
    over: the paper comes in our layout, and the form keeps the reason, which its page shows. `press`: one for
    many papers.
    """
    rendered = Rendered()
    for name in formats:
        form = active_form(organisation_id, paper.kind) if name == "docx" and organisation_id else None
        own = fill_form(form, paper, press) if form else None
        if own is not None and form:
            rendered.own_form_id = form.pk
        rendered[name] = own if own is not None else WRITERS[name](paper)
    return rendered


def issue_paper(
    paper: Paper,
    *,
    organisation_id: UUID,
    about_id: UUID | None,
    by: Any,
    formats: Sequence[str] = tuple(FORMATS),
) -> list[IssuedPaper]:
    """Render the paper and keep it, one row for each format. Inside a transaction use `render` before it."""
    rendered = render(paper, formats, organisation_id=organisation_id)
    return keep_papers(paper, rendered, organisation_id=organisation_id, about_id=about_id, by=by)


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
            own_form_id=getattr(rendered, "own_form_id", None) if name == "docx" else None,
            **kept_facts(organisation_id, about_id, by, content),
        )
        for name, content in rendered.items()
    ]
    with transaction.atomic(), files_go_with_rows(issued):
        for row, content in zip(issued, rendered.values(), strict=True):
            store(row, content, row.format)
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
        original_name=bare_name(getattr(file, "name", "") or ""),
        content_type=cleaned.content_type,
        **kept_facts(organisation_id, about_id, by, cleaned.content),
    )
    with transaction.atomic(), files_go_with_rows([scan]):
        store(scan, cleaned.content, cleaned.ending)
        journal.record("scan_kept", scan, by=by, sha256=scan.sha256, about_id=about_id)
    return scan


def discard_scan(scan: Scan, *, by: Any) -> None:
    """A scan whose act was refused goes again, row and file: nothing is left half-registered."""
    with transaction.atomic():
        journal.record("scan_discarded", scan, by=by, sha256=scan.sha256)
        file = scan.file
        scan.delete()
    file.delete(save=False)
