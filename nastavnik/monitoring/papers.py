"""The analytical report as a paper (D20), from frozen figures and the curator's words only."""

from collections.abc import Iterator, Sequence

from django.utils.timezone import localdate

from nastavnik.monitoring.figures import Figures, from_json
from nastavnik.monitoring.indicators import Behind, Indicator
from nastavnik.monitoring.models import Report
from nastavnik.monitoring.process import Row
from nastavnik.monitoring.sections import HEADINGS, sections_of
from nastavnik.papers.model import (
    Appendix,
    Approval,
    Block,
    Column,
    DocumentName,
    Heading,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
)


def report_paper(report: Report) -> Paper:
    """The whole report; the people behind the figures stand in a closed appendix."""
    figures = from_json(report.figures)
    return Paper(
        kind="report",
        title=f"Аналитический отчёт о наставничестве: {report.title}",
        author=figures.short_name,
        date=report.finished_on or localdate(report.taken_at),
        blocks=tuple(_blocks(report, figures)),
    )


def _blocks(report: Report, figures: Figures) -> Iterator[Block]:
    yield Approval(
        "УТВЕРЖДАЮ",
        (_capital(figures.head.position), f"____________ {figures.head.name}", "«____» ____________ 20____ г."),
    )
    yield Letterhead(figures.full_name, figures.short_name, figures.founder)
    yield DocumentName("АНАЛИТИЧЕСКИЙ ОТЧЁТ")
    yield Heading(
        "о реализации системы (целевой модели) наставничества педагогических работников "
        f"за период с {report.since:%d.%m.%Y} по {report.until:%d.%m.%Y}"
    )
    for number, heading in HEADINGS.items():
        yield Heading(f"{number}. {heading}", 2)
        inside = (*_FIGURES[number](figures), *_words(report, number))
        yield from inside or (Paragraph("Сведения не представлены."),)
    yield Note(f"Показатели рассчитаны по данным на {figures.day}, версия методики {figures.method}.")
    yield Signature(f"Куратор, {figures.curator.position}", figures.curator.name)
    yield Appendix(
        f"к аналитическому отчёту ({report.title})",
        tuple(_people(figures)),
    )


def _words(report: Report, number: int) -> Iterator[Block]:
    """The texts of a section; their own headings when there are several (8)."""
    sections = sections_of(number)
    for section in sections:
        text = report.words.get(section.code, "")
        if not text:
            continue
        if len(sections) > 1:
            yield Heading(str(section.title), 3)
        for line in filter(None, (line.strip() for line in text.splitlines())):
            yield Paragraph(line)


def _nothing(figures: Figures) -> Iterator[Block]:
    return iter(())


def _grounds(figures: Figures) -> Iterator[Block]:
    for ground in figures.grounds:
        yield Paragraph(ground)


def _statistics(figures: Figures) -> Iterator[Block]:
    yield _rows(figures.statistics, "Показатель")


def _process(figures: Figures) -> Iterator[Block]:
    yield _rows(figures.process, "Показатель")


def _rows(rows: Sequence[Row], header: str) -> Table:
    columns = (Column(header, 5), Column("Значение", 2.4, "right"), Column("Пояснение", 4))
    return Table(columns, tuple((row.label, row.value, row.note) for row in rows))


def _impact(figures: Figures) -> Iterator[Block]:
    columns = (
        Column("Блок анкеты", 4),
        Column("Кто отвечал", 3),
        Column("До", 1.5, "right"),
        Column("После", 1.5, "right"),
        Column("Изменение", 2, "right"),
        Column("Пар ответов", 2, "right"),
    )
    rows = tuple((row.label, row.who, row.before, row.after, row.delta, str(row.matched)) for row in figures.changes)
    yield Table(columns, rows, empty="Пар ответов «до» и «после» за период нет.")
    yield Note(
        "Шкала 0–100. Сравниваются ответы «до» и «после» одного и того же участия. Меньше трёх пар ответов не "
        "показываются; меньше пяти не говорят о росте или снижении."
    )


def _indicators(figures: Figures) -> Iterator[Block]:
    columns = (Column("Показатель", 5), Column("Значение", 1.8, "right"), Column("Расчёт", 1.8, "right"))
    yield Table(
        columns,
        tuple((one.title, one.shown, _fraction(one)) for one in figures.indicators),
        caption="Показатели (Мониторинг, п. 6)",
    )
    for one in figures.indicators:
        said = " ".join(filter(None, (one.formula, one.reason, *one.notes)))
        yield Note(f"{one.title}: {said}")


def _fraction(one: Indicator) -> str:
    return f"{one.numerator} из {one.denominator}" if one.denominator else "не вычисляется"


def _involvement(figures: Figures) -> Iterator[Block]:
    rows = (*figures.involvement.rows, figures.involvement.total)
    columns = (
        Column("Форма", 5),
        Column("Программ", 2, "right"),
        Column("Наставников", 2, "right"),
        Column("Наставляемых", 2, "right"),
    )
    yield Table(columns, tuple((r.form, str(r.programmes), str(r.mentors), str(r.mentees)) for r in rows))
    yield Note(
        f"Вовлечены в любую форму: {figures.involvement.share}. Строки не суммируются: один человек может участвовать "
        "в нескольких формах."
    )


def _people(figures: Figures) -> Iterator[Block]:
    """The closed appendix: who is behind each figure; of satisfaction, only whose surveys came."""
    yield Heading("Кто вошёл в расчёт показателей")
    yield Note("Для служебного пользования: содержит персональные данные.")
    for one in figures.indicators:
        yield Heading(f"{one.title}: {one.shown}", 2)
        if one.people:
            columns = (
                Column("Фамилия, имя, отчество", 5),
                Column("Должность", 4),
                Column("В программах наставляемым" if one.clause == "M6/1" else "Анкета «после»", 3),
            )
            yield Table(columns, tuple((each.name, each.post, _counted(each)) for each in one.people))
        else:
            yield Paragraph(one.reason or "Список не приводится: участий меньше трёх.")
        for remark in one.left_out:
            yield Note(remark)


def _counted(each: Behind) -> str:
    if each.counted is None:
        return each.note
    return "да" if each.counted else "нет"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_FIGURES = {
    1: _grounds,
    2: _statistics,
    3: _process,
    4: _impact,
    5: _indicators,
    6: _involvement,
    7: _nothing,
    8: _nothing,
    9: _nothing,
    10: _nothing,
}
