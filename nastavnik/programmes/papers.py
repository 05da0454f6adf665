"""Papers of a programme: the programme with its plan (D12, D13) and the journal of meetings (D17)."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.models import RelationMember
from nastavnik.papers.model import (
    Approval,
    Block,
    Column,
    DateNumberPlace,
    Definition,
    DocumentName,
    Heading,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from nastavnik.programmes.marks import responsible_specialist
from nastavnik.programmes.members import relation_of
from nastavnik.programmes.models import ItemState, Meeting, MeetingState, PlanItem, Programme
from nastavnik.programmes.phases import categories_text, forms_lines, needs_no_plan
from nastavnik.programmes.rules import approving_role
from nastavnik.russian.numerals import months_words

KEEP_YEARS = 5

PLAN_COLUMNS = (
    Column("№", 1, "center"),
    Column("Мероприятие", 5),
    Column("Форма работы", 3.5),
    Column("Срок", 2.6),
    Column("Ответственный", 3.2),
    Column("Планируемый результат", 4.2),
    Column("Фактический результат, отметка", 4.8),
)
SCHEDULE_COLUMNS = (Column("№", 1, "center"), Column("Дата", 3), Column("Форма, канал", 4), Column("Тема", 10))
JOURNAL_COLUMNS = (
    Column("№", 1, "center"),
    Column("Дата", 2.5),
    Column("Форма, канал", 2.5),
    Column("Минут", 1.7, "center"),
    Column("Тема", 5),
    Column("Результат", 5),
    Column("Записал(а), подтвердил(а)", 4),
)


def programme_paper(programme: Programme) -> Paper:
    """The programme as it stands: a draft too can be read and signed on paper."""
    relation_of(programme)
    return Paper(
        kind="programme",
        title=_title("Персонализированная программа наставничества", programme),
        author=programme.organisation.short_name,
        date=programme.approved_on or clock.today(),
        keep_years=KEEP_YEARS,
        blocks=tuple(_programme_blocks(programme)),
    )


def meetings_paper(programme: Programme) -> Paper:
    """The journal of meetings: held ones, and those that did not take place."""
    relation_of(programme)
    past = programme.meetings.exclude(state=MeetingState.PLANNED).select_related("recorded_by", "confirmed_by")
    return Paper(
        kind="meetings",
        title=_title("Журнал встреч", programme),
        author=programme.organisation.short_name,
        date=clock.today(),
        keep_years=KEEP_YEARS,
        page="landscape",
        blocks=(
            _letterhead(programme.organisation),
            DocumentName("ЖУРНАЛ ВСТРЕЧ"),
            Heading(f"Персонализированная программа наставничества № {programme.number}/{programme.year}"),
            Definition("Участники", str(programme.relation)),
            Table(
                JOURNAL_COLUMNS,
                tuple(_journal_row(number, meeting) for number, meeting in enumerate(past, 1)),
                caption="Встречи",
                empty="Встреч ещё не было.",
            ),
            *_to_come(programme),
            *_signatures(programme),
        ),
    )


def _to_come(programme: Programme) -> Iterator[Block]:
    """The meetings that are agreed on: the journal is a schedule too (D17)."""
    planned = programme.meetings.filter(state=MeetingState.PLANNED)
    rows = tuple(
        (str(number), f"{one.on:%d.%m.%Y}", str(one.get_channel_display()), one.topic)
        for number, one in enumerate(planned, 1)
    )
    if rows:
        yield Table(SCHEDULE_COLUMNS, rows, caption="График предстоящих встреч")


PAPERS: dict[str, Callable[[Programme], Paper]] = {"programme": programme_paper, "meetings": meetings_paper}


def _programme_blocks(programme: Programme) -> Iterator[Block]:
    organisation, relation = programme.organisation, programme.relation
    yield _approval(programme)
    yield _letterhead(organisation)
    yield DocumentName("ПЕРСОНАЛИЗИРОВАННАЯ ПРОГРАММА НАСТАВНИЧЕСТВА")
    yield DateNumberPlace(programme.approved_on, f"{programme.number}/{programme.year}", organisation.place)
    yield Heading("1. Паспорт программы", 2)
    for member in programme.members:
        yield Definition(str(member.get_role_display()).capitalize(), _who(member))
    yield Definition("Основание", relation.ground)
    if programme.edition is not None:
        yield Definition("Положение", f"действующее с {programme.edition.since:%d.%m.%Y} ({programme.edition.ground})")
    yield Definition("Форма по категории участников", categories_text(programme))
    yield Definition("Форма по организации", "; ".join(forms_lines(programme)))
    yield Definition("Направления", programme.directions_text or "не указаны")
    yield Definition("Срок", f"{programme.since:%d.%m.%Y} – {programme.until:%d.%m.%Y}")
    yield Heading("2. Профессиональный запрос", 2)
    yield from _paragraphs(programme.request)
    yield Heading("3. Цель и задачи", 2)
    yield from _paragraphs(programme.goal)
    yield from _paragraphs(programme.tasks)
    yield Heading("4. Планируемые результаты", 2)
    yield from _paragraphs(programme.expected_result)
    yield Heading("5. План мероприятий", 2)
    items = programme.items.select_related("responsible__person").prefetch_related(
        "engagements__person", "engagements__consent"
    )
    yield Table(
        PLAN_COLUMNS,
        tuple(_plan_row(number, item) for number, item in enumerate(items, 1)),
        caption="Мероприятия программы",
        empty=_no_plan(programme),
    )
    yield Heading("6. График встреч", 2)
    meetings = programme.meetings.exclude(state=MeetingState.NOT_HELD)
    yield Table(
        SCHEDULE_COLUMNS,
        tuple(
            (str(number), f"{one.on:%d.%m.%Y}", str(one.get_channel_display()), one.topic)
            for number, one in enumerate(meetings, 1)
        ),
        caption="Встречи",
        empty="Встречи назначаются по договорённости участников.",
    )
    yield Heading("7. Мониторинг", 2)
    yield Paragraph(
        "До начала и по завершении программы проводится анкетирование всех участников. Заполнение анкет добровольное."
    )
    if programme.result:
        yield Heading("8. Итоги", 2)
        yield from _paragraphs(programme.result)
    if programme.ended_on:
        yield Definition("Завершена", f"{programme.ended_on:%d.%m.%Y}, {programme.get_end_reason_display()}")
    yield Heading("Подписи участников", 2)
    yield from _signatures(programme)


def _approval(programme: Programme) -> Approval:
    """Whose decision it is. The line stays blank: a press of a button is not a signature."""
    organisation = programme.organisation
    kind = approving_role(programme)
    name = "____________________"
    if kind in (RoleKind.CURATOR, RoleKind.HEAD):
        role = holder_of(organisation, kind, programme.approved_on or clock.today())
        person = getattr(role.user, "person", None) if role else None
        name = f"____________ {person.signature_name}" if person else name
    post = {
        RoleKind.CURATOR: "Куратор наставничества",
        RoleKind.HEAD: "Руководитель учреждения",
        RoleKind.COUNCIL: organisation.settings.council_name or "Совет наставников",
    }[RoleKind(kind)]
    return Approval("УТВЕРЖДЕНО", (post, name, "«____» ____________ 20____ г."))


def _letterhead(organisation: Organisation) -> Letterhead:
    return Letterhead(
        full_name=organisation.full_name,
        short_name=organisation.short_name,
        founder=organisation.founder,
        address=organisation.address,
    )


def _title(what: str, programme: Programme) -> str:
    return f"{what} № {programme.number}/{programme.year}: {programme.relation}"


def _who(member: RelationMember) -> str:
    """Name, post, category and experience on the day when the pair came into force (D5, D12)."""
    person = member.person
    day = member.joined_on or clock.today()
    months = person.experience_on(day)
    facts = [
        person.full_name,
        person.position_on(day),
        _("категория: %(category)s") % {"category": person.get_category_display()} if person.category else "",
        _("педагогический стаж %(length)s") % {"length": months_words(months)} if months is not None else "",
    ]
    return ", ".join(fact for fact in facts if fact)


def _paragraphs(text: str) -> Iterator[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        yield Note("Не заполнено.")
    for line in lines:
        yield Paragraph(line)


def _plan_row(number: int, item: PlanItem) -> tuple[str, ...]:
    marks = {
        ItemState.DONE: f"{item.actual}\nВыполнено {item.done_on:%d.%m.%Y}" if item.done_on else item.actual,
        ItemState.CANCELLED: "Отменено по согласию участников",
        ItemState.PLANNED: "",
    }
    return (
        str(number),
        "\n".join(filter(None, (item.title, item.content, item.method, _together(item)))),
        str(item.get_kind_display()),
        f"{item.due_on:%d.%m.%Y}",
        _answers(item),
        item.expected,
        marks[ItemState(item.state)],
    )


def _together(item: PlanItem) -> str:
    """The structure that takes part (5.2/2)."""
    return f"Вместе: {item.structure}" if item.structure else ""


def _answers(item: PlanItem) -> str:
    """The specialist while their consent holds, the member named, or both sides (1.4/7, 5.1/1)."""
    specialist = responsible_specialist(item)
    if specialist is not None:
        return specialist.person.short_name
    return item.responsible.person.short_name if item.responsible else "наставник и наставляемый"


def _no_plan(programme: Programme) -> str:
    if needs_no_plan(programme):
        return "Помощь оказывается по мере обращений: план для ситуационной формы не требуется."
    return "Мероприятия ещё не внесены."


def _journal_row(number: int, meeting: Meeting) -> tuple[str, ...]:
    if meeting.state in (MeetingState.NOT_HELD, MeetingState.CANCELLED):
        word = "Отменена" if meeting.state == MeetingState.CANCELLED else "Не состоялась"
        said = f"{word}: {meeting.miss_note}" if meeting.miss_note else word
        return str(number), f"{meeting.on:%d.%m.%Y}", "", "", meeting.topic, said, ""
    if meeting.confirmed_on:
        confirmed = _("подтверждено: %(who)s") % {"who": meeting.confirmed_by}
    else:
        confirmed = "спорная: не подтверждена в срок" if meeting.is_disputed else "ждёт подтверждения"
    return (
        str(number),
        f"{meeting.on:%d.%m.%Y}",
        str(meeting.get_channel_display()),
        str(meeting.minutes),
        meeting.topic,
        meeting.result,
        f"{meeting.recorded_by or ''}\n{confirmed}",
    )


def _signatures(programme: Programme) -> Iterator[Block]:
    for member in programme.members:
        role = str(member.get_role_display()).capitalize()
        yield Signature(role, member.person.signature_name, dated=True)
