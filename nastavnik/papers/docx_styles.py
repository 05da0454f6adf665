"""Styles, language and page number of a .docx: python-docx's template is American, our papers are not."""

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from nastavnik.papers import layout, model
from nastavnik.papers.fonts import DOCX_FACE

LINE_SPACING = 1.15


def set_styles(document, language: str, size: float) -> None:
    """Times New Roman, Russian and sizes of ours in every style that the writer uses."""
    styles = document.styles
    _set_defaults(styles.element, language)
    _set_settings(document.settings.element, language)
    normal = styles["Normal"]
    _set_font(normal, size)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = LINE_SPACING
    normal.paragraph_format.widow_control = True

    body = styles["Body Text"]
    _set_font(body, size)
    body.paragraph_format.space_after = Pt(0)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.first_line_indent = Mm(layout.INDENT_MM)

    for level in range(1, 7):
        _set_heading(styles[f"Heading {level}"], size)
    caption = styles["Caption"]
    _set_font(caption, 11, bold=False)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(8), Pt(4)

    _add(styles, "Letterhead", size, line_spacing=1.0).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add(styles, "Corner", size, line_spacing=1.0)
    _add(styles, "Note", size - 2, line_spacing=1.0).paragraph_format.space_before = Pt(4)
    _add(styles, "Cell", 11, line_spacing=1.0)
    _add(styles, "Spacer", 5, line_spacing=1.0)


def fill_paragraph(paragraph, runs: tuple[model.Run, ...]) -> None:
    """Runs into a paragraph of python-docx: line breaks become elements, everything else stays text."""
    for run in runs:
        added = paragraph.add_run(run.text)
        if run.bold:
            added.bold = True
        if run.italic:
            added.italic = True


def page_number(section) -> None:
    """The number at the top centre from the second page on (ГОСТ Р 7.0.97)."""
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run, number = OxmlElement("w:r"), OxmlElement("w:t")
    number.text = "2"
    run.append(number)
    field.append(run)
    header._p.append(field)


def _set_defaults(styles, language: str) -> None:
    properties = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in list(properties):
        if old.tag in (qn("w:rFonts"), qn("w:lang")):
            properties.remove(old)
    properties.insert(0, _fonts())
    lang = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia"):
        lang.set(qn(attribute), language)
    properties.append(lang)


def _set_settings(settings, language: str) -> None:
    """Word works in its present mode, not in that of 2010, and in Russian."""
    settings.remove(settings.find(qn("w:proofState")))  # «spelling checked» would be untrue
    mode = next(one for one in settings.iter(qn("w:compatSetting")) if one.get(qn("w:name")) == "compatibilityMode")
    mode.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), language)


def _fonts():
    """All four scripts: with one of them missing Word takes the theme's font for some letters."""
    fonts = OxmlElement("w:rFonts")
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(attribute), DOCX_FACE)
    return fonts


def _set_font(style, size: float, *, bold: bool | None = None) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, _fonts())
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    if bold is not None:
        style.font.bold = bold


def _set_heading(style, size: float) -> None:
    _set_font(style, size, bold=True)
    style.font.italic = False
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(8)
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.line_spacing = 1.0


def _add(styles, name: str, size: float, *, line_spacing: float):
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    _set_font(style, size)
    style.paragraph_format.line_spacing = line_spacing
    return style
