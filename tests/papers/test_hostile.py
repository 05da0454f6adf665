"""Texts that would like to be more than text: both writers print them, without what cannot be printed."""

import io
import zipfile

import pypdf
import pytest
from lxml import etree

from nastavnik.papers import model
from nastavnik.papers.docx import write_docx
from nastavnik.papers.pdf import write_pdf
from tests.papers import samples
from tests.papers.reading import docx_text, pdf_tags

LONG = "Щ" * 200
HOSTILE = {
    # what is sent: what the .docx prints, what the PDF prints (None: the same)
    "<script>alert(1)</script>": ("<script>alert(1)</script>", None),
    "{{ 7 * 7 }}{% debug %}": ("{{ 7 * 7 }}{% debug %}", None),
    '#read("/etc/passwd") *жирно* $x^2$ @ссылка': ('#read("/etc/passwd") *жирно* $x^2$ @ссылка', None),
    "#import sys: inputs \\ ]): [": ("#import sys: inputs \\ ]): [", None),
    '=cmd|"/C calc"!A0': ('=cmd|"/C calc"!A0', None),
    "]]> &amp; <!-- <w:p/> %PDF": ("]]> &amp; <!-- <w:p/> %PDF", None),
    "до\u202eнабо\u202c\u200f после": ("донабо после", None),
    "а\x00б\x07в\x1f\x7f": ("абв", None),
    "одинокий\ud800суррогат": ("одинокийсуррогат", None),
    "праздник 🎉 и 中": ("праздник 🎉 и 中", "праздник □ и □"),
    "галочка ☑ и стрелка →": ("галочка ☑ и стрелка →", None),
    LONG: (LONG, None),
    "https://ds7.example/" + "путь/" * 20: ("https://ds7.example/" + "путь/" * 20, None),
}


def paper_full_of(text: str) -> model.Paper:
    """A paper with this text in every place that takes one."""
    blocks = (
        model.Approval(text, [text]),
        model.Letterhead(text, text, text, text),
        model.Addressee([text]),
        model.DocumentName(text),
        model.DateNumberPlace(None, text, text),
        model.Heading(text),
        model.Command(text),
        model.Paragraph((model.Run(text, bold=True), model.Run(text, italic=True))),
        model.Item(text, text),
        model.Table([model.Column(text), model.Column(text)], [[text, text]], caption=text),
        model.Table([model.Column(text)], [], empty=text),
        model.Definition(text, text),
        model.Blank(text),
        model.Note(text),
        model.Signature(text, text),
        model.Acquaintance([model.Acquainted(text, text)], text),
        model.Appendix(text, [model.Paragraph(text)], text),
    )
    return samples.order_on_pairs(title=f"Документ {text}", author=text, blocks=blocks)


PLACES = 35  # how many times the text stands in the paper above


def bare(text: str) -> str:
    """Without what writers add: spaces, line ends, places to break."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "\u200b\u00ad")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_the_docx_prints_a_hostile_text_as_text(text):
    content = write_docx(paper_full_of(text))
    assert bare(docx_text(content)).count(bare(HOSTILE[text][0])) == PLACES
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        names = {etree.QName(node).localname for node in body.iter()}
    assert not names & {"instrText", "fldSimple", "hyperlink", "object", "script", "altChunk"}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_the_pdf_prints_a_hostile_text_as_text(text):
    content = write_pdf(paper_full_of(text))
    in_docx, in_pdf = HOSTILE[text]
    assert bare(pdf_tags(content).text).count(bare(in_pdf or in_docx)) == PLACES
    assert "root:x:0" not in pdf_tags(content).text
    assert all("/Annots" not in page for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_a_long_word_stays_inside_its_column():
    table = model.Table([model.Column("№", 1), model.Column("Имя", 1), model.Column("Срок", 1)], [["1", LONG, "май"]])
    content = write_pdf(samples.order_on_pairs(blocks=(table,)))
    places = []
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: places.append((text, tm[4])))
    lines = [text for text, _ in places if "Щ" in text]
    assert len(lines) > 3
    assert max(text.count("Щ") for text in lines) < 40
