"""Word files of an institution, good and hostile, made by python-docx and by changing the package."""

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def form(
    *paragraphs: str | list[str],
    header: str = "",
    footer: str = "",
    footnote: str = "",
    properties: Mapping[str, str] | None = None,
    rows: list[list[str]] | None = None,
) -> bytes:
    """A .docx with these paragraphs; a list is one paragraph in several runs, as Word tears them."""
    document = Document()
    for paragraph in paragraphs:
        added = document.add_paragraph()
        for run in [paragraph] if isinstance(paragraph, str) else paragraph:
            added.add_run(run)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    for name, text in (properties or {}).items():
        setattr(document.core_properties, name, text)
    if footnote:
        _add_footnote(document, footnote)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_footnote(document, text: str) -> None:
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {_W}><w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t>'
        "</w:r></w:p></w:footnote></w:footnotes>"
    )
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def changed(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with its parts changed as told."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return changed(form("{{ текст }}"), lambda parts: parts.update({name: content}))


def with_xml(place: str, old: str, new: str) -> bytes:
    """The good form with a piece of one of its parts replaced."""

    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[place]
        parts[place] = parts[place].replace(old.encode(), new.encode(), 1)

    return changed(form("{{ текст }}"), change)
