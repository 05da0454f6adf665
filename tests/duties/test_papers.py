"""D22–D25: each as it reads, kept as a snapshot; blanks for what the product must not know (152-ФЗ ст. 5)."""

import os
from datetime import date
from pathlib import Path

import pytest

from nastavnik.duties.actions import agree_last_day, change_supplement, register_supplement
from nastavnik.duties.papers import notice_paper, petition_paper, supplement_paper
from nastavnik.papers.actions import render
from nastavnik.papers.model import Paper
from nastavnik.papers.plain import to_text
from tests.cast import TODAY
from tests.duties.made import cancelling, drafted, resigned, stored
from tests.pairs.made import fresh, in_force, make_room, member_of
from tests.papers.reading import docx_text, letters, pdf_tags

pytestmark = pytest.mark.django_db
SNAPSHOTS = Path(__file__).parent / "snapshots"


def is_as_kept(name: str, paper: Paper) -> None:
    text = to_text(paper).replace("\N{NO-BREAK SPACE}", " ")
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "new":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.clause("5.1/3")
def test_the_mentors_notice(full_cast):
    is_as_kept("resignation", notice_paper(stored(resigned(full_cast))))


@pytest.mark.clause("5.1/3")
def test_the_mentors_notice_in_a_group_with_an_agreed_day_and_circumstances(full_cast):
    make_room(full_cast)
    relation = in_force(full_cast, ("mentor",), ("mentee", "second_mentee"))
    notice = resigned(full_cast, relation, note="Перехожу на другую должность")
    is_as_kept(
        "resignation_agreed",
        notice_paper(stored(agree_last_day(notice, by=full_cast.user("curator"), last_day=date(2026, 9, 15)))),
    )


def test_the_employers_notice(full_cast):
    is_as_kept("cancellation", notice_paper(stored(cancelling(full_cast, note="Производственная необходимость"))))


def test_a_person_of_unknown_sex_is_not_declined(full_cast):
    """Edge case 4."""
    full_cast.mentor.sex = ""
    full_cast.mentor.save()
    relation = in_force(full_cast)
    text = to_text(notice_paper(stored(cancelling(full_cast, relation))))
    assert "кому:\nБелокопытова Ирина Геннадьевна, воспитатель" in text.replace("\N{NO-BREAK SPACE}", " ")
    text = to_text(supplement_paper(drafted(full_cast, relation))).replace("\N{NO-BREAK SPACE}", " ")
    assert "именуемый (именуемая) в дальнейшем «Работник»" in text


@pytest.mark.clause("4.2")
def test_the_agreement_as_a_draft_with_its_blanks(full_cast):
    is_as_kept("supplement_draft", supplement_paper(drafted(full_cast)))


@pytest.mark.clause("4.2")
def test_the_agreement_with_everything_said(full_cast):
    supplement = change_supplement(
        drafted(full_cast), by=full_cast.user("curator"), contract_number="17-ТД", contract_date=date(2024, 9, 2),
        payment="по пункту 3.4 Положения об оплате труда работников учреждения",
    )  # fmt: skip
    register_supplement(supplement, by=full_cast.user("curator"), number="5", signed_on=TODAY)
    is_as_kept("supplement_signed", supplement_paper(supplement))


@pytest.mark.clause("6.1/5")
def test_the_petition_for_another_mentor(full_cast):
    relation = in_force(full_cast)
    member = member_of(relation, full_cast, "mentee")
    member.relation = fresh(relation)
    is_as_kept("petition", petition_paper(member))


def test_hostile_words_stay_words(full_cast):
    relation = in_force(full_cast)
    note = '<script>{{ 7*7 }}</script> =cmd|"/c calc"!A1'
    files = render(notice_paper(stored(resigned(full_cast, relation, note=note))))
    assert "<script>{{ 7*7 }}</script>" in docx_text(files["docx"]).replace("\N{NO-BREAK SPACE}", " ")
    assert files["pdf"].startswith(b"%PDF")


def test_the_agreement_is_a_tagged_pdf(full_cast):
    files = render(supplement_paper(drafted(full_cast, in_force(full_cast))))
    heading = pdf_tags(files["pdf"]).all("H1")
    assert [letters(one.text) for one in heading] == [letters("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ")]
    assert letters("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ") in letters(docx_text(files["docx"]))
