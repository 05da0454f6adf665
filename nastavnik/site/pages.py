"""What the pages of publications say: gathered once, so that the templates only show."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.models import Consent, ConsentKind, ConsentStep, PublicField, Resource
from nastavnik.consents.queries import lacking_to_publish
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme, ProgrammeState
from nastavnik.site.checks import Check, look_through
from nastavnik.site.gate import Lack, lacks_of, why_not_programme
from nastavnik.site.models import PEOPLE, SHOWN_FIELDS, Publication, PublicationState, PublishedPerson
from nastavnik.site.places import is_ours, page_of
from nastavnik.site.shown import Shown, shown_of
from nastavnik.site.states import may_be_shown
from nastavnik.site.steps import take_downs


@dataclass(frozen=True)
class Cell:
    """A field of a person in a publication: its name, whether the place has the consent."""

    label: str
    is_allowed: bool


@dataclass(frozen=True)
class PersonRow:
    """A participant with the state of the gate for each field; `elsewhere`: other publications that hold them."""

    row: PublishedPerson
    cells: list[Cell]
    elsewhere: list[Publication] = field(default_factory=list)

    @property
    def lacks(self) -> bool:
        return not all(cell.is_allowed for cell in self.cells)


@dataclass(frozen=True)
class ListRow:
    """A publication in a list: the gate of everybody in it, what visitors see now, what is to be taken down."""

    publication: Publication
    people: list[PersonRow]
    seen: Shown
    steps: list[ConsentStep]
    is_ours: bool
    page: str

    @property
    def lacks(self) -> bool:
        return any(one.lacks for one in self.people)


def rows_of(organisation: Organisation, publications: list[Publication]) -> list[ListRow]:
    """The rows for publications read `with_people`; the number of queries does not grow with them."""
    today = clock.today()
    for publication in publications:
        publication.organisation = organisation
    lacks, steps = lacks_of(publications, today), take_downs(publications)
    return [
        ListRow(
            publication=seen.publication,
            people=[_person_row(row, lacks[row.publication_id]) for row in seen.publication.people.all()],
            seen=seen,
            steps=steps[seen.publication.pk],
            is_ours=is_ours(seen.publication.resource, organisation),
            page=page_of(seen.publication),
        )
        for seen in (shown_of(publications, today) if publications else [])
    ]


def to_prepare(organisation: Organisation) -> list[Programme]:
    """Completed programmes without any publication, the latest first (9.3)."""
    completed = Programme.objects.of(organisation).filter(state=ProgrammeState.COMPLETED, publications__isnull=True)
    rows = completed.select_related("relation").prefetch_related("relation__members__person").order_by("-ended_on")
    return [programme for programme in rows if why_not_programme(programme) is None]


@dataclass(frozen=True)
class Page:
    """One publication for one reader. `why_not` is the sentence that keeps it from its next step."""

    line: ListRow
    check: Check | None
    why_not: str | None
    other_host: str
    may: dict[str, bool]


def page_for(publication: Publication, reader: User, host: str) -> Page:
    """Everything that the page shows; `host` is where the reader sees the product."""
    organisation, state = publication.organisation, publication.state
    prefetch_related_objects([publication], *PEOPLE)
    (line,) = rows_of(organisation, [publication])
    people = [
        PersonRow(one.row, one.cells, _elsewhere(one.row, publication) if one.row.fields else []) for one in line.people
    ]
    line = ListRow(publication, people, line.seen, line.steps, line.is_ours, line.page)
    open_text = state in (PublicationState.DRAFT, PublicationState.APPROVED)
    leads = reader.has_perm("site.prepare_publication", publication)
    return Page(
        line=line,
        check=look_through(publication) if open_text and leads else None,
        why_not=may_be_shown(publication) if open_text else None,
        # the example bears an invented address: it is opened under another one everywhere
        other_host=_other_host(publication.resource, host) if line.is_ours and not organisation.is_example else "",
        may={
            "prepare": leads,
            "approve": reader.has_perm("site.approve_publication", publication),
        },
    )


def known_cells(publication: Publication, day: date) -> set[tuple[Any, str]]:
    """(key of the person, field) that the place has a consent for."""
    people = [row.person for row in publication.people.all()]
    fields = [*SHOWN_FIELDS, PublicField.RESULTS]
    lacking = {(one.pk, str(name)) for one, name in lacking_to_publish(people, fields, publication.resource, day)}
    return {(person.pk, str(name)) for person in people for name in fields} - {*lacking}


@dataclass(frozen=True)
class Own:
    """What a publication shows of the reader, and the consent that allows it."""

    publication: Publication
    fields: list[str]
    page: str
    is_visible: bool
    consent: Consent | None


def own_rows(organisation: Organisation, person: Person) -> list[Own]:
    """Publications of today that show something of the person, and those that are being prepared (edge case 39)."""
    today = clock.today()
    rows = Publication.objects.of(organisation).about(person).exclude(state=PublicationState.WITHDRAWN)
    publications = list(rows.with_people())
    if not publications:
        return []
    given = Consent.objects.filter(person=person, kind=ConsentKind.DISTRIBUTION).valid(today)
    by_place = {cell.resource_id: one for one in given.prefetch_related("cells") for cell in one.cells.all()}
    return [
        Own(
            line.publication,
            [str(cell.label) for one in line.people if one.row.person_id == person.pk for cell in one.cells],
            line.page,
            line.publication.state == PublicationState.PUBLISHED and not line.seen.hidden,
            by_place.get(line.publication.resource_id),
        )
        for line in rows_of(organisation, publications)
    ]


def _person_row(row: PublishedPerson, lacks: list[Lack]) -> PersonRow:
    lacking = {str(lack.field) for lack in lacks if lack.person.pk == row.person_id}
    return PersonRow(row, [Cell(str(PublicField(name).label), str(name) not in lacking) for name in row.needs])


def _elsewhere(row: PublishedPerson, publication: Publication) -> list[Publication]:
    """Other places where the person is shown: a withdrawal concerns each of them (edge case 32)."""
    others = Publication.objects.filter(organisation=publication.organisation, state=PublicationState.PUBLISHED)
    return list(others.about(row.person).exclude(pk=publication.pk).select_related("resource"))


def _other_host(resource: Resource, host: str) -> str:
    """A consent names a full address; a section that is opened under another one is not where it was given for."""
    wanted = urlsplit(resource.address).netloc
    if wanted == host:
        return ""
    said = _("Согласия даны на адрес %(wanted)s, а раздел сейчас открыт по адресу %(host)s.")
    return said % {"wanted": wanted, "host": host}
