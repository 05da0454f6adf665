"""The papers of consents as readable snapshots (D7–D11, D26, C7, C8, the protocol, the register).

`SNAPSHOTS=new pytest tests/consents/test_snapshots.py` writes them anew; review the difference.
"""

import os
from datetime import date, datetime
from pathlib import Path

import pytest

from nastavnik.consents.actions import propose_consent, register_consent, sign_consent, withdraw_consent
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.consents.papers import Signing, consent_paper, protocol_paper, register_paper
from nastavnik.kit import clock
from nastavnik.kit.keys import new_key
from nastavnik.papers.actions import render
from nastavnik.papers.model import Paper
from nastavnik.papers.plain import to_text
from nastavnik.people.models import Person
from tests.cast import PASSWORD, TODAY, give_consent
from tests.consents.made import agreed, chosen, may_sign, places, switched_on
from tests.papers.reading import docx_text, letters, pdf_tags

SNAPSHOTS = Path(__file__).parent / "snapshots"
SAID = {
    ConsentKind.MENTORING: {"about": "Зайцева Полина Андреевна", "about_id": new_key()},
    ConsentKind.MENTEE: {"about": "Белокопытова Ирина Геннадьевна", "about_id": new_key()},
    ConsentKind.SPECIALIST: {"about": "Зайцева П. А. — наставник Белокопытова И. Г., мастер-класс по развитию речи"},
    ConsentKind.TRANSFER: {
        "scope": {
            "recipient": "Управление образования городского округа Светлореченск",
            "purpose": "участие в муниципальном конкурсе «Наставник года»",
            "data": "фамилия, имя, отчество; должность; стаж",
        }
    },
}


def is_as_kept(name: str, paper: Paper) -> None:
    text = to_text(paper).replace("\N{NO-BREAK SPACE}", " ")
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "new":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def blank(cast, kind) -> Consent:
    """A blank of this kind, with everything that it asks for beforehand."""
    places(cast)
    if kind == ConsentKind.SIGNATURE:
        switched_on(cast)
    return propose_consent(cast.mentor, kind, by=cast.user("curator"), **SAID.get(kind, {}))


@pytest.mark.clause("4.2", "4.3/5", "R2.2", "R3.2", "9.3", "5.1/1")
@pytest.mark.parametrize("kind", ConsentKind.values)
def test_the_blank_of_each_kind_reads_so(cast, kind):
    is_as_kept(f"blank_{kind}", consent_paper(blank(cast, kind)))


@pytest.mark.clause("9.3")
def test_the_given_distribution_shows_what_was_ticked_and_what_was_laid_down(cast):
    site, community = places(cast)
    Person.objects.filter(pk=cast.mentor.pk).update(phone="8 (4932) 00-00-07")
    cast.mentor.refresh_from_db()
    given = chosen(
        cast, "mentor", "distribution", ("name", site), ("post", site), ("post", community),
        given_on=date(2026, 9, 10), valid_until=date(2027, 8, 31), conditions="set", forbidden=["video"],
        words={"name": "без отчества"}, onward="none",
    )  # fmt: skip
    is_as_kept("given_distribution", consent_paper(given))


def test_the_protocol_reads_so(cast):
    agreement = may_sign(cast, "mentor")
    consent = blank_of_processing(cast)
    signing = Signing(
        at=datetime.fromisoformat("2026-09-14T11:22:33+03:00"),
        account="belokopytova.ig",
        act=agreement.scope["act"],
        agreement=agreement,
    )
    is_as_kept("protocol", protocol_paper(consent, consent_paper(consent), b"the signed file", signing))


def blank_of_processing(cast) -> Consent:
    return propose_consent(cast.mentor, ConsentKind.PROCESSING, by=cast.user("curator"))


def lived(cast) -> None:
    """A register with every way a consent can stand in it."""
    by, site = cast.user("curator"), places(cast)[0]
    mentoring = give_consent(
        cast, cast.mentor, "mentoring", given_on=date(2026, 9, 2), about="Зайцева П. А.", about_id=new_key()
    )
    Consent.objects.filter(pk=mentoring.pk).update(kept_in="дело № 02-14")
    give_consent(cast, cast.mentee, "processing", given_on=date(2026, 9, 3))
    anew = propose_consent(cast.mentee, ConsentKind.PROCESSING, by=by, anew=True)
    register_consent(anew, by=by, given_on=date(2026, 9, 8), valid_until=date(2026, 9, 12))
    chosen(cast, "second_mentee", "image", ("photo", site), given_on=date(2026, 9, 9))
    may_sign(cast, "mentor")
    agreed(cast, "second_mentor")
    sign_consent(blank_of_processing(cast), by=cast.user("mentor"), password=PASSWORD)
    withdraw_consent(mentoring, by=by)
    propose_consent(cast.bystander, ConsentKind.PROCESSING, by=by)  # waits: not in the register


def test_the_register_reads_so(cast):
    lived(cast)
    is_as_kept("register", register_paper(cast.organisation, TODAY))


def test_the_register_of_an_earlier_day_knows_nothing_of_later_days(cast):
    lived(cast)
    said = to_text(register_paper(cast.organisation, date(2026, 9, 7)))
    assert "Реестр" in register_paper(cast.organisation, date(2026, 9, 7)).title
    assert said.count("Согласие") == 2
    for later in ("отозвано 1", "заменено 0", "истекло 1", "14.09.2026"):
        assert later not in said
    with clock.at(date(2026, 9, 18)):
        assert "отозвано 14.09.2026, действовало по 17.09.2026" in to_text(
            register_paper(cast.organisation, clock.today())
        )


@pytest.mark.parametrize("name", ["distribution", "register"])
def test_both_formats_say_the_same(cast, name):
    places(cast)
    lived(cast)
    paper = (
        register_paper(cast.organisation, TODAY)
        if name == "register"
        else consent_paper(Consent.objects.get(kind="image"))
    )
    made = render(paper)
    words = letters(to_text(paper).replace("☐", "").replace("☑", ""))
    for part in words[:40], words[-30:]:
        assert part in letters(docx_text(made["docx"]))
        assert part in letters(pdf_tags(made["pdf"]).text)
    assert len(pdf_tags(made["pdf"]).all("Table")) == (1 if name == "register" else 2)
