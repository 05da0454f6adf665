import hashlib
import io
import zipfile
from datetime import date, datetime

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from nastavnik.papers import model
from nastavnik.papers.docx import write_docx
from nastavnik.papers.model import (
    Column,
    DateNumberPlace,
    DocumentName,
    PageBreak,
    Paragraph,
    Signature,
    Table,
)
from nastavnik.papers.plain import to_text
from tests.papers import samples
from tests.papers.reading import docx_text, letters


def opened(paper):
    return Document(io.BytesIO(write_docx(paper)))


@pytest.fixture(scope="module")
def order():
    return opened(samples.order_on_pairs())


@pytest.mark.parametrize("sample", samples.ALL, ids=lambda sample: sample.__name__)
def test_the_docx_says_word_for_word_what_the_snapshot_says(sample):
    assert letters(docx_text(write_docx(sample()))) == letters(to_text(sample()))


def test_the_same_paper_gives_the_same_bytes():
    first, second = (write_docx(samples.order_with_appendices()) for _ in range(2))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in archive.namelist()


def test_a_changed_word_gives_other_bytes():
    changed = samples.order_on_pairs(title="Приказ о другом")
    assert write_docx(changed) != write_docx(samples.order_on_pairs())


def test_the_properties_name_title_author_language_and_day(order):
    properties = order.core_properties
    assert properties.title == "Приказ о закреплении наставнических пар от 25.11.2026 № 112-од"
    assert properties.author == properties.last_modified_by == "МБДОУ «Детский сад № 7 «Рябинка»"
    assert properties.language == "ru-RU"
    assert properties.created.replace(tzinfo=None) == datetime(2026, 11, 25)
    assert properties.comments == ""


def test_the_page_has_the_margins_of_the_standard(order):
    section = order.sections[0]
    sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(side.mm) for side in sides] == [30, 10, 20, 20]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_page_number_stands_at_the_top_centre_from_the_second_page(order):
    section = order.sections[0]
    assert section.different_first_page_header_footer is True
    header = section.header.paragraphs[0]
    assert header.alignment == 1
    assert [field.get(qn("w:instr")) for field in header._p.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert section.first_page_header.paragraphs[0].text == ""


def test_the_language_is_russian_and_all_four_scripts_have_the_font(order):
    defaults = order.styles.element.find(qn("w:docDefaults"))
    assert [lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))] == ["ru-RU"]
    for name in ("Normal", "Body Text", "Heading 1", "Heading 3", "Cell", "Note"):
        fonts = order.styles[name].element.rPr.find(qn("w:rFonts"))
        assert dict(fonts.attrib) == {
            qn(f"w:{script}"): "Times New Roman" for script in ("ascii", "hAnsi", "eastAsia", "cs")
        }, name


def test_headings_are_real_and_black(order):
    headings = [(p.style.name, p.text) for p in order.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "ПРИКАЗ"),
        ("Heading 2", "О закреплении наставнических пар на 2026/2027 учебный год"),
    ]
    assert str(order.styles["Heading 1"].font.color.rgb) == "000000"


def test_the_header_of_a_table_repeats_and_its_rows_are_not_split(order):
    table = order.tables[0]
    rows = [row._tr.trPr for row in table.rows]
    assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_column_and_cell_widths_agree(order):
    for table in order.tables:
        columns = [column.get(qn("w:w")) for column in table._tbl.tblGrid]
        for row in table.rows:
            assert [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")) for cell in row._tr.tc_lst] == columns
        assert sum(map(int, columns)) == pytest.approx(170 * 1440 / 25.4, abs=4)


def test_the_last_item_keeps_with_the_signature_and_the_signature_with_nothing(order):
    last_item = next(p for p in order.paragraphs if p.text.startswith("5.\u00a0Контроль"))
    earlier = next(p for p in order.paragraphs if p.text.startswith("4.\u00a0Куратору"))
    assert (earlier.paragraph_format.keep_with_next, last_item.paragraph_format.keep_with_next) == (
        None,
        True,
    )
    signature = order.tables[1]._tbl
    assert "Веретенникова" in "".join(node.text for node in signature.iter(qn("w:t")))
    assert not list(signature.iter(qn("w:keepNext")))


def test_the_last_row_of_a_table_keeps_with_the_signature_under_it():
    document = opened(samples.roadmap())
    held = [bool(list(row._tr.iter(qn("w:keepNext")))) for row in document.tables[0].rows]
    assert held == [False] * 14 + [True]


def test_an_appendix_lies_sideways_and_the_next_one_stands_again():
    sections = opened(samples.order_with_appendices()).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [round(section.page_width.mm) for section in sections] == [210, 297, 210]
    assert [section.different_first_page_header_footer for section in sections] == [True, False, False]
    assert all(section.header.is_linked_to_previous for section in list(sections)[1:])


def test_a_page_break_stands_before_what_follows_even_a_table():
    document = opened(
        samples.order_on_pairs(
            blocks=(
                Paragraph("раз"),
                PageBreak(),
                Table([Column("№")], [["1"]]),
                PageBreak(),
                Paragraph("два"),
            )
        )
    )
    breaks = [(p.text, p.paragraph_format.page_break_before) for p in document.paragraphs]
    assert breaks == [("раз", None), ("", True), ("", None), ("два", True)]


def test_an_unknown_date_and_number_leave_lines_to_fill():
    document = opened(samples.order_on_pairs(blocks=(DocumentName("ПРИКАЗ"), DateNumberPlace(place="г. Энск"))))
    assert document.paragraphs[1].text == "«____» ______________ 20____ г.\t№\u00a0__________"


def test_a_table_of_a_thousand_rows_is_written_whole():
    rows = [[f"{number}", f"Педагог {number}", "воспитатель"] for number in range(1, 1001)]
    table = Table([Column("№"), Column("Имя", 4), Column("Должность", 3)], rows)
    paper = samples.order_on_pairs(
        blocks=(table, Signature("Заведующий", "О. С. Веретенникова")), date=date(2026, 9, 1)
    )
    text = docx_text(write_docx(paper))
    assert letters(text) == letters(to_text(paper))
    assert "Педагог 1000" in text


def test_words_of_a_crowded_table_are_broken_only_where_they_do_not_fit():
    words = ["высококвалифицированный", "взаимопосещение", "профессиональная", "план мая"]
    table = Table([Column("") for _ in range(8)], [words * 2])
    cells = opened(samples.order_on_pairs(blocks=(table,))).tables[0].rows[1].cells
    broken = [bool(list(cell._tc.iter(qn("w:softHyphen")))) for cell in cells]
    assert broken == [True, True, True, False] * 2


@pytest.mark.parametrize(("edition", "indent"), [("ГОСТ Р 7.0.97-2025", 90), ("ГОСТ Р 7.0.97-2016", 95)])
def test_the_edition_sets_the_corner_and_stands_in_the_file(edition, indent):
    paper = samples.order_on_pairs(edition=edition, blocks=(model.Addressee(("Заведующему",)), model.Paragraph("а")))
    document = Document(io.BytesIO(write_docx(paper)))
    assert document.core_properties.keywords == edition
    assert round(document.paragraphs[0].paragraph_format.left_indent.mm) == indent
