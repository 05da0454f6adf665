"""Partners and agreements: what is refused, how an agreement stands, who is reminded when it runs out."""

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.partners.actions import (
    add_agreement,
    change_agreement,
    change_partner,
    drop_agreement,
    drop_partner,
    end_agreement,
)
from nastavnik.partners.models import Agreement, Partner
from nastavnik.people.models import Person
from tests.partners.made import agreement, day, event, partner
from tests.reminders.conftest import said, titles, work

pytestmark = [pytest.mark.django_db, pytest.mark.clause("4.3/6")]


STANDINGS = [
    # since, until, ended before its time, all in days from today
    (-10, None, None, "in_force"),
    (-10, 31, None, "in_force"),
    (-10, 30, None, "expiring"),
    (-10, 0, None, "expiring"),
    (-10, -1, None, "over"),
    (1, 20, None, "ahead"),
    (-10, 200, -1, "over"),
    (-10, 200, 0, "expiring"),
]


@pytest.mark.clause("2.2/3")
def test_how_an_agreement_stands_is_worked_out_from_its_days(cast):
    known = partner(cast)
    for since, until, ended_on, expected in STANDINGS:
        made = agreement(cast, known, since=day(since), until=None if until is None else day(until))
        Agreement.objects.filter(pk=made.pk).update(ended_on=None if ended_on is None else day(ended_on))
        stored = Agreement.objects.get(pk=made.pk)
        assert stored.standing == expected, (since, until, ended_on)
        is_in_force = Agreement.objects.on(day(0)).filter(pk=made.pk).exists()
        assert is_in_force == (expected in ("in_force", "expiring")), (since, until, ended_on)


def test_the_registry_refuses_what_cannot_be(cast):
    by, made = cast.user("curator"), agreement(cast)
    known = made.partner
    told = {"signed_on": day(-1), "since": day(-1), "until": None, "subject": "Семинары"}
    refused = {
        "уже есть": lambda: partner(cast, "институт  РАЗВИТИЯ образования"),
        "ещё не наступила": lambda: add_agreement(known, by=by, **{**told, "signed_on": day(1)}),
        "Окончание раньше": lambda: add_agreement(known, by=by, **{**told, "until": day(-2)}),
        "раньше начала": lambda: change_agreement(made, by=by, until=day(-11)),
        "и так действует": lambda: end_agreement(made, by=by, ended_on=day(200)),
        "действует с": lambda: end_agreement(made, by=by, ended_on=day(-11)),
        "остаются в истории": lambda: drop_partner(known, by=by),
    }
    before = JournalEntry.objects.count()
    for sentence, deed in refused.items():
        with pytest.raises(Refused, match=sentence):
            deed()
        made.refresh_from_db()
    assert JournalEntry.objects.count() == before
    assert Partner.objects.count() == Agreement.objects.count() == 1


def test_what_was_written_down_by_mistake_goes_and_the_journal_keeps_it(cast):
    by, made = cast.user("curator"), agreement(cast)
    known = made.partner
    change_partner(known, by=by, name="ИРО области", level="federal")
    drop_agreement(made, by=by)
    drop_partner(known, by=by)
    assert not Partner.objects.exists()
    events = list(JournalEntry.objects.order_by("number").values_list("event", flat=True))[-5:]
    assert events == ["partner_added", "agreement_added", "partner_changed", "agreement_dropped", "partner_dropped"]


def test_a_partner_with_an_event_stays(cast):
    known = partner(cast)
    event(cast, partner=known)
    with pytest.raises(Refused, match="остаются в истории"):
        drop_partner(known, by=cast.user("curator"))


@pytest.mark.clause("2.2/3")
@pytest.mark.parametrize("done", ["renewed", "prolonged", "ended", "over"])
def test_the_curator_is_reminded_thirty_days_before_and_no_more_when_it_is_settled(cast, done):
    made = agreement(cast, until=day(60))
    agreement(cast, made.partner, until=None)  # without a term: nobody hears of it
    work(day(29))
    assert said("agreement") == []
    work(day(30))
    assert said("agreement") == [("curator", day(30))]
    assert titles(cast, "curator", day(30)) == ["Соглашение заканчивается: Институт развития образования"]
    assert titles(cast, "head", day(30)) == []
    with clock.at(day(32)):
        by = cast.user("curator")
        if done == "renewed":
            agreement(cast, made.partner, until=day(400), renews=made)
            with pytest.raises(Refused, match="уже внесено новое"):
                agreement(cast, made.partner, until=day(400), renews=made)
        elif done == "prolonged":
            change_agreement(made, by=by, until=day(400))
        elif done == "ended":
            end_agreement(made, by=by, ended_on=day(40))
    assert titles(cast, "curator", day(61 if done == "over" else 32)) == []
    assert len(titles(cast, "curator", day(60))) == (done == "over")
    work(day(64))
    assert said("agreement") == [("curator", day(30))]


def test_the_first_page_of_the_curator_tells_of_it(cast, signed_in):
    made = agreement(cast, until=day(20))
    work(day(0))
    told = signed_in("curator").get(reverse("desk:home", args=["ryabinka"])).content.decode()
    assert "Соглашение заканчивается" in told
    assert reverse("partners:partner-detail", args=["ryabinka", made.partner.pk]) in told


@pytest.mark.clause("4.4.5")
def test_no_person_of_a_partner_is_kept(cast):
    before = Person.objects.count()
    agreement(cast)
    assert Person.objects.count() == before
    assert Partner.personal.identifying == ("contact",)
    assert {field.name for field in Partner._meta.concrete_fields} == {
        "id", "organisation", "name", "kind", "level", "contact", "note",
    }  # fmt: skip
