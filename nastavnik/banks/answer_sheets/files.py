"""Opens an exported table by its content. The reader of staff tables opens the file; only headers differ."""

import re
from collections.abc import Callable, Collection
from itertools import islice

from nastavnik.people.staff_table import StaffFileError
from nastavnik.people.staff_table.files import kinds, open_book
from nastavnik.people.staff_table.files.delimited import DELIMITERS, records
from nastavnik.people.staff_table.files.texts import decode
from nastavnik.people.staff_table.lines import Book, Sheet

from .columns import fields_of
from .model import AnswerFileError

SEARCHED_LINES = 12


def open_answers(data: bytes, name: str, known: Callable[[list[str]], Collection] = fields_of) -> Book:
    """Raises AnswerFileError when the file is empty, too large, damaged, protected or of another kind.

    `known` tells which of the headings of a line are understood: by them the separator of a text file is chosen.
    """
    try:
        kind = kinds.kind_of(data, name) if data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe") else ""
        if kind in (kinds.HTML, kinds.MHTML):
            raise AnswerFileError(
                f"Файл «{name}» — страница сайта, а нужна таблица с ответами. В сервисе форм выберите "
                "«Скачать ответы» в виде .xlsx или .csv."
            )
        return _delimited(data, name, known) if kind == kinds.CSV else open_book(data, name)
    except StaffFileError as error:
        raise AnswerFileError(_of_answers(error.sentence)) from error


def _delimited(data: bytes, name: str, known_in: Callable[[list[str]], Collection]) -> Book:
    """Text with separators: the one that gives a header with most questions that are understood."""
    text = decode(data, name)
    if text.alien:
        listed = ", ".join(map(str, text.alien[:10]))
        raise AnswerFileError(
            f"Файл «{name}»: строки {listed} записаны в другой кодировке ({text.alien_encoding}) и не прочитаны. "
            "Сохраните весь файл в одной кодировке, лучше в UTF-8."
        )
    ranked = []
    for delimiter in DELIMITERS:
        head = islice(records(text.text, delimiter), SEARCHED_LINES)
        known, width = max(
            ((len(known_in(list(map(str, line.cells)))), len(line.cells)) for line in head), default=(0, 0)
        )
        ranked.append((known, width, delimiter))
    _known, width, delimiter = max(ranked)
    notes = (f"Кодировка {text.encoding}, разделитель — {DELIMITERS[delimiter]}.",)
    return Book(kinds.CSV, (Sheet("", lambda: records(text.text, delimiter, width)),), notes=notes)


def _of_answers(sentence: str) -> str:
    """The sentences of the reader of staff tables, about answers."""
    sentence = sentence.replace(" либо сохранённая страница сайта с педагогическим составом", "")
    return re.sub(r"(таблиц\w*) сотрудников", r"\1 ответов", sentence)
