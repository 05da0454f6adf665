"""Many registrations at the same moment: a number is given once, an order is registered once (edge case 42)."""

import threading

import pytest

from nastavnik.consents.actions import withdraw_consent
from nastavnik.consents.models import Consent
from nastavnik.kit import clock
from nastavnik.kit.journal import broken_link
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import NewItem, draft_order, sign_order
from nastavnik.orders.models import ItemKind, Order
from nastavnik.orders.numbers import suggest_number
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.papers.models import IssuedPaper, Scan
from nastavnik.regulation.models import ModelIntroduction
from tests.cast import TODAY, build_cast, fill_banks
from tests.orders.made import base_order, on_pairs, picture, submitted
from tests.pairs.made import agreed, plain, ready
from tests.pairs.threads import PATIENCE, Crowd, shared_database

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 20
FIFTY = 50


@pytest.fixture
def busy_cast(transactional_db):
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
        yield cast


def fresh(key) -> Order:
    return Order.objects.select_related("organisation__settings").get(pk=key)


def refusals(outcomes) -> list[Refused]:
    strange = [each for each in outcomes if isinstance(each, Exception) and not isinstance(each, Refused)]
    assert strange == []
    return [each for each in outcomes if isinstance(each, Refused)]


@pytest.mark.clause("4.3/2")
def test_the_number_suggested_to_twenty_is_given_to_one_and_the_others_are_told(busy_cast, tmp_path):
    base_order(busy_cast)
    item, by = NewItem(ItemKind.INTRODUCE_MODEL), busy_cast.user("head")
    keys = [submitted(busy_cast, item).pk for _number in range(CROWD)]
    all_have_read = threading.Barrier(CROWD)

    def register(number: int) -> str:
        order = fresh(keys[number])
        suggested = suggest_number(order.organisation, order.journal, TODAY.year)
        all_have_read.wait(PATIENCE)
        return sign_order(order, by=by, number=suggested, signed_on=TODAY, scan=picture()).number

    crowd = Crowd()
    with shared_database(tmp_path):
        outcomes = crowd(CROWD, register)
        refused = refusals(outcomes)
        assert [each for each in outcomes if isinstance(each, str)] == ["42-ОД"]
        assert {(each.sentence, each.field) for each in refused} == {
            ("Номер 42-ОД в этом журнале за 2026 год уже занят: укажите другой.", "number")
        }
        assert len(refused) == CROWD - 1
        assert crowd.looks(Order.objects.filter(state="to_sign", number="").count) == CROWD - 1
        assert crowd.looks(ModelIntroduction.objects.count) == 2  # the base order's, and the winner's
        assert crowd.looks(Scan.objects.count) == 1
        assert crowd.looks(lambda: broken_link(busy_cast.organisation.pk)) is None


@pytest.mark.clause("4.3/2")
def test_fifty_registered_at_once_receive_fifty_numbers_in_a_row(busy_cast, tmp_path):
    """Nobody chose a gap, so there is none; nobody is refused, no order is lost, the journal is whole."""
    base_order(busy_cast)  # № 41-ОД
    item, by = NewItem(ItemKind.INTRODUCE_MODEL), busy_cast.user("head")
    keys = [submitted(busy_cast, item).pk for _number in range(FIFTY)]
    all_have_read = threading.Barrier(FIFTY)

    def register(number: int) -> str:
        order = fresh(keys[number])
        all_have_read.wait(PATIENCE)
        return sign_order(order, by=by, number="", signed_on=TODAY, scan=picture()).number

    crowd = Crowd()
    with shared_database(tmp_path):
        outcomes = crowd(FIFTY, register)
        assert refusals(outcomes) == []
        assert sorted(outcomes) == [f"{number}-ОД" for number in range(42, 42 + FIFTY)]
        signed = Order.objects.filter(pk__in=keys, state="in_force")
        assert crowd.looks(lambda: sorted(signed.values_list("number", flat=True))) == sorted(outcomes)
        assert crowd.looks(ModelIntroduction.objects.count) == FIFTY + 1  # the base order's, and one of each
        assert crowd.looks(Scan.objects.count) == FIFTY
        assert crowd.looks(lambda: broken_link(busy_cast.organisation.pk)) is None


def test_one_order_registered_by_twenty_at_once_is_registered_once(busy_cast, tmp_path):
    key, by = submitted(busy_cast).pk, busy_cast.user("head")
    all_have_read = threading.Barrier(CROWD)

    def register(number: int) -> str:
        order = fresh(key)
        all_have_read.wait(PATIENCE)
        return sign_order(order, by=by, number=f"{number}-ОД", signed_on=TODAY, scan=picture()).number

    crowd = Crowd()
    with shared_database(tmp_path):
        outcomes = crowd(CROWD, register)
        assert len(refusals(outcomes)) == CROWD - 1
        assert crowd.looks(lambda: fresh(key).number) in outcomes
        assert crowd.looks(ModelIntroduction.objects.count) == crowd.looks(Scan.objects.count) == 1
        kept = IssuedPaper.objects.filter(about_id=key)
        assert crowd.looks(lambda: sorted(kept.values_list("format", flat=True))) == ["docx", "pdf"]


@pytest.mark.clause("4.3/5")
def test_a_pair_drafted_by_many_at_once_stands_in_one_order(busy_cast, tmp_path):
    relation, by = agreed(busy_cast), busy_cast.user("curator")

    def draft(_number: int) -> Order:
        organisation = Organisation.objects.get(pk=busy_cast.organisation.pk)
        item = NewItem(ItemKind.ASSIGN_RELATION, relation=Relation.objects.get(pk=relation.pk))
        return draft_order(organisation, [item], by=by, title="О закреплении")

    crowd = Crowd()
    with shared_database(tmp_path):
        refused = refusals(crowd(CROWD, draft))
        assert len(refused) == CROWD - 1
        assert all("уже стоит в приказе" in plain(each.sentence) for each in refused)
        assert crowd.looks(Order.objects.count) == 1


@pytest.mark.clause("4.2", "4.3/5", "1.4/5")
def test_a_consent_withdrawn_while_the_order_is_registered_is_either_before_or_after_it(busy_cast, tmp_path):
    """Whichever comes first: a pair in force had the consents of all at the moment it came into force."""
    base_order(busy_cast)
    relation = ready(busy_cast)
    key, by = submitted(busy_cast, *on_pairs(relation)).pk, busy_cast.user("head")
    consent = relation.members.get(role="mentee").consent_id

    def act(number: int) -> str:
        if number:
            return withdraw_consent(Consent.objects.get(pk=consent), by=by, on=TODAY).state
        return sign_order(fresh(key), by=by, number="42-ОД", signed_on=TODAY, scan=picture()).state

    crowd = Crowd()
    with shared_database(tmp_path):
        signed, withdrawn = crowd(2, act)
        assert withdrawn == "withdrawn"
        state = crowd.looks(lambda: Relation.objects.get(pk=relation.pk).state)
        if isinstance(signed, Refused):
            assert (state, signed.sentence) == ("agreed", "Согласие отозвано: Зайцева Полина Андреевна.")
        else:
            assert (state, signed) == ("in_force", "in_force")
