"""The two banks as papers (D14, D15): those whose consent holds today, with their pairs and results."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from nastavnik.banks.models import Bank, ProfessionalRequest, RequestState
from nastavnik.banks.queries import entries
from nastavnik.documents.papers.parts import curator_signature, letterhead
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, Relation, RelationMember
from nastavnik.papers.model import Column, DocumentName, Heading, Note, Paper, Table
from nastavnik.programmes.models import Programme
from nastavnik.russian.numerals import months_words

NAMES = {Bank.MENTEES: "наставляемых", Bank.MENTORS: "наставников"}
MENTEE_COLUMNS = (
    Column("№", 0.8, "center"),
    Column("Фамилия, имя, отчество; должность", 3.6),
    Column("Категория", 2.2),
    Column("Профессиональный запрос", 4),
    Column("В базе с", 1.8),
    Column("Наставник, форма", 3.4),
    Column("Завершение, результат", 3.4),
    Column("Согласие", 2),
)
MENTOR_COLUMNS = (
    Column("№", 0.8, "center"),
    Column("Фамилия, имя, отчество; должность", 3.6),
    Column("Категория, стаж", 2.2),
    Column("Компетенции, опыт", 4),
    Column("Сколько берёт", 1.8),
    Column("В базе с", 1.8),
    Column("Наставляемые, форма", 3.4),
    Column("Завершение, результат", 3),
    Column("Согласие", 2),
)


def bank_paper(organisation: Organisation, bank: str) -> Paper:
    """A bank on a day. A person whose consent has ended is not handed out (R2.2, R3.2)."""
    today = clock.today()
    rows = [entry for entry in entries(organisation, bank, {}) if _may_be_given(entry)]
    role = MemberRole.MENTOR if bank == Bank.MENTORS else MemberRole.MENTEE
    together = _together(organisation, role, [entry.person_id for entry in rows])
    told = _mentor_row if bank == Bank.MENTORS else _mentee_row
    if bank == Bank.MENTEES:
        prefetch_related_objects(rows, Prefetch("requests", _requests(), to_attr="told"))
    return Paper(
        kind=f"bank_{bank}",
        title=f"База {NAMES[Bank(bank)]} на {today:%d.%m.%Y}",
        author=organisation.short_name,
        date=today,
        page="landscape",
        keep_years=5,
        blocks=(
            letterhead(organisation),
            DocumentName(f"БАЗА {NAMES[Bank(bank)].upper()}"),
            Heading(f"по состоянию на {today:%d.%m.%Y}"),
            Table(
                MENTOR_COLUMNS if bank == Bank.MENTORS else MENTEE_COLUMNS,
                tuple(told(number, entry, together[entry.person_id]) for number, entry in enumerate(rows, 1)),
                empty="В базе никого нет.",
            ),
            Note(
                "Для служебного пользования: содержит персональные данные. Включены те, чьё согласие на обработку "
                "данных действует на эту дату."
            ),
            curator_signature(organisation, today),
        ),
    )


def _requests() -> QuerySet[ProfessionalRequest]:
    """Also those that are resolved: the bank tells what has come of a request (D14)."""
    return ProfessionalRequest.objects.exclude(state=RequestState.DROPPED).prefetch_related("topics")


def _may_be_given(entry) -> bool:
    return entry.state in ("active", "suspended") and entry.basis is not None and not entry.basis.standing.lapse


def _together(organisation: Organisation, role: str, people: Sequence[Any]) -> dict[Any, list[tuple[str, str]]]:
    """For each person: (with whom and how, how it has ended), pairs fixed by an order only, the newest first."""
    members = (
        RelationMember.objects.of(organisation)
        .filter(role=role, person__in=people, relation__in=Relation.objects.of(organisation).filter(**_FIXED))
        .select_related("relation")
        .prefetch_related("relation__members__person", "relation__programmes")
        .order_by("-relation__since", "-relation__pk")
    )
    told: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for member in members:
        relation = member.relation
        others = [one.person.short_name for one in relation.members.all() if one.role != role]
        told[member.person_id].append((f"{', '.join(others)}: {relation.get_form_display()}", _outcome(relation)))
    return told


_FIXED = {"ground_id__isnull": False, "state__in": ("in_force", "ended")}


def _outcome(relation: Relation) -> str:
    programme: Programme | None = next(iter(relation.programmes.all()), None)
    if programme is None:
        return "программа составляется" if relation.ended_on is None else f"завершено {relation.ended_on:%d.%m.%Y}"
    words = [str(programme.get_state_display())]
    if programme.ended_on:
        words[0] = f"{words[0]} {programme.ended_on:%d.%m.%Y}"
    if programme.result:
        words.append(programme.result)
    return ": ".join(words)


def _who(entry) -> str:
    return ",\n".join(filter(None, (entry.person.full_name, entry.person.position_on(clock.today()))))


def _since(entry) -> str:
    return f"{entry.included_on:%d.%m.%Y}" if entry.included_on else ""


def _mentee_row(number: int, entry, together: list[tuple[str, str]]) -> tuple[str, ...]:
    requests = []
    for request in entry.told:
        topics = ", ".join(topic.name for topic in request.topics.all())
        words = ": ".join(filter(None, (topics, request.text)))
        requests.append(f"{words} (разрешён)" if request.state == RequestState.RESOLVED else words)
    return (
        str(number),
        _who(entry),
        str(entry.get_category_display()),
        ";\n".join(requests),
        _since(entry),
        "\n".join(pair for pair, _outcome_of in together),
        "\n".join(outcome for _pair, outcome in together),
        f"от {entry.basis.given_on:%d.%m.%Y}",
    )


def _mentor_row(number: int, entry, together: list[tuple[str, str]]) -> tuple[str, ...]:
    months = entry.person.experience_on(clock.today())
    level = [str(entry.person.get_category_display()) if entry.person.category else ""]
    level.append(f"стаж {months_words(months)}" if months is not None else "")
    competences = ", ".join(topic.name for topic in entry.competences.all())
    return (
        str(number),
        _who(entry),
        ",\n".join(filter(None, level)),
        ".\n".join(filter(None, (competences, entry.about))),
        f"до {entry.capacity}",
        _since(entry),
        "\n".join(pair for pair, _outcome_of in together),
        "\n".join(outcome for _pair, outcome in together),
        f"от {entry.basis.given_on:%d.%m.%Y}",
    )
