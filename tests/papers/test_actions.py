import hashlib
import io
import re
import uuid
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.papers.actions import issue_paper, keep_papers, keep_scan, render, verify_paper
from nastavnik.papers.models import IssuedPaper, Scan
from nastavnik.papers.scans import ScanRefused
from tests.papers import samples
from tests.papers.test_scans import photograph

pytestmark = pytest.mark.django_db
GARDEN, ORDER = uuid.UUID(int=7), uuid.UUID(int=112)


@pytest.fixture
def curator():
    return User.objects.create_user("kudryavceva", shown_name="Кудрявцева Е. Б.")


@pytest.fixture
def files(settings) -> Path:
    return Path(settings.MEDIA_ROOT)


def stored(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


@pytest.mark.clause("R1.3", "4.4.2")
def test_issue_paper_keeps_both_formats_with_their_hashes(curator, files):
    paper = samples.order_on_pairs()
    with clock.at(datetime.fromisoformat("2026-11-25T10:00:00+03:00")):
        issued = issue_paper(paper, organisation_id=GARDEN, about_id=ORDER, by=curator)
    assert [row.format for row in issued] == ["docx", "pdf"]
    for row in IssuedPaper.objects.about(type("Row", (), {"pk": ORDER})):
        content = (files / row.file.name).read_bytes()
        assert (row.sha256, row.size) == (hashlib.sha256(content).hexdigest(), len(content))
        assert (row.organisation_id, row.kind, row.title) == (GARDEN, "order", paper.title)
        assert (row.kept_by_id, row.kept_by_name) == (curator.pk, "Кудрявцева Е. Б.")
        assert row.kept_at.isoformat() == "2026-11-25T07:00:00+00:00"
        assert re.fullmatch(rf"papers/{GARDEN}/2026/[0-9a-f-]{{36}}\.{row.format}", row.file.name)
        assert row.download_name == f"Приказ о закреплении наставнических пар от 25.11.2026 № 112-од.{row.format}"
    assert IssuedPaper.objects.count() == 2


def test_what_was_issued_stays_although_the_paper_would_be_made_otherwise_today():
    paper = samples.order_on_pairs()
    issued = keep_papers(paper, {"pdf": b"%PDF-as it was"}, organisation_id=GARDEN, about_id=None, by=None)[0]
    with IssuedPaper.objects.get().file.open() as file:
        assert file.read() == b"%PDF-as it was"
    assert (issued.kept_by_id, issued.kept_by_name, issued.content_type) == (None, "", "application/pdf")


def test_verify_paper_sees_a_changed_and_a_lost_file(files):
    issued = issue_paper(samples.consent(), organisation_id=GARDEN, about_id=None, by=None)[0]
    assert verify_paper(issued) is True
    place = files / issued.file.name
    place.write_bytes(place.read_bytes() + b" ")
    assert verify_paper(issued) is False
    place.unlink()
    assert verify_paper(issued) is False


def test_the_hash_stands_in_the_journal_without_personal_data(curator):
    issued = issue_paper(samples.consent(), organisation_id=GARDEN, about_id=ORDER, by=curator, formats=["pdf"])[0]
    entry = JournalEntry.objects.get()
    assert (entry.event, entry.subject_id, entry.organisation_id) == ("paper_issued", issued.pk, GARDEN)
    assert entry.facts == {
        "kind": "mentor_consent",
        "format": "pdf",
        "sha256": issued.sha256,
        "about_id": str(ORDER),
    }


def test_a_refused_row_leaves_no_file_behind(files):
    with pytest.raises(IntegrityError), transaction.atomic():
        keep_papers(samples.consent(), {"docx": b"a", "exe": b"b"}, organisation_id=GARDEN, about_id=None, by=None)
    assert IssuedPaper.objects.count() == JournalEntry.objects.count() == 0
    assert stored(files) == []


def test_render_makes_only_the_formats_asked_for():
    assert list(render(samples.consent(), ["pdf"])) == ["pdf"]
    assert {name: content[:4] for name, content in render(samples.consent()).items()} == {
        "docx": b"PK\x03\x04",
        "pdf": b"%PDF",
    }


def test_a_name_for_download_has_no_signs_that_file_systems_refuse():
    row = IssuedPaper(kind="order", title='Приказ: «О/б\\*?"<>|\n' + "а" * 200, format="docx")
    assert row.download_name == "Приказ «О б " + "а" * 108 + ".docx"
    assert IssuedPaper(kind="order", title="///", format="pdf").download_name == "order.pdf"


# --- scans --------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.4.2")
def test_keep_scan_keeps_the_cleaned_photograph(curator, files):
    sent = SimpleUploadedFile("C:\\фото\\Согласие Ким.heic\x00", photograph())
    scan = keep_scan(sent, organisation_id=GARDEN, about_id=ORDER, by=curator)
    content = (files / scan.file.name).read_bytes()
    assert content.startswith(b"\xff\xd8\xff")
    assert b"Exif" not in content
    assert (scan.sha256, scan.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (scan.content_type, scan.kept_by_name) == ("image/jpeg", "Кудрявцева Е. Б.")
    assert Scan.objects.get().original_name == "Согласие Ким.heic"
    assert re.fullmatch(rf"papers/{GARDEN}/\d{{4}}/[0-9a-f-]{{36}}\.jpg", scan.file.name)
    assert JournalEntry.objects.get().event == "scan_kept"
    assert verify_paper(scan) is True


def test_keep_scan_takes_a_file_without_a_name():
    scan = keep_scan(io.BytesIO(photograph()), organisation_id=GARDEN, about_id=None, by=None)
    assert scan.original_name == ""


def test_keep_scan_keeps_nothing_of_what_it_refuses(files):
    with pytest.raises(ScanRefused, match="файл программы"):
        keep_scan(io.BytesIO(b"MZ" + bytes(99)), organisation_id=GARDEN, about_id=None, by=None)
    assert (Scan.objects.count(), stored(files)) == (0, [])
