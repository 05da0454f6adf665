"""Consents brought to where a test begins: places to publish, ticks, the e-signature switched on."""

from datetime import date

from nastavnik.consents.actions import (
    add_resource,
    propose_consent,
    register_consent,
    switch_on_signature,
)
from nastavnik.consents.choice import Choice
from nastavnik.consents.models import Consent, ConsentKind, Resource, SignatureMode
from tests.cast import TODAY, Cast

SITE = "https://ryabinka.example/nastavnichestvo/"
COMMUNITY = "https://vk.example/ryabinka7"


def places(cast: Cast) -> tuple[Resource, Resource]:
    """The section of the site and the official community."""
    by = cast.user("curator")
    known = {one.address: one for one in Resource.objects.of(cast.organisation)}
    return (
        known.get(SITE)
        or add_resource(cast.organisation, by=by, kind="site", name="Сайт: раздел «Наставничество»", address=SITE),
        known.get(COMMUNITY)
        or add_resource(cast.organisation, by=by, kind="community", name="Сообщество «Рябинка»", address=COMMUNITY),
    )


def ticks(*cells, conditions: str = "none", onward: str = "network", forbidden=(), words=None) -> Choice:
    """`cells`: (field, resource)."""
    return Choice(
        cells=frozenset((str(field), place.pk) for field, place in cells),
        conditions=conditions,
        onward=onward,
        forbidden=frozenset(forbidden),
        words=words or {},
    )


def chosen(cast: Cast, part: str, kind: str, *cells, given_on: date = TODAY, valid_until=None, **said) -> Consent:
    """C4 or C5 on paper, with these cells."""
    places(cast)
    blank = propose_consent(cast.people[part], kind, by=cast.people[part].user, anew=True)
    return register_consent(
        blank, by=cast.user("curator"), given_on=given_on, valid_until=valid_until, choice=ticks(*cells, **said)
    )


def switched_on(cast: Cast, **facts) -> SignatureMode:
    """The head has laid down the act."""
    known = {
        "act_title": "Положение о простой электронной подписи",
        "act_number": "12",
        "act_date": date(2026, 9, 1),
        "since": date(2026, 9, 1),
    }
    return switch_on_signature(cast.organisation, by=cast.user("head"), **{**known, **facts})


def agreed(cast: Cast, part: str) -> Consent:
    """C8 on paper, the person identified."""
    blank = propose_consent(cast.people[part], ConsentKind.SIGNATURE, by=cast.user("curator"))
    return register_consent(blank, by=cast.user("curator"), given_on=TODAY, identity_checked=True)


def may_sign(cast: Cast, part: str) -> Consent:
    """Both preconditions of signing in the system."""
    switched_on(cast)
    return agreed(cast, part)
