from fontTools.ttLib import TTFont

from nastavnik.kit.fonts import FONTS, build_fonts


def test_page_fonts_hold_every_letter_that_names_and_papers_need(tmp_path):
    files = build_fonts(tmp_path / "fonts")
    assert {file.stem for file in files} == set(FONTS)
    assert list(tmp_path.rglob("*.part")) == []
    for file in files:
        font = TTFont(file)
        assert font.flavor == "woff2"
        missing = [letter for letter in "АЯёЪ«»—–…№₽−Үәҗңөүһҙqé0" if ord(letter) not in font.getBestCmap()]
        assert missing == [], file.name
        assert file.stat().st_size < 120_000
