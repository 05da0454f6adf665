"""The edition of the standard is a setting of the institution: new papers follow it, issued ones do not change."""

from datetime import date

import pytest

from nastavnik.organisations.actions import change_settings
from nastavnik.papers.frozen import freeze, thaw
from nastavnik.papers.model import EDITION, Paper, Paragraph, laid_out_by
from tests.orders.made import drafted
from tests.papers.reading import pdf_keywords

pytestmark = pytest.mark.django_db


def paper() -> Paper:

    return Paper(kind="order", title="Приказ", author="Сад", date=date(2026, 9, 14), blocks=(Paragraph("Текст."),))


def test_papers_are_laid_out_by_the_edition_of_the_moment_and_frozen_ones_keep_theirs():
    with laid_out_by("2016"):
        old = paper()
    assert (old.edition, paper().edition) == ("ГОСТ Р 7.0.97-2016", EDITION)
    assert thaw(freeze(old)).edition == "ГОСТ Р 7.0.97-2016"


@pytest.mark.clause("4.3/2")
def test_an_order_is_printed_by_the_edition_that_the_institution_has_set(cast, signed_in):
    order = drafted(cast)
    place = f"/o/{cast.organisation.slug}/orders/{order.pk}/paper.pdf"
    assert pdf_keywords(_whole(signed_in("curator").get(place))) == EDITION
    change_settings(cast.organisation.settings, by=cast.user("head"), paper_edition="2016")
    assert pdf_keywords(_whole(signed_in("curator").get(place))) == "ГОСТ Р 7.0.97-2016"


def _whole(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
