"""From what a reader of one cell remarked to a whole sentence: where it is, what is wrong, how to mend it."""

from .cells import one_line, shorten
from .model import Problem
from .readings import Issue

ROW = "Строка"
RECORD = "Запись"  # a person of a page, which has no rows to count


def problem(place: str, row: int, column: str, value: str, issue: Issue) -> Problem:
    """`column` is the header as the table has it."""
    title = one_line(column)
    where = f"{place} {row}" + (f", столбец «{shorten(title, 50)}»" if title else "")
    return Problem(issue.code, issue.severity, row, title, shorten(value, 120), f"{where}: {_ended(issue.text)}")


def about_file(code: str, severity: str, sentence: str, *, row: int = 0, value: str = "") -> Problem:
    """A problem of the file as a whole."""
    return Problem(code, severity, row, "", shorten(value, 120), _ended(sentence))


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else text + "."
