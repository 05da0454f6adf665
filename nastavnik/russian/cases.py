"""The six grammatical cases of one phrase, and the stored correction that overrules the computed ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

OBLIQUE = ("genitive", "dative", "accusative", "instrumental", "prepositional")

# The forms of the five oblique cases of one word, in the order of OBLIQUE.
Forms = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Cases:
    """One phrase in six cases.

    `prepositional` is given without its preposition. `certain` is False when the forms are not declined
    because it was unknown how (sex not told, foreign letters): a document must not use them unseen.
    """

    nominative: str
    genitive: str
    dative: str
    accusative: str
    instrumental: str
    prepositional: str
    certain: bool = True

    @classmethod
    def unchanged(cls, text: str, *, certain: bool = True) -> Cases:
        """The same text in all six cases."""
        return cls(text, text, text, text, text, text, certain)

    @classmethod
    def of(cls, nominative: str, forms: Forms, *, certain: bool = True) -> Cases:
        return cls(nominative, *forms, certain)

    @classmethod
    def joined(cls, parts: Iterable[Cases], separator: str = " ") -> Cases:
        """Cases of a phrase put together from declined parts; empty parts leave no double separator."""
        shown = [part for part in parts if part.nominative]
        if not shown:
            return cls.unchanged("", certain=False)
        nominative, genitive, dative, accusative, instrumental, prepositional = (
            separator.join(texts) for texts in zip(*(part.texts() for part in shown), strict=True)
        )
        certain = all(part.certain for part in shown)
        return cls(nominative, genitive, dative, accusative, instrumental, prepositional, certain)

    def texts(self) -> tuple[str, str, str, str, str, str]:
        return (self.nominative, *self.oblique())

    def oblique(self) -> Forms:
        """The five oblique forms in the order of OBLIQUE."""
        return (self.genitive, self.dative, self.accusative, self.instrumental, self.prepositional)


def apply_override(cases: Cases, overrides: Mapping[str, str]) -> Cases:
    """Put stored corrections (case name -> form) over the computed forms; a blank correction is none.

    With all five oblique forms stored nothing is guessed any more, so the result is certain. Raises
    ValueError for a name that is not one of the five oblique cases.
    """
    unknown = sorted(set(overrides) - set(OBLIQUE))
    if unknown:
        raise ValueError(
            f"Поправка к падежам названа неверно: {', '.join(unknown)}. Возможны только {', '.join(OBLIQUE)}."
        )
    given = {case: form.strip() for case, form in overrides.items() if form and form.strip()}
    return replace(cases, **given, certain=cases.certain or len(given) == len(OBLIQUE))
