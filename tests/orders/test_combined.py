"""One order does several things: items are added to a draft that is there already (edge case 45)."""

import pytest

from nastavnik.orders.actions import NewItem, add_items, submit_order
from nastavnik.orders.models import ItemKind, Order, OrderState
from nastavnik.regulation.models import Body, ModelIntroduction
from tests.orders.made import brought_to, drafted, register
from tests.orders.test_lifecycle import refusal

pytestmark = pytest.mark.django_db


@pytest.mark.clause("4.1", "4.3/3")
def test_the_working_group_joins_the_base_order_and_both_effects_come_into_force(cast, signed_in):
    order = drafted(cast)
    place = f"/o/{cast.organisation.slug}/orders/body/?into={order.pk}"
    client = signed_in("curator")
    page = client.get(place).content.decode()
    assert "Пункт войдёт в проект" in page and "заголовок приказа" not in page
    said = {
        "body": "working_group", "name": "Рабочая группа", "chair": str(cast.curator.pk),
        "members": [str(cast.mentor.pk)],
    }  # fmt: skip
    answer = client.post(place, said, follow=True)
    assert "Пункт добавлен в проект" in answer.content.decode()
    assert Order.objects.count() == 1
    assert [item.kind for item in order.items.all()] == ["introduce_model", "approve_regulation", "approve_body"]
    register(submit_order(order, by=cast.user("curator")), cast)
    assert ModelIntroduction.objects.count() == Body.objects.count() == 1


@pytest.mark.parametrize("state", [state for state in OrderState.values if state != "draft"])
def test_only_a_draft_takes_further_items(cast, state):
    order = brought_to(cast, state)
    before = order.items.count()
    item = NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander)
    assert refusal(add_items, order, [item], by=cast.user("curator")).startswith("Изменить можно только проект")
    assert order.items.count() == before


def test_the_draft_of_another_institution_takes_nothing(cast, signed_in):
    """The address names a draft that is not theirs: a draft of their own comes about."""
    order = drafted(cast)
    place = f"/o/{cast.other.slug}/orders/rewards/?into={order.pk}"
    client = signed_in("stranger")
    client.post(place, {"people": [str(cast.stranger.pk)], "award": "thanks", "text": "за труд"})
    assert order.items.count() == 2
