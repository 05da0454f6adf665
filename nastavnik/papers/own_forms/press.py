"""Forms at work, seen from the product: a process of their own is asked, and put an end to when it takes too long."""

import io
import os
import subprocess
import sys
import tempfile
import threading
from datetime import datetime, time
from pathlib import Path
from typing import Any, Self

from nastavnik.papers.docx import repacked
from nastavnik.papers.model import Paper
from nastavnik.papers.own_forms.field import Field
from nastavnik.papers.own_forms.fields import context_of
from nastavnik.papers.own_forms.worker import receive, send

SECONDS = 10.0  # for one document; the usual one takes a tenth of a second
_ROOT = str(Path(__file__).resolve().parents[3])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from nastavnik.papers.own_forms.worker import main; main()"


class FormFailed(Exception):
    """The form could not be read or rendered; the text is for the journal and for whoever mends the form."""


class Press:
    """A process that reads and renders forms: `with Press() as press: …`, one template after another.

    Each press belongs to one thread. It starts at the first request and ends with the block.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._loaded: tuple[bytes, tuple[Field, ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._end()

    def read(self, template: bytes, fields: tuple[Field, ...]) -> tuple[list[str], set[str]]:
        """What is wrong with the statements of the form (sentences), and the names that it uses."""
        answer, _content = self._ask({"act": "read"}, template, fields)
        return answer["complaints"], set(answer["used"])

    def render(self, template: bytes, fields: tuple[Field, ...], paper: Paper) -> bytes:
        """The paper in this form; the same paper in the same form gives the same bytes. Raises FormFailed."""
        properties = {
            "title": paper.title[:255],
            "author": paper.author[:255],
            "keywords": paper.edition,
            "date": datetime.combine(paper.date, time()).isoformat(),
        }
        asked = {"act": "render", "context": context_of(paper), "properties": properties}
        _answer, content = self._ask(asked, template, fields)
        return repacked(io.BytesIO(content))

    def _ask(self, head: dict[str, Any], template: bytes, fields: tuple[Field, ...]) -> tuple[dict[str, Any], bytes]:
        if self._process is None:
            self._start()
        assert self._process and self._process.stdin and self._process.stdout
        fresh = self._loaded != (template, fields)
        if fresh:
            head = head | {"fields": [_told(field) for field in fields]}
        watch = threading.Timer(self.seconds, self._process.kill)
        watch.start()
        try:
            send(self._process.stdin, head, template if fresh else b"")
            message = receive(self._process.stdout)
        except OSError:
            message = None
        finally:
            watch.cancel()
        if message is None:
            self._end()
            raise FormFailed("форма заполняется слишком долго или требует слишком много памяти")
        self._loaded = (template, fields)
        if "error" in message[0]:
            raise FormFailed(f"форма не заполняется ({message[0]['error']})")
        return message

    def _start(self) -> None:
        # nothing of the server's surroundings: no keys, no addresses of databases
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LANG", "LC_ALL") if name in os.environ}
        try:
            self._process = subprocess.Popen(  # noqa: S603 – our interpreter, our words, nobody's input
                [sys.executable, "-I", "-X", "utf8", "-c", _START, _ROOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=tempfile.gettempdir(),
                env=kept,
            )
        except OSError as error:
            raise FormFailed("не удалось запустить заполнение формы") from error

    def _end(self) -> None:
        process, self._process, self._loaded = self._process, None, None
        if process is None:
            return
        process.kill()
        process.communicate()


def _told(field: Field) -> list:
    return [field.name, field.sort, [_told(each) for each in field.inner]]
