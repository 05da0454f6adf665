"""An act that cannot be done now says so in a sentence; the page shows it, nothing is half-done."""

from typing import NoReturn


class Refused(Exception):
    """Why an act is not possible: what is wrong and what to do, in the reader's language.

    `field` names the form field that mends it, when there is one.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Outdated(Refused):
    """Somebody changed the same thing meanwhile (another tab, another person)."""


def refuse(sentence: str | None, *, field: str | None = None) -> None:
    """Raise when a guard has returned a sentence; do nothing when it has returned None."""
    if sentence:
        raise Refused(sentence, field=field)


def never(why: str) -> NoReturn:
    """A state of affairs that the code rules out."""
    raise AssertionError(why)
