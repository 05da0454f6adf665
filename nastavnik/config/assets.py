"""What is made at set-up rather than kept in the repository: page fonts and compiled translations."""

from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent


def build() -> None:
    """Make what is missing or older than its source."""
    fonts = PACKAGE.parent / "build" / "static" / "fonts"
    if not any(fonts.glob("*.woff2")):
        from nastavnik.kit.fonts import build_fonts  # fontTools is slow to load

        build_fonts(fonts)
    for source in (PACKAGE / "locale").glob("*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
