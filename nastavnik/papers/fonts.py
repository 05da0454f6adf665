"""The letters of PT Serif: their widths, and which signs the PDF writer can print at all."""

from functools import cache, lru_cache

import fontpkg_pt_serif
import typst
from fontTools.ttLib import TTFont

FOLDER = str(fontpkg_pt_serif.ROOT / "files")
FAMILIES = (
    "PT Serif",
    "Libertinus Serif",
    "New Computer Modern",
    "New Computer Modern Math",
    "DejaVu Sans Mono",
)
"""PT Serif, and what the typesetter carries in itself for signs that PT Serif lacks (☐, ✓, →, Greek)."""

PDF_FACE = "PT Serif"
DOCX_FACE = "Times New Roman"
"""Present on the users' machines; elsewhere PT Astra Serif and Liberation Serif have the same widths."""

MISSING = "□"
_MM_PER_POINT = 25.4 / 72
_FACES = {PDF_FACE: (1.0, 1.09), DOCX_FACE: (0.935, 0.99)}
"""Regular and bold letters of a face, at their widest, against those of PT Serif (Russian words measured)."""


@cache
def typesetter_fonts() -> typst.Fonts:
    """Fonts for every compilation: ours and the typesetter's own, never those of the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FOLDER])


def text_width(text: str, size: float, *, bold: bool = False, face: str = PDF_FACE) -> float:
    """Width in millimetres, rather too large than too small, of a text of this size in points."""
    widths, usual = _widths()
    ems = sum(widths.get(letter, usual) for letter in text)
    return ems * size * _MM_PER_POINT * _FACES[face][bold]


def printable(text: str) -> str:
    """The text with □ in place of the signs that no font of ours has (emoji, hieroglyphs).

    PDF/UA and PDF/A refuse a sign without a picture; an honest box is better than a paper that cannot be
    made.
    """
    if all(letter in _widths()[0] for letter in text):
        return text
    return "".join(letter if _has_picture(letter) else MISSING for letter in text)


@cache
def _widths() -> tuple[dict[str, float], float]:
    with TTFont(f"{FOLDER}/PT_Serif-Web-Regular.ttf", lazy=True) as font:
        em = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        widths = {chr(code): advances[glyph][0] / em for code, glyph in font.getBestCmap().items()}
    widths["\n"] = 0.0
    return widths, widths["ж"]


@lru_cache(maxsize=4096)
def _has_picture(letter: str) -> bool:
    if letter in _widths()[0]:
        return True
    try:
        typst.compile(
            _PROBE,
            font_paths=typesetter_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"letter": letter},
            format="pdf",
            pdf_standards=["a-2u"],
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True


_QUOTED = ", ".join(f'"{family}"' for family in FAMILIES)
_PROBE = (
    f"#set document(date: datetime(year: 2026, month: 1, day: 1))\n#set text(font: ({_QUOTED}))\n#sys.inputs.letter"
).encode()
