"""The card with its former names, settings, roles as periods with a ground."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.actions import (
    change_organisation,
    change_settings,
    end_role,
    found_organisation,
    give_role,
)
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.organisations.queries import holder_of, organisations_of, roles_held
from tests.cast import TODAY

GROUND = "приказ от 14.09.2026 № 45-ОД"


@pytest.mark.clause("1.1")
def test_new_organisation_has_settings_by_default_and_no_name_of_another(db):
    organisation = found_organisation(by=None, slug="five", full_name="МБДОУ «Детский сад № 5»", short_name="Сад № 5")
    settings = organisation.settings
    assert (settings.mentor_limit, settings.young_years, settings.young_age, settings.year_starts) == (
        3,
        3,
        35,
        9,
    )
    assert settings.council_name == ""
    assert (organisation.founder, organisation.address, organisation.place, organisation.site_url) == ("",) * 4
    assert [entry.event for entry in entries_about(organisation)] == ["organisation_founded"]


@pytest.mark.clause("1.1")
def test_new_name_leaves_the_old_one_with_its_last_day(cast):
    old = cast.organisation.full_name
    change_organisation(
        cast.organisation, by=cast.user("head"), full_name="МБДОУ «Детский сад № 7»", short_name="Сад № 7"
    )
    kept = Organisation.objects.get(pk=cast.organisation.pk)
    assert (kept.full_name, kept.short_name) == ("МБДОУ «Детский сад № 7»", "Сад № 7")
    (former,) = kept.former_names.all()
    assert (former.full_name, former.until) == (old, date(2026, 9, 13))


def test_second_name_of_one_day_corrects_the_first(cast):
    old = cast.organisation.full_name
    for name in ("Опечатка", "Верно"):
        change_organisation(cast.organisation, by=cast.user("head"), full_name=name)
    assert list(cast.organisation.former_names.values_list("full_name", flat=True)) == [old]


def test_card_without_a_new_name_leaves_no_former_one(cast):
    change_organisation(cast.organisation, by=cast.user("head"), address="г. Светлореченск, ул. Новая, д. 1")
    assert not cast.organisation.former_names.exists()
    last = entries_about(cast.organisation).last()
    assert (last.event, last.facts) == ("organisation_changed", {"fields": ["address"]})


def test_unchanged_card_is_no_act(cast):
    change_organisation(cast.organisation, by=cast.user("head"), address=cast.organisation.address)
    assert entries_about(cast.organisation).last().event == "organisation_founded"


def test_journal_keeps_old_and_new_settings(cast):
    settings = cast.organisation.settings
    change_settings(settings, by=cast.user("head"), mentor_limit=2, young_age=35)
    settings.refresh_from_db()
    assert settings.mentor_limit == 2
    assert entries_about(settings).last().facts == {"changed": {"mentor_limit": [3, 2]}}


# --- roles --------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.4.1", "1.3/3")
def test_new_curator_ends_the_one_before_on_the_day_before(cast):
    give_role(
        cast.organisation,
        cast.user("mentor"),
        RoleKind.CURATOR,
        since=date(2026, 10, 1),
        ground=GROUND,
        by=None,
    )
    before, after = Role.objects.of(cast.organisation).filter(kind=RoleKind.CURATOR).order_by("since")
    assert (before.user, before.until) == (cast.user("curator"), date(2026, 9, 30))
    assert (after.user, after.since, after.until) == (cast.user("mentor"), date(2026, 10, 1), None)


def test_two_administrators_hold_the_role_side_by_side(cast):
    for part in ("mentor", "mentee"):
        give_role(cast.organisation, cast.user(part), RoleKind.ADMINISTRATOR, since=TODAY, ground=GROUND, by=None)
    assert Role.objects.of(cast.organisation).filter(kind=RoleKind.ADMINISTRATOR, until=None).count() == 2


@pytest.mark.parametrize(
    ("part", "kind", "ground", "field", "sentence"),
    [
        (
            "mentor",
            RoleKind.CURATOR,
            "  ",
            "ground",
            "Укажите основание: приказ или распоряжение с датой и номером.",
        ),
        ("curator", RoleKind.TEACHER, GROUND, None, "Кудрявцева Елена Борисовна уже исполняет эту роль."),
    ],
)
def test_give_role_refuses(cast, part, kind, ground, field, sentence):
    with pytest.raises(Refused) as refused:
        give_role(cast.organisation, cast.user(part), kind, since=TODAY, ground=ground, by=None)
    assert (refused.value.sentence, refused.value.field) == (sentence, field)


@pytest.mark.clause("1.3/3")
def test_rights_follow_dates(cast):
    """A role from a future day gives nothing yet; an ended one gives nothing any more (edge case 25)."""
    give_role(
        cast.organisation,
        cast.user("mentor"),
        RoleKind.CURATOR,
        since=date(2026, 10, 1),
        ground=GROUND,
        by=None,
    )

    def may(part):
        return cast.user(part).has_perm("organisations.change_settings", cast.organisation)

    assert (may("curator"), may("mentor")) == (True, False)
    with clock.at(date(2026, 9, 30)):
        assert (may("curator"), may("mentor")) == (True, False)
    with clock.at(date(2026, 10, 1)):
        assert (may("curator"), may("mentor")) == (False, True)


def test_end_role_takes_the_right_away_within_one_request(cast):
    user = cast.user("curator")
    assert user.has_perm("organisations.change_settings", cast.organisation)
    role = Role.objects.select_related("user").get(user=user, kind=RoleKind.CURATOR)
    role.user = user
    end_role(role, until=TODAY - timedelta(days=1), by=None)
    assert not user.has_perm("organisations.change_settings", cast.organisation)


def test_holder_and_lists_know_now_later_and_before(cast):
    give_role(
        cast.organisation,
        cast.user("mentor"),
        RoleKind.CURATOR,
        since=date(2026, 10, 1),
        ground=GROUND,
        by=None,
    )
    held = roles_held(cast.organisation, TODAY)
    assert [role.kind for role in held.now] == ["head", "curator"]
    assert [str(role.user) for role in held.later] == ["Белокопытова Ирина Геннадьевна"]
    assert (held.lacks_head, held.lacks_curator) == (False, False)
    later = roles_held(cast.organisation, date(2026, 10, 2))
    assert [str(role.user) for role in later.before] == ["Кудрявцева Елена Борисовна"]
    assert holder_of(cast.organisation, RoleKind.CURATOR, date(2026, 10, 2)).user == cast.user("mentor")
    assert holder_of(cast.organisation, RoleKind.HEAD, date(2026, 8, 31)) is None


def test_member_of_two_kindergartens_has_both(cast):
    give_role(cast.other, cast.user("curator"), RoleKind.CURATOR, since=TODAY, ground=GROUND, by=None)
    names = [str(each) for each in organisations_of(cast.user("curator"), TODAY)]
    assert names == ["МБДОУ «Детский сад № 7 «Рябинка»", "МДОУ «Теремок»"]
    assert cast.user("curator").has_perm("organisations.change_settings", cast.other)
    assert not cast.user("stranger").has_perm("organisations.change_settings", cast.other)  # ended by the new one
