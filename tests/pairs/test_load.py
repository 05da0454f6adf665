"""One pair or group more than usual wants the curator's word; places are never exceeded (1.5)."""

import pytest
from django.urls import reverse

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.actions import drop_relation, propose_relation
from nastavnik.pairs.load import led_by
from nastavnik.pairs.models import Relation, RelationChange
from nastavnik.pairs.rounds import outcome_of, run_matching
from nastavnik.people.models import Person
from tests.cast import TODAY, Cast, build_cast, fill_banks
from tests.pairs.changes import carried_out, prepared, sign
from tests.pairs.made import chosen, fresh, in_force, make_room, outsider, plain
from tests.pairs.threads import Crowd, shared_database

pytestmark = pytest.mark.django_db

WHY = "Третья пара только на два месяца, по средам в методический час"
REFUSAL = (
    "Белокопытова Ирина Геннадьевна уже ведёт 2 пары или группы: больше — по решению куратора. Выберите других или "
    "напишите, почему наставнику это под силу и не в ущерб работе с детьми (1.5)."
)


@pytest.fixture
def loaded(full_cast) -> Cast:
    """The mentor leads two pairs, as many as usual, and has a place left."""
    make_room(full_cast)
    chosen(full_cast, ("mentor",), ("mentee",))
    chosen(full_cast, ("mentor",), ("second_mentee",))
    return full_cast


def terms(cast: Cast, **more) -> dict:
    return {
        "mentors": [cast.mentor.pk],
        "mentees": [cast.third_mentee.pk],
        "topic": "Связная речь",
        "form": "traditional",
        "since": "2026-10-01",
        "until": "2027-05-31",
        **more,
    }


@pytest.mark.clause("1.5")
def test_a_third_pair_of_a_mentor_wants_the_curator_s_reason_which_is_kept(loaded):
    with pytest.raises(Refused) as caught:
        chosen(loaded, ("mentor",), ("third_mentee",))
    assert (caught.value.field, plain(caught.value.sentence)) == ("load_reason", REFUSAL)
    third = chosen(loaded, ("mentor",), ("third_mentee",), load_reason=f"  {WHY} ")
    assert fresh(third).load_reason == WHY
    assert led_by(loaded.organisation.pk)[loaded.mentor.pk] == 3


@pytest.mark.clause("1.5")
def test_the_number_is_the_institution_s_and_a_reason_gives_no_place(loaded):
    loaded.organisation.settings.group_limit = 3
    loaded.organisation.settings.save()
    assert chosen(loaded, ("mentor",), ("third_mentee",)).load_reason == ""
    make_room(loaded, "second_mentor", 1)
    chosen(loaded, ("second_mentor",), ("third_mentee",))
    with pytest.raises(Refused) as caught:
        chosen(loaded, ("second_mentor",), ("mentee",), load_reason=WHY)
    assert (
        plain(caught.value.sentence) == "У наставника Гаврилюк Оксана Петровна мест: 1, все заняты или их не хватает."
    )


@pytest.mark.clause("1.5")
def test_a_pair_that_is_over_leaves_the_mentor_free_for_another(full_cast):
    make_room(full_cast)
    first = chosen(full_cast, ("mentor",), ("mentee",))
    chosen(full_cast, ("mentor",), ("second_mentee",))
    drop_relation(first, by=full_cast.user("curator"))
    assert chosen(full_cast, ("mentor",), ("third_mentee",)).load_reason == ""


@pytest.mark.clause("1.5", "4.3/5")
@pytest.mark.parametrize("kind", ["join", "replace"])
def test_a_mentor_who_comes_by_a_change_is_asked_the_same_and_so_is_its_order(loaded, kind):
    make_room(loaded, "second_mentor")
    relation = in_force(loaded, ("second_mentor",), ("third_mentee",))
    facts = {"role": "mentor"} if kind == "join" else {"leaving": "second_mentor"}
    with pytest.raises(Refused) as caught:
        prepared(loaded, relation, kind, people=("mentor",), **facts)
    assert (caught.value.field, plain(caught.value.sentence)) == ("load_reason", REFUSAL)
    change = sign(prepared(loaded, relation, kind, people=("mentor",), load_reason=WHY, **facts), loaded)
    assert led_by(loaded.organisation.pk)[loaded.mentor.pk] == 3  # promised already
    RelationChange.objects.filter(pk=change.pk).update(load_reason="")
    with pytest.raises(Refused) as caught:
        carried_out(change, loaded)
    assert plain(caught.value.sentence) == REFUSAL
    RelationChange.objects.filter(pk=change.pk).update(load_reason=WHY)
    carried_out(change, loaded)
    assert led_by(loaded.organisation.pk)[loaded.mentor.pk] == 3


@pytest.mark.clause("1.5")
def test_the_page_asks_why_keeps_what_was_typed_and_shows_the_reason(loaded, signed_in):
    page = reverse("pairs:relation-add", args=["ryabinka"])
    client = signed_in("curator")
    refused = client.post(page, terms(loaded))
    assert plain(refused.context["form"].errors["load_reason"][0]) == REFUSAL
    assert 'value="Связная речь"' in refused.content.decode()
    assert Relation.objects.count() == 2
    done = client.post(page, terms(loaded, load_reason=WHY), follow=True)
    assert done.status_code == 200
    assert WHY in done.content.decode()


@pytest.mark.clause("1.5", "4.5/2")
def test_a_council_member_proposes_but_does_not_decide_on_the_load(loaded, client):
    user = outsider(loaded, "council")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    refused = client.post(reverse("pairs:relation-add", args=["ryabinka"]), terms(loaded, load_reason=WHY))
    assert "load_reason" not in refused.context["form"].fields
    assert [plain(one) for one in refused.context["form"].non_field_errors()] == [REFUSAL]
    assert Relation.objects.count() == 2


@pytest.mark.clause("1.5", "7.2")
def test_what_the_matching_proposes_is_taken_with_the_reason_or_refused_one_by_one(full_cast, signed_in):
    make_room(full_cast)
    full_cast.organisation.settings.group_limit = 1
    full_cast.organisation.settings.save()
    run = run_matching(full_cast.organisation, by=full_cast.user("curator"))
    keys = [one.key for one in outcome_of(run).proposals]
    client, page = signed_in("curator"), reverse("pairs:match-detail", args=["ryabinka", run.pk])
    assert 'name="load_reason"' in client.get(page).content.decode()
    apply = reverse("pairs:match-apply", args=["ryabinka", run.pk])
    words = [plain(one) for one in client.post(apply, {"pair": keys}, follow=True).context["messages"]]
    refused = [one for one in words if "по решению куратора" in one]
    made = Relation.objects.count()
    assert (made, len(refused)) == (len(keys) - len(refused), len(keys) - made)
    assert refused
    client.post(apply, {"pair": keys, "load_reason": WHY})
    assert Relation.objects.count() == len(keys)
    assert Relation.objects.filter(load_reason=WHY).count() == len(refused)


@pytest.mark.clause("1.5", "7.2")
def test_a_group_of_the_matching_over_the_limit_opens_the_form_with_its_people(full_cast, signed_in):
    make_room(full_cast)
    chosen(full_cast, ("mentor",), ("second_mentee",))
    full_cast.organisation.settings.group_limit = 1
    full_cast.organisation.settings.save()
    full_cast.second_mentor.mentor_entry.delete()
    run = run_matching(full_cast.organisation, by=full_cast.user("curator"))
    (group,) = outcome_of(run).groups
    answer = signed_in("curator").post(
        reverse("pairs:match-group", args=["ryabinka", run.pk]), {"group": group.key}, follow=True
    )
    form = answer.context["form"]
    assert {str(key) for key in form["mentees"].value()} == {str(one.pk) for one in group.mentees}
    assert "load_reason" in form.fields
    assert "по решению куратора" in plain(answer.content.decode())


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("1.5")
def test_of_two_pairs_at_one_moment_the_second_wants_the_reason(transactional_db, tmp_path):
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
        make_room(cast)
        cast.organisation.settings.group_limit = 1
        cast.organisation.settings.save()
        mentees = [cast.people[part].pk for part in ("mentee", "second_mentee", "third_mentee")]

        def take(number: int) -> Relation:
            organisation = Organisation.objects.select_related("settings").get(pk=cast.organisation.pk)
            sides = ([Person.objects.get(pk=cast.mentor.pk)], [Person.objects.get(pk=mentees[number])])
            return propose_relation(organisation, *sides, by=User.objects.get(pk=cast.curator.user_id))

        crowd = Crowd()
        with shared_database(tmp_path):
            outcomes = crowd(3, take)
            assert sorted(type(one).__name__ for one in outcomes) == ["Refused", "Refused", "Relation"]
            assert crowd.looks(lambda: led_by(cast.organisation.pk)[cast.mentor.pk]) == 1
