"""The log says where something broke, never about whom: texts of errors may hold what a person has typed.

PostgreSQL, for one, puts the values of the refused row into its message («Key (surname)=(…)»).
"""

import logging
import traceback
from types import TracebackType

from django.db import OperationalError

_OF_THE_MACHINE = (OSError, OperationalError)  # a full disk, a lost connection: no values of rows in them


class QuietFormatter(logging.Formatter):
    """Traces with files, lines and kinds of errors; the text only of errors of the machine itself."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have left its own, louder one there
        return super().format(record)

    def formatException(self, ei) -> str:
        _kind, error, trace = ei
        return "\n".join(_told(error, trace)) if error is not None else ""


def _told(error: BaseException, trace: TracebackType | None) -> list[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_told(earlier, earlier.__traceback__), ""] if earlier is not None else []
    lines += ["Traceback (most recent call last):", "".join(traceback.format_tb(trace)).rstrip()]
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return [*lines, f"{kind}: {error}" if isinstance(error, _OF_THE_MACHINE) else kind]
