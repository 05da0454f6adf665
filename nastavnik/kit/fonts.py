"""Page fonts, cut at set-up from the PT families: Latin, Cyrillic of all Russia's languages, punctuation."""

from pathlib import Path

import fontpkg_pt_sans
import fontpkg_pt_serif
from fontTools import subset

# Latin with Western accents; Cyrillic with the letters of Tatar, Bashkir, Yakut and other names;
# dashes, quotes, No, rouble, minus, comparison. Hinting stays: old office screens need it.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x400, 0x530),
    *range(0x2000, 0x2070),
    *(0x2116, 0x20BD, 0x2122, 0x2190, 0x2192, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x00D7, 0x2713),
]

FONTS = {
    "pt-sans-regular": fontpkg_pt_sans.ROOT / "files" / "PT_Sans-Web-Regular.ttf",
    "pt-sans-italic": fontpkg_pt_sans.ROOT / "files" / "PT_Sans-Web-Italic.ttf",
    "pt-sans-bold": fontpkg_pt_sans.ROOT / "files" / "PT_Sans-Web-Bold.ttf",
    "pt-serif-regular": fontpkg_pt_serif.ROOT / "files" / "PT_Serif-Web-Regular.ttf",
    "pt-serif-bold": fontpkg_pt_serif.ROOT / "files" / "PT_Serif-Web-Bold.ttf",
}


def build_fonts(target_dir: Path) -> list[Path]:
    """Write one .woff2 per face into `target_dir` (made if missing) and return the files.

    A face is written beside its name and moved into place, so that a broken set-up leaves no half file.
    """
    target_dir = Path(target_dir)
    target_dir.mkdir(parents=True, exist_ok=True)
    written = []
    for name, source in FONTS.items():
        target = target_dir / f"{name}.woff2"
        draft = target.with_suffix(".part")
        _cut(source, draft)
        draft.replace(target)
        written.append(target)
    return written


def _cut(source: Path, target: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "locl", "ccmp", "mark"])
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    subset.save_font(font, str(target), options)
