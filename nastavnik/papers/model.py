"""The document model: what a paper says, without how it looks. Two writers and a snapshot read it.

Every text is cleaned when a part is made (`wording.clean`), so a Paper holds printable letters only.
Emphasis is a tuple of runs, never marks inside a string: no text can turn into markup.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date as Date
from typing import Literal

from nastavnik.papers.wording import clean

Align = Literal["left", "center", "right", "justify"]
Orientation = Literal["portrait", "landscape"]

EDITION = "ГОСТ Р 7.0.97-2025"
EDITIONS = (EDITION, "ГОСТ Р 7.0.97-2016")
"""Editions of the standard by which papers are laid out; the first is in force since 18.08.2025."""


_edition: ContextVar[str] = ContextVar("edition", default=EDITION)


@contextmanager
def laid_out_by(setting: str) -> Iterator[None]:
    """Papers that are composed inside are laid out by the institution's edition (`Settings.paper_edition`)."""
    token = _edition.set(edition_named(setting))
    try:
        yield
    finally:
        _edition.reset(token)


def edition_named(setting: str) -> str:
    """The edition of an institution's setting: «7.0.97-2016» -> «ГОСТ Р 7.0.97-2016»; the present one else."""
    return next((edition for edition in EDITIONS if setting and edition.endswith(setting)), EDITION)


@dataclass(frozen=True)
class Part:
    """Anything inside a paper: lists become tuples and texts are cleaned on making."""

    def __post_init__(self) -> None:
        for part in fields(self):
            object.__setattr__(self, part.name, _settled(getattr(self, part.name)))
        self._check()

    def _check(self) -> None:
        """Raise ValueError with a sentence when the part makes no sense."""


def _settled(value):
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return tuple(_settled(item) for item in value)
    return value


@dataclass(frozen=True)
class Run(Part):
    """A stretch of text of one look."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Run, ...]
"""A plain string, or runs when a part of it is emphasised."""


def plain(text: Text) -> str:
    """The letters of a text, without emphasis."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def runs(text: Text) -> tuple[Run, ...]:
    """The text as runs; an empty text has none."""
    return ((Run(text),) if text else ()) if isinstance(text, str) else text


# --- the head of the paper ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Letterhead(Part):
    """The issuer: founder, full name, short name in brackets, address; only the full name is needed."""

    full_name: str
    short_name: str = ""
    founder: str = ""
    address: str = ""


@dataclass(frozen=True)
class DocumentName(Part):
    """The kind of the document in capitals: «ПРИКАЗ», «ПРОТОКОЛ». A heading of the first level."""

    text: str


@dataclass(frozen=True)
class DateNumberPlace(Part):
    """Date at the left, number at the right, place under them; what is None is left blank for the hand."""

    date: Date | None = None
    number: str | None = None
    place: str = ""


@dataclass(frozen=True)
class Addressee(Part):
    """To whom (and from whom) the paper goes: lines in the right half of the sheet."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Approval(Part):
    """«УТВЕРЖДЕНО», «СОГЛАСОВАНО», «ПРИНЯТО» with its lines. Two stand side by side, one at the right."""

    label: str
    lines: tuple[str, ...]


# --- the text -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Heading(Part):
    """A heading: level 1 is the heading to the text («О закреплении …»), 2 and 3 are its sections."""

    text: str
    level: int = 1

    def _check(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"Заголовок «{self.text}»: уровень {self.level}, а бывает 1, 2 или 3.")


@dataclass(frozen=True)
class Paragraph(Part):
    text: Text
    align: Align = "justify"
    indent: bool = True

    def _check(self) -> None:
        if self.align not in ("left", "center", "right", "justify"):
            raise ValueError(f"Абзац «{plain(self.text)[:40]}»: неизвестное выравнивание «{self.align}».")


@dataclass(frozen=True)
class Command(Part):
    """The word of command between preamble and items: «ПРИКАЗЫВАЮ:»."""

    text: str = "ПРИКАЗЫВАЮ:"


@dataclass(frozen=True)
class Item(Part):
    """A numbered item. The number is text («1.2.»): other papers refer to it, nothing may renumber it."""

    number: str
    text: Text
    level: int = 1


@dataclass(frozen=True)
class Note(Part):
    """A remark in small print."""

    text: Text


@dataclass(frozen=True)
class Definition(Part):
    """A row «label – value» (the passport of a programme). Neighbouring rows form one block."""

    label: str
    value: Text


@dataclass(frozen=True)
class Blank(Part):
    """A labelled line to be filled by hand, and further full lines under it when `lines` is more than one."""

    label: str
    lines: int = 1


# --- the table ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Column(Part):
    """`width` is the share of this column: shares are compared with each other, not added up to anything."""

    header: str
    width: float = 1.0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Table(Part):
    """A table with a header that repeats on every page. Without rows it says so in words."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    empty: str = "Записей нет."

    def _check(self) -> None:
        if not self.columns:
            raise ValueError(f"Таблица «{self.caption}»: нет ни одного столбца.")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"Таблица «{self.caption}»: в строке {number} ячеек {len(row)}, а столбцов {len(self.columns)}."
                )


# --- the end ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Signature(Part):
    """Post, a line for the signature, name. `dated`: with a blank for the date (consents, applications).

    No mark of an electronic signature is ever drawn: it may stand only where a real signature was checked.
    """

    position: str
    name: str
    dated: bool = False


@dataclass(frozen=True)
class Acquainted(Part):
    name: str
    position: str = ""


@dataclass(frozen=True)
class Acquaintance(Part):
    """«С приказом ознакомлены:»: a row for each person, with room for the signature and the date."""

    people: tuple[Acquainted, ...]
    label: str = "С приказом ознакомлены:"


@dataclass(frozen=True)
class PageBreak(Part):
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Appendix(Part):
    """«Приложение № N» with its reference («к приказу … от … № …»), on a new page, sideways if need be."""

    reference: str
    blocks: tuple["Block", ...]
    number: str = ""
    page: Orientation = "portrait"

    @property
    def label(self) -> str:
        return f"Приложение № {self.number}" if self.number else "Приложение"


Block = (
    Letterhead
    | DocumentName
    | DateNumberPlace
    | Addressee
    | Approval
    | Heading
    | Paragraph
    | Command
    | Item
    | Note
    | Definition
    | Blank
    | Table
    | Signature
    | Acquaintance
    | PageBreak
    | Appendix
)


@dataclass(frozen=True, kw_only=True)
class Paper(Part):
    """A whole paper.

    `kind` is a code name («order», «consent»); `date` is the day written into the file's properties (the
    document's own date stands in its `DateNumberPlace`, and may be blank there). `keep_years`: how long the
    paper is kept; ten years and less allow a left margin of 20 mm, otherwise, or when unknown, it is 30 mm.

    `edition`: the standard by which the paper is laid out (EDITIONS); it is written into the file's keywords.
    `facts`: named values beside the text («фамилия_имя_отчество»), for an institution's own form of this kind;
    our own layouts do not show them.
    """

    kind: str
    title: str
    author: str
    date: Date
    blocks: tuple[Block, ...]
    language: str = "ru-RU"
    page: Orientation = "portrait"
    keep_years: int | None = None
    edition: str = field(default_factory=_edition.get)
    facts: tuple[tuple[str, str], ...] = ()

    def _check(self) -> None:
        if not self.title.strip():
            raise ValueError("У документа нет названия: без него файл нельзя найти и прочесть вслух.")
        if not self.blocks:
            raise ValueError(f"Документ «{self.title}» пуст.")
        stray = next((block for block in self.blocks if not is_dataclass(block)), None)
        if stray is not None:
            raise ValueError(f"Документ «{self.title}»: {stray!r} – не часть документа.")
        if self.edition not in EDITIONS:
            raise ValueError(f"Документ «{self.title}»: неизвестная редакция стандарта «{self.edition}».")
