"""Every address says who may open it; a stranger finds nothing, a visitor the way in."""

import re
import uuid

import pytest
from django.urls import get_resolver

from nastavnik.config.docs.pages import addresses

ADDRESSES = list(addresses())
IN_ORGANISATION = [(address, view) for address, view in ADDRESSES if address.startswith("o/<slug:slug>/")]
SAMPLES = {
    "<uuid:pk>": str(uuid.UUID(int=7)),
    "<uuid:key>": str(uuid.UUID(int=8)),
    "<uuid:person_pk>": str(uuid.UUID(int=9)),
    "<str:paper_format>": "pdf",
    "<bank:bank>": "mentors",
    "<consent_kind:kind>": "processing",
}


@pytest.mark.parametrize(("address", "view"), ADDRESSES, ids=[address for address, _view in ADDRESSES])
def test_every_address_declares_an_act_or_a_public_reason(address, view):
    access = getattr(view, "access", None)
    assert access is not None and (access.permission or access.public), f"/{address} says nothing"
    if address.startswith("o/<slug:slug>/"):
        assert access.permission, f"/{address} is public inside an institution"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.clause("1.4/4")
def test_a_stranger_from_another_institution_gets_404_at_every_address(cast, signed_in, method):
    client = signed_in("stranger")
    for address, view in IN_ORGANISATION:
        answer = getattr(client, method)(sample(address, cast, view))
        assert answer.status_code == 404, f"{method} {address}: {answer.status_code}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_sent_to_the_way_in(cast, client, method):
    for address, view in IN_ORGANISATION:
        answer = getattr(client, method)(sample(address, cast, view))
        assert answer.status_code == 302 and "/accounts/login/" in answer.url, f"{address}: {answer.status_code}"


@pytest.mark.clause("1.4/4")
def test_a_row_of_another_institution_does_not_exist_under_ones_own_address(cast, signed_in):
    """The stranger asks for rows of the kindergarten under the address of their own institution."""
    client = signed_in("stranger")
    rows = 0
    for address, view in IN_ORGANISATION:
        model = getattr(view, "loads", None)
        if model is None:
            continue
        row = model._default_manager.of(cast.organisation).first()
        if row is None:
            continue
        rows += 1
        place = "/" + address.replace("<slug:slug>", cast.other.slug).replace("<uuid:pk>", str(row.pk))
        for pattern, value in SAMPLES.items():
            place = place.replace(pattern, value)
        for method in ("get", "post"):
            answer = getattr(client, method)(place)
            assert answer.status_code == 404, f"{method} {place}: {answer.status_code}"
    assert rows, "no row was tried: the test shows nothing"


def sample(address: str, cast, view) -> str:
    """The address with keys that fit its pattern: those of real rows, where the kindergarten has some."""
    place = "/" + address.replace("<slug:slug>", cast.organisation.slug)
    model = getattr(view, "loads", None)
    row = model._default_manager.of(cast.organisation).first() if model else None
    if row is not None:
        place = place.replace("<uuid:pk>", str(row.pk))
    for pattern, value in SAMPLES.items():
        place = place.replace(pattern, value)

    place = re.sub(r"<slug:\w+>", "include", place)
    place = re.sub(r"<int:\w+>", "1", place)
    place = re.sub(r"<\w+:\w+>|<\w+>", "x", place)
    assert get_resolver().resolve(place), place
    return place
