"""What may be published: exact to field × resource × day; nothing ticked beforehand; silence is no consent (9.3)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nastavnik.consents.actions import (
    add_resource,
    change_resource,
    propose_consent,
    refuse_consent,
    register_consent,
    retire_resource,
    withdraw_consent,
)
from nastavnik.consents.choice import Choice, choice_of, offered
from nastavnik.consents.models import (
    Cell,
    Condition,
    Consent,
    ConsentKind,
    ConsentStep,
    PublicField,
    Resource,
)
from nastavnik.consents.queries import conditions_to_publish, lacking_to_publish, may_publish
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from tests.cast import TODAY
from tests.consents.made import COMMUNITY, SITE, chosen, places, ticks

DISTRIBUTION, IMAGE = ConsentKind.DISTRIBUTION, ConsentKind.IMAGE
NAME, POST, PHOTO, VIDEO = PublicField.NAME, PublicField.POST, PublicField.PHOTO, PublicField.VIDEO


# --- the gate -----------------------------------------------------------------------------------------------
@pytest.mark.clause("9.3")
def test_only_the_ticked_cell_may_be_published(cast):
    site, community = places(cast)
    chosen(cast, "mentor", DISTRIBUTION, (NAME, site), (POST, community))
    allowed = {
        (field, place)
        for field in PublicField
        for place in (site, community)
        if may_publish(cast.mentor, field, place, TODAY)
    }
    assert allowed == {(NAME, site), (POST, community)}
    assert not may_publish(cast.mentee, NAME, site, TODAY)  # another's consent opens nothing


@pytest.mark.clause("9.3")
@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2026, 9, 9), False),  # the day before it was given
        (date(2026, 9, 10), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),  # the day after its term
    ],
)
def test_a_cell_holds_from_its_first_day_to_its_last(cast, day, allowed):
    site, _community = places(cast)
    chosen(cast, "mentor", DISTRIBUTION, (NAME, site), given_on=date(2026, 9, 10), valid_until=date(2026, 12, 31))
    assert may_publish(cast.mentor, NAME, site, day) is allowed


@pytest.mark.clause("9.3")
@pytest.mark.parametrize("field", [PHOTO, VIDEO])
def test_a_picture_needs_the_datum_and_the_image(cast, field):
    """152-ФЗ ст. 10.1 and ГК РФ ст. 152.1 are two consents, and neither stands for the other."""
    site, community = places(cast)
    chosen(cast, "mentor", DISTRIBUTION, (field, site), (field, community))
    assert not may_publish(cast.mentor, field, site, TODAY)
    image = chosen(cast, "mentor", IMAGE, (field, site))
    assert may_publish(cast.mentor, field, site, TODAY)
    assert not may_publish(cast.mentor, field, community, TODAY)
    withdraw_consent(image, by=cast.user("mentor"))
    assert not may_publish(cast.mentor, field, site, TODAY)


@pytest.mark.clause("9.3")
@pytest.mark.parametrize(("onward", "allowed"), [("network", True), ("internal", False), ("none", False)])
def test_what_may_not_be_passed_on_over_the_net_is_not_published_whatever_is_ticked(cast, onward, allowed):
    site, _community = places(cast)
    chosen(cast, "mentor", DISTRIBUTION, (NAME, site), (PHOTO, site), onward=onward)
    chosen(cast, "mentor", IMAGE, (PHOTO, site))
    assert may_publish(cast.mentor, NAME, site, TODAY) is allowed
    assert may_publish(cast.mentor, PHOTO, site, TODAY) is allowed


@pytest.mark.clause("9.3")
def test_withdrawal_closes_the_gate_at_once(cast):
    site, _community = places(cast)
    given = chosen(cast, "mentor", DISTRIBUTION, (NAME, site), given_on=date(2026, 9, 1))
    withdraw_consent(given, by=cast.user("mentor"))
    assert not may_publish(cast.mentor, NAME, site, TODAY)
    assert may_publish(cast.mentor, NAME, site, date(2026, 9, 13))  # what stood there before stood lawfully


@pytest.mark.clause("9.3")
def test_a_closed_or_foreign_resource_lets_nothing_through(cast):
    site, community = places(cast)
    chosen(cast, "mentor", DISTRIBUTION, (NAME, site), (NAME, community))
    retire_resource(site, by=cast.user("curator"))
    assert not may_publish(cast.mentor, NAME, site, TODAY)
    assert may_publish(cast.mentor, NAME, site, date(2026, 9, 13)) is False  # given only today
    assert may_publish(cast.mentor, NAME, community, TODAY)
    Resource.objects.filter(pk=community.pk).update(organisation=cast.other)
    assert not may_publish(cast.mentor, NAME, Resource.objects.get(pk=community.pk), TODAY)


@pytest.mark.clause("9.3")
def test_lacks_are_named_by_person_and_field_in_one_query(cast, django_assert_num_queries):
    site, _community = places(cast)
    chosen(cast, "mentor", DISTRIBUTION, (NAME, site), (POST, site))
    chosen(cast, "mentee", DISTRIBUTION, (NAME, site))
    people = [cast.mentor, cast.mentee, cast.second_mentee]
    with django_assert_num_queries(1):
        lacking = lacking_to_publish(people, ["name", "post"], site, TODAY)
    assert lacking == [(cast.mentee, POST), (cast.second_mentee, NAME), (cast.second_mentee, POST)]


def test_the_gate_does_not_know_a_made_up_field(cast):
    site, _community = places(cast)
    with pytest.raises(ValueError, match="passport"):
        may_publish(cast.mentor, "passport", site, TODAY)


@pytest.mark.clause("9.3")
def test_a_newer_choice_stands_in_place_of_the_older_and_what_is_lost_is_taken_down(cast):
    site, community = places(cast)
    old = chosen(cast, "mentor", DISTRIBUTION, (NAME, site), (NAME, community), given_on=date(2026, 9, 1))
    new = chosen(cast, "mentor", DISTRIBUTION, (NAME, site), (POST, site))
    old.refresh_from_db()
    assert (old.state, old.replaced_on, old.successor) == ("replaced", TODAY, new)
    assert may_publish(cast.mentor, POST, site, TODAY)
    assert not may_publish(cast.mentor, NAME, community, TODAY)
    assert may_publish(cast.mentor, NAME, community, date(2026, 9, 13))
    (step,) = ConsentStep.objects.filter(consent=old)
    assert (step.kind, step.resource, step.due_on) == ("take_down", community, date(2026, 9, 17))


# --- conditions and prohibitions ----------------------------------------------------------------------------
@pytest.mark.clause("9.3")
def test_conditions_are_kept_and_are_to_be_published_in_three_working_days(cast):
    site, community = places(cast)
    given = chosen(
        cast,
        "mentor",
        DISTRIBUTION,
        (NAME, site),
        (POST, site),
        conditions="set",
        forbidden=["photo"],
        words={"name": "только фамилия и инициалы", "review": "не нужен"},
        onward="none",
    )
    assert conditions_to_publish([cast.mentor], site, TODAY) == [(cast.mentor, "name", "только фамилия и инициалы")]
    assert conditions_to_publish([cast.mentor], community, TODAY) == []
    assert (given.scope["conditions"], given.scope["onward"]) == ("set", "none")
    kept = choice_of(Consent.objects.get(pk=given.pk))
    assert (kept.forbidden, kept.words["review"], kept.onward) == (frozenset({"photo"}), "не нужен", "none")
    (step,) = given.steps.all()
    assert (step.kind, step.resource, step.due_on) == ("publish", site, date(2026, 9, 17))


@pytest.mark.clause("9.3")
@pytest.mark.parametrize(
    ("said", "sentence", "field"),
    [
        ({"conditions": ""}, "Не отмечено, устанавливает ли человек условия и запреты", "conditions"),
        ({"onward": ""}, "Не отмечено, как разрешена дальнейшая передача", "onward"),
        ({"onward": "everywhere"}, "Не отмечено, как разрешена дальнейшая передача", "onward"),
        ({"words": {"name": "x"}}, "Отмечено, что условий нет, но условия перечислены", "conditions"),
        ({"conditions": "set"}, "условия установлены, но ни одно не названо", "conditions"),
        (
            {"conditions": "set", "forbidden": ["name"]},
            "И разрешено, и запрещено: фамилия, имя, отчество. Уточните у человека",
            "forbidden",
        ),
    ],
)
def test_a_paper_that_contradicts_itself_is_not_registered(cast, said, sentence, field):
    site, _community = places(cast)
    blank = propose_consent(cast.mentor, DISTRIBUTION, by=cast.user("curator"))
    with pytest.raises(Refused) as refusal:
        register_consent(blank, by=cast.user("curator"), given_on=TODAY, choice=ticks((NAME, site), **said))
    assert sentence in refusal.value.sentence
    assert refusal.value.field == field
    blank.refresh_from_db()
    assert (blank.state, Cell.objects.count(), Condition.objects.count()) == ("proposed", 0, 0)


@pytest.mark.clause("9.3")
@pytest.mark.parametrize("choice", [None, Choice()])
@pytest.mark.parametrize("kind", [DISTRIBUTION, IMAGE])
def test_silence_is_no_consent(cast, kind, choice):
    places(cast)
    blank = propose_consent(cast.mentor, kind, by=cast.user("curator"))
    with pytest.raises(Refused, match="Не отмечена ни одна клетка: без отметок ничего не разрешено"):
        register_consent(blank, by=cast.user("curator"), given_on=TODAY, choice=choice)
    assert Consent.objects.get(pk=blank.pk).state == "proposed"


def test_only_what_stands_on_the_blank_can_be_ticked(cast):
    site, _community = places(cast)
    blank = propose_consent(cast.mentor, IMAGE, by=cast.user("curator"))
    with pytest.raises(Refused, match="Отмечено то, чего нет на бланке"):
        register_consent(blank, by=cast.user("curator"), given_on=TODAY, choice=ticks((NAME, site)))
    later = add_resource(
        cast.organisation, by=cast.user("curator"), kind="other", name="Газета", address="https://gazeta.example/"
    )
    with pytest.raises(Refused, match="Отмечено то, чего нет на бланке"):
        register_consent(blank, by=cast.user("curator"), given_on=TODAY, choice=ticks((PHOTO, later)))


def test_database_keeps_a_cell_once_and_a_condition_that_says_something(cast):
    site, _community = places(cast)
    given = chosen(cast, "mentor", DISTRIBUTION, (NAME, site))
    own = {"organisation": cast.organisation, "consent": given}
    for row in (Cell(field=NAME, resource=site, **own), Condition(field=NAME, words="", **own)):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


# --- asking once --------------------------------------------------------------------------------------------
@pytest.mark.clause("9.3", "1.4/5")
@pytest.mark.parametrize("outcome", ["refused", "withdrawn"])
def test_who_has_said_no_is_not_asked_again_but_may_ask_themselves(cast, outcome):
    """Edge case 33: full participation, nothing public, no repeated nagging."""
    site, _community = places(cast)
    by = cast.user("curator")
    blank = propose_consent(cast.mentee, DISTRIBUTION, by=by)
    if outcome == "refused":
        refuse_consent(blank, by=cast.user("mentee"))
    else:
        withdraw_consent(register_consent(blank, by=by, given_on=TODAY, choice=ticks((NAME, site))), by=by)
    with pytest.raises(Refused, match="Человек уже сказал «нет»: второй раз о публикации не спрашивают"):
        propose_consent(cast.mentee, DISTRIBUTION, by=by)
    assert propose_consent(cast.mentee, DISTRIBUTION, by=cast.user("mentee")).state == "proposed"


def test_a_blank_offers_the_resources_of_its_day(cast):
    site, community = places(cast)
    blank = propose_consent(cast.mentor, DISTRIBUTION, by=None)
    retire_resource(community, by=cast.user("curator"))
    assert offered(blank) == [site, community]
    assert offered(propose_consent(cast.mentee, DISTRIBUTION, by=None)) == [site]
    assert blank.cells.count() == 0  # nothing is ticked beforehand


def test_without_a_resource_or_with_too_many_there_is_no_blank(cast):
    with pytest.raises(Refused, match="Не внесён ни один информационный ресурс"):
        propose_consent(cast.mentor, DISTRIBUTION, by=None)
    made = [
        add_resource(
            cast.organisation, by=cast.user("curator"), kind="site", name=str(n), address=f"https://s{n}.example/"
        )
        for n in range(9)
    ]
    with pytest.raises(Refused, match="На один бланк помещается не больше 8 ресурсов"):
        propose_consent(cast.mentor, DISTRIBUTION, by=None)
    blank = propose_consent(cast.mentor, DISTRIBUTION, by=None, scope={"resources": [one.pk for one in made[:2]]})
    assert offered(blank) == made[:2]


# --- resources ----------------------------------------------------------------------------------------------
def test_an_address_is_there_once_until_it_is_closed(cast):
    by = cast.user("curator")
    site, _community = places(cast)
    with pytest.raises(Refused, match="Такой адрес уже внесён") as refusal:
        add_resource(cast.organisation, by=by, kind="site", name="Ещё раз", address=SITE)
    assert refusal.value.field == "address"
    with pytest.raises(Refused, match="Такой адрес уже внесён"):
        change_resource(site, by=by, kind="site", name="Сайт", address=COMMUNITY)
    retire_resource(site, by=by)
    with pytest.raises(Refused, match=r"Этот ресурс уже закрыт 14.09.2026"):
        retire_resource(site, by=by)
    assert add_resource(cast.organisation, by=by, kind="site", name="Снова", address=SITE).pk != site.pk


@pytest.mark.clause("9.3")
def test_a_resource_that_consents_name_is_not_changed(cast):
    """What was signed for one address holds for no other."""
    by = cast.user("curator")
    site, _community = places(cast)
    change_resource(site, by=by, kind="site", name="Сайт", address="https://new.example/")
    propose_consent(cast.mentor, DISTRIBUTION, by=None)
    with pytest.raises(Refused, match="Этот адрес уже стоит в согласиях: закройте ресурс и добавьте новый"):
        change_resource(site, by=by, kind="site", name="Сайт", address=SITE)
    assert Resource.objects.get(pk=site.pk).address == "https://new.example/"


@pytest.mark.clause("9.3")
def test_the_term_ends_the_right_to_publish_by_itself(cast):
    site, _community = places(cast)
    chosen(cast, "mentor", DISTRIBUTION, (NAME, site), valid_until=date(2026, 10, 1))
    with clock.at(date(2026, 10, 2)):
        assert not may_publish(cast.mentor, NAME, site, clock.today())
