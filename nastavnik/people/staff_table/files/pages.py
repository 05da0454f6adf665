"""A saved page of the official site: people by the prescribed microdata, `itemprop="teachingStaff"` and inside it.

The page is read as a stream of tags; comments, scripts and templates give nothing. A hidden block is passed
over, unless it is plainly a folded part of the list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy

from lxml import etree

from ..header_words import (
    EDUCATION,
    EMAIL,
    NAME,
    PHONE,
    POSITION,
    QUALIFICATION,
    SPECIAL,
    TOTAL,
    TRAINING,
)
from ..lines import Book, Line, Sheet
from ..model import StaffFileError
from .kinds import HTML
from .texts import decode_page

MOST_PEOPLE = 100_000
MOST_PARTS = 3000  # of a page saved as one file, pictures included
FOLDED_PART = 3  # so many filled records under one hidden block are a folded part of the list

# What is read, with the name of the property for the sentences.
_FIELDS = (
    (NAME, "fio", ("fio",)),
    (POSITION, "post", ("post",)),
    (EDUCATION, "teachingLevel", ("teachinglevel",)),
    (QUALIFICATION, "qualification", ("qualification", "teachingqual", "employeequalification")),
    (TRAINING, "profDevelopment", ("profdevelopment",)),
    (TOTAL, "genExperience", ("genexperience",)),
    (SPECIAL, "specExperience", ("specexperience",)),
    (EMAIL, "email", ("email",)),
    (PHONE, "telephone", ("telephone", "phone")),
)
_COLUMN = {prop: column for column, (_, _, props) in enumerate(_FIELDS) for prop in props}
_RECORD = "teachingstaff"
_SILENT = frozenset(
    {"script", "style", "template", "noscript", "textarea", "select", "head", "iframe", "object", "svg"}
)
_VOID = frozenset(
    {
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "area",
        "base",
        "embed",
        "source",
        "track",
        "wbr",
        "param",
    }
)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "th",
        "table",
        "dd",
        "dt",
        "dl",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
    }
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_WANTED_PAGE = (
    "Нужна страница раздела «Сведения об образовательной организации» → «Педагогический "
    "(научно-педагогический) состав» "
    "(её адрес обычно кончается на /sveden/employees), сохранённая из браузера: Файл → Сохранить как → "
    "«Веб-страница»"
)


@dataclass(slots=True)
class _Record:
    """One person of the page; `hidden_by` is the number of the hidden block, 0 when it is seen."""

    number: int
    hidden_by: int
    itself_hidden: bool
    texts: dict[int, list[str]] = field(default_factory=dict)

    @property
    def block(self) -> int:
        """The hidden block that it belongs to; rows hidden one by one («Показать ещё») are one block, -1."""
        return -1 if self.itself_hidden else self.hidden_by

    def cells(self) -> list[object]:
        return [_joined(column, self.texts.get(column, [])) for column in range(len(_FIELDS))]

    @property
    def filled(self) -> bool:
        name = "".join(self.texts.get(_COLUMN["fio"], []))
        return bool(re.search(r"[^\W\d_]{2}", name)) and not re.fullmatch(
            r"(?i)\s*(?:ф\.?\s?и\.?\s?о\.?|x+|х+|фамилия.*)\s*", name
        )


def open_page(text: str, name: str) -> Book:
    """Raises StaffFileError when the page has no microdata of staff."""
    reader = _PageReader()
    _feed(text, reader, name)
    if not reader.records:
        raise StaffFileError(_no_microdata(text, name, reader))
    records, notes = _shown(reader.records)
    lines = [Line(record.number, record.cells()) for record in records]
    fields = tuple((each, title) for each, title, _ in _FIELDS if each != EMAIL or reader.contacts)
    fields = tuple((each, title) for each, title in fields if each != PHONE or reader.contacts)
    if not reader.contacts:
        for line in lines:
            del line.cells[len(fields) :]
    return Book(HTML, (Sheet("", lambda: _again(lines)),), fields, notes)


def open_saved_archive(data: bytes, name: str) -> Book:
    """A page saved as one file (.mht, .mhtml): the part with the microdata is read."""
    if data.lower().count(b"content-type:") > MOST_PARTS:
        raise StaffFileError(f"Сохранённая страница «{name}» состоит из слишком многих частей. {_WANTED_PAGE}.")
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        payloads = [part.get_payload(decode=True) for part in parts[:200]]
        pages = [decode_page(each) for each in payloads if isinstance(each, bytes)]
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        IndexError,
        KeyError,
        AssertionError,
        RecursionError,
    ) as error:
        raise StaffFileError(f"Сохранённая страница «{name}» повреждена. {_WANTED_PAGE}.") from error
    page = next((page for page in pages if _RECORD in page.lower()), pages[0] if pages else "")
    return open_page(page, name)


class _PageReader:
    """Target of the parser: keeps only what stands in the microdata."""

    def __init__(self) -> None:
        self.records: list[_Record] = []
        self.contacts = False
        self.frames = False
        self.props: set[str] = set()
        self._stack: list[tuple[str, str]] = []  # tag and what it opened: "silent", "hidden", "record", "field:…", ""
        self._silent = 0
        self._hidden: list[int] = []
        self._hidden_blocks = 0
        self._open: list[_Record] = []
        self._fields: list[tuple[_Record, int]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.lower() if isinstance(tag, str) else ""
        opened = ""
        if tag in ("frame", "iframe"):
            self.frames = True
        if tag in _SILENT and tag not in _VOID:
            self._silent += 1
            opened = "silent"
        elif not self._silent:
            opened = self._begin(tag, attributes)
        if tag in _VOID:
            self._finish(opened)
        else:
            self._stack.append((tag, opened))

    def end(self, tag: str) -> None:
        tag = tag.lower() if isinstance(tag, str) else ""
        if tag in _VOID or not any(each == tag for each, _ in self._stack):
            return
        while self._stack:
            each, opened = self._stack.pop()
            self._finish(opened)
            if each == tag:
                break
        if tag in _BLOCKS:
            self._write("\n")

    def data(self, text: str) -> None:
        if self._fields and not self._silent:
            self._write(re.sub(r"\s+", " ", text))

    def comment(self, text: str) -> None:
        """Nothing in a comment is read."""

    def pi(self, *_: object) -> None:
        """Nor in an instruction."""

    def close(self) -> "_PageReader":
        return self

    def _begin(self, tag: str, attributes: dict[str, str]) -> str:
        if tag == "br" or tag in _BLOCKS:
            self._write("\n")
        marks = []
        if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or ""):
            self._hidden_blocks += 1
            self._hidden.append(self._hidden_blocks)
            marks.append("hidden")
        props = (attributes.get("itemprop") or "").lower().split()
        self.props.update(props[:5])
        if _RECORD in props:
            if len(self.records) >= MOST_PEOPLE:
                raise StaffFileError(f"На странице больше {MOST_PEOPLE} сотрудников. Проверьте, та ли это страница.")
            self._open.append(self._new(itself_hidden="hidden" in marks))
            marks.append("record")
        column = next((_COLUMN[prop] for prop in props if prop in _COLUMN), None)
        if column is not None and self._open:
            record = self._open[-1]
            if column == _COLUMN["fio"] and record.texts.get(column) and "".join(record.texts[column]).strip():
                record = self._open[-1] = self._new(itself_hidden=False)  # one mark round several people
            record.texts.setdefault(column, []).append("")
            self._fields.append((record, column))
            marks.append("field")
            self.contacts = self.contacts or column in (_COLUMN["email"], _COLUMN["telephone"])
            if tag in _VOID and attributes.get("content"):
                self._write(attributes["content"])
        return " ".join(marks)

    def _new(self, *, itself_hidden: bool) -> _Record:
        hidden_by = self._hidden[0] if self._hidden else 0
        record = _Record(len(self.records) + 1, hidden_by, itself_hidden)
        self.records.append(record)
        return record

    def _finish(self, opened: str) -> None:
        if not opened:
            return
        if opened == "silent":
            self._silent -= 1
            return
        if "field" in opened:
            self._fields.pop()
        if "record" in opened:
            self._open.pop()
        if "hidden" in opened:
            self._hidden.pop()

    def _write(self, text: str) -> None:
        if self._fields and not self._silent:
            record, column = self._fields[-1]
            pieces = record.texts[column]
            if len(pieces[-1]) < 20_000:
                pieces[-1] += text


def _feed(text: str, reader: _PageReader, name: str) -> None:
    parser = etree.HTMLParser(target=reader, remove_comments=True, huge_tree=False, no_network=True, encoding="utf-8")
    data = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        for start in range(0, len(data), 1 << 18):
            parser.feed(data[start : start + (1 << 18)])
        parser.close()
    except etree.LxmlError as error:
        if not reader.records:
            raise StaffFileError(f"Страница «{name}» повреждена и не читается. {_WANTED_PAGE}.") from error


def _shown(records: list[_Record]) -> tuple[list[_Record], tuple[str, ...]]:
    """Records to read: those that are seen, and folded parts of the list; and a note on the others."""
    under: dict[int, int] = {}
    for record in records:
        if record.hidden_by and record.filled:
            under[record.block] = under.get(record.block, 0) + 1
    seen = [record for record in records if not record.hidden_by and record.filled]
    taken, passed, folded = [], [], 0
    for record in records:
        if not record.filled:
            continue
        if not record.hidden_by:
            taken.append(record)
        elif under[record.block] >= FOLDED_PART or not seen:
            taken.append(record)
            folded += 1
        else:
            passed.append(_joined(0, record.texts.get(0, [])))
    notes = []
    if folded:
        notes.append(f"Свёрнутые на странице части списка прочитаны тоже (записей: {folded}).")
    if passed:
        listed = ", ".join(f"«{each}»" for each in passed[:5])
        notes.append(f"Скрытые на странице записи пропущены: {listed}.")
    return taken, tuple(notes)


def _joined(column: int, pieces: list[str]) -> str:
    """All texts of one property: posts side by side, other texts line under line."""
    texts = []
    for piece in pieces:
        lines = [" ".join(line.split()) for line in piece.split("\n")]
        glue = " " if column == _COLUMN["fio"] else "\n"
        text = glue.join(line for line in lines if line)
        if text and text not in texts:
            texts.append(text)
    return (", " if column == _COLUMN["post"] else "\n").join(texts)


def _again(lines: list[Line]) -> Iterator[Line]:
    yield from lines


def _no_microdata(text: str, name: str, reader: _PageReader) -> str:
    if "rucovodstvo" in reader.props or "rukovodstvo" in reader.props:
        return f"На странице «{name}» размечено только руководство. {_WANTED_PAGE}."
    if "fio" in reader.props:
        return f"На странице «{name}» размечены имена (fio), но не строки сотрудников (teachingStaff). {_WANTED_PAGE}."
    if reader.frames and len(text) < 20_000:
        return (
            f"Страница «{name}» состоит из рамок, самой таблицы в ней нет. {_WANTED_PAGE} — из той рамки, где таблица."
        )
    return f'На странице «{name}» нет разметки сотрудников (itemprop="teachingStaff"). {_WANTED_PAGE}.'
