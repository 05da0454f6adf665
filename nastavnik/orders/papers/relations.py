"""Pairs and groups on the paper: a table in the nominative, and what an order changes in it (domain 3.1, D5, D6)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nastavnik.orders.models import OrderItem
from nastavnik.orders.wording.items import named, order_in_prepositional, sentence
from nastavnik.pairs.models import ChangeKind, MemberRole, Relation, RelationChange
from nastavnik.papers import model as paper
from nastavnik.people.models import Category, Person
from nastavnik.regulation.models import CategoryForm, Form
from nastavnik.russian.numerals import date_words, months_words

COLUMNS = (
    paper.Column("№", 0.6, "center"),
    paper.Column("Наставник", 3.2),
    paper.Column("Наставляемый (наставляемые)", 3.2),
    paper.Column("Форма наставничества", 2.4),
    paper.Column("Срок", 2.0),
)


@dataclass(frozen=True)
class Line:
    """A row of the table: who with whom, in which form, for how long."""

    mentors: Sequence[Person]
    mentees: Sequence[Person]
    category_form: str
    form: str
    since: date | None
    until: date | None


def line_of(relation: Relation) -> Line:
    """The pair as it stands."""
    return Line(
        [member.person for member in relation.mentors],
        [member.person for member in relation.mentees],
        relation.category_form,
        relation.form,
        relation.since,
        relation.until,
    )


def line_after(change: RelationChange) -> Line | None:
    """The pair as it will stand; None when the change ends it."""
    relation = change.relation
    came = {
        role: [each.person for each in change.newcomers.all() if each.role == role and each.is_new]
        for role in MemberRole
    }
    mentors = [member.person for member in relation.mentors if member.pk != change.leaving_id] + came[MemberRole.MENTOR]
    mentees = [member.person for member in relation.mentees if member.pk != change.leaving_id] + came[MemberRole.MENTEE]
    if change.kind == ChangeKind.END or not mentors or not mentees:
        return None
    return Line(
        mentors,
        mentees,
        change.category_form or relation.category_form,
        change.form or relation.form,
        relation.since,
        change.until or relation.until,
    )


def relations_table(lines: Iterable[Line], day: date) -> paper.Table:
    """The table of an order; people with post, category and experience on the day of the order."""
    rows = []
    for number, line in enumerate(lines, start=1):
        term = f"{line.since:%d.%m.%Y} – {line.until:%d.%m.%Y}" if line.since and line.until else ""
        forms = f"{CategoryForm(line.category_form).label}; {Form(line.form).label}"
        rows.append(
            (
                str(number),
                _people(line.mentors, day, _mentor_words),
                _people(line.mentees, day, _mentee_words),
                forms,
                term,
            )
        )
    return paper.Table(COLUMNS, tuple(rows))


def change_blocks(item: OrderItem, day: date) -> Iterator[str | paper.Block]:
    """A change: what happens from which day, the order that it amends, the row as it reads from then on (D6).

    Without an order to amend (it was revoked and the pair kept) the conditions stand by themselves.
    """
    change = item.change
    assert change is not None
    yield sentence(_DEEDS[ChangeKind(change.kind)](change, day))
    after = line_after(change)
    row = f"строку таблицы о паре (группе) «{change.relation}»"
    if after is None:
        if item.target:
            yield sentence(f"В {order_in_prepositional(item.target)} {row} исключить")
        else:
            yield sentence(f"Пункт относится к наставнической паре (группе) «{change.relation}»")
        return
    if item.target:
        yield f"В {order_in_prepositional(item.target)} {row} изложить в следующей редакции:"
    else:
        yield "Состав и условия наставничества с этого дня:"
    yield relations_table([after], day)


def _extend(change: RelationChange, day: date) -> str:
    assert change.until is not None
    return f"Продлить наставничество до {date_words(change.until)} по взаимному согласию участников"


def _terms(change: RelationChange, day: date) -> str:
    said = []
    if change.form and change.form != change.relation.form:
        said.append(f"форма наставничества – {Form(change.form).label}")
    if change.category_form and change.category_form != change.relation.category_form:
        said.append(f"по категории – {CategoryForm(change.category_form).label}")
    if change.topic and change.topic != change.relation.topic:
        said.append(f"направление – {change.topic}")
    return f"Изменить с {date_words(change.on)} условия наставничества: {'; '.join(said)}"


def _join(change: RelationChange, day: date) -> str:
    return f"Включить с {date_words(change.on)} в состав группы: {_newcomers(change, day)}"


def _leave(change: RelationChange, day: date) -> str:
    return f"Исключить с {date_words(change.on)} из состава группы: {_leaving(change, day)}"


def _replace(change: RelationChange, day: date) -> str:
    return (
        f"Заменить с {date_words(change.on)} наставника: прежний наставник – {_leaving(change, day)}; "
        f"новый наставник – {_newcomers(change, day)}"
    )


def _relieve(change: RelationChange, day: date) -> str:
    assert change.leaving is not None
    before, after = "Освободить от обязанностей наставника", f" с {date_words(change.on)}"
    return named(change.leaving.person, day, "accusative", before, after)


def _end(change: RelationChange, day: date) -> str:
    reason = str(change.get_reason_display()) if change.reason else ""
    why = f" {reason}" if reason.startswith("по ") else f" ({reason})" if reason else ""
    return f"Прекратить наставничество{why}. Последний день наставничества – {date_words(change.on)}"


_DEEDS: dict[ChangeKind, Callable[[RelationChange, date], str]] = {
    ChangeKind.EXTEND: _extend,
    ChangeKind.TERMS: _terms,
    ChangeKind.JOIN: _join,
    ChangeKind.LEAVE: _leave,
    ChangeKind.REPLACE: _replace,
    ChangeKind.RELIEVE: _relieve,
    ChangeKind.END: _end,
}


def _leaving(change: RelationChange, day: date) -> str:
    assert change.leaving is not None
    return _mentee_words(change.leaving.person, day)


def _newcomers(change: RelationChange, day: date) -> str:
    return "; ".join(_mentee_words(each.person, day) for each in change.newcomers.all() if each.is_new)


def _people(people: Sequence[Person], day: date, words: Callable[[Person, date], str]) -> str:
    """One by one under each other; several are counted, so that nobody is overlooked."""
    told = [words(person, day) for person in people]
    if len(told) == 1:
        return told[0]
    return ";\n".join(f"{number}) {each}" for number, each in enumerate(told, start=1))


def _mentor_words(person: Person, day: date) -> str:
    parts = [person.full_name, person.position_on(day)]
    match person.category:
        case Category.FIRST | Category.HIGHEST:
            parts.append(f"{Category(person.category).label} квалификационная категория")
        case Category.METHODIST | Category.MENTOR:
            parts.append(str(Category(person.category).label))
    months = person.experience_on(day)
    if months is not None:
        parts.append(f"стаж {months_words(months)}")
    return ", ".join(filter(None, parts))


def _mentee_words(person: Person, day: date) -> str:
    return ", ".join(filter(None, (person.full_name, person.position_on(day))))
