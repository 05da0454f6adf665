"""Reports and reviews of those who take part: the mentor's report (D18), the mentee's self-analysis, reviews (D19).

What the programme knows is printed, what only people can say is left for the hand, with prompts.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from nastavnik.kit import clock
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.papers.model import (
    Blank,
    Block,
    Column,
    Definition,
    DocumentName,
    Heading,
    Letterhead,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from nastavnik.programmes.growth_words import growth_blocks
from nastavnik.programmes.members import relation_of
from nastavnik.programmes.models import COLLECTIVE_KINDS, ItemKind, ItemState, MeetingState, PlanItem, Programme
from nastavnik.programmes.papers import KEEP_YEARS
from nastavnik.programmes.phases import categories_text, forms_lines
from nastavnik.russian.numerals import plural

DONE_COLUMNS = (
    Column("№", 1, "center"),
    Column("Мероприятие", 5),
    Column("Срок", 2.6),
    Column("Отметка", 3),
    Column("Что получилось; если не выполнено – почему", 5),
)
GROWTH_COLUMNS = (Column("Компетенция, умение", 5), Column("Было", 3), Column("Стало", 3), Column("В чём это видно", 5))
GROWTH_LINES = 4


def interim_report(programme: Programme, members: Sequence[RelationMember] = ()) -> Paper:
    """The mentor's report on the way (4.4.8, M3): the period ends today."""
    return _mentor_reports(programme, members, "промежуточный", clock.today())


def final_report(programme: Programme, members: Sequence[RelationMember] = ()) -> Paper:
    """The mentor's report on the whole programme: the period ends with it."""
    return _mentor_reports(programme, members, "итоговый", programme.ended_on or clock.today())


def self_analysis(programme: Programme, members: Sequence[RelationMember] = ()) -> Paper:
    """The mentee's own report: what was asked for, what has come of it."""
    members = members or participants(programme, MemberRole.MENTEE)
    sheets = [list(_self_analysis(programme, member)) for member in members]
    return _bound(programme, "self_analysis", "Самоанализ наставляемого", sheets)


def mentee_review(programme: Programme, members: Sequence[RelationMember] = ()) -> Paper:
    """What the mentee says of the programme."""
    members = members or participants(programme, MemberRole.MENTEE)
    prompts = (
        "Чем программа мне помогла",
        "Что в работе с наставником было особенно ценно",
        "Что я изменил(а) бы в программе",
    )
    sheets = [
        list(_review(programme, member, "наставляемого о программе наставничества", prompts)) for member in members
    ]
    return _bound(programme, "mentee_review", "Отзыв наставляемого", sheets)


def mentor_review(programme: Programme, members: Sequence[RelationMember] = ()) -> Paper:
    """What the mentor says of the work together."""
    members = members or participants(programme, MemberRole.MENTOR)
    prompts = (
        "Что удалось в совместной работе",
        "Чему за это время научился(лась) я",
        "Что посоветую наставляемому и коллегам дальше",
    )
    sheets = [
        list(_review(programme, member, "наставника о совместной работе по программе", prompts)) for member in members
    ]
    return _bound(programme, "mentor_review", "Отзыв наставника", sheets)


REPORTS: dict[str, tuple[str, Callable[..., Paper]]] = {
    "interim-report": (MemberRole.MENTOR, interim_report),
    "final-report": (MemberRole.MENTOR, final_report),
    "self-analysis": (MemberRole.MENTEE, self_analysis),
    "mentee-review": (MemberRole.MENTEE, mentee_review),
    "mentor-review": (MemberRole.MENTOR, mentor_review),
}
"""Code in the address: whose word it is, and the builder. A member gets the sheet of their own only."""


def participants(programme: Programme, role: str) -> list[RelationMember]:
    """Who carries the programme in this role; of an ended one, who carried it to its end."""
    everybody = [one for one in relation_of(programme).members.all() if one.role == role]
    day = programme.ended_on
    stayed = [one for one in everybody if one.left_on is None or (day is not None and one.left_on >= day)]
    return stayed or everybody


# --- the mentor's report --------------------------------------------------------------------------------------
def _mentor_reports(programme: Programme, members: Sequence[RelationMember], kind: str, until: date) -> Paper:
    members = members or participants(programme, MemberRole.MENTOR)
    sheets = [list(_mentor_report(programme, member, kind, until)) for member in members]
    return _bound(programme, "mentor_report", f"Отчёт наставника ({kind})", sheets)


def _mentor_report(programme: Programme, member: RelationMember, kind: str, until: date) -> Iterator[Block]:
    heading = "о реализации персонализированной программы наставничества"
    yield from _head(programme, f"{kind.upper()} ОТЧЁТ НАСТАВНИКА", heading)
    since = programme.started_on or programme.since
    yield Definition("Наставник", _who(member, until))
    yield Definition("Период отчёта", f"{since:%d.%m.%Y} – {max(since, until):%d.%m.%Y}")
    yield from _passport(programme, besides=member, until=until)
    yield Heading("1. Выполнение плана", 2)
    items = list(programme.items.select_related("responsible__person"))
    yield Paragraph(_plan_words(items))
    yield Table(
        DONE_COLUMNS,
        tuple(_item_row(number, item) for number, item in enumerate(items, 1)),
        caption="Мероприятия программы",
        empty="План мероприятий не составлялся.",
    )
    yield Paragraph(_meetings_words(programme))
    yield Heading("2. Изменения в профессиональной деятельности наставляемого", 2)
    yield Table(
        GROWTH_COLUMNS,
        tuple(("\n", "", "", "") for _line in range(GROWTH_LINES)),
        caption="Динамика по компетенциям",
    )
    if programme.result:
        yield Paragraph("Достигнутый результат, записанный в программе:")
        yield from (Paragraph(line) for line in programme.result.splitlines() if line.strip())
    yield Heading("3. Оценка совместной работы", 2)
    yield from growth_blocks(programme)
    yield Blank("Какие трудности удалось снять", 3)
    yield Blank("Активность и самостоятельность наставляемого", 2)
    yield Blank("Что может помешать дальше (риски)", 2)
    yield Blank("Рекомендации наставляемому", 3)
    yield Blank("Что нужно наставнику для дальнейшей работы", 2)
    yield Signature("Наставник", member.person.signature_name, dated=True)
    yield Signature("Отчёт принят, куратор", "", dated=True)


def _plan_words(items: Sequence[PlanItem]) -> str:
    counted = [item for item in items if item.state != ItemState.CANCELLED]
    if not counted:
        return "Мероприятий в плане нет."
    done = sum(item.state == ItemState.DONE for item in counted)
    cancelled = len(items) - len(counted)
    words = f"Выполнено мероприятий: {done} из {len(counted)}."
    words = f"{words} Отменено по согласию участников: {cancelled}." if cancelled else words
    return " ".join([words, _shares(counted), *_kinds_done(items)])


def _shares(items: Sequence[PlanItem]) -> str:
    """How much of the plan is work of the two, how much work in the team (2.2/10)."""
    together = sum(item.kind in COLLECTIVE_KINDS for item in items)
    return f"Индивидуальной работы: {len(items) - together} из {len(items)}, работы в коллективе: {together}."


def _kinds_done(items: Sequence[PlanItem]) -> Iterator[str]:
    """What was carried out of the life of the team (5.2/3) and of innovation (5.2/4)."""
    for kind, words in (
        (ItemKind.COMMUNITY, "Из них в общественной жизни коллектива"),
        (ItemKind.PROJECT, "Из них проектов и инновационной деятельности"),
    ):
        if done := sum(item.kind == kind and item.state == ItemState.DONE for item in items):
            yield f"{words}: {done}."


def _item_row(number: int, item: PlanItem) -> tuple[str, ...]:
    mark = {
        ItemState.DONE: f"выполнено {item.done_on:%d.%m.%Y}" if item.done_on else "выполнено",
        ItemState.CANCELLED: "отменено по согласию",
        ItemState.PLANNED: "не выполнено" if item.due_on < clock.today() else "предстоит",
    }[ItemState(item.state)]
    return str(number), item.title, f"{item.due_on:%d.%m.%Y}", mark, item.actual


def _meetings_words(programme: Programme) -> str:
    meetings = list(programme.meetings.all())
    held = [meeting for meeting in meetings if meeting.state == MeetingState.HELD]
    missed = sum(meeting.state == MeetingState.NOT_HELD for meeting in meetings)
    if not held:
        return "Встречи ещё не записаны."
    minutes = sum(meeting.minutes or 0 for meeting in held)
    words = f"Проведено: {plural(len(held), 'встреча', 'встречи', 'встреч')}, всего {_hours(minutes)}."
    return f"{words} Не состоялось: {missed}." if missed else words


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [plural(hours, "час", "часа", "часов")] if hours else []
    if rest or not hours:
        parts.append(plural(rest, "минута", "минуты", "минут"))
    return " ".join(parts)


# --- the mentee's word, and reviews ---------------------------------------------------------------------------
def _self_analysis(programme: Programme, member: RelationMember) -> Iterator[Block]:
    until = programme.ended_on or clock.today()
    yield from _head(programme, "САМОАНАЛИЗ", "наставляемого по итогам персонализированной программы наставничества")
    yield Definition("Наставляемый", _who(member, until))
    yield from _passport(programme, besides=member, until=until)
    yield Heading("Мой запрос", 2)
    yield from _said(programme.request)
    yield Heading("Что планировалось", 2)
    yield from _said(programme.expected_result)
    yield Heading("Что получилось", 2)
    yield Blank("Чему я научился(лась), что делаю теперь иначе", 4)
    yield Blank("Что из запланированного не получилось и почему", 3)
    yield Blank("В чём мне ещё нужна помощь, чему хочу учиться дальше", 3)
    yield Signature("Наставляемый", member.person.signature_name, dated=True)


def _review(programme: Programme, member: RelationMember, whose: str, prompts: Sequence[str]) -> Iterator[Block]:
    until = programme.ended_on or clock.today()
    yield from _head(programme, "ОТЗЫВ", whose)
    yield Definition(_role(member), _who(member, until))
    yield from _passport(programme, besides=member, until=until)
    yield Note("Пишите свободно; вопросы ниже – только подсказка. Не называйте детей и их родителей.")
    for prompt in prompts:
        yield Blank(prompt, 5)
    yield Signature(_role(member), member.person.signature_name, dated=True)
    yield Note(
        "Этот отзыв не разрешает публикацию. Чтобы напечатать его на сайте с именем автора, нужно отдельное согласие "
        "на распространение персональных данных; отказ от него ни на что не влияет."
    )


# --- what all of them begin with ------------------------------------------------------------------------------
def _head(programme: Programme, name: str, heading: str) -> Iterator[Block]:
    organisation = programme.organisation
    yield Letterhead(full_name=organisation.full_name, short_name=organisation.short_name)
    yield DocumentName(name)
    yield Heading(f"{heading} № {programme.number}/{programme.year}")


def _passport(programme: Programme, *, besides: RelationMember, until: date) -> Iterator[Block]:
    for role in (MemberRole.MENTOR, MemberRole.MENTEE):
        others = [one for one in participants(programme, role) if one.pk != besides.pk]
        for other in others:
            yield Definition(_role(other), _who(other, until))
    yield Definition("Форма наставничества", f"{categories_text(programme)}; {'; '.join(forms_lines(programme))}")
    yield Definition("Срок программы", f"{programme.since:%d.%m.%Y} – {programme.until:%d.%m.%Y}")
    if programme.ended_on:
        yield Definition("Завершена", f"{programme.ended_on:%d.%m.%Y}, {programme.get_end_reason_display()}")


def _bound(programme: Programme, kind: str, title: str, sheets: Sequence[Sequence[Block]]) -> Paper:
    """Sheets of several people one after another, each from a page of its own."""
    blocks: list[Block] = []
    for sheet in sheets:
        if blocks:
            blocks.append(PageBreak())
        blocks += sheet
    return Paper(
        kind=kind,
        title=f"{title}, программа № {programme.number}/{programme.year}: {programme.relation}",
        author=programme.organisation.short_name,
        date=clock.today(),
        keep_years=KEEP_YEARS,
        blocks=tuple(blocks),
    )


def _who(member: RelationMember, day: date) -> str:
    return ", ".join(filter(None, (member.person.full_name, member.person.position_on(day))))


def _role(member: RelationMember) -> str:
    return str(member.get_role_display()).capitalize()


def _said(text: str) -> Iterator[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    yield from (Paragraph(line) for line in lines or ["Не записано."])
