"""Posts in six cases: «воспитателя», «заместителем заведующего по АХЧ», «учителю-логопеду».

A post is declined by its head: adjectives before it and the noun for the person change, all that depends on
the noun («… по физической культуре», «… группы № 7») stays. Known posts come out of a ready table
(`positions.csv`: the nomenclature of the government decree of 21.02.2022 № 225, administration and staff of
kindergartens, roles of mentoring); others go by the dictionary. A stored correction wins over both.
"""

from __future__ import annotations

import re

from .cases import Cases
from .position_heads import Gender, decline_segment
from .spelling import tidy

_QUOTE = r"«[^»]*»?|\"[^\"]*\"?|„[^“”]*[“”]?|“[^”]*”?"
_BRACKET = r"\((?P<inside>[^()]*)\)?"
# What parts two posts in one phrase: comma, slash, plus, a dash with a space beside it, «и».
_SEPARATOR = r"\s*[,;+]\s*|(?<=\w\w\w)\s*/\s*(?=\w\w\w)|\s+[-‐‑‒–—]\s*|\s*[-‐‑‒–—]\s+|\s+и\s+"
_PIECE = re.compile(f"(?P<quote>{_QUOTE})|(?P<bracket>{_BRACKET})|(?P<separator>{_SEPARATOR})")


def decline_position(nominative: str) -> Cases:
    """The post in six cases, written as it was given (capitals, quotation marks, brackets, «№ 7»).

    A phrase without a recognisable head stays the same in all cases and is not certain; so is an empty one.
    Never raises.
    """
    phrase = tidy(nominative)
    if not phrase:
        return Cases.unchanged("", certain=False)
    declined, _ = _decline_pieces(phrase, strict=False, gender=None)
    return declined


def _decline_pieces(phrase: str, *, strict: bool, gender: Gender | None) -> tuple[Cases, Gender | None]:
    """Decline the pieces of a phrase one by one.

    After the first piece only that is declined which is surely a second post or an apposition in the
    nominative («…, музыкальный руководитель», «… (старший методист)»): a remark («… (логопедическая
    группа)») stays. `gender` is that of the head found so far.
    """
    declined: list[Cases] = []
    for is_text, text in _pieces(phrase):
        if is_text:
            cases, found = decline_segment(text, strict=strict, gender=gender)
            gender = gender or found
            strict = True
        elif text.startswith("("):
            end = len(text) - text.endswith(")")
            inside, _ = _decline_pieces(text[1:end], strict=True, gender=gender)
            cases = Cases.joined((Cases.unchanged("("), inside, Cases.unchanged(text[end:])), "")
        else:
            cases = Cases.unchanged(text)
        declined.append(cases)
    return Cases.joined(declined, ""), gender


def _pieces(phrase: str) -> list[tuple[bool, str]]:
    """(is it text to decline?, piece) in order; quoted names belong to the text round them."""
    pieces: list[tuple[bool, str]] = []
    text, end = "", 0
    for match in _PIECE.finditer(phrase):
        text += phrase[end : match.start()]
        end = match.end()
        if match["quote"] is not None:
            text += match[0]
            continue
        if text:
            pieces.append((True, text))
        pieces.append((False, match[0]))
        text = ""
    text += phrase[end:]
    return [*pieces, (True, text)] if text else pieces
