"""A completed programme, places to publish, consents for exactly some cells, publications in each of their states."""

from datetime import date

from nastavnik.consents.actions import add_resource, propose_consent, register_consent, withdraw_consent
from nastavnik.consents.choice import Choice
from nastavnik.consents.models import Consent, ConsentKind, Resource
from nastavnik.kit import clock
from nastavnik.people.models import Person
from nastavnik.programmes.actions import complete_programme
from nastavnik.programmes.models import Programme
from nastavnik.site.actions import approve_publication, prepare_publication, publish_publication, write_publication
from nastavnik.site.models import Publication
from tests.cast import Cast
from tests.programmes.conftest import answer_nothing, bring_to, relation_in_force

SECTION = "https://testserver/s/ryabinka/"
COMMUNITY = "https://vk.com/ryabinka"
DONE = "Разобрали три беседы с родителями и дважды посетили занятия друг друга."
OUTCOME = "Родительские собрания проведены самостоятельно."
REVIEW = "Стало проще начинать трудный разговор."


def completed(cast: Cast, mentors=("mentor",), mentees=("mentee",)) -> Programme:
    """A programme carried out in full and completed today."""
    if len(mentees) > 1:
        cast.mentor.mentor_entry.group_size = len(mentees)
        cast.mentor.mentor_entry.save()
    programme = bring_to(cast, "closing", relation_in_force(cast, mentors, mentees))
    answer_nothing(programme, "after")
    complete_programme(programme, by=cast.user("curator"))
    return Programme.objects.get(pk=programme.pk)


def section(cast: Cast) -> Resource:
    """Our own section, by its full address."""
    return _place(cast, "site", "Раздел «Наставничество»", SECTION)


def community(cast: Cast) -> Resource:
    return _place(cast, "community", "Сообщество «Рябинка»", COMMUNITY)


def allow(cast: Cast, person: Person, *cells: tuple[str, Resource], until: date | None = None, **said) -> Consent:
    """A distribution consent for exactly these cells, registered today."""
    places = list({place.pk for _field, place in cells})
    consent = propose_consent(
        person, ConsentKind.DISTRIBUTION, by=cast.user("curator"), anew=True, scope={"resources": places}
    )
    choice = Choice(
        cells=frozenset((field, place.pk) for field, place in cells),
        **{"conditions": "none", "onward": "network"} | said,
    )
    return register_consent(consent, by=cast.user("curator"), given_on=clock.today(), valid_until=until, choice=choice)


def allow_all(cast: Cast, person: Person, *places: Resource) -> Consent:
    fields = ("name", "post", "experience", "achievements", "review", "results")
    return allow(cast, person, *((field, place) for place in places for field in fields))


def draft(cast: Cast, programme: Programme, place: Resource, shows: dict[str, tuple[str, ...]] | None = None, **said):
    """A written draft; `shows` names the fields of each part of the cast (all of the pair's by default)."""
    shows = {"mentor": ("name", "post"), "mentee": ("name", "post", "review")} if shows is None else shows
    publication = prepare_publication(programme, place, by=cast.user("curator"))
    parts = {person.pk: part for part, person in cast.people.items()}
    chosen = {
        row.pk: {"fields": shows.get(parts[row.person_id], ()), "review": REVIEW, "achievements": "Лауреат конкурса"}
        for row in publication.people.all()
    }
    texts = {"title": "Трудный разговор с родителями", "done": DONE, "outcome": OUTCOME, "no_children": True} | said
    write_publication(publication, by=cast.user("curator"), version=publication.version, chosen=chosen, **texts)
    return fresh(publication)


def approved(cast: Cast, *arguments, **said) -> Publication:
    publication = draft(cast, *arguments, **said)
    approve_publication(publication, by=cast.user("head"), version=publication.version, looked=True)
    return fresh(publication)


def published(cast: Cast, *arguments, link: str = "", **said) -> Publication:
    publication = approved(cast, *arguments, **said)
    publish_publication(publication, by=cast.user("curator"), link=link)
    return fresh(publication)


def withdraw(cast: Cast, consent: Consent, part: str) -> None:
    withdraw_consent(Consent.objects.get(pk=consent.pk), by=cast.user(part))


def fresh(publication: Publication) -> Publication:
    return Publication.objects.get(pk=publication.pk)


def _place(cast: Cast, kind: str, name: str, address: str) -> Resource:
    found = Resource.objects.of(cast.organisation).filter(address=address).first()
    return found or add_resource(cast.organisation, by=cast.user("curator"), kind=kind, name=name, address=address)
