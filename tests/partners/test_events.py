"""Events, who took part, and the report of a year by level."""

from datetime import date

import pytest

from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.papers.actions import render
from nastavnik.partners.actions import change_event, drop_event, remove_participant
from nastavnik.partners.models import EventParticipant, Level, PartnerEvent
from nastavnik.partners.papers import report_paper
from nastavnik.partners.queries import events_report, year_of
from nastavnik.people.actions import dismiss
from nastavnik.programmes.models import Participation
from tests.papers.reading import docx_text
from tests.partners.made import day, event, partner, took_part

pytestmark = [pytest.mark.django_db, pytest.mark.clause("4.3/6")]


def of_a_year(cast) -> None:
    """Five in 2026/2027 up to TODAY + 100, one before it, one ahead."""
    known = partner(cast)
    took_part(cast, event(cast, partner=known), "listener", "mentor", "mentee")
    took_part(cast, event(cast, on=day(0), title="Вебинар", kind="webinar"), "listener", "mentor")
    made = event(cast, on=day(20), level="regional", title="Семинар", host="together", partner=known)
    took_part(cast, made, "listener", "mentee")
    took_part(cast, made, "speaker", "mentor", "curator")
    event(cast, on=day(30), level="own", title="Встреча", host="ours")
    event(cast, on=date(2026, 8, 31), level="federal", title="Прошлый год")
    event(cast, on=day(101), level="federal", title="Впереди")


@pytest.mark.clause("2.2/3")
def test_the_report_of_a_year_counts_by_level_what_has_taken_place(cast):
    of_a_year(cast)
    with clock.at(day(100)):
        report = events_report(cast.organisation, year_of(cast.organisation))
        before = events_report(cast.organisation, year_of(cast.organisation, 2025))
    assert report.year.title == "2026/2027 учебный год"
    counted = {
        row.label: (row.events, row.ours, row.with_partner, row.listeners, row.speakers)
        for row in (*report.rows, report.total)
    }
    assert counted == {
        "внутри учреждения": (1, 1, 0, 0, 0),
        "муниципальный": (2, 0, 1, 3, 0),
        "региональный": (1, 1, 1, 1, 2),
        "федеральный": (0, 0, 0, 0, 0),
        "международный": (0, 0, 0, 0, 0),
        "Всего": (4, 2, 2, 4, 2),
    }
    assert report.people == 3
    assert [one.title for one in before.events] == ["Прошлый год"]


def test_the_paper_says_the_same_as_the_page(cast):
    of_a_year(cast)
    with clock.at(day(100)):
        paper = report_paper(cast.organisation, events_report(cast.organisation, year_of(cast.organisation)))
        text = docx_text(render(paper, ["docx"])["docx"])
    for words in ("2026/2027 учебный год", "Муниципальный", "Кудрявцева Е. Б. (выступление)", "разных людей: 3"):
        assert words in text.replace("\u00a0", " ")
    assert "Впереди" not in text and "Прошлый год" not in text and "Федеральный" not in text


def test_levels_are_those_that_programmes_speak_of():
    fields = [model._meta.get_field("level") for model in (PartnerEvent, Participation)]
    assert [list(field.flatchoices) for field in fields] == [list(Level.choices)] * 2


def test_who_took_part_is_there_once_and_worked_here_on_the_day(cast):
    made = event(cast)
    assert took_part(cast, made, "listener", "mentor", "mentee") == 2
    took_part(cast, made, "speaker", "mentor")
    rows = EventParticipant.objects.values_list("person__surname", "role")
    assert list(rows) == [("Белокопытова", "speaker"), ("Зайцева", "listener")]
    dismiss(cast.bystander, by=cast.user("curator"), on=day(-6))
    with pytest.raises(Refused, match=r"не работали в учреждении: Абросимова"):
        took_part(cast, made, "listener", "bystander", "curator")
    assert EventParticipant.objects.count() == 2
    remove_participant(EventParticipant.objects.first(), by=cast.user("curator"))
    assert EventParticipant.objects.get().person == cast.mentee


def test_an_event_held_together_names_the_partner_and_changes_leave_a_trace(cast):
    with pytest.raises(Refused, match="с каким партнёром"):
        event(cast, host="together")
    made, by = event(cast), cast.user("curator")
    change_event(made, by=by, level="federal", result="Договорились о стажировке")
    took_part(cast, made, "listener", "mentor")
    drop_event(made, by=by)
    assert not PartnerEvent.objects.exists() and not EventParticipant.objects.exists()
    last = JournalEntry.objects.order_by("number").last()
    assert (last.event, last.facts) == ("event_dropped", {"on": "2026-09-09", "participants": 1})
    changed = JournalEntry.objects.get(event="event_changed")
    assert sorted(changed.facts["fields"]) == ["level", "result"]
