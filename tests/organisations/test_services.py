"""The directory of services for meetings at a distance: who keeps it, what is warned of (3.3.5)."""

import pytest
from django.urls import reverse

from nastavnik.kit.refusal import Refused
from nastavnik.organisations.actions import add_service, change_service, drop_service, give_role
from nastavnik.organisations.foreign import foreign_service_in
from nastavnik.organisations.models import MeetingService, RoleKind
from tests.cast import FOUNDED
from tests.programmes.test_views import main_of


def address(name, *key) -> str:
    return reverse(f"organisations:{name}", args=["ryabinka", *key])


@pytest.mark.clause("3.3.5")
def test_curator_and_administrator_keep_the_list_and_teachers_read_it(cast, signed_in):
    administrator = cast.user("bystander")
    give_role(cast.organisation, administrator, RoleKind.ADMINISTRATOR, since=FOUNDED, ground="приказ № 5", by=None)
    for part, name in (("curator", "Видеосвязь области"), ("bystander", "Видеосвязь города")):
        answer = signed_in(part).post(address("service-add"), {"name": name, "note": "Встречу создаёт наставник"})
        assert answer.status_code == 302, part
    client = signed_in("mentor")
    shown = main_of(client.get(address("service-list")))
    assert "Видеосвязь области" in shown and "Встречу создаёт наставник" in shown and "<form" not in shown
    assert client.get(address("service-add")).status_code == 403
    service = MeetingService.objects.get(name="Видеосвязь города")
    assert client.post(address("service-drop", service.pk)).status_code == 403
    client = signed_in("bystander")
    client.post(address("service-change", service.pk), {"name": "Связь города", "address": "https://video.example"})
    client.post(address("service-drop", MeetingService.objects.get(name="Видеосвязь области").pk))
    assert list(MeetingService.objects.filter(is_allowed=True).values_list("name", "address")) == [
        ("Связь города", "https://video.example")
    ]


def test_a_name_stands_in_the_list_once_and_comes_back_with_its_row(cast):
    by = cast.user("curator")
    first = add_service(cast.organisation, by=by, name="Связь")
    second = add_service(cast.organisation, by=by, name="Другая связь")
    for act in (
        lambda: add_service(cast.organisation, by=by, name="Связь"),
        lambda: change_service(second, by=by, name="Связь"),
    ):
        with pytest.raises(Refused, match="уже есть в списке") as refused:
            act()
        assert refused.value.field == "name"
    drop_service(first, by=by)
    assert add_service(cast.organisation, by=by, name="Связь", note="снова") == first
    assert MeetingService.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WhatsApp", "WhatsApp"), ("ватсап группы", "WhatsApp"), ("https://t.me/room", "Telegram"),
        ("Телеграм", "Telegram"), ("https://us02web.zoom.us/j/1", "Zoom"), ("https://meet.google.com/a", "Google Meet"),
        ("вайбер", "Viber"), ("методический кабинет", ""), ("https://video.example/assignal", ""), ("", ""),
    ],
)  # fmt: skip
def test_foreign_services_are_told_by_name_and_address(text, name):
    assert foreign_service_in(text) == name


@pytest.mark.clause("3.3.5")
def test_a_foreign_messenger_is_warned_of_and_marked(cast, signed_in):
    answer = signed_in("curator").post(address("service-add"), {"name": "Viber"}, follow=True)
    shown = main_of(answer)
    assert "Viber — иностранный сервис." in shown and "149-ФЗ" in shown
    assert "иностранный</span>" in shown
