"""Registering: number, dates, scan, signatory, every effect, or nothing at all (4.1–4.3, 4.4.1, 7.2, R1.3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nastavnik.consents.actions import register_consent
from nastavnik.kit import clock
from nastavnik.kit.journal import broken_link
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.orders import kinds
from nastavnik.orders.actions import NewItem, add_items, attach_scan, enter_later_order, return_order, submit_order
from nastavnik.orders.models import ItemKind, Order
from nastavnik.orders.papers import order_paper
from nastavnik.organisations.actions import change_organisation, give_role
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.organisations.rules import roles_of
from nastavnik.pairs.models import Relation
from nastavnik.papers.models import IssuedPaper, Scan
from nastavnik.papers.plain import to_text
from nastavnik.people.actions import add_person, dismiss, employ
from nastavnik.regulation.models import Edition, ModelIntroduction
from nastavnik.regulation.queries import base_on
from tests.cast import FOUNDED, TODAY
from tests.orders.made import (
    BASE,
    base_order,
    brought_to,
    drafted,
    fresh,
    on_pairs,
    picture,
    program,
    register,
    roadmap_with_terms,
    signed,
    submitted,
)
from tests.pairs.made import agreed, make_room, member_of, plain, ready, sign_consents
from tests.papers.reading import docx_text, letters

pytestmark = pytest.mark.django_db
GROUND = "приказ от 14.09.2026 № 42-ОД «Об организации наставничества педагогических работников»"


def refusal(act, *arguments, **facts) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        act(*arguments, **facts)
    return plain(caught.value.sentence), caught.value.field


# --- effects --------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.1", "R1.1", "4.3/2")
def test_the_base_order_brings_the_model_and_the_regulation_into_force(cast):
    assert not base_on(cast.organisation, TODAY).is_whole
    order = signed(cast)
    base = base_on(cast.organisation, TODAY)
    introduced, approved = order.items.order_by("sort")
    assert (base.introduction.ground, base.introduction.ground_id) == (GROUND, introduced.pk)
    assert (base.edition.ground, base.edition.ground_id) == (GROUND, approved.pk)
    assert not base_on(cast.organisation, TODAY - timedelta(days=1)).is_whole


@pytest.mark.clause("4.1", "1.4/3")
def test_pairs_are_blocked_until_the_base_orders_are_registered(full_cast):
    relation = ready(full_cast)
    order = drafted(full_cast, *on_pairs(relation))
    assert refusal(submit_order, order, by=full_cast.user("curator"))[0] == (
        "Нет приказа о внедрении целевой модели наставничества. Нет приказа об утверждении Положения."
    )
    base_order(full_cast)
    register(submit_order(order, by=full_cast.user("curator")), full_cast)
    relation.refresh_from_db()
    assert relation.state == "in_force"


@pytest.mark.clause("4.2", "4.3/5", "7.2", "R1.3", "R5.1")
def test_the_order_on_pairs_puts_a_pair_and_a_group_in_force(full_cast):
    base_order(full_cast)
    make_room(full_cast, places=2)
    group = ready(full_cast, ("mentor",), ("mentee", "second_mentee"))
    pair = ready(full_cast, ("second_mentor",), ("third_mentee",))
    order = signed(full_cast, *on_pairs(group, pair))
    for relation, item in zip((group, pair), order.items.order_by("sort"), strict=True):
        relation.refresh_from_db()
        assert (relation.state, relation.since, relation.ground_id) == ("in_force", TODAY, item.pk)
        assert relation.ground == "приказ от 14.09.2026 № 42-ОД «О закреплении наставнических пар (групп)»"
        assert {member.joined_on for member in relation.members.all()} == {TODAY}
        assert item.carried_out_at is not None


@pytest.mark.clause("4.3/5")
def test_a_group_of_four_with_three_consents_is_blocked_by_the_name_of_the_fourth(full_cast):
    base_order(full_cast)
    make_room(full_cast, places=3)
    group = agreed(full_cast, ("mentor",), ("mentee", "second_mentee", "third_mentee"))
    sign_consents(group, full_cast, but=("third_mentee",))
    order = drafted(full_cast, *on_pairs(group))
    assert refusal(submit_order, order, by=full_cast.user("curator"))[0] == (
        "Нет письменного согласия: Мухаметзянова Алсу Ринатовна."
    )
    member = member_of(group, full_cast, "third_mentee")
    register_consent(member.consent, by=full_cast.user("curator"), given_on=TODAY)
    register(submit_order(order, by=full_cast.user("curator")), full_cast)
    group.refresh_from_db()
    assert group.state == "in_force"


@pytest.mark.clause("4.2", "4.3/5")
def test_a_consent_dated_after_the_order_is_refused(full_cast):
    base_order(full_cast)
    relation = ready(full_cast)
    order = submitted(full_cast, *on_pairs(relation))
    assert refusal(register, order, full_cast, signed_on=TODAY - timedelta(days=1))[0] == (
        "Согласие подписано позже даты приказа: Белокопытова Ирина Геннадьевна. "
        "Согласие подписано позже даты приказа: Зайцева Полина Андреевна."
    )
    assert fresh(order).state == "to_sign"
    register(order, full_cast)
    assert fresh(order).state == "in_force"


@pytest.mark.clause("4.3/5", "7.2")
def test_a_term_that_begins_before_the_order_begins_with_the_order(full_cast):
    base_order(full_cast)
    relation = ready(full_cast, since=TODAY)
    order = submitted(full_cast, *on_pairs(relation))
    with clock.at(TODAY + timedelta(days=3)):
        register(order, full_cast)
    relation.refresh_from_db()
    assert relation.since == TODAY + timedelta(days=3)


@pytest.mark.clause("4.3/5")
def test_a_term_that_begins_later_begins_on_its_own_day(full_cast):
    """Edge case 43: signed before, in force from the first of the month."""
    base_order(full_cast)
    relation = ready(full_cast, since=date(2026, 10, 1))
    signed(full_cast, *on_pairs(relation))
    relation.refresh_from_db()
    assert (relation.state, relation.since) == ("in_force", date(2026, 10, 1))
    assert not Relation.objects.in_force(date(2026, 9, 30)).exists()


@pytest.mark.clause("4.1", "4.3/3", "4.3/4", "4.4.1", "R1.2")
def test_one_combined_order_carries_all_base_effects(cast):
    """Edge case 45: effects hang on items."""
    roadmap = roadmap_with_terms(cast)
    order = signed(
        cast,
        *BASE,
        NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander),
        NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap),
    )
    roadmap.refresh_from_db()
    keys = list(order.items.order_by("sort").values_list("pk", flat=True))
    role = holder_of(cast.organisation, RoleKind.CURATOR, TODAY)
    assert base_on(cast.organisation, TODAY).is_whole
    assert (role.user, role.ground_id) == (cast.user("bystander"), keys[2])
    assert (roadmap.state, roadmap.ground_id) == ("approved", keys[3])
    assert all(item.carried_out_at for item in order.items.all())


# --- the curator ----------------------------------------------------------------------------------------------
@pytest.mark.clause("1.3/3", "4.4.1")
def test_somebody_who_does_not_work_here_cannot_be_made_curator(cast):
    person = add_person(cast.organisation, by=None, surname="Лунёва", first_name="Вера", sex="female")
    order = drafted(cast, NewItem(ItemKind.APPOINT_CURATOR, person=person))
    assert refusal(submit_order, order, by=cast.user("head"))[0] == (
        "Лунёва Вера на дату приказа не работает в учреждении: куратором может быть только сотрудник."
    )
    assert Role.objects.of(cast.organisation).filter(kind=RoleKind.CURATOR).count() == 1


@pytest.mark.clause("1.3/3")
def test_an_order_without_the_name_of_the_curator_is_not_signed(cast):
    order = drafted(cast, NewItem(ItemKind.APPOINT_CURATOR))
    assert refusal(submit_order, order, by=cast.user("head"))[0] == "Не указано, кто назначается куратором."


@pytest.mark.clause("1.3/3")
def test_somebody_dismissed_between_the_draft_and_the_signature_is_refused(cast):
    order = submitted(cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander))
    dismiss(cast.bystander, by=cast.user("head"), on=TODAY)
    with clock.at(TODAY + timedelta(days=1)):
        assert "на дату приказа не работает" in refusal(register, order, cast)[0]


@pytest.mark.clause("4.4.1", "4.3/3")
def test_the_role_follows_the_dates_of_the_order(cast):
    order = drafted(
        cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander), effective_on=TODAY + timedelta(days=7)
    )
    register(submit_order(order, by=cast.user("curator")), cast)
    before, after = TODAY + timedelta(days=6), TODAY + timedelta(days=7)
    assert holder_of(cast.organisation, RoleKind.CURATOR, before).user == cast.user("curator")
    assert holder_of(cast.organisation, RoleKind.CURATOR, after).user == cast.user("bystander")
    with clock.at(before):
        assert "curator" not in roles_of(cast.user("bystander"), cast.organisation.pk)
    with clock.at(after):
        assert "curator" in roles_of(cast.user("bystander"), cast.organisation.pk)
        assert "curator" not in roles_of(cast.user("curator"), cast.organisation.pk)


@pytest.mark.clause("4.4.1")
def test_the_same_curator_appointed_anew_has_one_role_at_a_time(cast):
    signed(cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.curator))
    held = Role.objects.of(cast.organisation).filter(kind=RoleKind.CURATOR).order_by("since")
    assert [(role.since, role.until, role.ground.split(" «")[0]) for role in held] == [
        (FOUNDED, TODAY - timedelta(days=1), "приказ от 01.09.2026 № 40-ОД"),
        (TODAY, None, "приказ от 14.09.2026 № 42-ОД"),
    ]


@pytest.mark.clause("4.4.1")
def test_a_curator_by_the_head_s_word_ends_when_another_comes_by_order(cast):
    """Before the order a curator may act for a term; the order does not leave two of them."""
    Role.objects.of(cast.organisation).filter(kind=RoleKind.CURATOR).update(until=TODAY + timedelta(days=30))
    signed(cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander))
    on_day = Role.objects.of(cast.organisation).filter(kind=RoleKind.CURATOR).on(TODAY)
    assert [role.user for role in on_day] == [cast.user("bystander")]


@pytest.mark.clause("4.4.1", "4.4.5")
def test_a_curator_without_an_account_gets_one(cast):
    person = add_person(cast.organisation, by=None, surname="Лунёва", first_name="Вера", sex="female")
    employ(person, "воспитатель", by=None, since=FOUNDED)
    signed(cast, NewItem(ItemKind.APPOINT_CURATOR, person=person))
    person.refresh_from_db()
    assert holder_of(cast.organisation, RoleKind.CURATOR, TODAY).user == person.user


@pytest.mark.clause("1.3/3")
def test_the_head_may_be_the_curator(full_cast):
    """Edge case 19."""
    signed(full_cast, NewItem(ItemKind.APPOINT_CURATOR, person=full_cast.head))
    roles = roles_of(full_cast.user("head"), full_cast.organisation.pk)
    assert {"head", "curator"} <= roles


# --- atomic ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("1.4/3")
@pytest.mark.parametrize("fault", [Refused("Второй пункт не исполнен."), RuntimeError("сбой")])
def test_when_the_second_effect_fails_nothing_is_in_force_and_the_number_is_free(full_cast, monkeypatch, fault):
    def fail(item, *, by):
        raise fault

    broken = replace(kinds.KINDS[ItemKind.APPROVE_REGULATION], carry_out=fail)
    order = submitted(full_cast)
    monkeypatch.setitem(kinds.KINDS, ItemKind.APPROVE_REGULATION, broken)
    with pytest.raises(type(fault)):
        register(order, full_cast)
    assert (order.state, order.number, order.signed_on) == ("to_sign", "", None)  # the row in hand too
    assert (fresh(order).state, fresh(order).number) == ("to_sign", "")
    assert not ModelIntroduction.objects.exists() and not Edition.objects.exists()
    assert not Scan.objects.exists()
    assert not JournalEntry.objects.filter(event__in=("order_signed", "model_introduced")).exists()
    monkeypatch.undo()
    assert register(order, full_cast, number="42-ОД").number == "42-ОД"
    assert broken_link(full_cast.organisation.pk) is None


@pytest.mark.clause("4.3/5")
def test_when_one_pair_of_two_cannot_be_fixed_neither_is(full_cast):
    base_order(full_cast)
    whole = ready(full_cast)
    late = ready(full_cast, ("second_mentor",), ("second_mentee",))
    order = submitted(full_cast, *on_pairs(whole, late))
    consent = member_of(late, full_cast, "second_mentee").consent
    type(consent).objects.filter(pk=consent.pk).update(
        state="withdrawn", withdrawn_on=TODAY, withdrawal_received_on=TODAY
    )
    assert refusal(register, order, full_cast)[0] == "Согласие отозвано: Ким Артём."
    whole.refresh_from_db()
    assert (whole.state, fresh(order).state) == ("agreed", "to_sign")


@pytest.mark.clause("4.3/2")
def test_who_acts_for_the_head_signs_with_that_post_on_those_days_only(cast):
    """Edge case 18: the signatory is who held the authority on the day of signing."""
    ground = "приказ от 10.09.2026 № 40-ОД"
    since, until = TODAY, TODAY + timedelta(days=9)
    give_role(
        cast.organisation, cast.user("curator"), RoleKind.HEAD, since=since, until=until, ground=ground, is_acting=True,
        by=None,
    )  # fmt: skip
    order = submitted(cast)
    assert (order.signatory_name, order.signatory_position, order.signatory_ground) == (
        "Кудрявцева Елена Борисовна",
        "исполняющий обязанности заведующего",
        ground,
    )
    assert "Исполняющий обязанности заведующего    ________    Е. Б. Кудрявцева" in plain(to_text(order_paper(order)))
    with clock.at(until + timedelta(days=1)):
        said, _field = refusal(register, order, cast)
        assert "подписывает Веретенникова Ольга Станиславовна, а в проекте подпись другая: Кудрявцева" in said
        assert register(order, cast, signed_on=until).signatory_name == "Кудрявцева Елена Борисовна"


# --- number, dates, scan --------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2")
def test_what_is_registered_is_what_stands_on_the_paper(cast):
    order = fresh(register(submitted(cast), cast, number="  №  42-ОД ", signed_on=TODAY - timedelta(days=3)))
    assert (order.state, order.number, order.year) == ("in_force", "42-ОД", 2026)
    assert order.signed_on == order.effective_on == TODAY - timedelta(days=3)
    assert order.scan.content_type == "image/jpeg"
    assert str(order).startswith("приказ от 11.09.2026 № 42-ОД «")


def test_a_number_that_is_taken_is_named_at_its_field(cast):
    signed(cast, number="42-ОД")
    other = submitted(cast, NewItem(ItemKind.INTRODUCE_MODEL))
    assert refusal(register, other, cast, number=" 42-ОД") == (
        "Номер 42-ОД в этом журнале за 2026 год уже занят: укажите другой.", "number",
    )  # fmt: skip
    assert fresh(other).state == "to_sign"
    assert Scan.objects.count() == 1  # that of the first; nothing was kept of the second


def test_the_same_number_is_free_in_another_year_journal_and_kindergarten(cast):
    """Edge case 42: numbers begin anew on 1 January, in each of two journals."""
    signed(cast, number="42")
    item = NewItem(ItemKind.INTRODUCE_MODEL)
    assert register(submitted(cast, item, journal_of="personnel"), cast, number="42").number == "42"
    with clock.at(date(2027, 1, 11)):
        assert register(submitted(cast, item), cast, number="42").year == 2027


@pytest.mark.parametrize("number", ["", "   ", "№ "])
def test_a_blank_number_takes_the_next_one_in_the_manner_of_the_journal(cast, number):
    base_order(cast)  # № 41-ОД
    item = NewItem(ItemKind.INTRODUCE_MODEL)
    assert register(submitted(cast, item), cast, number=number).number == "42-ОД"
    assert register(submitted(cast, item), cast, number=number).number == "43-ОД"
    assert register(submitted(cast, item, journal_of="personnel"), cast, number=number).number == "1"


def test_an_old_order_has_its_number_already(cast):
    with pytest.raises(Refused) as caught:
        base_order(cast, number=" ")
    assert (caught.value.sentence, caught.value.field) == ("Укажите номер приказа.", "number")


@pytest.mark.parametrize(
    ("signed_on", "sentence"),
    [
        (TODAY + timedelta(days=1), "Дата подписания ещё не наступила."),
        (date(206, 9, 14), "Проверьте год в дате подписания."),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(cast, signed_on, sentence):
    assert refusal(register, submitted(cast), cast, signed_on=signed_on) == (sentence, "signed_on")


def test_an_order_does_not_take_effect_before_it_is_signed(cast):
    assert refusal(register, submitted(cast), cast, effective_on=TODAY - timedelta(days=1)) == (
        "Приказ не может вступить в силу раньше, чем подписан.", "effective_on",
    )  # fmt: skip


def test_a_text_that_names_an_earlier_day_than_the_signature_must_be_written_anew(cast):
    order = submitted(cast, NewItem(ItemKind.INTRODUCE_MODEL), effective_on=TODAY)
    with clock.at(TODAY + timedelta(days=2)):
        assert refusal(register, order, cast) == (
            "В тексте приказа стоит, что он вступает в силу 14.09.2026 — раньше, чем подписан. "
            "Верните проект на доработку.",
            "signed_on",
        )


@pytest.mark.clause("4.3/5")
def test_without_a_scan_nothing_is_registered(cast):
    assert refusal(register, submitted(cast), cast, scan=None) == (
        "Приложите скан или фотографию подписанного приказа.", "scan",
    )  # fmt: skip


def test_a_scan_that_is_a_program_is_refused_and_nothing_is_registered(cast):
    order = submitted(cast)
    sentence, _field = refusal(register, order, cast, scan=program())
    assert sentence == (
        "Прислан файл программы, а нужен скан подписанного документа. Приложите фотографию (JPEG, PNG, HEIC) или PDF."
    )
    assert (fresh(order).state, fresh(order).number) == ("to_sign", "")
    assert not Scan.objects.exists() and not ModelIntroduction.objects.exists()


def test_signing_twice_is_refused_and_changes_nothing(cast):
    order = signed(cast)
    assert refusal(register, order, cast, number="43-ОД")[0] == (
        "Сейчас это невозможно: состояние — «подписан и действует»."
    )
    assert (fresh(order).number, ModelIntroduction.objects.count(), Scan.objects.count()) == ("42-ОД", 1, 1)


@pytest.mark.parametrize("state", ["draft", "annulled"])
def test_only_what_lies_on_the_head_s_table_is_registered(cast, state):
    order = brought_to(cast, state)
    assert "Сейчас это невозможно" in refusal(register, order, cast)[0]
    assert fresh(order).state == state and not Scan.objects.exists()


# --- the head -------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2")
def test_a_draft_prepared_for_the_former_head_is_addressed_anew(cast):
    """Edge case 18: the signatory is who holds the authority on the day of signing."""
    order = submitted(cast)
    new_head = _new_head(cast, TODAY + timedelta(days=2))
    with clock.at(TODAY + timedelta(days=3)):
        assert refusal(register, order, cast)[0] == (
            "На 17.09.2026 приказы подписывает Абросимова Наталья Юрьевна, а в проекте подпись другая: "
            "Веретенникова Ольга Станиславовна. Верните проект на доработку и передайте на подпись заново."
        )
        return_order(order, by=new_head, note="Сменился руководитель")
        register(submit_order(order, by=cast.user("curator")), cast)
    stored = fresh(order)
    assert (stored.signatory_name, stored.signatory_ground) == (
        "Абросимова Наталья Юрьевна", "распоряжение учредителя от 16.09.2026 № 50-р",
    )  # fmt: skip


@pytest.mark.clause("4.3/2")
def test_what_the_former_head_signed_in_their_time_can_be_registered_later(cast):
    order = submitted(cast)
    _new_head(cast, TODAY + timedelta(days=2))
    with clock.at(TODAY + timedelta(days=3)):
        register(order, cast, signed_on=TODAY + timedelta(days=1))
    assert fresh(order).signatory_name == "Веретенникова Ольга Станиславовна"


def test_on_a_day_without_a_head_nobody_can_sign(cast):
    order = drafted(cast)
    Role.objects.of(cast.organisation).filter(kind=RoleKind.HEAD).update(until=TODAY - timedelta(days=1))
    assert refusal(submit_order, order, by=cast.user("curator"))[0] == (
        "На эту дату не указан руководитель: подписать приказ некому."
    )


# --- entered later --------------------------------------------------------------------------------------------
@pytest.mark.clause("4.1", "R1.1")
def test_an_order_of_earlier_days_keeps_its_true_number_and_dates(cast):
    """Edge case 44."""
    order = enter_later_order(
        cast.organisation, BASE, by=cast.user("head"), title="О внедрении", number="26/1",
        signed_on=date(2022, 9, 1), effective_on=date(2022, 9, 5),
    )  # fmt: skip
    stored = fresh(order)
    assert (stored.state, stored.is_entered_later, stored.number, stored.year) == ("in_force", True, "26/1", 2022)
    assert (stored.signed_on, stored.effective_on, stored.scan) == (date(2022, 9, 1), date(2022, 9, 5), None)
    assert stored.signatory_name == ""  # nobody has said who was head then: the paper does
    assert base_on(cast.organisation, date(2022, 9, 5)).is_whole
    assert not base_on(cast.organisation, date(2022, 9, 4)).is_whole


@pytest.mark.parametrize("number", ["", "41-ОД"])
def test_an_order_entered_later_that_is_refused_leaves_nothing(cast, number):
    base_order(cast)
    before = (Order.objects.count(), ModelIntroduction.objects.count())
    facts = {"by": cast.user("head"), "title": "О внедрении", "number": number, "signed_on": FOUNDED}
    _sentence, field = refusal(enter_later_order, cast.organisation, BASE, scan=picture(), **facts)
    assert field == "number"
    assert (Order.objects.count(), ModelIntroduction.objects.count()) == before
    assert not Scan.objects.exists()


@pytest.mark.clause("10.2")
def test_an_old_order_does_not_put_an_old_edition_over_a_newer_one(cast):
    base_order(cast)
    edition = NewItem(ItemKind.APPROVE_REGULATION)
    facts = {"by": cast.user("head"), "title": "О Положении", "number": "5", "signed_on": date(2022, 9, 1)}
    assert refusal(enter_later_order, cast.organisation, [edition], **facts)[0] == (
        "Уже утверждена более новая редакция Положения, с 01.09.2026."
    )
    assert base_on(cast.organisation, TODAY).edition.number == 1


def test_the_scan_of_an_order_entered_later_can_follow_once(cast):
    order = base_order(cast)
    attach_scan(order, picture(), by=cast.user("curator"))
    assert fresh(order).scan.content_type == "image/jpeg"
    assert refusal(attach_scan, order, picture(), by=cast.user("curator")) == (
        "Скан этого приказа уже сохранён: заменить его нельзя.", "scan",
    )  # fmt: skip
    assert Scan.objects.count() == 1


def test_a_draft_has_no_scan_to_attach(cast):
    assert refusal(attach_scan, drafted(cast), picture(), by=cast.user("curator"))[0] == (
        "Скан прикладывается к подписанному приказу."
    )


# --- what is kept ---------------------------------------------------------------------------------------------
@pytest.mark.clause("1.1", "4.3/2")
def test_the_paper_is_kept_as_it_was_and_a_rename_does_not_touch_it(cast, django_capture_on_commit_callbacks):
    order = submitted(cast)
    old = cast.organisation.full_name
    change_organisation(cast.organisation, by=cast.user("head"), full_name="МБДОУ «Новый»", short_name="Новый")
    with django_capture_on_commit_callbacks(execute=True):
        register(order, cast)
    kept = IssuedPaper.objects.get(about_id=order.pk, format="docx")
    assert kept.title == "Приказ от 14.09.2026 № 42-ОД об организации наставничества педагогических работников"
    with kept.file.open("rb") as file:
        text = docx_text(file.read())
    assert letters(old) in letters(text) and "Новый" not in text


def test_no_paper_is_made_for_an_order_that_has_its_own(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        base_order(cast)
    assert not IssuedPaper.objects.exists()


def _new_head(cast, since):
    return give_role(
        cast.organisation, cast.user("bystander"), RoleKind.HEAD, since=since,
        ground=f"распоряжение учредителя от {since:%d.%m.%Y} № 50-р", by=None,
    ).user  # fmt: skip


@pytest.mark.clause("4.3/2")
def test_a_text_that_was_reworked_while_its_scan_was_taken_in_is_not_registered(cast):
    """What is signed is what was handed over: the curator holds the old paper, the draft has become another."""
    in_hand = fresh(submitted(cast))
    reworked = return_order(fresh(in_hand), by=cast.user("head"), note="Добавить куратора")
    add_items(reworked, [NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander)], by=cast.user("curator"))
    submit_order(fresh(in_hand), by=cast.user("curator"))
    assert refusal(register, in_hand, cast) == (
        "Пока шла регистрация, проект переделали: подписан прежний текст. Распечатайте и подпишите новый.",
        None,
    )
    assert (fresh(in_hand).state, Scan.objects.count()) == ("to_sign", 0)
