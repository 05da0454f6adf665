"""Chosen directions: one cell told apart by the institution's own names, and likely names for other wordings."""

import re
from collections.abc import Iterable, Sequence

from nastavnik.people.staff_table.cells import fold, one_line

_BETWEEN = re.compile(r"\s*[,;]\s+|\s*;\s*|\n+")
_WORD = re.compile(r"[^\W\d_]{3,}")
LIKELY = 0.3
"""How much of a wording must be in a name for it to be proposed; below that the curator chooses unprompted."""


def split_topics(cell: str, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names of the directory that stand in the cell, in its order, and the wordings that are none of them.

    A form service joins the choices by a comma and a space; a name may hold a comma itself, so the longest run
    of pieces that is a name is taken. Words in another order are the same name.
    """
    known = {_key(name): name for name in names}
    pieces = [piece for piece in (one_line(each).strip(" .") for each in _BETWEEN.split(cell)) if piece]
    found: list[str] = []
    others: list[str] = []
    start = 0
    while start < len(pieces):
        for end in range(len(pieces), start, -1):
            name = known.get(_key(" ".join(pieces[start:end])))
            if name is not None:
                found.append(name)
                start = end
                break
        else:
            others.append(pieces[start])
            start += 1
    return list(dict.fromkeys(found)), list(dict.fromkeys(others))


def likely_name(wording: str, names: Sequence[str]) -> str:
    """The name that a wording most probably means, or "" when none is likely or two are equally so.

    Words are compared by their roots; a root that many names share («работа») says little.
    """
    roots = _words(wording)
    if not roots:
        return ""
    shared = {name: [root for root in roots if _has(name, root)] for name in names}
    bearers = {root: sum(root in held for held in shared.values()) for root in roots}
    scores = {name: sum(1 / bearers[root] for root in held) / len(roots) for name, held in shared.items()}
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked or scores[ranked[0]] < LIKELY:
        return ""
    if len(ranked) > 1 and scores[ranked[1]] > scores[ranked[0]] * 0.8:
        return ""
    return ranked[0]


def _key(text: str) -> tuple[str, ...]:
    return tuple(sorted(_WORD.findall(fold(text))))


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def _has(name: str, root: str) -> bool:
    return any(_one_root(word, root) for word in _words(name))


def _one_root(one: str, other: str) -> bool:
    """«дети» and «детьми», «игровая» and «игровые»: the same but for the ending."""
    shorter = min(len(one), len(other))
    same = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    return same >= max(3, shorter - 3)
