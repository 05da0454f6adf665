"""The section «Наставничество» of the official site (D29, 9.2): ready as .docx, PDF and a piece of HTML.

What the institution publishes about itself, in numbers. No person is named, except the curator with a consent.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import prefetch_related_objects

from nastavnik.consents.models import PublicField, Resource, ResourceKind
from nastavnik.consents.queries import may_publish
from nastavnik.documents.papers.parts import holder
from nastavnik.kit import clock
from nastavnik.kit.periods import academic_year
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.papers.model import Block, Column, Definition, DocumentName, Heading, Item, Paper, Paragraph, Table
from nastavnik.programmes.models import UNDER_WAY, Programme, ProgrammeState
from nastavnik.programmes.phases import names_in, span_on
from nastavnik.regulation.models import ActLevel, ActStatus, Body, Edition, ModelIntroduction, NormativeAct
from nastavnik.roadmap.models import Roadmap, RoadmapState
from nastavnik.roadmap.stages import STAGES


def site_section(organisation: Organisation) -> Paper:
    """The section as it may be put on the site today."""
    return Paper(
        kind="site_section",
        title="Раздел сайта «Наставничество»",
        author=organisation.short_name,
        date=clock.today(),
        keep_years=1,
        blocks=(
            DocumentName("НАСТАВНИЧЕСТВО"),
            Heading(organisation.full_name),
            *_local_acts(organisation),
            *_normative_acts(organisation),
            *_roadmap(organisation),
            *_programmes(organisation),
            *_contacts(organisation),
        ),
    )


def _local_acts(organisation: Organisation) -> Iterator[Block]:
    today = clock.today()
    yield Heading("Локальные акты", 2)
    grounds = dict.fromkeys(
        [
            *(f"Целевая модель наставничества внедрена: {one.ground}" for one in
              ModelIntroduction.objects.of(organisation).on(today).order_by("since")),
            *(f"{one.title}: утверждено, {one.ground}, действует с {one.since:%d.%m.%Y}" for one in
              Edition.objects.of(organisation).on(today).order_by("number")),
            *(f"{one.name}: состав утверждён, {one.ground}" for one in
              Body.objects.of(organisation).on(today).order_by("since")),
        ]
    )  # fmt: skip
    if not grounds:
        yield Paragraph("Локальные акты готовятся.")
    yield from (Item(f"{number}.", f"{text}.") for number, text in enumerate(grounds, 1))


def _normative_acts(organisation: Organisation) -> Iterator[Block]:
    """Those that have lost force are left out; the hints are for the staff only (1.2)."""
    acts = [act for act in NormativeAct.objects.of(organisation) if act.status != ActStatus.ENDED]
    yield Heading("Нормативная база", 2)
    for level in (ActLevel.FEDERAL, ActLevel.REGIONAL, ActLevel.MUNICIPAL, ActLevel.LOCAL):
        of_level = [act for act in acts if act.level == level]
        if of_level:
            yield Heading(f"{str(level.label).capitalize()} уровень", 3)
            yield from (Item(f"{number}.", f"{act}.") for number, act in enumerate(of_level, 1))


def _roadmap(organisation: Organisation) -> Iterator[Block]:
    today = clock.today()
    roadmap = (
        Roadmap.objects.of(organisation)
        .filter(state=RoadmapState.APPROVED, since__lte=today, until__gte=today)
        .order_by("-since")
        .first()
    )
    yield Heading("Дорожная карта", 2)
    if roadmap is None:
        yield Paragraph("Дорожная карта готовится.")
        return
    items = list(roadmap.items.order_by("stage", "sort"))
    begun = [place == 0 or items[place - 1].stage != item.stage for place, item in enumerate(items)]
    rows = tuple(
        (
            STAGES[item.stage - 1].title if first else "",
            item.title,
            f"{item.due_on:%d.%m.%Y}" if item.due_on else "",
            item.expected,
        )
        for item, first in zip(items, begun, strict=True)
    )
    columns = (Column("Этап", 3), Column("Содержание деятельности", 5), Column("Срок", 2), Column("Результат", 4))
    yield Table(columns, rows, caption=f"На {roadmap.years}, утверждена: {roadmap.ground}")


def _programmes(organisation: Organisation) -> Iterator[Block]:
    """Numbers of running programmes; nobody can be recognised by a form that one pair alone has (edge case 79)."""
    today = clock.today()
    running = list(Programme.objects.of(organisation).filter(state__in=UNDER_WAY).select_related("relation"))
    prefetch_related_objects(running, "phases")
    completed = Programme.objects.of(organisation).filter(
        state=ProgrammeState.COMPLETED, ended_on__gte=_year_start(organisation, today)
    )
    members = RelationMember.objects.of(organisation).filter(
        left_on__isnull=True, relation__in=[programme.relation_id for programme in running]
    )
    people = Counter(members.values_list("role", "person").distinct().values_list("role", flat=True))
    yield Heading("Персонализированные программы наставничества", 2)
    yield Definition("Реализуется программ", str(len(running)))
    yield Definition("Наставников", str(people[MemberRole.MENTOR]))
    yield Definition("Наставляемых", str(people[MemberRole.MENTEE]))
    yield Definition("Завершено полностью с начала учебного года", str(completed.count()))
    names = names_in(running)
    forms = Counter(names.get(span_on(programme, today).leading, "") for programme in running)
    told = [f"{form} – {count}" for form, count in forms.most_common() if count >= FEWEST]
    if told:
        yield Definition("По формам", "; ".join(told))
    yield Paragraph(f"По состоянию на {today:%d.%m.%Y}.")


FEWEST = 3
"""A smaller cell is not told: in a kindergarten everybody knows whose the only pair of a form is."""


def _contacts(organisation: Organisation) -> Iterator[Block]:
    """The institution's own address is nobody's datum; the curator's name needs a consent for the site (4.4.6)."""
    yield Heading("Контакты", 2)
    curator = holder(organisation, RoleKind.CURATOR, clock.today())
    if curator is not None and may_show(organisation, curator, PublicField.NAME):
        post = curator.position_on(clock.today()) if may_show(organisation, curator, PublicField.POST) else ""
        yield Definition("Куратор наставничества", ", ".join(filter(None, (curator.full_name, post))))
    for label, value in (("Адрес", organisation.address), ("Электронная почта", organisation.email)):
        if value:
            yield Definition(label, value)


def may_show(organisation: Organisation, person, field: str) -> bool:
    """Whether the person's consent covers the datum on every page of the site that is in use."""
    today = clock.today()
    places = list(Resource.objects.of(organisation).on(today).filter(kind=ResourceKind.SITE))
    return bool(places) and all(may_publish(person, field, place, today) for place in places)


def _year_start(organisation: Organisation, today: date) -> date:
    return academic_year(today, organisation.settings.year_starts).since
