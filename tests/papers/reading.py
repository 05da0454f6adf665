"""Reads papers back: the text of a .docx in order, and what a screen reader finds in a tagged PDF."""

import io
import re
from dataclasses import dataclass, field

import pikepdf
from docx import Document
from docx.oxml.ns import qn


def letters(text: str) -> str:
    """Letters and digits alone: line ends, hyphens, no-break spaces and lines for the hand do not matter."""
    return re.sub(r"[\W_]+", "", text)


def docx_text(content: bytes) -> str:
    """The text of the body in reading order, tables included."""
    return element_text(Document(io.BytesIO(content)).element.body)


def element_text(element) -> str:
    parts = []
    for node in element.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag in (qn("w:p"), qn("w:br"), qn("w:tab")):
            parts.append("\n")
    return "".join(parts)


@dataclass
class Tag:
    """An element of the structure tree: its name (H1, P, TH …), its children, the text read in it."""

    name: str
    attributes: list
    children: list = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, *names: str) -> list["Tag"]:
        """All elements of these names below, in order."""
        found = []
        for child in self.children:
            if isinstance(child, Tag):
                found += ([child] if child.name in names else []) + child.all(*names)
        return found


def pdf_tags(content: bytes) -> Tag:
    """The structure tree with its texts, as assistive technology walks it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts = {page.objgen: _marked_texts(page) for page in pdf.pages}
        return _tag(pdf.Root.StructTreeRoot, texts, None, "Root")


def _tag(element, texts, page, name: str) -> Tag:
    page = element.get("/Pg", page)
    attributes = element.get("/A", [])
    tag = Tag(name, list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes])
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            tag.children.append(texts[page.objgen].get(kid, ""))
        elif "/MCID" in kid:
            tag.children.append(texts[kid.get("/Pg", page).objgen].get(int(kid.MCID), ""))
        elif "/S" in kid:
            tag.children.append(_tag(kid, texts, page, str(kid.S).lstrip("/")))
    return tag


def _marked_texts(page) -> dict[int, str]:
    """Text by marked-content number; what is marked as an artifact (page numbers, lines) has none."""
    fonts = {name: _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    marks: list[int | None] = []
    spoken: list[str | None] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1] if isinstance(operands[1], pikepdf.Dictionary) else {}
                marks.append(int(properties["/MCID"]) if "/MCID" in properties else (marks or [None])[-1])
                spoken.append(str(properties["/ActualText"]) if "/ActualText" in properties else None)
                if spoken[-1] is not None and marks[-1] is not None:
                    found[marks[-1]] = found.get(marks[-1], "") + spoken[-1]
            case "BMC":
                marks.append(None)
                spoken.append(None)
            case "EMC":
                marks.pop()
                spoken.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ" if marks and marks[-1] is not None and not any(word is not None for word in spoken):
                pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
                shown = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
                codes = [int.from_bytes(shown[at : at + 2]) for at in range(0, len(shown), 2)]
                found[marks[-1]] = found.get(marks[-1], "") + "".join(font.get(code, "?") for code in codes)
    return found


def _to_unicode(font) -> dict[int, str]:
    table: dict[int, str] = {}
    source = font.ToUnicode.read_bytes().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            table[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                table[int(first, 16) + step] = chr(int(text, 16) + step)
    return table


def pdf_keywords(content: bytes) -> str:
    """What the file says of itself: the standard that it is laid out by."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return str(pdf.docinfo.get("/Keywords", ""))
