"""«Мой график»: how hours with children are typed, who may, and the warning on the page of a meeting (1.5)."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from nastavnik.kit.refusal import Refused
from nastavnik.programmes.hours import hours_of, read_hours
from nastavnik.programmes.models import Meeting, WorkingHours
from tests.cast import TODAY
from tests.programmes.test_views import address, main_of

TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("8–12", [(time(8), time(12))]),
        ("8:00-12:00", [(time(8), time(12))]),
        (" 15.30 — 17 ,7:05–12; ", [(time(7, 5), time(12)), (time(15, 30), time(17))]),
        ("8–12, 12–16", [(time(8), time(12)), (time(12), time(16))]),
    ],
)
def test_hours_are_read_as_people_write_them(typed, read):
    assert read_hours(typed) == read


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("с утра", "Не понять «с утра». Напишите так: 8:00–12:00, 15:30–17:00."),
        ("8", "Не понять «8»."),
        ("8–25", "Такого времени нет: «8–25»."),
        ("8:60–9", "Такого времени нет: «8:60–9»."),
        ("12–8", "«12–8»: конец раньше начала."),
        ("8–8", "«8–8»: конец раньше начала."),
        ("8–12, 11:30–13", "один промежуток кончается в 12:00, а другой начинается в 11:30"),
    ],
)
def test_hours_that_make_no_sense_are_refused_in_words(typed, sentence):
    with pytest.raises(Refused) as refused:
        read_hours(typed)
    assert sentence in refused.value.sentence


@pytest.mark.clause("1.5")
def test_a_teacher_says_their_own_hours_and_the_curator_anybodys(full_cast, signed_in):
    page = address(full_cast, "hours-change", full_cast.mentee)
    home = main_of(signed_in("mentee").get(reverse("desk:home", args=[full_cast.organisation.slug])))
    assert page in home
    client = signed_in("mentee")
    assert client.post(page, {"day_0": "8–12, 15:30–17", "day_4": "7:30–13"}).status_code == 302
    week = {0: "08:00–12:00, 15:30–17:00", 4: "07:30–13:00"}
    assert hours_of(full_cast.mentee) == week
    assert signed_in("mentor").get(page).status_code == 403
    client = signed_in("curator")
    card = reverse("people:person-detail", args=[full_cast.organisation.slug, full_cast.mentee.pk])
    assert page in main_of(client.get(card))
    assert client.get(page).context["form"]["day_0"].value() == week[0]
    client.post(page, {"day_2": "9–10"})
    assert hours_of(full_cast.mentee) == {2: "09:00–10:00"}


def test_a_day_that_cannot_be_read_is_shown_at_its_field_and_nothing_is_saved(full_cast, signed_in):
    answer = signed_in("mentee").post(
        address(full_cast, "hours-change", full_cast.mentee), {"day_0": "8–12", "day_1": "до обеда"}
    )
    assert answer.context["form"].errors == {"day_1": ["Не понять «до обеда». Напишите так: 8:00–12:00, 15:30–17:00."]}
    assert WorkingHours.objects.count() == 0


@pytest.mark.clause("1.5")
def test_a_clash_is_said_before_the_meeting_is_planned_and_does_not_forbid_it(brought_to, full_cast, signed_in):
    programme = brought_to("running")
    signed_in("mentee").post(address(full_cast, "hours-change", full_cast.mentee), {"day_1": "8–12"})
    client, page = signed_in("mentor"), address(full_cast, "meeting-plan", programme)
    asked = {"on": TOMORROW, "starts_at": "10:00", "topic": "Беседа", "minutes": 40, "channel": "in_person"}
    answer = client.post(page, asked)
    assert "В это время участники заняты" in main_of(answer)
    assert "работа с детьми 08:00–12:00" in main_of(answer)
    assert Meeting.objects.count() == 0
    seen = answer.context["clashes"]
    assert client.post(page, {**asked, "despite": seen}).status_code == 302
    assert Meeting.objects.get().clash_note == seen
    shown = main_of(client.get(address(full_cast, "programme-detail", programme)))
    assert "Назначена, хотя Зайцева" in shown
    moved = client.post(address(full_cast, "meeting-move", Meeting.objects.get()), {**asked, "starts_at": "13:00"})
    assert moved.status_code == 302
    assert Meeting.objects.get().clash_note == ""
