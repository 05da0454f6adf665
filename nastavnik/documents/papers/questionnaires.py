"""The questionnaires «до» and «после» on sheets (D16), for people who prefer to think with a pen in the hand."""

from collections.abc import Iterator

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.papers.model import Blank, Block, Column, DocumentName, Heading, Note, Paper, Paragraph, Table
from nastavnik.russian.numerals import NBSP
from nastavnik.surveys.questionnaires import Kind, Question, current
from nastavnik.surveys.waves import Wave

BOX = "☐"
NOT_SURE = "не могу оценить"


def survey_paper(organisation: Organisation, code: str, wave: str) -> Paper:
    """The sentences of the newest version in the order of the page. Without a name: the sheet is nobody's."""
    form = current(code)
    title = f"{form.title} «{Wave(wave).label}»"
    blocks: list[Block] = [
        DocumentName("АНКЕТА"),
        Heading(f"{str(form.title).removeprefix('Анкета ')} «{Wave(wave).label}»"),
        Paragraph(
            "Отметьте, насколько вы согласны: 1 – совсем не согласен (не согласна), 5 – полностью согласен (согласна). "
            "Имя не пишите."
        ),
        Note(
            "Ответы вносит в программу сам участник, на странице «Мои анкеты»: куратор видит только, сдана ли анкета. "
            "Этот лист остаётся у того, кто его заполнил. Заполнение анкеты добровольное."
        ),
    ]
    for section, questions in form.sections_of(wave):
        blocks.append(Heading(str(section), 2))
        blocks += _questions(questions)
    return Paper(
        kind=f"survey_{code}",
        title=title,
        author=organisation.short_name,
        date=clock.today(),
        keep_years=1,
        blocks=tuple(blocks),
    )


def _questions(questions: list[Question]) -> Iterator[Block]:
    """Neighbouring sentences with a scale stand in one table, other questions by themselves."""
    scaled: list[Question] = []
    for question in [*questions, None]:
        if question is not None and question.kind == Kind.SCALE:
            scaled.append(question)
            continue
        if scaled:
            yield _scale(scaled)
            scaled = []
        if question is not None:
            yield from _single(question)


def _scale(questions: list[Question]) -> Table:
    points = [Column(str(point), 0.7, "center") for point in range(1, 6)]
    columns = (Column("Утверждение", 7), *points, Column(NOT_SURE, 1.6, "center"))
    return Table(columns, tuple((str(question.text), *[BOX] * 6) for question in questions))


def _single(question: Question) -> Iterator[Block]:
    if question.kind == Kind.TEXT:
        yield Blank(str(question.text), 3)
        return
    boxes = "   ".join(f"{BOX}{NBSP}{str(words).replace(' ', NBSP)}" for words in question.allowed().values())
    yield Paragraph(f"{question.text}:", align="left", indent=False)
    yield Paragraph(boxes, align="left", indent=False)
