"""How files are kept: their facts, the file and its row together or not at all."""

import hashlib
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile

from nastavnik.kit import clock
from nastavnik.papers.models import Kept
from nastavnik.papers.wording import clean


def kept_facts(organisation_id: UUID, about_id: UUID | None, by: Any, content: bytes) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "about_id": about_id,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "kept_at": clock.now(),
        "kept_by_id": getattr(by, "pk", None),
        "kept_by_name": str(by)[:200] if by is not None else "",
    }


def store(row: Kept, content: bytes, ending: str) -> None:
    row.file.save(f"file.{ending}", ContentFile(content), save=False)
    row.save(force_insert=True)


@contextmanager
def files_go_with_rows(rows: Sequence[Kept]):
    """Files already written are deleted when the act fails."""
    try:
        yield
    except BaseException:
        for row in rows:
            if row.file:
                row.file.delete(save=False)
        raise


def bare_name(name: str) -> str:
    """The name of the sent file without folders and hidden marks."""
    return clean(PurePath(name.replace("\\", "/")).name).replace("\n", " ")[:255]
