"""Answers that carry a file: a paper made now, or one that was kept. Never shown inside a page of ours."""

from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.utils.text import get_valid_filename

from nastavnik.papers.actions import render
from nastavnik.papers.model import Paper
from nastavnik.papers.models import FORMATS, Kept


def download(paper: Paper, paper_format: str, *, organisation_id: UUID | None = None) -> HttpResponse:
    """The paper rendered now, as .docx or PDF; 404 for another format. `organisation_id`: whose own form counts."""
    if paper_format not in FORMATS:
        raise Http404
    content = render(paper, [paper_format], organisation_id=organisation_id)[paper_format]
    response = HttpResponse(content, content_type=FORMATS[paper_format])
    response.headers["Content-Disposition"] = _named(f"{paper.title}.{paper_format}")
    return _safely(response)


def kept_file(kept: Kept | None) -> FileResponse:
    """A kept file as it was kept; 404 when there is none."""
    if kept is None:
        raise Http404
    content_type = getattr(kept, "content_type", "") or FORMATS[kept.format]  # type: ignore[attr-defined]
    name = getattr(kept, "title", "") or getattr(kept, "original_name", "")
    ending = str(kept.file.name).rsplit(".", 1)[-1]
    if not name.lower().endswith(f".{ending}"):
        name = f"{name}.{ending}"
    response = FileResponse(kept.file.open("rb"), content_type=content_type)
    response.headers["Content-Disposition"] = _named(name)
    return _safely(response)


def _named(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(get_valid_filename(name))}"


def _safely(response):
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
