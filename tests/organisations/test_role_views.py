"""On the page of the institution: another head, somebody who acts for the head, the end of a role."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.organisations.queries import holder_of
from tests.cast import TODAY

GROUND = "приказ от 14.09.2026 № 45-ОД"


def at(name, *key):
    return reverse(f"organisations:{name}", args=["ryabinka", *key])


def role_of(cast, kind, **more):
    return Role.objects.of(cast.organisation).get(kind=kind, **more)


def typed(cast, part, **more):
    return {"user": cast.user(part).pk, "since": "2026-10-05", "ground": GROUND} | more


@pytest.mark.parametrize("name", ["acting-appoint", "head-replace", "role-end", "role-cancel"])
def test_stranger_finds_nothing_and_a_teacher_may_not(signed_in, cast, name):
    key = [role_of(cast, RoleKind.CURATOR).pk] if name.startswith("role") else []
    for method in ("get", "post"):
        assert getattr(signed_in("stranger"), method)(at(name, *key)).status_code == 404
        assert getattr(signed_in("mentor"), method)(at(name, *key)).status_code == 403


@pytest.mark.parametrize("part", ["head", "curator", "bystander"])
def test_head_curator_and_administrator_may(signed_in, cast, part):
    give_role(cast.organisation, cast.user("bystander"), RoleKind.ADMINISTRATOR, since=TODAY, ground=GROUND, by=None)
    for name in ("acting-appoint", "head-replace"):
        assert signed_in(part).get(at(name)).status_code == 200
    assert at("acting-appoint") in signed_in(part).get(at("organisation-detail")).content.decode()


def test_teacher_sees_the_roles_without_buttons(signed_in):
    said = signed_in("mentee").get(at("organisation-detail")).content.decode()
    assert "Веретенникова" in said and "Завершить" not in said and at("acting-appoint") not in said


@pytest.mark.clause("4.3/2")
def test_acting_head_is_appointed_and_the_card_says_it(signed_in, cast):
    answer = signed_in("head").post(at("acting-appoint"), typed(cast, "curator", until="2026-10-18"), follow=True)
    said = answer.content.decode()
    assert (
        "Готово: с 05.10.2026 по 18.10.2026 обязанности руководителя исполняет Кудрявцева Елена Борисовна — "
        "эта подпись стоит в приказах." in said
    )
    assert "Исполняющий обязанности руководителя" in said and "ещё не наступил" in said
    assert role_of(cast, RoleKind.HEAD, is_acting=True).ground == GROUND
    with clock.at(date(2026, 10, 5)):
        assert "ещё не наступил" not in signed_in("head").get(at("organisation-detail")).content.decode()


@pytest.mark.clause("4.3/2", "1.3/3")
def test_new_head_is_appointed_and_the_one_before_ends(signed_in, cast):
    said = signed_in("curator").post(at("head-replace"), typed(cast, "bystander"), follow=True).content.decode()
    assert "Готово: с 05.10.2026 руководитель — Абросимова Наталья Юрьевна." in said
    assert holder_of(cast.organisation, RoleKind.HEAD, date(2026, 10, 4)).user == cast.user("head")
    assert holder_of(cast.organisation, RoleKind.HEAD, date(2026, 10, 5)).user == cast.user("bystander")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ground": " "}, "ground", "Обязательное поле."),
        ({"since": ""}, "since", "Обязательное поле."),
        (
            {"since": "2026-10-20", "until": "2026-10-18"},
            "until",
            "Последний день роли раньше первого: проверьте даты.",
        ),
        (
            {"until": "0202-10-18"},
            "until",
            "Проверьте год: получилось 202. Год пишется четырьмя цифрами, например 2026.",
        ),
    ],
)
def test_acting_head_is_refused_at_the_field(signed_in, cast, changes, field, sentence):
    answer = signed_in("head").post(at("acting-appoint"), typed(cast, "curator", until="2026-10-18") | changes)
    assert answer.context["form"].errors == {field: [sentence]}
    assert not Role.objects.filter(is_acting=True).exists()


@pytest.mark.parametrize("part", ["head", "stranger"])
def test_nor_the_head_nor_a_stranger_acts_for_the_head(signed_in, cast, part):
    answer = signed_in("curator").post(at("acting-appoint"), typed(cast, part))
    said = {
        "head": "Веретенникова Ольга Станиславовна — руководитель в эти дни: исполнять обязанности назначают другого.",
        "stranger": "Выберите корректный вариант. Вашего варианта нет среди допустимых значений.",
    }
    assert answer.context["form"].errors == {"user": [said[part]]}


def test_role_is_ended_on_a_day(signed_in, cast):
    role = role_of(cast, RoleKind.CURATOR)
    client = signed_in("head")
    assert "Куратор: Кудрявцева Елена Борисовна" in client.get(at("role-end", role.pk)).content.decode()
    said = client.post(at("role-end", role.pk), {"until": "2026-09-13"}, follow=True).content.decode()
    assert "Готово: Кудрявцева Елена Борисовна — куратор с 01.09.2026 по 13.09.2026." in said
    assert "Куратор не назначен" in said
    answer = client.post(at("role-end", role.pk), {"until": "2026-08-01"})
    assert answer.context["form"].errors == {
        "until": ["Роль началась 01.09.2026: последний день не может быть раньше."]
    }
    client.post(at("role-end", role.pk), {"until": ""})
    role.refresh_from_db()
    assert role.until is None


def test_role_that_has_not_begun_is_taken_back(signed_in, cast):
    later = give_role(
        cast.organisation,
        cast.user("mentor"),
        RoleKind.CURATOR,
        since=TODAY + timedelta(days=9),
        ground=GROUND,
        by=None,
    )
    client = signed_in("head")
    assert at("role-cancel", later.pk) in client.get(at("role-end", later.pk)).content.decode()
    said = client.post(at("role-cancel", later.pk), follow=True).content.decode()
    assert "Назначение отменено: роль не начнётся." in said and not Role.objects.filter(pk=later.pk).exists()
    curator = role_of(cast, RoleKind.CURATOR)
    said = client.post(at("role-cancel", curator.pk), follow=True).content.decode()
    assert "Роль уже действует с 01.09.2026: её можно только завершить." in said


def test_card_without_a_head_leads_to_the_appointment(signed_in, cast):
    Role.objects.of(cast.organisation).filter(kind=RoleKind.HEAD).update(until=TODAY - timedelta(days=1))
    said = signed_in("curator").get(at("organisation-detail")).content.decode()
    assert "Руководитель не указан" in said and at("head-replace") in said


@pytest.mark.clause("4.3/2")
def test_the_badge_of_whoever_acts_for_the_head_says_so(signed_in, cast):
    signed_in("head").post(at("acting-appoint"), typed(cast, "curator", until="2026-10-18"))
    with clock.at(date(2026, 10, 5)):
        assert "И. о. руководителя" in signed_in("curator").get(at("organisation-detail")).content.decode()
        head = signed_in("head").get(at("organisation-detail")).content.decode()
        assert "И. о. руководителя" not in head and '<span class="user__role">Руководитель</span>' in head
    with clock.at(date(2026, 10, 19)):
        assert "И. о. руководителя" not in signed_in("curator").get(at("organisation-detail")).content.decode()
