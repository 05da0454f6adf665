"""Accounts are opened with a one-time password, renewed, closed (domain, edge case 80)."""

import re

import pytest

from nastavnik.accounts.actions import close_account, free_username, open_account, renew_password
from nastavnik.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Зайцева ПА", "zaytseva.pa"),
        ("Щукина-Ёлкина Ю", "schukinaelkina.yu"),
        ("Объедкова Жанна", "obedkova.zhanna"),
        ("  Ким   А ", "kim.a"),
        ("ivanova", "ivanova"),
        ("张", "user"),
    ],
)
def test_cyrillic_name_becomes_latin_username(wanted, name):
    assert free_username(wanted) == name


def test_namesakes_get_numbers():
    names = [open_account(shown_name="Иванова М. П.", wanted_name="Иванова МП")[0].username for _ in range(3)]
    assert names == ["ivanova.mp", "ivanova.mp2", "ivanova.mp3"]


def test_long_surname_leaves_room_for_a_number():
    first, second = (open_account(shown_name="", wanted_name="а" * 70)[0].username for _ in range(2))
    assert (first, second) == ("a" * 40, "a" * 40 + "2")


def test_open_account_gives_password_that_is_not_kept():
    user, password = open_account(shown_name="Зайцева Полина Андреевна", wanted_name="Зайцева ПА", email="z@sad.ru")
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", password)
    assert user.check_password(password)
    assert user.password != password
    assert (str(user), user.email, user.must_change_password) == (
        "Зайцева Полина Андреевна",
        "z@sad.ru",
        True,
    )


def test_one_time_password_has_no_letters_mistaken_on_paper():
    passwords = "".join(open_account(shown_name="", wanted_name="а")[1] for _ in range(20))
    assert not set(passwords) & set("ijlo01")


def test_renew_password_replaces_old_one_and_opens_closed_account():
    user, old = open_account(shown_name="", wanted_name="Ким А")
    close_account(user)
    new = renew_password(user)
    kept = User.objects.get(pk=user.pk)
    assert kept.check_password(new)
    assert not kept.check_password(old)
    assert (kept.is_active, kept.must_change_password) == (True, True)


def test_closed_account_may_do_nothing(cast):
    curator = cast.user("curator")
    assert curator.has_perm("organisations.change_settings", cast.organisation)
    close_account(curator)
    assert not cast.user("curator").has_perm("organisations.change_settings", cast.organisation)
