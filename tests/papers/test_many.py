"""Many papers in one archive: complete, uniquely named, one paper in memory at a time."""

import io
import tracemalloc
import uuid
import zipfile

import pytest

from nastavnik.papers import model
from nastavnik.papers.docx import write_docx
from nastavnik.papers.many import write_many
from nastavnik.papers.own_forms.actions import upload_form
from tests.papers import samples
from tests.papers.own_forms import form
from tests.papers.reading import docx_text

GARDEN = uuid.UUID(int=7)


def little(number: int) -> model.Paper:
    return samples.order_on_pairs(
        title=f"Бланк {number}", blocks=(model.DocumentName("БЛАНК"), model.Paragraph(f"Бланк номер {number}"))
    )


def packed(papers, paper_format="docx", heard=lambda done: None, **more) -> dict[str, bytes]:
    out = io.BytesIO()
    write_many(papers, paper_format, out, heard, **more)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_all_papers_are_in_the_archive_and_each_is_heard_of():
    heard: list[int] = []
    parts = packed(((f"Бланк {number}", little(number)) for number in range(5)), heard=heard.append)
    assert heard == [1, 2, 3, 4, 5]
    assert parts == {f"Бланк {number}.docx": write_docx(little(number)) for number in range(5)}


def test_a_pdf_is_packed_as_a_pdf():
    assert packed([("Согласие", samples.consent())], "pdf")["Согласие.pdf"].startswith(b"%PDF")


def test_the_count_is_returned():
    assert write_many([("а", little(1))] * 3, "docx", io.BytesIO(), lambda done: None) == 3


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (["Согласие", "Согласие", "согласие"], ["Согласие", "Согласие (2)", "согласие (3)"]),
        (["а (2)", "а", "а", "а"], ["а (2)", "а", "а (3)", "а (4)"]),
        (["../../etc/passwd"], ["etc passwd"]),
        (["C:\\Windows\\x"], ["C Windows x"]),
        (["CON", "nul.txt", "COM1", "Контракт"], ["_CON", "_nul.txt", "_COM1", "Контракт"]),
        (["а\r\nб\x00в\u202eг"], ["а бвг"]),
        (["...", ""], ["документ", "Бланк 1"]),
        (["Щ" * 300, "Щ" * 300], ["Щ" * 100, "Щ" * 100 + " (2)"]),
        (['что: "где"? <там>|*'], ["что где там"]),
    ],
)
def test_names_are_safe_and_unique(wanted, given):
    assert list(packed([(name, little(1)) for name in wanted])) == [f"{name}.docx" for name in given]


def test_what_the_listener_raises_ends_the_work():
    made: list[int] = []

    def papers():
        for number in range(9):
            made.append(number)
            yield f"{number}", little(number)

    def stop(done: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_many(papers(), "docx", io.BytesIO(), stop)
    assert made == [0, 1, 2]


def test_an_archive_can_go_where_nothing_can_be_taken_back():
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.got = bytearray()

        def writable(self):
            return True

        def write(self, piece):
            self.got += piece
            return len(piece)

    pipe = Pipe()
    write_many([("а", little(1)), ("б", little(2))], "docx", pipe, lambda done: None)
    with zipfile.ZipFile(io.BytesIO(bytes(pipe.got))) as archive:
        assert archive.namelist() == ["а.docx", "б.docx"]


@pytest.mark.django_db
def test_the_institutions_own_form_counts_here_too():
    upload_form(io.BytesIO(form("ГЕРБ", "{{ текст }}")), organisation_id=GARDEN, kind="order", by=None)
    parts = packed([(str(number), little(number)) for number in range(3)], organisation_id=GARDEN)
    assert [docx_text(content).split("\n")[1:] for content in parts.values()] == [
        ["ГЕРБ", f"Бланк номер {number}"] for number in range(3)
    ]


class Nowhere(io.RawIOBase):
    def writable(self):
        return True

    def write(self, piece):
        return len(piece)


def peak(count: int) -> int:
    """Bytes that Python held at most while so many papers were packed into nothing."""
    tracemalloc.start()
    try:
        write_many(
            ((f"Бланк {number}", little(number % 7)) for number in range(count)), "docx", Nowhere(), lambda n: None
        )
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_stays_flat():
    peak(5)  # what is loaded and cached once
    few, many = peak(20), peak(100)
    assert many < few * 1.2, (few, many)
