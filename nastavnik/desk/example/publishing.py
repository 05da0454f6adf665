"""Consents to be published, the two texts about what has come of it, and one «no» afterwards (9.3, edge case 32)."""

from datetime import date, timedelta

from nastavnik.consents.actions import (
    add_resource,
    close_step,
    propose_consent,
    refuse_consent,
    register_consent,
    withdraw_consent,
)
from nastavnik.consents.choice import NO_CONDITIONS, Choice
from nastavnik.consents.models import Consent, ConsentKind, Onward, PublicField, Resource, ResourceKind
from nastavnik.desk.example.builder import Builder
from nastavnik.desk.example.people import CARD
from nastavnik.kit import clock
from nastavnik.programmes.models import Programme
from nastavnik.site.actions import (
    approve_publication,
    prepare_publication,
    publish_publication,
    write_publication,
)
from nastavnik.site.places import section_path

SITE_URL = CARD["site_url"].rstrip("/")
COMMUNITY_URL = f"{SITE_URL}/soobshchestvo/"
REVIEW = "Теперь я не откладываю трудные разговоры: знаю, с чего начать и чем закончить."
IN_FULL = (PublicField.NAME, PublicField.POST, PublicField.REVIEW, PublicField.RESULTS)
IN_SHORT = (PublicField.NAME, PublicField.POST, PublicField.RESULTS)


def publish_results(builder: Builder, programmes: dict[str, Programme], on: date) -> None:
    """Everybody is asked field by field; one says no, which is an answer like any other (1.4/5)."""
    with clock.at(on):
        site = add_resource(
            builder.organisation,
            by=builder.curator,
            kind=ResourceKind.SITE,
            name="Раздел «Наставничество» на сайте детского сада",
            address=f"{SITE_URL}{section_path(builder.organisation)}",
        )
        community = add_resource(
            builder.organisation,
            by=builder.curator,
            kind=ResourceKind.COMMUNITY,
            name="Сообщество детского сада",
            address=COMMUNITY_URL,
        )
    signed = builder.calendar.add(on, 2)
    _allow(builder, "Ефимова", {site: IN_FULL}, signed)
    _allow(builder, "Абрамова", {site: IN_SHORT}, signed)
    _allow(builder, "Жданова", {site: IN_SHORT, community: IN_SHORT}, signed)
    _allow(builder, "Бельская", {community: IN_SHORT}, signed)
    with clock.at(signed):
        refuse_consent(_ask(builder, "Миронова"), by=builder.people["Миронова"].account)
    placed = builder.calendar.add(signed, 2)
    _publish(
        builder,
        programmes["Ефимова"],
        site,
        placed,
        title="Трудный разговор с родителями: с чего начать",
        done="За год — шесть встреч: наблюдали за беседами с родителями, собрали опорные фразы, провели свои беседы.",
        review=REVIEW,
    )
    _publish(
        builder,
        programmes["Жданова"],
        community,
        placed,
        title="Игры для связной речи",
        done="За год — шесть встреч: искали игры, которые развивают связную речь, и пробовали их в группе.",
        link=f"{COMMUNITY_URL}nastavnichestvo-rech/",
    )


def withdraw_lately(builder: Builder, today: date) -> None:
    """Yesterday one of them took the consent back: what stood on the site is dealt with, the community is not yet."""
    person = builder.people["Жданова"]
    given = Consent.objects.get(person=person, kind=ConsentKind.DISTRIBUTION)
    with clock.at(today - timedelta(days=1)):
        withdraw_consent(given, by=person.account)
    step = given.steps.get(resource__kind=ResourceKind.SITE)
    with clock.at(today):
        close_step(step, by=builder.curator, note="Проверено: в разделе на сайте сведений о ней не было")


def _ask(builder: Builder, surname: str) -> Consent:
    return propose_consent(builder.people[surname], ConsentKind.DISTRIBUTION, by=builder.curator)


def _allow(builder: Builder, surname: str, where: dict[Resource, tuple[PublicField, ...]], on: date) -> None:
    """The paper as it was ticked."""
    cells = frozenset((str(field), place.pk) for place, fields in where.items() for field in fields)
    choice = Choice(cells, conditions=NO_CONDITIONS, onward=Onward.NETWORK)
    with clock.at(on):
        register_consent(_ask(builder, surname), by=builder.curator, given_on=on, choice=choice)


def _publish(
    builder: Builder,
    programme: Programme,
    place: Resource,
    on: date,
    *,
    title: str,
    done: str,
    review: str = "",
    link: str = "",
) -> None:
    """Prepared by the curator, approved by the head, published."""
    with clock.at(on):
        publication = prepare_publication(programme, place, by=builder.curator)
        shown = {
            row.pk: {"fields": [PublicField.NAME, PublicField.POST, *([PublicField.REVIEW] if words else [])],
                     "review": words}
            for row in publication.people.all()
            for words in [review if row.role == "mentee" else ""]
        }  # fmt: skip
        write_publication(
            publication,
            by=builder.curator,
            version=publication.version,
            title=title,
            done=done,
            outcome=f"{publication.outcome}.",
            no_children=True,
            chosen=shown,
        )
        approve_publication(publication, by=builder.head, version=publication.version, looked=True)
        publish_publication(publication, by=builder.curator, link=link)
