"""What everybody reads and notes: the acts, the regulation, the mentors' manifest and code (5.2/1, 5.2/8, 6.2/1)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.regulation.actions import approve_edition, note_reading, publish_code
from nastavnik.regulation.models import MentorCode, NormativeAct, Reading
from nastavnik.regulation.readings import asked_of_mentor, shelf_of, unread_codes
from tests.cast import TODAY
from tests.regulation.test_views import bring


def address(name, *rest):
    return reverse(f"regulation:{name}", args=["ryabinka", *rest])


def code(cast, text="Уважать наставляемого.", kind="code") -> MentorCode:
    return publish_code(cast.organisation, by=cast.user("curator"), kind=kind, text=text)


@pytest.mark.clause("6.2/1")
def test_the_share_of_acts_read_grows_with_each_mark(cast, signed_in):
    client, acts = signed_in("mentee"), NormativeAct.objects.of(cast.organisation)
    before = client.get(address("reading-list"))
    assert (before.context["shelf"].read, before.context["shelf"].total) == (0, acts.count())
    for act in acts[:2]:
        client.post(address("act-read", act.pk))
        client.post(address("act-read", act.pk))  # said twice, it counts once
    after = client.get(address("reading-list"))
    assert after.context["shelf"].read == 2
    assert "прочитано 14\N{NO-BREAK SPACE}сентября" in after.content.decode()
    assert Reading.objects.count() == 2
    assert shelf_of(cast.mentor, cast.organisation).read == 0, "everybody's marks are their own"


@pytest.mark.clause("6.2/1")
def test_nobody_marks_for_another(cast):
    act = NormativeAct.objects.of(cast.organisation).first()
    with pytest.raises(Refused, match="только сам читатель"):
        note_reading(cast.mentee, act, by=cast.user("curator"))


@pytest.mark.clause("5.2/1")
def test_a_new_edition_asks_mentors_to_read_again_and_the_first_one_does_not(cast):
    first = bring(approve_edition, cast, date(2026, 9, 1))
    assert asked_of_mentor(cast.mentor, cast.organisation) == [], "read under signature, with its order"
    note_reading(cast.mentor, first, by=cast.user("mentor"))
    second = bring(approve_edition, cast, TODAY)
    assert asked_of_mentor(cast.mentor, cast.organisation) == [second]
    note_reading(cast.mentor, second, by=cast.user("mentor"))
    assert asked_of_mentor(cast.mentor, cast.organisation) == []


@pytest.mark.clause("5.2/1")
def test_an_edition_is_asked_for_from_its_day_on(cast):
    bring(approve_edition, cast, date(2026, 9, 1))
    later = bring(approve_edition, cast, TODAY + timedelta(days=3))
    assert asked_of_mentor(cast.mentor, cast.organisation) == []
    with clock.at(TODAY + timedelta(days=3)):
        assert asked_of_mentor(cast.mentor, cast.organisation) == [later]


@pytest.mark.clause("5.2/8")
def test_a_new_version_of_the_code_is_read_anew_and_the_old_one_stays_readable(cast, signed_in):
    old = code(cast)
    note_reading(cast.mentor, old, by=cast.user("mentor"))
    assert unread_codes(cast.organisation, [cast.mentor, cast.second_mentor]) == [cast.second_mentor]
    client = signed_in("curator")
    begun = client.get(address("code-write") + "?kind=code")
    assert begun.context["form"]["text"].value() == "Уважать наставляемого.", "the text that stands is the beginning"
    client.post(address("code-write"), {"kind": "code", "text": "Уважать и не торопить."})
    new = MentorCode.objects.get(version=2)
    assert unread_codes(cast.organisation, [cast.mentor]) == [cast.mentor]
    page = signed_in("mentor").get(address("code-detail", old.pk)).content.decode()
    assert "Уважать наставляемого." in page
    assert "прежняя редакция" in page
    signed_in("mentor").post(address("code-read", new.pk))
    assert unread_codes(cast.organisation, [cast.mentor]) == []


@pytest.mark.clause("5.2/8")
def test_a_text_is_published_by_who_leads_once_and_never_empty(cast, signed_in):
    code(cast)
    for text, words in (("  ", "Внесите текст"), ("Уважать наставляемого.", "уже действует")):
        with pytest.raises(Refused, match=words):
            code(cast, text)
    assert signed_in("mentor").get(address("code-write")).status_code == 403
    assert signed_in("stranger").get(address("reading-list")).status_code == 404
