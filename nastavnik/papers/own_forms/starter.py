"""The example form of a kind: our layout with every placeholder in place, to be edited instead of written."""

import io
from collections.abc import Iterator
from datetime import date

from docx import Document
from docx.oxml.ns import qn

from nastavnik.papers import layout, model
from nastavnik.papers.docx import repacked, write_docx
from nastavnik.papers.own_forms.kinds import kind_named

NAME_MM = 52.0  # «О. С. Веретенникова» in one line
_HINT = (
    "{#p Подсказка, её в документе не будет. Слова в фигурных скобках программа заменит, строки с процентами уберёт. "
    "Меняйте шапку, шрифт, порядок и постоянный текст; сами скобки оставляйте целыми. #}"
)
_HEADERS = ("{%tc for з in ч.заголовки %}", "{{ з.текст }}", "{%tc endfor %}")
_ROWS = (
    ("{%tr for строка in ч.строки %}", "", ""),
    ("{%tc for я in строка.ячейки %}", "{{ я.текст }}", "{%tc endfor %}"),
    ("{%tr endfor %}", "", ""),
)


def starter_form(kind: str) -> bytes:
    """A .docx that prints every paper of this kind whole, and passes the checks of an upload.

    The facts of the kind stand at its end as a list: the curator moves them to where they belong.
    """
    paper = model.Paper(
        kind=kind,
        title=f"Форма: {kind_named(kind).words}",
        author="Наставник",
        date=date(2026, 1, 1),
        blocks=tuple(_blocks(kind)),
    )
    document = Document(io.BytesIO(write_docx(paper)))
    _date_and_number(document)
    for table in document.element.body.iter(qn("w:tbl")):
        letters = "".join(table.itertext()).replace("\u00a0", " ")
        if _HEADERS[0] in letters:
            _let_columns_fit(table)
        if "{{ ч.имя }}" in letters:
            _give_room(table, NAME_MM - 30)
    out = io.BytesIO()
    document.save(out)
    return repacked(out)


def _blocks(kind: str) -> Iterator[model.Block]:
    yield model.Note(_HINT)
    yield from _when("организация", model.Letterhead(
        "{{ организация }}", "{{ краткое_наименование }}", "{{ учредитель }}"))  # fmt: skip
    yield _line("{%p for г in грифы %}")
    yield model.Addressee(("{{ г.слово }}", "{{ г.текст }}"))
    yield _line("{%p endfor %}")
    yield from _when("адресат", model.Addressee(("{{ адресат }}",)))
    yield model.DocumentName("{{ вид_документа }}")
    yield from _when("дата", model.DateNumberPlace(place="{{ место }}"))
    yield from _when("заголовок", model.Heading("{{ заголовок }}"))
    yield _line("{%p for ч in части %}")
    yield from _when("ч.приложение", model.PageBreak(), model.Addressee(("{{ ч.текст }}",)))
    yield from _when("ч.это_заголовок", model.Paragraph((model.Run("{{ ч.текст }}", bold=True),), "left", indent=False))
    yield from _when("ч.абзац", model.Paragraph("{{ ч.текст }}"))
    columns = tuple(model.Column(header) for header in _HEADERS)
    yield from _when("ч.название", _line("{{ ч.название }}"))
    yield from _when("ч.таблица", model.Table(columns, _ROWS))
    yield from _when("ч.пусто", _line("{{ ч.пусто }}"))
    yield from _when("ч.подпись", model.Signature("{{ ч.должность }}", "{{ ч.имя }}"))
    people = ("{%tr for л in ч.люди %}", "{{ л.строка }}", "{%tr endfor %}")
    yield from _when(
        "ч.ознакомление",
        model.Acquaintance(tuple(model.Acquainted(line) for line in people), "{{ ч.надпись }}"),
    )
    yield _line("{%p endfor %}")
    for name in kind_named(kind).facts:
        yield from _when(name, _line(f"{name.replace('_', ' ')}: {{{{ {name} }}}}"))


def _line(text: str) -> model.Paragraph:
    return model.Paragraph(text, "left", indent=False)


def _when(name: str, *blocks: model.Block) -> Iterator[model.Block]:
    """Blocks that are printed only when the paper has this."""
    yield _line(f"{{%p if {name} %}}")
    yield from blocks
    yield _line("{%p endif %}")


def _date_and_number(document) -> None:
    """Our layout leaves blanks for the hand: here the placeholders come to stand in their places."""
    for paragraph in document.paragraphs:
        if paragraph.text.replace("\u00a0", " ").startswith(layout.DATE_BLANK):
            first, *_tab, last = paragraph.runs
            first.text, last.text = "{{ дата }}", "№ {{ номер }}"


def _give_room(table, more: float) -> None:
    """The column of names is wider than the placeholder asks for, by so many millimetres."""
    twips = round(more * 1440 / 25.4)
    columns = list(table.iter(qn("w:gridCol")))
    cells = list(table.iter(qn("w:tcW")))
    for first, last in ((columns[0], columns[-1]), (cells[0], cells[len(columns) - 1])):
        first.set(qn("w:w"), str(int(first.get(qn("w:w"))) - twips))
        last.set(qn("w:w"), str(int(last.get(qn("w:w"))) + twips))


def _let_columns_fit(table) -> None:
    """How many columns there will be is not known: the table is as wide as the text, its columns as they need."""
    properties = table.find(qn("w:tblPr"))
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    properties.find(qn("w:tblLayout")).set(qn("w:type"), "autofit")
    for cell in table.iter(qn("w:tcW")):
        cell.set(qn("w:type"), "auto")
        cell.set(qn("w:w"), "0")
