"""The .docx writer: the copy that an institution edits, with real headings and table headers, in Russian."""

import io
import zipfile
from datetime import datetime, time
from functools import lru_cache, singledispatchmethod

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from nastavnik.papers import docx_tables, layout, model
from nastavnik.papers.docx_styles import fill_paragraph, page_number, set_styles
from nastavnik.papers.wording import NBSP

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(paper: model.Paper) -> bytes:
    """The paper as .docx; the same paper gives the same bytes."""
    return _Writer(paper).bytes()


@lru_cache(maxsize=8)
def _sheet_with_styles(language: str, size: float) -> bytes:
    """An empty .docx with our styles: setting them anew for each paper would take a quarter of its time."""
    document = Document()
    set_styles(document, language, size)
    package = document.part.package
    for key, relationship in list(package.rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # a picture of python-docx's empty template
            del package.rels[key]
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


class _Writer:
    def __init__(self, paper: model.Paper) -> None:
        self.paper = paper
        size = layout.body_size(paper.page)
        self.document = Document(io.BytesIO(_sheet_with_styles(paper.language, size)))
        self.page: model.Orientation = paper.page
        self.break_before = False

    def bytes(self) -> bytes:
        self.style_ids = {style.name: style.style_id for style in self.document.styles}
        self._properties()
        self._set_page(self.document.sections[0], self.paper.page)
        page_number(self.document.sections[0])
        self._flow(layout.arrange(self.paper.blocks))
        packed = io.BytesIO()
        self.document.save(packed)
        _let_go(self.document)
        return repacked(packed)

    def _properties(self) -> None:
        moment = datetime.combine(self.paper.date, time())
        properties = self.document.core_properties
        properties.title = self.paper.title[:255]
        properties.author = properties.last_modified_by = self.paper.author[:255]
        properties.language = self.paper.language
        properties.created = properties.modified = moment
        properties.comments = properties.subject = ""
        properties.keywords = self.paper.edition
        properties.revision = 1

    def _set_page(self, section, page: model.Orientation) -> None:
        sides = layout.margins(page, self.paper.keep_years)
        short, long = layout.PAGE_MM
        section.orientation = WD_ORIENT.LANDSCAPE if page == "landscape" else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (
            (Mm(long), Mm(short)) if page == "landscape" else (Mm(short), Mm(long))
        )
        section.top_margin, section.right_margin = Mm(sides.top), Mm(sides.right)
        section.bottom_margin, section.left_margin = Mm(sides.bottom), Mm(sides.left)
        section.header_distance = Mm(sides.top / 2)
        section.footer_distance = Mm(5)

    @property
    def width(self) -> float:
        """Millimetres between the margins of the present page."""
        return layout.text_width_mm(self.page, self.paper.keep_years)

    def _flow(self, laid: tuple[layout.Laid, ...]) -> None:
        for place in laid:
            self.put(place.block, place)

    def paragraph(self, text: model.Text = "", style: str = "Normal", *, holds: bool = False) -> DocxParagraph:
        """A paragraph of this style at the end; `holds`: not parted from the next one."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.style_ids[style]  # by name python-docx searches all styles every time
        fill_paragraph(paragraph, layout.bound(text))
        if holds:
            paragraph.paragraph_format.keep_with_next = True
        if self.break_before:
            paragraph.paragraph_format.page_break_before = True
            self.break_before = False
        return paragraph

    def space(self) -> None:
        """A thin line before a table: Word joins tables that touch, and no table can itself begin a page."""
        self.paragraph(style="Spacer", holds=True)

    # --- blocks
    # -------------------------------------------------------------------------------------------------
    @singledispatchmethod
    def put(self, block, place: layout.Laid) -> None:
        raise TypeError(f"docx: неизвестная часть документа {block!r}")

    @put.register
    def _(self, block: model.Letterhead, place: layout.Laid) -> None:
        lines = layout.letterhead_lines(block)
        for line in lines:
            last = self.paragraph(line, "Letterhead", holds=True)
        last.paragraph_format.space_after = Pt(14)

    @put.register
    def _(self, block: model.DocumentName, place: layout.Laid) -> None:
        paragraph = self.paragraph(block.text, f"Heading {place.level}", holds=True)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(12)
        for run in paragraph.runs:
            run.font.size = Pt(layout.body_size(self.page) + 2)

    @put.register
    def _(self, block: model.DateNumberPlace, place: layout.Laid) -> None:
        left, right = layout.date_line(block)
        paragraph = self.paragraph(left, holds=True)
        paragraph.add_run("\t")
        fill_paragraph(paragraph, layout.bound(right))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.paragraph_format.space_after = Pt(4 if block.place else 14)
        if block.place:
            below = self.paragraph(block.place, holds=True)
            below.alignment = WD_ALIGN_PARAGRAPH.CENTER
            below.paragraph_format.space_after = Pt(14)

    @put.register
    def _(self, block: model.Addressee, place: layout.Laid) -> None:
        for line in block.lines:
            last = self.paragraph(line, "Corner")
            last.paragraph_format.left_indent = Mm(self.width - layout.corner_mm(self.paper.edition))
        last.paragraph_format.space_after = Pt(16)

    @put.register
    def _(self, block: layout.Approvals, place: layout.Laid) -> None:
        if block.left is None:
            self._approval_at_right(block.right)
            return
        self.space()
        columns = [
            [(approval.label, True), *((line, False) for line in approval.lines)]
            for approval in (block.left, block.right)
        ]
        docx_tables.add_side_by_side(self.document, columns, self.width)
        self.paragraph(style="Spacer")

    def _approval_at_right(self, approval: model.Approval) -> None:
        for index, line in enumerate((approval.label, *approval.lines)):
            last = self.paragraph((model.Run(line, bold=index == 0),), "Corner")
            last.paragraph_format.left_indent = Mm(self.width - layout.corner_mm(self.paper.edition))
        last.paragraph_format.space_after = Pt(16)

    @put.register
    def _(self, block: model.Heading, place: layout.Laid) -> None:
        paragraph = self.paragraph(block.text, f"Heading {place.level}", holds=True)
        if place.centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = Pt(0)
        elif block.level == 1:
            paragraph.paragraph_format.right_indent = Mm(self.width / 4)
        if block.level == 3:
            for run in paragraph.runs:
                run.italic = True

    @put.register
    def _(self, block: model.Paragraph, place: layout.Laid) -> None:
        paragraph = self.paragraph(block.text, "Body Text", holds=place.holds)
        paragraph.alignment = _ALIGN[block.align]
        if not block.indent or block.align == "center":
            paragraph.paragraph_format.first_line_indent = Mm(0)

    @put.register
    def _(self, block: model.Command, place: layout.Laid) -> None:
        paragraph = self.paragraph((model.Run(block.text, bold=True),), holds=True)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(8)

    @put.register
    def _(self, block: model.Item, place: layout.Laid) -> None:
        text = (model.Run(f"{block.number}{NBSP}"), *model.runs(block.text))
        paragraph = self.paragraph(text, "Body Text", holds=place.holds)
        paragraph.paragraph_format.first_line_indent = Mm(layout.INDENT_MM + (block.level - 1) * 5)

    @put.register
    def _(self, block: model.Note, place: layout.Laid) -> None:
        self.paragraph(block.text, "Note", holds=place.holds)

    @put.register
    def _(self, block: model.Blank, place: layout.Laid) -> None:
        for index in range(max(block.lines, 1)):
            last = index + 1 == block.lines
            label = f"{block.label} " if index == 0 and block.label else ""
            paragraph = self.paragraph(label, holds=place.holds or not last)
            paragraph.add_run("\t")
            paragraph.paragraph_format.space_before = Pt(6)
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Mm(self.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
            )

    @put.register
    def _(self, block: layout.Definitions, place: layout.Laid) -> None:
        self.space()
        docx_tables.add_definitions(self.document, block.rows, self.width)
        self.paragraph(style="Spacer")

    @put.register
    def _(self, block: model.Table, place: layout.Laid) -> None:
        if block.caption:
            self.paragraph(block.caption, "Caption", holds=True)
        else:
            self.space()
        docx_tables.add_table(self.document, block, self.width, holds_last_row=place.signed)
        self.paragraph(style="Spacer", holds=place.signed)

    @put.register
    def _(self, block: layout.Signatures, place: layout.Laid) -> None:
        self.space()
        docx_tables.add_signatures(self.document, block, self.width)
        self.paragraph(style="Spacer")

    @put.register
    def _(self, block: model.Acquaintance, place: layout.Laid) -> None:
        paragraph = self.paragraph(block.label, holds=True)
        paragraph.paragraph_format.space_before = Pt(14)
        docx_tables.add_acquaintance(self.document, block.people, self.width)

    @put.register
    def _(self, block: model.PageBreak, place: layout.Laid) -> None:
        self.break_before = True

    @put.register
    def _(self, block: model.Appendix, place: layout.Laid) -> None:
        self._turn_to(block.page)
        label = self.paragraph(block.label, f"Heading {place.level}", holds=True)
        for run in label.runs:
            run.bold = False
        label.paragraph_format.space_before = label.paragraph_format.space_after = Pt(0)
        reference = self.paragraph(block.reference, "Corner", holds=True)
        reference.paragraph_format.space_after = Pt(14)
        for paragraph in (label, reference):
            paragraph.paragraph_format.left_indent = Mm(self.width - layout.corner_mm(self.paper.edition))
        self._flow(place.inner)
        self._turn_to(self.paper.page)

    def _turn_to(self, page: model.Orientation) -> None:
        """What follows begins a new page, sideways or upright."""
        if page == self.page:
            self.break_before = True
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        self._set_page(section, page)
        self.page = page
        self.break_before = False


def _let_go(document) -> None:
    """Package and parts hold each other: untied, their memory is free at once and a thousand papers need no more."""
    package = document.part.package
    for each in (package, *package.iter_parts()):
        vars(each).clear()


def repacked(packed: io.BytesIO) -> bytes:
    """The same archive without the moment of its making, so that the same paper has the same hash."""
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            plain = zipfile.ZipInfo(entry.filename, _EPOCH)
            plain.compress_type = zipfile.ZIP_DEFLATED
            plain.create_system = 3  # equal on Windows and Linux
            plain.external_attr = 0o600 << 16
            target.writestr(plain, source.read(entry.filename))
    return out.getvalue()
