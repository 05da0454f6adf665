"""The regular names, as the library pytrovich declines them."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from .cases import OBLIQUE, Forms

Part = Literal["surname", "first_name", "patronymic"]

_PARTS = {"surname": "LASTNAME", "first_name": "FIRSTNAME", "patronymic": "MIDDLENAME"}


def regular_forms(part: Part, word: str, *, female: bool) -> Forms:
    """The five forms of one word of a name; a word that no rule of the library fits stays unchanged."""
    from pytrovich.enums import Case, Gender, NamePart  # loaded with the library's rules, at first use

    gender = Gender.FEMALE if female else Gender.MALE
    make = _maker().make
    forms = (make(NamePart[_PARTS[part]], gender, Case[case.upper()], word) for case in OBLIQUE)
    return tuple(forms)  # type: ignore[return-value]


@cache
def _maker() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()
