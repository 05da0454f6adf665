import hashlib
import io
import re
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pypdf
import pytest

from nastavnik.papers.model import Column, DocumentName, Heading, Paragraph, Signature, Table
from nastavnik.papers.pdf import write_pdf
from nastavnik.papers.plain import to_text
from tests.papers import samples
from tests.papers.reading import letters, pdf_tags

HEAD = Signature("Заведующий", "О. С. Веретенникова")


@pytest.fixture(scope="module")
def order() -> bytes:
    return write_pdf(samples.order_on_pairs())


def page_texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("sample", samples.ALL, ids=lambda sample: sample.__name__)
def test_a_screen_reader_hears_word_for_word_what_the_snapshot_says(sample):
    assert letters(pdf_tags(write_pdf(sample())).text) == letters(to_text(sample()))


def test_the_same_paper_gives_the_same_bytes_in_any_thread():
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(write_pdf, [samples.order_with_appendices() for _ in range(4)]))
    assert len({hashlib.sha256(pdf).hexdigest() for pdf in made}) == 1
    assert made[0] != write_pdf(samples.order_on_pairs())


def test_the_file_declares_language_title_and_both_standards(order):
    with pikepdf.open(io.BytesIO(order)) as pdf:
        assert str(pdf.Root.Lang) == "ru-RU"
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"] == "Приказ о закреплении наставнических пар от 25.11.2026 № 112-од"
            assert metadata["dc:creator"] == ["МБДОУ «Детский сад № 7 «Рябинка»"]
            assert metadata["xmp:CreateDate"].startswith("2026-11-25")


def test_only_embedded_letters_of_our_own_fonts_are_used(order):
    with pikepdf.open(io.BytesIO(order)) as pdf:
        names = {str(font.BaseFont).split("+")[1] for page in pdf.pages for font in page.Resources.Font.values()}
    assert names == {"PTSerif-Regular", "PTSerif-Bold"} or all("PTSerif" in name for name in names), names


def test_headings_are_headings_and_tables_have_headers(order):
    tags = pdf_tags(order)
    assert [(tag.name, tag.text) for tag in tags.all("H1", "H2", "H3")] == [
        ("H1", "ПРИКАЗ"),
        ("H2", "О закреплении наставнических пар на 2026/2027 учебный год"),
    ]
    pairs, acquaintance = tags.all("Table")
    assert [tag.text for tag in pairs.all("TH")] == [
        "№",
        "Наставник (должность, категория, стаж)",
        "Наставляемый (должность, стаж)",
        "Форма наставничества",
        "Срок",
    ]
    assert [len(row.all("TD")) for row in pairs.all("TR")] == [0, 5, 5, 5]
    assert all(any(str(a.get("/Scope")) == "/Column" for a in tag.attributes) for tag in pairs.all("TH"))
    assert [tag.text for tag in acquaintance.all("TH")] == ["Фамилия, инициалы, должность", "Подпись", "Дата"]


def test_a_caption_belongs_to_its_table():
    tags = pdf_tags(write_pdf(samples.report()))
    assert [tag.text for tag in tags.all("Caption")] == ["Участники и программы"]


def test_the_outline_names_the_appendices():
    with (
        pikepdf.open(io.BytesIO(write_pdf(samples.order_with_appendices()))) as pdf,
        pdf.open_outline() as outline,
    ):
        assert [entry.title.replace("\u00a0", " ") for entry in outline.root] == [
            "ПРИКАЗ",
            "Приложение № 1",
            "Приложение № 2",
            "Приложение № 3",
        ]


def test_page_numbers_are_printed_from_the_second_page_and_never_read_aloud():
    paper = samples.order_on_pairs(blocks=(Paragraph("Слово. " * 1500),))
    content = write_pdf(paper)
    pages = page_texts(content)
    assert len(pages) == 4
    assert [re.match(r"\d+\b", page.strip()) and page.strip()[0] for page in pages] == [None, "2", "3", "4"]
    assert not re.search(r"\d", pdf_tags(content).text)


def test_appendices_turn_the_sheet():
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(samples.order_with_appendices())))
    sideways = [page.mediabox.width > page.mediabox.height for page in reader.pages]
    assert sideways == [False, False, False, True, True, False]


def test_names_dates_and_numbers_are_not_torn_apart(order):
    heard = pdf_tags(order).text
    assert "Кудрявцевой\u00a0Е.\u00a0Б." in heard
    assert "№\u00a085-од" in heard
    assert "с 1\u00a0декабря\u00a02026\u00a0г." in heard


def test_words_in_tables_are_not_hyphenated_while_the_text_is(order):
    tags = pdf_tags(order)
    assert "\u00ad" in tags.text
    assert all("\u00ad" not in table.text for table in tags.all("Table"))


def test_a_signature_under_a_table_is_never_alone_on_a_page():
    on_two_pages = 0
    for count in range(28, 42):
        table = Table([Column("№", 1), Column("Имя", 5)], [[f"{n}", "Педагог"] for n in range(count)])
        pages = page_texts(write_pdf(samples.order_on_pairs(blocks=(DocumentName("СПИСОК"), table, HEAD))))
        if len(pages) == 2:
            on_two_pages += 1
            assert "Педагог" in pages[1], count
            assert "Веретенникова" in pages[1], count
    assert on_two_pages >= 4


def test_the_last_paragraph_goes_with_the_signature():
    for lines in range(36, 44):
        blocks = (*[Paragraph(f"Строка {line}.") for line in range(lines)], HEAD)
        pages = page_texts(write_pdf(samples.order_on_pairs(blocks=blocks)))
        assert f"Строка {lines - 1}." in next(page for page in pages if "Веретенникова" in page)


def test_a_table_of_a_thousand_rows_keeps_all_of_them_and_repeats_its_header():
    rows = [[f"{number}", f"Педагог {number}", "воспитатель"] for number in range(1, 1001)]
    table = Table([Column("№"), Column("Имя", 4), Column("Должность", 3)], rows)
    paper = samples.order_on_pairs(blocks=(Heading("Список"), table, HEAD))
    content = write_pdf(paper)
    assert letters(pdf_tags(content).text) == letters(to_text(paper))
    assert all("Должность" in page for page in page_texts(content)[:-1])


def test_a_cell_longer_than_a_page_goes_on_over_the_next_pages():
    words = " ".join(f"слово{number}" for number in range(1500))
    table = Table([Column("№", 1), Column("Итог", 5)], [["1", words]])
    pages = page_texts(write_pdf(samples.order_on_pairs(blocks=(table,))))
    assert len(pages) > 3
    assert "слово1499" in pages[-1]


def test_a_table_without_rows_says_so():
    table = Table([Column("Дата"), Column("Что изменено")], [], empty="Изменений не было.")
    tags = pdf_tags(write_pdf(samples.order_on_pairs(blocks=(table,))))
    assert [tag.text for tag in tags.all("TD")] == ["Изменений не было."]


@pytest.mark.parametrize("edition", ["ГОСТ Р 7.0.97-2025", "ГОСТ Р 7.0.97-2016"])
def test_the_edition_stands_in_the_file(edition):
    content = write_pdf(samples.order_on_pairs(edition=edition))
    assert pypdf.PdfReader(io.BytesIO(content)).metadata["/Keywords"] == edition
