"""What a curator may write into a form of their own: Russian names, and their plain values of any paper."""

from collections.abc import Iterator
from typing import Any

from nastavnik.papers import layout, model
from nastavnik.papers.model import plain
from nastavnik.papers.own_forms.field import Field

MOST_COLUMNS = 12  # столбец_1 … столбец_12; wider tables through «ячейки»
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


_TEXT = Field("текст", "сам текст")
_CELLS = Field("ячейки", "ячейки строки по порядку", "list", (_TEXT,))
_ROW = (
    Field("номер", "номер строки по порядку"),
    *(Field(f"столбец_{number}", f"что стоит в столбце {number}") for number in range(1, MOST_COLUMNS + 1)),
    _CELLS,
)
_ACQUAINTED = (
    Field("имя", "фамилия и инициалы"),
    Field("должность", "должность"),
    Field("строка", "фамилия, инициалы, должность"),
)

FIELDS: tuple[Field, ...] = (
    Field("организация", "полное наименование учреждения"),
    Field("краткое_наименование", "краткое наименование"),
    Field("учредитель", "наименование учредителя"),
    Field("адрес", "адрес учреждения"),
    Field("название", "название файла документа"),
    Field("вид_документа", "ПРИКАЗ, СОГЛАСИЕ, ПРОТОКОЛ"),
    Field("заголовок", "заголовок к тексту: «О закреплении …»"),
    Field("дата", "дата документа или место для неё"),
    Field("дата_словами", "дата словами: 25 ноября 2026 г."),
    Field("номер", "номер без знака № или место для него"),
    Field("место", "место составления"),
    Field("адресат", "кому и от кого, построчно"),
    Field("преамбула", "текст до слова «ПРИКАЗЫВАЮ:»"),
    Field("распоряжение", "слово «ПРИКАЗЫВАЮ:»"),
    Field("пункты", "пункты документа", "list", (Field("номер", "номер пункта с точкой"), _TEXT)),
    Field("таблица", "строки первой таблицы", "list", _ROW),
    Field("заголовки_таблицы", "заголовки столбцов первой таблицы", "list", (_TEXT,)),
    Field(
        "таблицы",
        "все таблицы документа",
        "list",
        (
            Field("название", "подпись таблицы"),
            Field("заголовки", "заголовки столбцов", "list", (_TEXT,)),
            Field("строки", "строки", "list", _ROW),
        ),
    ),
    Field(
        "сведения",
        "строки «название – значение»",
        "list",
        (Field("название", "название"), Field("значение", "значение")),
    ),
    Field("грифы", "УТВЕРЖДЕНО, СОГЛАСОВАНО …", "list", (Field("слово", "слово грифа"), _TEXT)),
    Field("подписал_должность", "должность подписавшего"),
    Field("подписал_имя", "инициалы и фамилия подписавшего"),
    Field("подписи", "все подписи", "list", (Field("должность", "должность"), Field("имя", "инициалы и фамилия"))),
    Field("ознакомлены", "кто должен быть ознакомлен", "list", _ACQUAINTED),
    Field(
        "приложения",
        "приложения",
        "list",
        (Field("название", "Приложение № 1"), Field("основание", "к приказу от … № …"), _TEXT),
    ),
    Field("абзацы", "все абзацы текста по порядку", "list", (_TEXT,)),
    Field(
        "части",
        "весь документ после заголовка, часть за частью",
        "list",
        (
            Field("абзац", "эта часть – абзац или пункт", "flag"),
            Field("это_заголовок", "эта часть – заголовок или слово «ПРИКАЗЫВАЮ:»", "flag"),
            Field("таблица", "эта часть – таблица", "flag"),
            Field("подпись", "эта часть – подпись", "flag"),
            Field("ознакомление", "эта часть – лист ознакомления", "flag"),
            Field("приложение", "отсюда начинается приложение", "flag"),
            _TEXT,
            Field("название", "подпись таблицы"),
            Field("заголовки", "заголовки столбцов", "list", (_TEXT,)),
            Field("строки", "строки таблицы", "list", _ROW),
            Field("пусто", "слова вместо строк, когда их нет"),
            Field("должность", "должность подписавшего"),
            Field("имя", "инициалы и фамилия подписавшего"),
            Field("надпись", "слова перед листом ознакомления"),
            Field("люди", "кто должен быть ознакомлен", "list", _ACQUAINTED),
        ),
    ),
    Field("текст", "весь текст документа после заголовка"),
)
"""What every paper can tell. A paper without a part (an order has no addressee) has it empty."""

TELL_THE_TEXT = {"текст", "части", "абзацы", "пункты"}
"""A form without any of them must itself say what the document says."""


def context_of(paper: model.Paper) -> dict[str, Any]:
    """Plain values (letters, flags, lists) under the names of FIELDS, and the facts of this paper."""
    told = {field.name: [] if field.sort == "list" else "" for field in FIELDS}
    flat = list(_flat(paper.blocks))
    told |= _head(flat) | _body(paper.blocks, flat)
    told["название"] = paper.title
    return told | dict(paper.facts)


def _flat(blocks: tuple[model.Block, ...]) -> Iterator[model.Block]:
    for block in blocks:
        yield block
        if isinstance(block, model.Appendix):
            yield from _flat(block.blocks)


def _head(flat: list[model.Block]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for block in flat:
        match block:
            case model.Letterhead() if "организация" not in told:
                told["организация"] = block.full_name.replace("\n", " ")
                told["краткое_наименование"] = block.short_name
                told["учредитель"], told["адрес"] = block.founder, block.address
            case model.DocumentName(text=text):
                told.setdefault("вид_документа", text)
            case model.DateNumberPlace() if "дата" not in told:
                told["дата"] = layout.date_line(block)[0]
                told["дата_словами"] = _in_words(block.date) if block.date else layout.DATE_BLANK
                told["номер"] = block.number or layout.NUMBER_BLANK.removeprefix("№ ")
                told["место"] = block.place
            case model.Addressee(lines=lines):
                told.setdefault("адресат", "\n".join(lines))
            case model.Heading(text=text, level=1):
                told.setdefault("заголовок", text)
            case model.Command(text=text):
                told.setdefault("распоряжение", text)
            case model.Signature(position=position, name=name) if "подписал_имя" not in told:
                told["подписал_должность"], told["подписал_имя"] = position, name
    return told


def _in_words(day) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} г."


def _body(blocks: tuple[model.Block, ...], flat: list[model.Block]) -> dict[str, Any]:
    tables = [_table(block) for block in flat if isinstance(block, model.Table)]
    parts = list(_parts(_after_head(blocks)))
    people = [block for block in flat if isinstance(block, model.Acquaintance)]
    return {
        "преамбула": "\n".join(_preamble(blocks)),
        "пункты": [{"номер": one.number, "текст": plain(one.text)} for one in flat if isinstance(one, model.Item)],
        "таблица": tables[0]["строки"] if tables else [],
        "заголовки_таблицы": tables[0]["заголовки"] if tables else [],
        "таблицы": tables,
        "сведения": [
            {"название": one.label, "значение": plain(one.value)} for one in flat if isinstance(one, model.Definition)
        ],
        "грифы": [
            {"слово": one.label, "текст": "\n".join(one.lines)} for one in flat if isinstance(one, model.Approval)
        ],
        "подписи": [{"должность": one.position, "имя": one.name} for one in flat if isinstance(one, model.Signature)],
        "ознакомлены": [person for block in people for person in _people(block)],
        "приложения": [
            {
                "название": one.label,
                "основание": one.reference,
                "текст": "\n".join(part["текст"] for part in _parts(one.blocks)),
            }
            for one in flat
            if isinstance(one, model.Appendix)
        ],
        "абзацы": [{"текст": part["текст"]} for part in parts if part["абзац"] or part["это_заголовок"]],
        "части": parts,
        "текст": "\n".join(part["текст"] for part in parts),
    }


def _preamble(blocks: tuple[model.Block, ...]) -> list[str]:
    """Paragraphs before the word of command; a paper without one has no preamble."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, model.Command):
            return found
        if isinstance(block, model.Paragraph):
            found.append(plain(block.text))
    return []


_IN_HEAD = (model.Letterhead, model.DocumentName, model.DateNumberPlace, model.Addressee, model.Approval)


def _after_head(blocks: tuple[model.Block, ...]) -> list[Any]:
    """What follows the head: the parts that have a name of their own in it are told there, each once."""
    rest: list[Any] = []
    heading = False
    for block in blocks:
        if isinstance(block, _IN_HEAD):
            continue
        if isinstance(block, model.Heading) and block.level == 1 and not heading:
            heading = True
            continue
        rest.append(block)
    return rest


_NOTHING: dict[str, Any] = {
    "абзац": False, "это_заголовок": False, "таблица": False, "подпись": False, "ознакомление": False,
    "приложение": False, "текст": "", "название": "", "заголовки": [], "строки": [], "пусто": "", "должность": "",
    "имя": "", "надпись": "", "люди": [],
}  # fmt: skip


def _parts(blocks) -> Iterator[dict[str, Any]]:
    for block in blocks:
        match block:
            case model.Heading(text=text) | model.DocumentName(text=text) | model.Command(text=text):
                yield _NOTHING | {"это_заголовок": True, "текст": text}
            case model.Paragraph(text=text) | model.Note(text=text):
                yield _NOTHING | {"абзац": True, "текст": plain(text)}
            case model.Item(number=number, text=text):
                yield _NOTHING | {"абзац": True, "текст": f"{number} {plain(text)}"}
            case model.Definition(label=label, value=value):
                yield _NOTHING | {"абзац": True, "текст": f"{label}: {plain(value)}"}
            case model.Blank(label=label, lines=count):
                yield _NOTHING | {"абзац": True, "текст": "\n".join([f"{label} {'_' * 30}", *["_" * 60] * (count - 1)])}
            case model.Approval(label=label, lines=lines):
                yield _NOTHING | {"абзац": True, "текст": "\n".join((label, *lines))}
            case model.Letterhead():
                yield _NOTHING | {"абзац": True, "текст": "\n".join(layout.letterhead_lines(block))}
            case model.Addressee(lines=lines):
                yield _NOTHING | {"абзац": True, "текст": "\n".join(lines)}
            case model.DateNumberPlace():
                yield _NOTHING | {"абзац": True, "текст": "    ".join(layout.date_line(block))}
            case model.Table():
                empty = "" if block.rows else block.empty
                yield _NOTHING | {"таблица": True, **_table(block), "пусто": empty, "текст": _told(block)}
            case model.Signature():
                post = layout.signature_left(block)
                said = f"{post}    ____________    {block.name}".strip()
                yield _NOTHING | {"подпись": True, "должность": post, "имя": block.name, "текст": said}
            case model.Acquaintance(label=label):
                told = [label, *(f"{person['строка']} ____________" for person in _people(block))]
                yield _NOTHING | {
                    "ознакомление": True, "текст": "\n".join(told), "надпись": label, "люди": _people(block),
                }  # fmt: skip
            case model.Appendix():
                yield _NOTHING | {"приложение": True, "текст": f"{block.label}\n{block.reference}"}
                yield from _parts(block.blocks)


def _people(block: model.Acquaintance) -> list[dict[str, str]]:
    return [
        {"имя": person.name, "должность": person.position, "строка": layout.acquainted_line(person)}
        for person in block.people
    ]


def _table(table: model.Table) -> dict[str, Any]:
    return {
        "название": table.caption,
        "заголовки": [{"текст": column.header} for column in table.columns],
        "строки": [_row(number, row) for number, row in enumerate(table.rows, start=1)],
    }


def _row(number: int, row: tuple[model.Text, ...]) -> dict[str, Any]:
    cells = [plain(cell) for cell in row]
    columns = [*cells, *[""] * MOST_COLUMNS][:MOST_COLUMNS]
    return {
        "номер": str(number),
        **{f"столбец_{place}": cell for place, cell in enumerate(columns, start=1)},
        "ячейки": [{"текст": cell} for cell in cells],
    }


def _told(table: model.Table) -> str:
    rows = [" | ".join(plain(cell) for cell in row) for row in table.rows] or [table.empty]
    return "\n".join(filter(None, (table.caption, " | ".join(one.header for one in table.columns), *rows)))
