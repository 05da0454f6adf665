"""What the reader of one cell hands back besides the value: remarks on how it was understood."""

from dataclasses import dataclass

from .model import ERROR, WARNING


@dataclass(frozen=True, slots=True)
class Issue:
    """`text` goes on after «Строка 8, столбец «…»: » and says what is wrong and how to mend it."""

    code: str
    text: str
    severity: str = WARNING


def doubt(code: str, text: str) -> Issue:
    return Issue(code, text, WARNING)


def fault(code: str, text: str) -> Issue:
    return Issue(code, text, ERROR)
