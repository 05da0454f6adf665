"""Acts on people, and what one row says of itself."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.orders.queries import signatory_on
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.people import actions
from nastavnik.people.models import Person
from nastavnik.people.posts import is_head_post, is_teaching_post
from nastavnik.people.queries import namesakes, teachers_on, without_access
from nastavnik.people.staff_import.likeness import alike, distance, sex_by_patronymic
from tests.cast import TODAY


@pytest.mark.clause("4.4.5")
def test_dismissal_ends_posts_roles_and_the_way_in_on_that_day(cast):
    actions.dismiss(cast.curator, by=cast.user("head"), on=TODAY)
    assert [job.until for job in cast.curator.employments.all()] == [TODAY]
    kinds = Role.objects.filter(user=cast.curator.user).values_list("kind", "until")
    assert set(kinds) == {(RoleKind.CURATOR, TODAY), (RoleKind.TEACHER, TODAY)}
    assert not cast.user("curator").is_active
    assert entries_about(cast.curator).last().event == "person_dismissed"


@pytest.mark.clause("4.4.1")
def test_who_has_left_does_not_begin_to_act_for_the_head_later(cast):
    """Orders of those days are signed by the head again (edge cases 18, 25)."""
    ahead = TODAY + timedelta(days=10)
    give_role(
        cast.organisation, cast.user("mentor"), RoleKind.HEAD,
        since=ahead, ground="приказ о возложении обязанностей", by=cast.user("head"), is_acting=True,
    )  # fmt: skip
    actions.dismiss(cast.mentor, by=cast.user("head"), on=TODAY)
    assert holder_of(cast.organisation, RoleKind.HEAD, ahead).user == cast.user("head")
    assert not Role.objects.filter(user=cast.user("mentor"), since=ahead).exists()


def test_a_role_of_who_stays_in_another_post_begins_on_its_day(cast):
    ahead = TODAY + timedelta(days=10)
    actions.employ(cast.mentor, "тьютор", by=None, kind="internal", since=TODAY + timedelta(days=1))
    give_role(
        cast.organisation, cast.user("mentor"), RoleKind.COUNCIL, since=ahead, ground="приказ", by=cast.user("head")
    )
    actions.dismiss(cast.mentor, by=cast.user("head"), on=TODAY)
    assert Role.objects.filter(user=cast.user("mentor"), since=ahead, until=None).exists()


def test_a_dismissal_set_beforehand_closes_the_way_in_when_its_day_comes(cast):
    actions.dismiss(cast.mentor, by=cast.user("curator"), on=TODAY + timedelta(days=5))
    assert actions.close_access_due(clock.today()) == 0 and cast.user("mentor").is_active
    with clock.at(TODAY + timedelta(days=5)):
        assert actions.close_access_due(clock.today()) == 1
        assert actions.close_access_due(clock.today()) == 0
    assert not cast.user("mentor").is_active and cast.user("bystander").is_active


def test_the_end_of_one_post_of_two_leaves_the_way_in_open(cast):
    actions.employ(cast.mentor, "тьютор", by=None, kind="internal")
    actions.change_employment(cast.mentor.employments.get(position="тьютор"), by=None, until=TODAY)
    assert actions.close_access_due(clock.today()) == 0 and cast.user("mentor").is_active


def test_who_comes_back_is_the_same_person_with_a_new_post_and_role(cast):
    actions.dismiss(cast.mentor, by=cast.user("curator"), on=date(2026, 9, 10))
    with pytest.raises(Refused, match="сейчас не работает"):
        actions.open_access(cast.mentor, by=None)
    actions.employ(cast.mentor, "воспитатель", by=None, since=TODAY)
    person = Person.objects.get(pk=cast.mentor.pk)
    user, _password = actions.open_access(person, by=None)
    assert user == cast.mentor.user and cast.user("mentor").is_active
    assert Role.objects.filter(user=user, kind=RoleKind.TEACHER).on(TODAY).count() == 1


def test_a_day_before_the_day_of_hire_is_refused(cast):
    job = cast.mentor.employments.get()
    with pytest.raises(Refused, match=r"раньше дня приёма \(02.09.2024\)"):
        actions.change_employment(job, by=None, until=date(2024, 9, 1))


def test_the_journal_names_fields_and_never_their_values(cast):
    actions.change_person(cast.mentor, by=None, phone="+79000000001", email="i@ds.example")
    facts = entries_about(cast.mentor).last().facts
    assert facts == {"fields": ["phone", "email"]}


def test_a_new_name_drops_the_corrected_cases_of_the_old_one(cast):
    actions.change_case_forms(cast.mentor, {"dative": "Белокопытовой И. Г."}, by=cast.user("curator"))
    actions.change_person(cast.mentor, by=None, surname="Орлова")
    assert cast.mentor.cases.dative == "Орловой Ирине Геннадьевне"


def test_experience_grows_by_itself_until_the_post_ends(cast):
    assert cast.mentor.experience_on(date(2027, 9, 1)) == 239
    actions.change_employment(cast.mentor.employments.get(), by=None, until=date(2026, 12, 31))
    assert Person.objects.get(pk=cast.mentor.pk).experience_on(date(2027, 9, 1)) == 230


def test_teachers_of_a_day_leave_out_the_head_and_external_part_timers(cast):
    actions.change_employment(cast.second_mentee.employments.get(), by=None, kind="external")
    surnames = [one.surname for one in teachers_on(cast.organisation, TODAY)]
    assert "Веретенникова" not in surnames and "Ким" not in surnames and len(surnames) == 6
    assert len(teachers_on(cast.organisation, TODAY, external=True)) == 7


def test_without_access_are_those_who_work_and_cannot_sign_in(cast):
    one = actions.add_person(cast.organisation, by=None, surname="Новикова", first_name="Вера")
    assert list(without_access(cast.organisation, TODAY)) == []
    actions.employ(one, "воспитатель", by=None)
    assert list(without_access(cast.organisation, TODAY)) == [one]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (("Ким", "Артем", ""), True),
        (("Ким", "А.", ""), True),
        (("КИМ", "артём", "Олегович"), True),
        (("Ким", "Борис", ""), False),
        (("Кимова", "Артём", ""), False),
    ],
)
def test_namesakes_are_found_under_likely_spellings(cast, name, found):
    assert [one.surname for one in namesakes(cast.organisation, *name)] == (["Ким"] if found else [])


@pytest.mark.parametrize(
    ("patronymic", "sex"),
    [
        ("Геннадьевна", "female"), ("Ильинична", "female"), ("Бакыт кызы", "female"), ("Аркадьевич", "male"),
        ("Ильич", "male"), ("Кузьмич", "male"), ("Мамед оглы", "male"), ("", ""), ("Ли", ""), ("П.", ""),
    ],
)  # fmt: skip
def test_a_patronymic_tells_the_sex_and_nothing_else_does(patronymic, sex):
    assert sex_by_patronymic(patronymic) == sex


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("наталия", "наталья", True), ("мария", "марья", True), ("софия", "софья", True), ("анна", "алла", False),
        ("яна", "анна", False), ("ольга", "олега", True), ("игорь", "егор", False),
        ("алексеевна", "александровна", False),
    ],
)  # fmt: skip
def test_words_are_alike_when_one_letter_parts_them(one, other, same):
    assert alike(one, other) is same and alike(other, one) is same


def test_the_distance_of_words_counts_swapped_neighbours_as_one():
    assert distance("петровна", "пертовна", 2) == 1
    assert distance("иванова", "иванова", 1) == 0
    assert distance("иванова", "сидорова", 2) is None


@pytest.mark.parametrize(
    ("post", "teaching", "head"),
    [
        ("воспитатель", True, False), ("старший воспитатель", True, False), ("учитель-логопед", True, False),
        ("музыкальный руководитель", True, False), ("заведующий", False, True), ("директор", False, True),
        ("заведующий хозяйством", False, False), ("помощник воспитателя", False, False),
        ("заместитель заведующего по воспитательной работе", False, False), ("повар", False, False),
    ],
)  # fmt: skip
def test_which_posts_are_those_of_teachers(post, teaching, head):
    assert (is_teaching_post(post), is_head_post(post)) == (teaching, head)


def test_a_name_as_long_as_its_three_parts_allow_signs_and_comes_in(cast):
    """PostgreSQL keeps no more than the column has: a name of 242 letters is cut there, not answered with a failure."""
    actions.change_person(cast.head, by=None, surname="Ц" * 80, first_name="Щ" * 80, patronymic="Ж" * 80)
    cast.user("head").refresh_from_db()
    assert len(cast.user("head").shown_name) == 200
    assert {len(value) <= 300 for value in signatory_on(cast.organisation, TODAY).values()} == {True}
    assert len(signatory_on(cast.organisation, TODAY)["signatory_name"]) == 200
    newcomer = actions.add_person(
        cast.organisation, by=None, surname="Ы" * 80, first_name="Щ" * 80, patronymic="Ж" * 80, sex="female"
    )
    actions.employ(newcomer, "воспитатель", by=None)
    assert len(actions.open_access(newcomer, by=None)[0].shown_name) == 200
