"""The way in: one-time passwords, wrong and closed ones, too many attempts, no self-registration."""

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from nastavnik.accounts.actions import close_account, open_account
from nastavnik.accounts.models import User
from tests.cast import PASSWORD

LOGIN, CHANGE = "/accounts/login/", "/accounts/password/"


@pytest.fixture(autouse=True)
def _no_attempts_before():
    cache.clear()
    yield
    cache.clear()


def _sign_in(client, username, password, **extra):
    return client.post(LOGIN, {"login": username, "password": password, **extra})


@pytest.fixture
def newcomer(db):
    """A user with a one-time password, and the password."""
    return open_account(shown_name="Зайцева Полина Андреевна", wanted_name="Зайцева ПА")


def test_sign_in_page_asks_for_name_and_password_of_the_card(client, db):
    page = client.get(LOGIN).content.decode()
    assert "Имя для входа" in page
    assert "Самостоятельной регистрации нет" in page
    assert 'autocomplete="current-password"' in page


def test_sign_in_leads_home_whatever_the_case_of_the_name(client, cast):
    username = cast.user("curator").username
    answer = _sign_in(client, f" {username.upper()} ", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(cast.user("curator").pk)


def test_sign_in_returns_to_the_page_that_was_asked_for(client, cast):
    card = reverse("organisations:organisation-detail", args=["ryabinka"])
    asked = client.get(card)
    assert asked["Location"] == f"{LOGIN}?next={card}"
    assert f'name="next" value="{card}"' in client.get(asked["Location"]).content.decode()
    answer = _sign_in(client, cast.user("head").username, PASSWORD, next=card)
    assert answer["Location"] == card


def test_sign_in_never_leads_to_another_site(client, cast):
    answer = _sign_in(client, cast.user("head").username, PASSWORD, next="https://example.com/")
    assert answer["Location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("zaytseva.pa", "не тот"), ("nobody", "any-password")])
def test_wrong_name_and_wrong_password_get_the_same_answer(client, newcomer, username, password):
    answer = _sign_in(client, username, password)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [
        "Имя для входа или пароль не подходят. Проверьте раскладку клавиатуры и заглавные буквы. "
        "Если пароль забыт, куратор выдаст новый."
    ]


def test_one_time_password_opens_one_page_only(client, cast, newcomer):
    user, password = newcomer
    assert _sign_in(client, user.username, password).status_code == 302
    for address in ("/", reverse("organisations:organisation-detail", args=["ryabinka"])):
        assert client.get(address)["Location"] == CHANGE
    page = client.get(CHANGE).content.decode()
    assert "Придумайте свой пароль" in page
    assert "Одноразовый пароль с карточки" in page


def test_changed_password_is_ones_own(client, newcomer):
    user, password = newcomer
    _sign_in(client, user.username, password)
    new = "zelenyy-sad-2026"
    answer = client.post(CHANGE, {"oldpassword": password, "password1": new, "password2": new})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    kept = User.objects.get(pk=user.pk)
    assert kept.check_password(new)
    assert not kept.must_change_password
    assert "_auth_user_id" in client.session  # nobody is thrown out by their own change


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        (
            {"oldpassword": "не тот"},
            "oldpassword",
            "Пароль не подходит. Проверьте раскладку клавиатуры и заглавные буквы.",
        ),
        (
            {"password1": "SAME", "password2": "SAME"},
            "password1",
            "Новый пароль совпадает с прежним: придумайте другой.",
        ),
    ],
)
def test_change_password_refuses(client, newcomer, typed, field, error):
    user, password = newcomer
    _sign_in(client, user.username, password)
    typed = {
        "oldpassword": password,
        "password1": "zelenyy-sad-2026",
        "password2": "zelenyy-sad-2026",
    } | typed
    answer = client.post(CHANGE, {name: password if value == "SAME" else value for name, value in typed.items()})
    assert answer.context["form"].errors[field] == [error]
    assert User.objects.get(pk=user.pk).must_change_password


@pytest.mark.parametrize("weak", ["sad-26", "12345678901", "password"])
def test_weak_passwords_are_refused(client, newcomer, weak):
    user, password = newcomer
    _sign_in(client, user.username, password)
    answer = client.post(CHANGE, {"oldpassword": password, "password1": weak, "password2": weak})
    assert "password1" in answer.context["form"].errors


def test_five_failures_close_the_name_for_five_minutes(client, newcomer):
    user, password = newcomer
    for _ in range(5):
        _sign_in(client, user.username, "не тот")
    answer = _sign_in(client, user.username, password)
    assert answer.context["form"].non_field_errors() == [
        "Слишком много неудачных попыток. Подождите пять минут и попробуйте снова; если пароль забыт, "
        "куратор выдаст новый."
    ]
    assert "_auth_user_id" not in client.session


def test_too_many_attempts_from_one_place_are_told_to_wait(client, cast):
    username = cast.user("head").username
    statuses = []
    for _ in range(31):
        client.logout()
        answer = _sign_in(client, username, PASSWORD)
        statuses.append(answer.status_code)
    assert statuses == [302] * 30 + [429]
    assert "Подождите минуту" in answer.content.decode()


def test_closed_account_is_told_so(client, cast):
    user = cast.user("mentee")
    close_account(user)
    answer = _sign_in(client, user.username, PASSWORD)
    assert answer["Location"] == reverse("account_inactive")
    assert "Учётная запись закрыта" in client.get(answer["Location"]).content.decode()
    assert "_auth_user_id" not in client.session


def test_account_that_is_closed_while_signed_in_loses_its_session(signed_in, cast):
    client = signed_in("mentee")
    card = reverse("organisations:organisation-detail", args=["ryabinka"])
    assert client.get(card).status_code == 200
    close_account(cast.user("mentee"))
    assert client.get(card)["Location"].startswith(LOGIN)


def test_sign_out_is_asked_and_then_done(signed_in):
    client = signed_in("mentor")
    assert "Выйти?" in client.get(reverse("account_logout")).content.decode()
    assert "_auth_user_id" in client.session  # a link alone signs nobody out
    assert client.post(reverse("account_logout"))["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_there_is_no_self_registration(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/accounts/signup/").status_code == 404
    assert "signup" not in client.get(LOGIN).content.decode()


def test_language_is_chosen_before_sign_in(client, db):
    assert '<html lang="ru">' in client.get(LOGIN).content.decode()
    answer = client.post(reverse("set_language"), {"language": "en", "next": LOGIN})
    assert answer["Location"] == LOGIN
    assert '<html lang="en">' in client.get(LOGIN).content.decode()


def test_a_person_of_the_example_has_no_password_to_change_and_is_told_so(client, cast):
    user = cast.user("mentor")
    user.set_unusable_password()
    user.save()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(CHANGE, follow=True).content.decode()
    assert "в пример входят, выбирая роль" in page and CHANGE not in page
