"""A mentor who has not read the manifest and the code: told at home, said in the order, and where decided, stopped."""

import pytest

from nastavnik.desk.home.teacher import teacher_page
from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem
from nastavnik.orders.models import ItemKind
from nastavnik.orders.queries import items_of
from nastavnik.orders.sheet import sheet_of
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.regulation.actions import note_reading, publish_code
from tests.orders.made import base_order, drafted
from tests.pairs.made import agreed, sign_consents
from tests.programmes.conftest import relation_in_force


def publish(cast):
    return publish_code(cast.organisation, by=cast.user("curator"), kind="code", text="Уважать наставляемого.")


@pytest.mark.clause("5.2/1", "5.2/8")
def test_a_mentor_is_asked_at_home_to_read_and_others_are_not(full_cast, signed_in):
    relation_in_force(full_cast)
    code = publish(full_cast)
    page = signed_in("mentor").get(f"/o/{full_cast.organisation.slug}/").content.decode()
    assert "Прочитать наставнику" in page
    assert "Кодекс наставника" in page
    assert teacher_page(full_cast.organisation, full_cast.mentee)["to_read"] == []
    note_reading(full_cast.mentor, code, by=full_cast.user("mentor"))
    assert teacher_page(full_cast.organisation, full_cast.mentor)["to_read"] == []


@pytest.mark.clause("5.2/8")
@pytest.mark.parametrize("is_stopped", [False, True])
def test_the_order_says_who_has_not_read_the_code_and_stops_where_the_setting_says_so(full_cast, is_stopped):
    base_order(full_cast)
    relation = agreed(full_cast)
    sign_consents(relation, full_cast)
    full_cast.organisation.settings.code_before_order = is_stopped
    full_cast.organisation.settings.save()
    relation.organisation = full_cast.organisation
    code = publish(full_cast)
    order = drafted(full_cast, NewItem(ItemKind.ASSIGN_RELATION, relation=relation))
    sentence = f"Манифест и кодекс наставника не прочитаны: {full_cast.mentor.full_name}."
    assert sheet_of(order, items_of(order), full_cast.user("curator")).unread == sentence
    lacking = [one.sentence for one in missing_for_order(relation, clock.today())]
    assert (sentence in lacking) is is_stopped
    note_reading(full_cast.mentor, code, by=full_cast.user("mentor"))
    assert sheet_of(order, items_of(order), full_cast.user("curator")).unread == ""
    assert missing_for_order(relation, clock.today()) == []
