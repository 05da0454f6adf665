"""Consents, orders and papers in real browsers, by role: from agreed pairs to a new head.

The staff, the base order and the banks are there (tests/journeys/eve.py; test_year.py shows how they come about on the
screens). From then on everything was pressed by somebody. Only the calendar is moved.
"""

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from nastavnik.kit import clock, journal
from nastavnik.orders.models import Order
from nastavnik.pairs.models import Relation
from tests.cast import PASSWORD
from tests.journeys.browser import Somebody
from tests.journeys.eve import build_eve
from tests.orders.made import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCAN = {"name": "skan.png", "mimeType": "image/png", "buffer": picture().read()}
MEMBERS = ("mentor", "second_mentor", "third_mentor", "mentee", "second_mentee", "third_mentee", "fourth_mentee",
           "fifth_mentee")  # fmt: skip


class Calendar:
    """Moves the day of everybody, the server too."""

    def __init__(self) -> None:
        self.stack = ExitStack()

    def is_now(self, day: date) -> None:
        self.stack.close()
        self.stack.enter_context(clock.everywhere(day))


@pytest.fixture
def calendar():
    calendar = Calendar()
    yield calendar
    calendar.stack.close()


@pytest.fixture
def desks(somebody):
    """`desks("curator")`: that person, signed in; each sits down once."""
    cast, seated = build_eve(), {}

    def desk(part: str) -> Somebody:
        if part not in seated:
            seated[part] = somebody(part, phone=part in MEMBERS)
            seated[part].signs_in(cast.user(part).username, PASSWORD)
        return seated[part]

    return desk


@pytest.mark.clause("4.2", "4.3/2", "4.3/5", "5.1/3", "7.1/2", "7.2", "8.1/2", "8.1/3")
def test_consents_orders_and_papers_have_their_effects(desks, calendar, tmp_path):
    calendar.is_now(date(2026, 9, 14))
    agree_on_two_pairs_and_a_group(desks)
    register_consents(desks)
    switch_the_signature_on(desks)
    calendar.is_now(date(2026, 9, 15))
    sign_the_order(desks)
    write_the_supplement(desks)
    acquaint(desks)
    calendar.is_now(date(2026, 10, 5))
    withdraw_a_consent(desks)
    end_the_resting_pair(desks)
    calendar.is_now(date(2026, 10, 12))
    correct_a_surname(desks)
    calendar.is_now(date(2026, 10, 14))
    revoke_the_order(desks)
    calendar.is_now(date(2026, 10, 16))
    give_notice(desks)
    let_the_deputy_act(desks)
    calendar.is_now(date(2026, 10, 20))
    relieve_the_mentor(desks, tmp_path)
    calendar.is_now(date(2026, 11, 2))
    thank_and_change_the_head(desks, calendar)
    print_the_registers(desks)
    organisation = Order.objects.get(number="41-ОД").organisation
    assert journal.broken_link(organisation.pk) is None


def agree_on_two_pairs_and_a_group(desks) -> None:
    """Chosen by the curator, answered privately by all eight."""
    curator = desks("curator")
    for mentor, mentees in (
        ("Белокопытова", ("Зайцева",)),
        ("Гаврилюк", ("Ким",)),
        ("Шишкина", ("Мухаметзянова", "Яблакова", "Тарасенко")),
    ):
        curator.goes_home().follows("Пары и группы", within=".page__side").follows("Выбрать самим")
        for surname in (mentor, *mentees):
            curator.ticks(surname)
        curator.fills(topic="развитие речи", since="2026-09-16", until="2027-05-31")
        if len(mentees) > 1:
            curator.looks("a01-group-chosen")
        curator.presses("Сохранить подбор").presses("Познакомить")
    for part in MEMBERS:
        member = desks(part).goes_home()
        member.page.locator("main .todo__item", has_text="работать вместе").get_by_role("link").first.click()
        member.ticks("Да, хочу работать вместе")
        if part == "third_mentor":
            member.looks("a02-answer-of-a-mentor")
        member.presses("Ответить")
    curator.page.reload()
    curator.sees("Чего не хватает для приказа", "Нет письменного согласия").looks("a03-group-lacks-consents")


def register_consents(desks) -> None:
    """Printed at once; registered one by one as the papers come, or many together after a meeting."""
    curator = desks("curator")
    curator.goes_home().follows("Согласия", within=".page__side").sees("Ждут подписи: 8").looks("b01-consents-waiting")
    assert curator.downloads("Напечатать все бланки").suggested_filename.endswith(".pdf")
    opens_pair(curator, "Белокопытова")
    address = curator.page.url
    for _number in range(2):
        curator.page.goto(address)
        curator.page.locator("main .todo__item", has_text="Нет письменного согласия").get_by_role("link").first.click()
        curator.looks("b02-consent-to-print").follows("Зарегистрировать подписанное")
        curator.fills(kept_in="дело № 02-14").attaches("scan", SCAN).looks("b03-consent-registering")
        curator.presses("Зарегистрировать").sees("Готово")
    curator.looks("b04-consent-given").page.goto(address)
    curator.sees("Составить приказ и передать на подпись")

    curator.goes_home().follows("Согласия", within=".page__side").follows("Зарегистрировать подписанные")
    for signed in ("Оксана Петровна.", "Светлана Викторовна.", "Алсу Ринатовна.", "Дарья Олеговна.", "Глеб Ильич."):
        curator.ticks(signed)
    curator.looks("b05-many-at-once").presses("Зарегистрировать отмеченные")
    curator.sees("Зарегистрировано согласий: 5", "Ждёт подписи одно согласие").looks("b06-five-registered")


def switch_the_signature_on(desks) -> None:
    """Off until the head names the local act; then one agrees on paper, and signs the next consent by password."""
    curator, head, mentee = desks("curator"), desks("head"), desks("second_mentee")
    mentee.goes_home().follows("Прочесть").does_not_see("Прочитать и подписать")
    head.goes_home().follows("Согласия", within=".page__side").follows("Простая электронная подпись")
    head.sees("выключена")
    head.fills(
        act_title="Положение об использовании простой электронной подписи", act_number="39-ОД", act_date="2026-09-01"
    ).looks("b10-signature-off").presses("Включить")
    head.sees("Включено", "Пока никто").looks("b11-signature-on")

    curator.goes_home().follows("Согласия", within=".page__side").follows("Спросить согласие")
    curator.chooses(person="Ким").ticks("Согласие на простую электронную подпись").looks("b12-asking")
    curator.presses("Составить бланк").downloads("Напечатать")
    curator.follows("Зарегистрировать подписанное").presses("Зарегистрировать").sees("Личность")
    curator.ticks("Личность подписавшего проверена").attaches("scan", SCAN).looks("b13-identity-checked")
    curator.presses("Зарегистрировать").sees("Готово")

    mentee.goes_home().looks("b14-mentee-may-sign").follows("Прочесть")
    mentee.follows("Прочитать и подписать").fills(password="не тот пароль").presses("Подписать")
    mentee.sees("Пароль").looks("b15-wrong-password").fills(password=PASSWORD).presses("Подписать")
    mentee.sees("Согласие подписано и действует", "Протокол подписания").looks("b16-signed-by-password")
    assert mentee.downloads("открыть протокол").suggested_filename.endswith(".pdf")


def sign_the_order(desks) -> None:
    """Drafted, agreed by the trade union and the deputy, handed over, signed, registered with a blank number."""
    curator, head, deputy = desks("curator"), desks("head"), desks("deputy")
    curator.goes_home().sees("закреплении пар и групп: 3").looks("c01-ready-for-the-order")
    curator.follows("Составить приказ")
    curator.looks("c02-order-start").presses("Составить проект")
    curator.sees("О закреплении").looks("c03-draft").follows("Отправить на согласование")
    curator.ticks("Профсоюзный комитет").ticks("Дубровина").looks("c04-who-agrees").presses("Отправить")
    curator.sees("отправлен на согласование").looks("c05-agreeing")
    deputy.goes_home().sees("Вас просят согласовать").looks("c06-deputy-is-asked").follows("Прочесть и ответить")
    deputy.looks("c07-deputy-reads").presses("Согласовать").sees("Ждём ещё: профсоюзный комитет")
    curator.page.reload()
    curator.follows("Согласовано").looks("c08-union-on-paper").presses("Согласовано")
    curator.sees("Проект согласован всеми").presses("Передать на подпись").sees("на подписи")

    head.goes_home().looks("c10-heads-page").follows("Открыть приказ").looks("c11-order-to-sign")
    assert head.downloads("Распечатать").suggested_filename.endswith(".pdf")
    head.follows("Зарегистрировать подписанный").sees("42-ОД").attaches("scan", SCAN).looks("c12-registering")
    head.presses("Зарегистрировать").sees("Готово", "42-ОД").looks("c13-order-in-force")
    assert [relation.state for relation in Relation.objects.all()] == ["in_force"] * 3


def write_the_supplement(desks) -> None:
    """ТК РФ ст. 351.8: content, term, form, payment by reference; printed, signed by both, registered."""
    curator = desks("curator")
    curator.goes_home().follows("Пары и группы", within=".page__side").follows("Поручения и допсоглашения")
    curator.looks("d01-duties").page.locator("main tr", has_text="Белокопытова").get_by_role("button").click()
    curator.sees("Распечатать в двух экземплярах").looks("d02-supplement-draft").follows("Изменить проект")
    curator.fills(payment="по Положению об оплате труда, пункт 4.7", contract_number="18").looks("d03-supplement-words")
    curator.presses("Сохранить проект")
    assert curator.downloads("DOCX").suggested_filename.endswith(".docx")
    curator.follows("Подписано: зарегистрировать").fills(number="1").attaches("scan", SCAN)
    curator.looks("d04-supplement-registering").presses("Зарегистрировать")
    curator.sees("подписано и зарегистрировано", "по Положению об оплате труда").looks("d05-supplement-signed")


def acquaint(desks) -> None:
    """Seven sign the sheet, one will not: an act is drawn up, and the acquaintance has taken place all the same."""
    curator = opens_order(desks("curator"), "О закреплении").looks("e01-curator-to-acquaint")
    assert curator.downloads("Лист ознакомления, PDF").suggested_filename.endswith(".pdf")
    curator.follows("Отметить ознакомление")
    for box in curator.page.locator("main input[name='people']").all():
        box.check()
    curator.page.locator("main").get_by_label("Гаврилюк", exact=False).first.uncheck()
    curator.looks("e02-who-has-signed").presses("Отметить").sees("ещё нет")
    row = curator.page.locator("main tr", has_text="Гаврилюк").filter(has_text="DOCX")
    with curator.page.expect_download() as waited:
        row.get_by_role("link", name="DOCX").click()
    assert waited.value.suggested_filename.endswith(".docx")
    curator.follows("Отметить ознакомление").ticks("Гаврилюк").ticks("отказались подписать").presses("Отметить")
    curator.sees("отказ, составлен акт").looks("e03-refusal-with-its-act")


def withdraw_a_consent(desks) -> None:
    """On a phone, without reasons; the page says beforehand what will follow. The pair rests at once."""
    mentee, mentor, curator = desks("mentee"), desks("mentor"), desks("curator")
    mentee.goes_home().looks("f01-mentees-page").follows("О паре").follows("Согласие наставляемого")
    mentee.looks("f02-own-consent").follows("Отозвать").looks("f03-what-will-follow")
    mentee.presses("Отозвать согласие").looks("f04-withdrawn")
    mentor.goes_home().sees("Пара приостановлена").looks("f05-mentor-learns")
    curator.goes_home().sees("до 8 октября").does_not_see("Начать программу: Белокопытова").looks("f06-curators-page")
    opens_pair(curator, "Белокопытова").sees("Чьё согласие не действует").looks("f07-resting-pair")
    curator.goes_home().follows("Согласия", within=".page__side")
    curator.sees("Осталось сделать после отзыва", "Зайцева").looks("f08-steps-with-deadlines")


def end_the_resting_pair(desks) -> None:
    curator, head = desks("curator"), desks("head")
    opens_pair(curator, "Белокопытова").follows("Подготовить изменение").looks("g01-what-to-change")
    curator.follows("Прекратить наставничество").fills(on="2026-10-06")
    curator.ticks("по инициативе наставляемого").looks("g02-ending").presses("Подготовить изменение")
    curator.sees("Готовится изменение", "Для приказа всё есть").looks("g03-change-prepared").follows("В приказ")
    curator.looks("g04-change-in-an-order").presses("Составить проект").looks("g05-ending-drafted")
    curator.presses("Передать на подпись")
    registers(head, "43-ОД").looks("g06-ending-signed")
    curator.goes_home().follows("Согласия", within=".page__side").does_not_see("Осталось сделать после отзыва")


def correct_a_surname(desks) -> None:
    """The card is put right, the paper is not touched: another order says how it reads; both show in the register."""
    curator, head = desks("curator"), desks("head")
    curator.goes_home().follows("Люди", within=".page__side").follows("Яблакова").follows("Изменить карточку")
    curator.fills(surname="Яблокова").presses("Сохранить")
    opens_order(curator, "О закреплении").page.locator("main summary", has_text="Изменить").click()
    curator.looks("h01-how-to-change-an-order").follows("Исправить приказом")
    curator.fills(
        place="приложение № 1",
        text="Шишкина Светлана Викторовна — Мухаметзянова Алсу Ринатовна, Тарасенко Глеб Ильич, Яблокова Дарья "
        "Олеговна.",
        why="в фамилии допущена опечатка",
    )
    curator.looks("h02-amending").presses("Составить проект").looks("h03-amending-drafted")
    curator.presses("Передать на подпись")
    registers(head, "44-ОД")
    curator.goes_home().follows("Приказы", within=".page__side")
    curator.sees("изменён приказом № 44-ОД", "изменяет приказ № 42-ОД").looks("h04-both-in-the-register")
    opens_order(curator, "О закреплении").sees("с изменениями").looks("h05-amended-order")


def revoke_the_order(desks) -> None:
    """Each effect by itself: the second pair ends, the group goes on; what is over stays as it was."""
    curator, head = desks("curator"), desks("head")
    opens_order(curator, "О закреплении").page.locator("main summary", has_text="Изменить").click()
    curator.follows("Признать утратившим силу").presses("Составить проект").sees("Решите, что станет")
    curator.sees("её последний день — 06.10.2026; это не меняется").looks("i01-undecided")
    for group in curator.page.locator("main fieldset.field:has(input[type='radio'])").all():
        words = "Прекратить" if "Гаврилюк" in group.inner_text() else "Сохранить"
        group.get_by_label(words, exact=False).first.check()
    curator.fills(why="изменился порядок закрепления").looks("i02-each-decided").presses("Составить проект")
    curator.looks("i03-revoking-drafted").presses("Передать на подпись")
    registers(head, "45-ОД").looks("i04-revoking-signed")
    opens_order(curator, "О закреплении").looks("i05-revoked-order")
    states = {relation.mentor_names: relation.state for relation in Relation.objects.all()}
    assert {name.split()[0]: state for name, state in states.items()} == {
        "Белокопытова": "ended", "Гаврилюк": "ended", "Шишкина": "in_force",
    }  # fmt: skip


def give_notice(desks) -> None:
    """On a phone on a Friday: three working days make it Wednesday."""
    mentor, curator = desks("third_mentor"), desks("curator")
    mentor.goes_home().looks("j01-mentors-page").follows("Моё поручение").looks("j02-own-duty")
    mentor.follows("Сложить обязанности").sees("не раньше чем 21 октября").looks("j03-notice")
    mentor.presses("Подать заявление").looks("j04-notice-given")
    curator.goes_home().looks("j05-curators-page")
    opens_pair(curator, "Шишкина").follows("Допсоглашения и заявления наставников")
    curator.page.locator("main tr", has_text="Шишкина").get_by_role("link", name="Сложение").click()
    curator.sees("21.10.2026").looks("j06-notice-at-the-curators").presses("Принято к сведению")
    curator.follows("Освободить от обязанностей").looks("j07-relief")
    curator.presses("Подготовить изменение").looks("j08-relief-prepared")


def let_the_deputy_act(desks) -> None:
    head = desks("head")
    head.goes_home().follows("Учреждение", within=".page__side").follows("Назначить исполняющего обязанности")
    head.chooses(user="Дубровина")
    head.fills(since="2026-10-19", until="2026-11-01", ground="приказ от 15.10.2026 № 15-К")
    head.looks("k01-acting-head").presses("Назначить").sees("19.10.2026").looks("k02-acting-named")


def relieve_the_mentor(desks, tmp_path) -> None:
    """The acting head signs, and the paper names her by that post."""
    curator, deputy = desks("curator"), desks("deputy")
    opens_pair(curator, "Шишкина").follows("В приказ").presses("Составить проект").looks("k03-relief-drafted")
    curator.presses("Передать на подпись")
    deputy.goes_home().looks("k04-acting-heads-page")
    registers(deputy, "46-ОД").looks("k05-signed-by-the-acting-head")
    paper = tmp_path / "relief.docx"
    deputy.downloads("DOCX").save_as(paper)
    assert "Исполняющий обязанности заведующего" in words_of(paper)
    opens_pair(curator, "Шишкина").looks("k06-group-without-a-mentor")


def thank_and_change_the_head(desks, calendar) -> None:
    """What was prepared for the former head is signed by nobody: it goes back and is addressed anew."""
    curator, head = desks("curator"), desks("head")
    curator.goes_home().follows("Приказы", within=".page__side").follows("Составить приказ")
    curator.page.locator("main .card", has_text="оощр").get_by_role("link", name="Составить").click()
    curator.ticks("лагодарность").ticks("Белокопытова").fills(text="за сопровождение молодого педагога")
    curator.looks("l01-reward").presses("Составить проект").presses("Передать на подпись")
    head.goes_home().follows("Учреждение", within=".page__side").follows("Новый руководитель")
    head.chooses(user="Сафронов").fills(since="2026-11-03", ground="распоряжение учредителя от 30.10.2026 № 44-р")
    head.looks("l02-new-head").presses("Назначить")
    calendar.is_now(date(2026, 11, 3))
    successor = desks("successor").goes_home().looks("l03-new-heads-page").follows("Открыть приказ")
    successor.sees("Подписать сегодня нельзя").looks("l04-prepared-for-another")
    successor.follows("Зарегистрировать подписанный").sees("Верните проект на доработку").looks("l05-not-his-to-sign")
    successor.page.go_back()
    successor.follows("Вернуть на доработку").fills(note="Подготовьте для моей подписи.").presses("Вернуть")
    curator.goes_home().sees("Проект возвращён").looks("l06-returned").follows("К проекту").looks("l07-draft-returned")
    curator.presses("Передать на подпись")
    registers(successor, "1").sees("Сафронов Игорь Валентинович, заведующий").looks("l08-signed-by-the-new-head")


def print_the_registers(desks) -> None:
    curator = desks("curator")
    curator.goes_home().follows("Приказы", within=".page__side").looks("m01-main-journal")
    assert curator.downloads("PDF").suggested_filename.endswith(".pdf")
    curator.follows("По личному составу").sees("О поощрении").looks("m02-personnel-journal")
    assert curator.downloads("PDF").suggested_filename.endswith(".pdf")
    curator.goes_home().follows("Согласия", within=".page__side").looks("m03-consents").follows("Реестр на дату")
    curator.sees("отозвано").looks("m04-register-of-consents")
    assert curator.downloads("PDF").suggested_filename.endswith(".pdf")


def registers(head: Somebody, number: str) -> Somebody:
    """Three presses from the head's page: the order, the form, the scan sent."""
    head.goes_home().follows("Открыть приказ").follows("Зарегистрировать подписанный")
    return head.attaches("scan", SCAN).presses("Зарегистрировать").sees("Готово", number)


def opens_order(somebody: Somebody, title: str) -> Somebody:
    somebody.goes_home().follows("Приказы", within=".page__side")
    return somebody.follows(title)


def words_of(paper: Path) -> str:
    """All words of a .docx, with plain spaces."""
    document = Document(str(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells).replace("\u00a0", " ")


def opens_pair(somebody: Somebody, surname: str) -> Somebody:
    """From the list of pairs to the one of this mentor."""
    somebody.goes_home().follows("Пары и группы", within=".page__side")
    return somebody.follows(surname)
