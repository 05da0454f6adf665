"""AA contrast of the tokens themselves; the browser tests see the pages."""

import re
from pathlib import Path

import pytest

import nastavnik.kit

TOKENS = (Path(nastavnik.kit.__file__).parent / "static/kit/css/tokens.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", TOKENS))
TONES = ("neutral", "info", "good", "waiting", "warn", "bad")

TEXT = [
    *[(ink, back) for ink in ("ink", "ink-soft", "accent") for back in ("paper", "surface", "sunken")],
    *[(f"{tone}-ink", f"{tone}-back") for tone in TONES],
    *[("ink", f"{tone}-back") for tone in TONES],
    *[(f"tint-{number}-ink", f"tint-{number}-back") for number in range(1, 7)],
    ("on-accent", "accent"), ("on-accent", "accent-deep"), ("on-accent", "bad-ink"),
    ("on-deep", "accent-deep"), ("on-deep", "accent-mid"), ("on-deep-soft", "accent-deep"),
    ("on-deep-soft", "accent-mid"), ("accent-deep", "accent-soft"),
    ("bad-ink", "surface"), ("bad-ink", "paper"),
]  # fmt: skip
MARKS = [
    ("line-strong", "surface"), ("line-strong", "paper"), ("focus", "paper"), ("focus", "surface"),
    ("focus-on-deep", "accent-deep"), ("accent", "sunken"),
]  # fmt: skip


def _light(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted([_light(one), _light(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "back"), TEXT)
def test_text_is_readable_on_its_ground(ink, back):
    assert _contrast(COLOURS[ink], COLOURS[back]) >= 4.5


@pytest.mark.parametrize(("mark", "back"), MARKS)
def test_edges_and_focus_are_seen(mark, back):
    assert _contrast(COLOURS[mark], COLOURS[back]) >= 3


@pytest.mark.parametrize("mode", ["black", "white", "blue"])
def test_the_two_colours_of_the_version_for_weak_sight_are_far_apart(mode):
    back, fore = re.search(rf'\[data-contrast="{mode}"\] {{ --back: (#\w{{6}}); --fore: (#\w{{6}})', TOKENS).groups()
    assert _contrast(back, fore) >= 7
