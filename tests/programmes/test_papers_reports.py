"""Reports and reviews (D18, D19): the programme's facts are printed, the rest is left for the hand.

`SNAPSHOTS=new pytest tests/programmes/test_papers_reports.py` writes the snapshots anew; review the difference.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.papers.plain import to_text
from nastavnik.programmes.actions import add_item, complete_programme, mark_not_held, plan_meeting, record_meeting
from nastavnik.programmes.papers import meetings_paper
from nastavnik.programmes.papers_reports import (
    REPORTS,
    final_report,
    interim_report,
    mentee_review,
    mentor_review,
    self_analysis,
)
from tests.cast import TODAY
from tests.papers.reading import docx_text, letters
from tests.programmes.conftest import bring_to

SNAPSHOTS = Path(__file__).parent / "snapshots"
pytestmark = pytest.mark.django_db


def is_as_kept(name: str, paper) -> None:
    text = to_text(paper).replace("\u00a0", " ")
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "new":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture
def running(brought_to, full_cast):
    """A month on: one meeting held, one missed, the only item of the plan still to come."""
    programme, mentor = brought_to("running"), full_cast.user("mentor")
    mark_not_held(plan_meeting(programme, by=mentor, on=TODAY, topic="Собрание"), by=mentor, note="не успели")
    with clock.at(TODAY + timedelta(days=10)):
        record_meeting(programme, by=mentor, on=TODAY + timedelta(days=9), topic="Беседы", result="План", minutes=75)
        plan_meeting(programme, by=mentor, on=TODAY + timedelta(days=20), topic="Разбор второй беседы")
        yield programme


@pytest.mark.clause("4.4.8")
def test_the_interim_report_says_what_the_programme_knows(running):
    is_as_kept("interim_report", interim_report(running))


@pytest.mark.clause("4.4.8", "8.1/1")
def test_the_final_report_of_a_completed_programme(brought_to, full_cast):
    programme = brought_to("closing")
    complete_programme(programme, by=full_cast.user("curator"), without_surveys=True)
    is_as_kept("final_report", final_report(programme))


def test_the_mentee_writes_a_self_analysis_and_a_review(running):
    is_as_kept("self_analysis", self_analysis(running))
    is_as_kept("mentee_review", mentee_review(running))


def test_the_mentor_writes_a_review(running):
    is_as_kept("mentor_review", mentor_review(running))


def test_an_item_whose_day_has_passed_is_said_not_to_be_done(running):
    with clock.at(TODAY + timedelta(days=60)):
        assert "не выполнено" in to_text(interim_report(running))
    assert "не выполнено |" not in to_text(interim_report(running))


@pytest.mark.clause("9.3")
def test_a_review_says_that_it_allows_no_publication(running):
    for build in (mentee_review, mentor_review):
        assert "Этот отзыв не разрешает публикацию" in to_text(build(running))


def test_the_journal_is_a_schedule_too(running):
    assert "График предстоящих встреч" in to_text(meetings_paper(running))
    assert "04.10.2026 | очно | Разбор второй беседы" in to_text(meetings_paper(running))


def test_a_group_gets_a_sheet_for_each_mentee_and_a_mentee_the_own_one(group, full_cast, signed_in):
    programme = bring_to(full_cast, "running", group)
    kept = to_text(self_analysis(programme))
    assert kept.count("# САМОАНАЛИЗ") == 2
    assert "Наставляемый: Зайцева Полина Андреевна" in kept and "Наставляемый: Ким Артём" in kept
    address = reverse(
        "programmes:programme-paper", args=[full_cast.organisation.slug, programme.pk, "self-analysis", "docx"]
    )
    for part, sheets in (("curator", 2), ("mentor", 2), ("second_mentee", 1)):
        answer = signed_in(part).get(address)
        assert letters(docx_text(answer.content)).count("САМОАНАЛИЗ") == sheets, part


@pytest.mark.parametrize("kind", REPORTS)
@pytest.mark.parametrize("paper_format", ["docx", "pdf"])
def test_every_report_is_given_in_both_formats(running, full_cast, signed_in, kind, paper_format):
    slug = full_cast.organisation.slug
    answer = signed_in("mentor").get(reverse("programmes:programme-paper", args=[slug, running.pk, kind, paper_format]))
    assert answer.status_code == 200
    assert answer.content[:4] == {"docx": b"PK\x03\x04", "pdf": b"%PDF"}[paper_format]


def test_the_page_of_a_running_programme_offers_reports_and_that_of_a_draft_does_not(running, programme_page):
    assert "Отчёты и отзывы" in programme_page(running)


def test_somebody_of_another_pair_gets_no_report(running, full_cast, signed_in):
    slug = full_cast.organisation.slug
    address = reverse("programmes:programme-paper", args=[slug, running.pk, "final-report", "pdf"])
    assert signed_in("bystander").get(address).status_code == 403
    assert signed_in("stranger").get(address).status_code == 404


@pytest.fixture
def programme_page(full_cast, signed_in):
    def read(programme) -> str:
        answer = signed_in("mentor").get(
            reverse("programmes:programme-detail", args=[full_cast.organisation.slug, programme.pk])
        )
        return answer.content.decode()

    return read


@pytest.mark.clause("2.2/10")
def test_the_report_says_how_much_is_work_of_the_two_and_how_much_in_the_team(programme, full_cast):
    mentor = full_cast.user("mentor")
    for kind in ("consultation", "visit", "self_study", "open_lesson", "master_class", "community", "contest"):
        add_item(programme, by=mentor, title=f"Мероприятие: {kind}", kind=kind, due_on=programme.since)
    said = to_text(interim_report(programme))
    assert "Индивидуальной работы: 3 из 7, работы в коллективе: 4." in said
