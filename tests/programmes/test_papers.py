"""The papers of a programme read back from both formats: nothing is lost between the page and the sheet."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.papers.actions import render
from nastavnik.papers.model import Approval, Definition, Table
from nastavnik.programmes.actions import (
    begin_programme,
    cancel_item,
    complete_programme,
    confirm_meeting,
    mark_not_held,
    plan_meeting,
    record_meeting,
)
from nastavnik.programmes.models import Programme
from nastavnik.programmes.papers import meetings_paper, programme_paper
from tests.cast import TODAY
from tests.papers.reading import docx_text, letters, pdf_tags
from tests.programmes.conftest import TEXTS, bring_to, relation_in_force


def rows_of(paper, caption):
    return next(block.rows for block in paper.blocks if isinstance(block, Table) and block.caption == caption)


def facts_of(paper):
    return [(block.label, block.value) for block in paper.blocks if isinstance(block, Definition)]


@pytest.mark.clause("1.3/6", "4.4.8", "R5.2")
def test_the_programme_paper_says_all_five_parts_in_both_formats(brought_to, full_cast):
    programme = brought_to("approved")
    paper = programme_paper(programme)
    content = render(paper)
    said = {"docx": letters(docx_text(content["docx"])), "pdf": letters(pdf_tags(content["pdf"]).text)}
    for words in (
        *(TEXTS[name] for name in ("request", "goal", "tasks", "expected_result")),
        "Белокопытова Ирина Геннадьевна, воспитатель, педагогический стаж 18 лет 11 месяцев",
        "Зайцева Полина Андреевна, воспитатель, педагогический стаж 8 месяцев",
        "приказ от 14.09.2026 № 42-ОД",
        "педагог – педагог",
        "виртуальная (дистанционная)",
        "14.09.2026 – 31.05.2027",
        "Разбор трёх бесед с родителями",
        "разбор ситуации",
        "1/2026",
        "МБДОУ «Детский сад № 7 «Рябинка»",
    ):
        for paper_format, text in said.items():
            assert letters(words) in text, (paper_format, words)


def test_the_plan_says_who_what_came_of_it_and_what_was_cancelled(group, full_cast):
    programme = bring_to(full_cast, "closing", group)
    item = programme.items.get()
    item.responsible = programme.members[0]
    item.save()
    rows = rows_of(programme_paper(programme), "Мероприятия программы")
    due = f"{programme.since + timedelta(days=30):%d.%m.%Y}"
    assert rows == (
        (
            "1", "Разбор трёх бесед с родителями", "разбор ситуации", due, full_cast.mentor.short_name, "",
            "Получилось\nВыполнено 14.09.2026",
        ),
    )  # fmt: skip


def test_an_item_cancelled_by_consent_is_said_to_be_so(brought_to, full_cast):
    programme = brought_to("running")
    for part in ("mentor", "mentee"):
        cancel_item(programme.items.get(), by=full_cast.user(part))
    row = rows_of(programme_paper(programme), "Мероприятия программы")[0]
    assert row[4] == "наставник и наставляемый"
    assert row[6] == "Отменено по согласию участников"


def test_a_situational_programme_says_why_there_is_no_plan(full_cast):
    relation = relation_in_force(full_cast, form="situational")
    paper = programme_paper(begin_programme(relation, by=full_cast.user("curator")))
    table = next(
        block for block in paper.blocks if isinstance(block, Table) and block.caption == "Мероприятия программы"
    )
    assert table.empty == "Помощь оказывается по мере обращений: план для ситуационной формы не требуется."


@pytest.mark.parametrize(
    ("by_head", "post", "name"),
    [
        (False, "Куратор наставничества", "____________ Е. Б. Кудрявцева"),
        (True, "Руководитель учреждения", "____________ О. С. Веретенникова"),
    ],
)
def test_the_line_of_the_decision_is_left_for_the_hand(programme, full_cast, by_head, post, name):
    """A press of a button is not a signature, so neither a mark nor a date is drawn (domain 3.1)."""
    full_cast.organisation.settings.head_approves_programmes = by_head
    full_cast.organisation.settings.save()
    approval = programme_paper(Programme.objects.get()).blocks[0]
    assert isinstance(approval, Approval)
    said = [line.replace("\N{NO-BREAK SPACE}", " ") for line in approval.lines]
    assert said == [post, name, "«____» ____________ 20____ г."]


def test_an_ended_programme_shows_its_result_day_and_reason(brought_to, full_cast):
    programme = brought_to("closing")
    complete_programme(programme, by=full_cast.user("curator"), without_surveys=True)
    paper = programme_paper(programme)
    assert ("Завершена", "14.09.2026, план выполнен в полном объёме") in facts_of(paper)
    assert letters("Собрания проведены самостоятельно") in letters(docx_text(render(paper, ["docx"])["docx"]))


def test_the_journal_of_meetings_tells_held_unconfirmed_and_missed_ones_apart(brought_to, full_cast):
    programme, mentor = brought_to("running"), full_cast.user("mentor")
    missed = plan_meeting(programme, by=mentor, on=TODAY, topic="Собрание")
    mark_not_held(missed, by=mentor, note="замена в группе")
    plan_meeting(programme, by=mentor, on=TODAY + timedelta(days=3), topic="Будущая")
    with clock.at(TODAY + timedelta(days=2)):
        first = record_meeting(programme, by=mentor, on=TODAY + timedelta(days=1), topic="Беседы", result="Есть план")
        confirm_meeting(first, by=full_cast.user("mentee"))
        record_meeting(programme, by=mentor, on=TODAY + timedelta(days=2), topic="Игры", minutes=20, channel="phone")
    assert rows_of(meetings_paper(programme), "Встречи") == (
        ("1", "14.09.2026", "", "", "Собрание", "Не состоялась: замена в группе", ""),
        ("2", "15.09.2026", "очно", "40", "Беседы", "Есть план", f"{mentor}\nподтверждено: {full_cast.mentee}"),
        ("3", "16.09.2026", "телефон", "20", "Игры", "", f"{mentor}\nждёт подтверждения"),
    )
    assert render(meetings_paper(programme), ["pdf"])["pdf"].startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kind", "paper_format", "status"),
    [
        ("programme", "docx", 200),
        ("programme", "pdf", 200),
        ("meetings", "docx", 200),
        ("meetings", "odt", 404),
        ("secrets", "pdf", 404),
    ],
)
def test_papers_are_downloaded_from_the_page(programme, full_cast, signed_in, kind, paper_format, status):
    arguments = [full_cast.organisation.slug, programme.pk, kind, paper_format]
    answer = signed_in("mentee").get(reverse("programmes:programme-paper", args=arguments))
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
        assert answer.content[:4] in (b"PK\x03\x04", b"%PDF")
