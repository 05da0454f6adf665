"""Acts on publications: prepare, approve, publish, take down, cut a person out (9.3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.models import PublicField, Resource
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Outdated, Refused, refuse
from nastavnik.organisations.models import Organisation
from nastavnik.papers.wording import clean
from nastavnik.programmes.models import Programme
from nastavnik.site.checks import look_through
from nastavnik.site.gate import why_not_programme
from nastavnik.site.models import SHOWN_FIELDS, Publication, PublicationState, PublishedPerson
from nastavnik.site.names import mentions
from nastavnik.site.places import is_ours
from nastavnik.site.states import PUBLICATION
from nastavnik.site.steps import close_take_down

Chosen = Mapping[Any, Mapping[str, Any]]
"""By the key of a row of PublishedPerson: `fields`, `review`, `achievements`."""


@transaction.atomic
def prepare_publication(programme: Programme, resource: Resource, *, by: User) -> Publication:
    """A draft for one place, with the participants, none of them shown. Refused before the end of the programme."""
    refuse(why_not_programme(programme), field="programme")
    publication = _begin(
        programme,
        resource,
        by,
        title=_("Результаты персонализированной программы наставничества"),
        outcome=programme.result[:5000],
    )
    for member in programme.relation.members.all():
        PublishedPerson.objects.create(
            organisation_id=programme.organisation_id,
            publication=publication,
            person_id=member.person_id,
            role=member.role,
        )
    return publication


@transaction.atomic
def copy_publication(publication: Publication, resource: Resource, *, by: User) -> Publication:
    """The same text for another place: a draft, for which the consents of that place are asked anew."""
    refuse(why_not_programme(publication.programme))
    copied = _begin(
        publication.programme,
        resource,
        by,
        title=publication.title,
        done=publication.done,
        outcome=publication.outcome,
    )
    for row in publication.people.all():
        PublishedPerson.objects.create(
            organisation_id=row.organisation_id,
            publication=copied,
            person_id=row.person_id,
            role=row.role,
            fields=row.fields,
            review=row.review,
            achievements=row.achievements,
        )
    return copied


@transaction.atomic
def write_publication(
    publication: Publication, *, by: User, version: int, title: str, done: str, outcome: str, no_children: bool,
    chosen: Chosen,
) -> Publication:  # fmt: skip
    """Change the text of a draft and what is shown of whom; `version` is the one that the writer has read."""
    _lock(publication, version)
    if publication.state != PublicationState.DRAFT:
        raise Refused(_("Утверждённый текст не меняют: сначала верните его на доработку."))
    publication.title, publication.no_children = _line(title), no_children
    publication.done, publication.outcome = clean(done).strip(), clean(outcome).strip()
    if not publication.title:
        raise Refused(_("Напишите заголовок."), field="title")
    publication.version += 1
    publication.save(update_fields=["title", "done", "outcome", "no_children", "version"])
    for row in publication.people.all():
        _choose(row, chosen.get(row.pk, {}))
    journal.record("publication_written", publication, by=by, version=publication.version)
    return _forget_rows(publication)


@transaction.atomic
def approve_publication(publication: Publication, *, by: User, version: int, looked: bool = False) -> Publication:
    """The head's decision. `looked`: the head has looked at what the check is in doubt about (edge case 31)."""
    _lock(publication, version)
    refuse(PUBLICATION.why_not(publication, "approve"))
    doubts = look_through(publication).doubts
    if doubts and not looked:
        raise Refused(_("Прочитайте, что вызывает сомнение, и отметьте, что это проверено."), field="looked")
    fields = {"approved_by": by, "approved_on": clock.today()}
    PUBLICATION.advance(publication, "approve", by=by, fields=fields, version=publication.version, doubts=len(doubts))
    return publication


@transaction.atomic
def return_publication(publication: Publication, *, by: User) -> Publication:
    """Back to be changed: what was approved is approved no more."""
    _lock(publication)
    PUBLICATION.advance(publication, "return", by=by, fields={"approved_by": None, "approved_on": None})
    return publication


@transaction.atomic
def publish_publication(publication: Publication, *, by: User, link: str = "", on: date | None = None) -> Publication:
    """Open the page of our section, or mark what was placed elsewhere by hand, with its address and day."""
    _lock(publication)
    refuse(PUBLICATION.why_not(publication, "publish"))
    today, ours = clock.today(), is_ours(publication.resource, publication.organisation)
    on = today if ours else on or today
    if not ours and not link:
        raise Refused(_("Укажите адрес страницы, на которой размещён текст: при отзыве его надо найти."), field="link")
    if on > today:
        raise Refused(_("Этот день ещё не наступил: отметьте размещение, когда текст размещён."), field="on")
    if publication.approved_on is not None and on < publication.approved_on:
        raise Refused(_("Размещать можно только утверждённый текст: день раньше утверждения."), field="on")
    fields = {"published_by": by, "published_on": on, "link": "" if ours else link}
    PUBLICATION.advance(publication, "publish", by=by, fields=fields, resource=publication.resource_id, on=on)
    return publication


@transaction.atomic
def withdraw_publication(publication: Publication, *, by: User, note: str = "") -> Publication:
    """Take it down. What withdrawals asked to be taken down here is thereby done (edge case 32)."""
    _lock(publication)
    fields = {"withdrawn_on": clock.today(), "withdraw_note": _line(note)[:300]}
    PUBLICATION.advance(publication, "withdraw", by=by, fields=fields)
    for row in publication.people.all():
        close_take_down(publication, row.person, by=by)
    return publication


@transaction.atomic
def revise_publication(publication: Publication, *, by: User) -> Publication:
    """A withdrawn text becomes a draft again, to be checked and approved like any other."""
    _lock(publication)
    refuse(PUBLICATION.why_not(publication, "revise"))
    Organisation.objects.select_for_update(no_key=True).get(pk=publication.organisation_id)
    _one_for_a_place(publication.programme, publication.resource)
    # its first day stays: the address has been read, and goes on to answer that nothing is there now
    nothing = dict.fromkeys(("approved_by", "approved_on", "withdrawn_on"))
    fields = {**nothing, "link": "", "withdraw_note": "", "no_children": False}
    PUBLICATION.advance(publication, "revise", by=by, fields=fields)
    return publication


@transaction.atomic
def remove_person(row: PublishedPerson, *, by: User) -> PublishedPerson:
    """Cut a person out of a publication for good: a consent given later does not bring them back by itself.

    Refused when the text itself names them: then the whole publication is taken down.
    """
    publication = _lock(row.publication)
    row.refresh_from_db()
    if publication.state == PublicationState.WITHDRAWN:
        raise Refused(_("Публикация уже снята."))
    if publication.is_held and mentions([publication.title, publication.done, publication.outcome], [row.person]):
        raise Refused(_("Человек назван в самом тексте: снимите публикацию и подготовьте её заново."))
    row.fields, row.review, row.achievements = [], "", ""
    row.save(update_fields=["fields", "review", "achievements"])
    publication.version += 1
    publication.save(update_fields=["version"])
    close_take_down(publication, row.person, by=by)
    journal.record("published_person_removed", publication, by=by, person=row.person_id)
    return row


@transaction.atomic
def discard_publication(publication: Publication, *, by: User) -> None:
    """A draft that nobody needs goes without a trace but the journal's."""
    _lock(publication)
    if publication.state != PublicationState.DRAFT:
        raise Refused(_("Удалить можно только черновик: утверждённое возвращают или снимают."))
    journal.record("publication_discarded", publication, by=by, number=publication.number)
    publication.delete()


def _begin(programme: Programme, resource: Resource, by: User, **texts: str) -> Publication:
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=programme.organisation_id)
    if resource.organisation_id != organisation.pk or (resource.retired_on and resource.retired_on <= clock.today()):
        raise Refused(_("Выберите место из тех, которыми учреждение пользуется."), field="resource")
    _one_for_a_place(programme, resource)
    last = Publication.objects.of(organisation).order_by("-number").values_list("number", flat=True).first() or 0
    publication = Publication.objects.create(
        organisation=organisation, programme=programme, resource=resource, number=last + 1, prepared_by=by,
        prepared_on=clock.today(), **texts,
    )  # fmt: skip
    journal.record("publication_prepared", publication, by=by, resource=resource.pk, programme=programme.pk)
    return publication


def _one_for_a_place(programme: Programme, resource: Resource) -> None:
    standing = Publication.objects.filter(programme=programme, resource=resource)
    if standing.exclude(state=PublicationState.WITHDRAWN).exists():
        raise Refused(_("Для этого места публикация о программе уже есть: измените её."), field="resource")


def _choose(row: PublishedPerson, chosen: Mapping[str, Any]) -> None:
    wanted = set(chosen.get("fields", ()))
    row.fields = [str(name) for name in SHOWN_FIELDS if name in wanted]
    row.review, row.achievements = (clean(chosen.get(name, "")).strip() for name in ("review", "achievements"))
    for name, words in ((PublicField.REVIEW, row.review), (PublicField.ACHIEVEMENTS, row.achievements)):
        if name in row.fields and not words:
            raise Refused(
                _("%(who)s: выбрано «%(what)s», а текста нет. Напишите его или снимите отметку.")
                % {"who": row.person.short_name, "what": name.label}
            )
    row.save(update_fields=["fields", "review", "achievements"])


def _lock(publication: Publication, version: int | None = None) -> Publication:
    """The row as it stands now, held until the end of the act; the object keeps its institution."""
    stored = Publication.objects.select_for_update(no_key=True).get(pk=publication.pk)
    for name in [each.attname for each in Publication._meta.concrete_fields]:
        setattr(publication, name, getattr(stored, name))
    _forget_rows(publication)
    if version is not None and version != publication.version:
        raise Outdated(_("Пока страница была открыта, текст изменили. Прочитайте его заново."))
    return publication


def _forget_rows(publication: Publication) -> Publication:
    """Rows that were read before the lock may be older than it."""
    getattr(publication, "_prefetched_objects_cache", {}).clear()
    return publication


def _line(text: str) -> str:
    return " ".join(clean(text).split())[:200]
