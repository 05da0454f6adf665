"""The ten-minute path: from an empty installation to an institution with its head, curator and first sign-in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from nastavnik.accounts.models import User
from nastavnik.desk.setup.actions import UNTIL_ORDER, free_slug
from nastavnik.desk.setup.views import _found_first
from nastavnik.kit import clock
from nastavnik.orders.models import Order
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.people.models import Person
from nastavnik.regulation.models import Edition, ModelIntroduction

TODAY = date(2026, 9, 14)
CARD = {
    "kind": "kindergarten",
    "full_name": "Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № 5»",
    "short_name": "МБДОУ «Детский сад № 5»",
    "place": "г. Кинешма",
    "time_zone": "Europe/Moscow",
}
HEAD = {
    "surname": "Соколова",
    "first_name": "Вера",
    "patronymic": "Ильинична",
    "sex": "female",
    "position": "заведующий",
    "since": "2019-03-01",
    "ground": "распоряжение учредителя от 28.02.2019 № 17-р",
}
CURATOR = {
    "surname": "Ли",
    "first_name": "Марина",
    "sex": "female",
    "position": "старший воспитатель",
}
ORDER = {
    "has_order": "yes",
    "number": "26/1",
    "signed_on": "2026-09-01",
    "introduces": "on",
    "approves": "on",
    "appoints": "on",
}
ACCOUNT = {"who": "curator", "username": "m.li", "password": "sad-5-kineshma", "password_again": "sad-5-kineshma"}


@pytest.fixture
def walk(client, db):
    """Walk the path with these answers; returns the last answer."""

    def go(**changed):
        steps = {"card": CARD, "head": HEAD, "curator": CURATOR, "orders": ORDER, "account": ACCOUNT, **changed}
        answer = None
        with clock.at(TODAY):
            for step, said in steps.items():
                answer = client.post(f"/start/{step}/", said)
        return answer

    return go


@pytest.mark.django_db
def test_an_empty_installation_opens_with_two_doors(client):
    page = client.get("/", follow=True).content.decode()
    assert "Посмотреть пример" in page
    assert "Начать с нашим детским садом" in page


@pytest.mark.clause("1.1", "1.3/3", "4.1", "4.4.1")
def test_the_path_founds_the_institution_with_the_order_that_exists(walk, client):
    answer = walk()
    organisation = Organisation.objects.get()
    assert answer.status_code == 302 and answer.url == f"/o/{organisation.slug}/"
    order = Order.objects.get()
    assert (order.number, order.signed_on, order.state, order.is_entered_later) == (
        "26/1",
        date(2026, 9, 1),
        "in_force",
        True,
    )
    curator = holder_of(organisation, RoleKind.CURATOR, TODAY)
    assert curator is not None and curator.user.username == "m.li"
    assert curator.since == date(2026, 9, 1) and curator.until is None
    assert curator.ground.startswith("приказ от 01.09.2026 № 26/1")
    head = holder_of(organisation, RoleKind.HEAD, TODAY)
    assert head is not None and head.ground == HEAD["ground"] and head.since == date(2019, 3, 1)
    assert ModelIntroduction.objects.of(organisation).on(TODAY).exists()
    assert Edition.objects.of(organisation).on(TODAY).exists()
    assert client.session["_auth_user_id"] == str(curator.user_id)


@pytest.mark.clause("4.4.1")
def test_without_an_order_the_curator_acts_for_thirty_days_and_the_page_says_so(walk, client):
    walk(orders={"has_order": "no"})
    organisation = Organisation.objects.get()
    curator = holder_of(organisation, RoleKind.CURATOR, TODAY)
    assert curator is not None and curator.until == TODAY + UNTIL_ORDER
    assert curator.ground == "поручение руководителя до приказа"
    assert not ModelIntroduction.objects.of(organisation).exists()
    with clock.at(TODAY):
        page = client.get(f"/o/{organisation.slug}/").content.decode()
    assert "Издать приказ о внедрении модели и утверждении Положения" in page
    with clock.at(TODAY + UNTIL_ORDER + UNTIL_ORDER):
        assert holder_of(organisation, RoleKind.CURATOR, clock.today()) is None


def test_the_head_may_be_the_curator_too(walk):
    walk(curator={"is_head": "on"}, account={**ACCOUNT, "who": "head"})
    organisation = Organisation.objects.get()
    head, curator = (holder_of(organisation, kind, TODAY) for kind in (RoleKind.HEAD, RoleKind.CURATOR))
    assert head is not None and curator is not None and head.user == curator.user
    assert Person.objects.count() == 1


def test_a_person_without_patronymic_leaves_no_trace_of_it(walk):
    walk()
    assert Person.objects.get(surname="Ли").full_name == "Ли Марина"


def test_what_was_typed_is_played_back(client, db):
    client.post("/start/card/", CARD)
    page = client.get("/start/card/").content.decode()
    assert "МБДОУ «Детский сад № 5»" in page


def test_nothing_is_founded_when_a_step_is_missing(walk, client):
    answer = walk(head={**HEAD, "surname": ""})
    assert answer.status_code == 302 and answer.url == "/start/head/"
    assert Organisation.objects.count() == 0 and User.objects.count() == 0


@pytest.mark.parametrize(
    ("step", "said", "sentence"),
    [
        ("head", {**HEAD, "since": "2030-01-01"}, "Эта дата ещё не наступила."),
        ("curator", {"surname": "Ли"}, "Заполните это поле."),
        ("orders", {"has_order": "yes", "introduces": "on"}, "Заполните это поле."),
        ("orders", {**ORDER, "signed_on": "2030-01-01"}, "Эта дата ещё не наступила."),
        ("account", {**ACCOUNT, "password_again": "другой"}, "Пароли не совпадают."),
        ("account", {**ACCOUNT, "username": "Мария"}, "От 3 до 40 латинских букв, цифр, точек и дефисов."),
        ("account", {**ACCOUNT, "password": "12345678", "password_again": "12345678"}, "цифр"),
    ],
)
def test_a_step_says_what_is_wrong(client, db, step, said, sentence):
    with clock.at(TODAY):
        assert sentence in client.post(f"/start/{step}/", said).content.decode()


def test_the_doors_are_closed_once_an_institution_is_founded(walk, client):
    walk()
    client.logout()
    assert client.get("/start/").status_code == 302
    assert client.get("/start/card/").status_code == 404
    assert client.post("/start/account/", ACCOUNT).url == "/"
    assert Organisation.objects.count() == 1
    assert client.get("/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("МБДОУ «Детский сад № 20 «Ромашка»", "detskiy-sad-20-romashka"),
        ("МДОУ «Теремок»", "teremok"),
        ("№ 7", "7"),
    ],
)
@pytest.mark.django_db
def test_the_address_is_made_from_the_name(name, slug):
    assert free_slug(name) == slug


@pytest.mark.django_db
def test_two_institutions_of_one_name_have_two_addresses():
    Organisation.objects.create(slug="teremok", full_name="Т", short_name="Т")
    assert free_slug("МДОУ «Теремок»") == "teremok-2"


def test_the_doors_are_looked_at_again_when_the_institution_is_founded(walk):
    """Somebody was through the first look before the other one had finished."""
    walk()
    assert _found_first({}) is None
    assert Organisation.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_found_at_one_moment_found_one_institution():
    """Both have walked the path to its last step; the doors open once."""
    if connection.vendor != "postgresql":
        pytest.skip("нужен сервер PostgreSQL")
    clients = [Client(), Client()]
    for client in clients:
        for step, said in {"card": CARD, "head": HEAD, "curator": CURATOR, "orders": ORDER}.items():
            client.post(f"/start/{step}/", said)
    gate = Barrier(len(clients))

    def finish(number: int) -> str:
        try:
            gate.wait()
            return clients[number].post("/start/account/", {**ACCOUNT, "username": f"m.li{number}"}).url
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        places = sorted(pool.map(finish, range(len(clients))))
    assert places[0] == "/" and places[1].startswith("/o/")
    assert Organisation.objects.count() == 1
