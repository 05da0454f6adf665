"""The whole year of one kindergarten in real browsers, by role: from an empty database to the indicators.

Nothing is prepared behind the scenes: everything that is there was pressed by somebody. Only the calendar is moved.
"""

from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document

from nastavnik.kit import clock, journal
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.people.models import Person
from tests.journeys.browser import Somebody, card_of
from tests.orders.made import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DATA = Path(__file__).resolve().parents[1] / "data"
SCAN = {"name": "skan.png", "mimeType": "image/png", "buffer": picture().read()}
OWN = "moy-parol-2026"


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
    calendar.is_now(date(2026, 9, 1))
    yield calendar
    calendar.stack.close()


@pytest.mark.clause(
    "1.1", "1.3/1", "1.3/2", "1.3/3", "1.3/6", "4.1", "4.2", "4.3/5", "4.4.1", "4.4.2", "4.4.5", "6.1/2", "7.1/1",
    "7.1/2", "7.2", "8.1/1", "M2", "M6/1", "M6/2", "M6/3", "R1.1", "R2.1", "R2.2", "R3.1", "R3.2", "R4.1",
    "R5.1", "R5.2",
)  # fmt: skip
def test_one_kindergarten_lives_through_one_mentoring_year(somebody, calendar, tmp_path):
    curator = somebody("curator")
    found_the_kindergarten(curator)
    bring_in_the_staff(curator)
    head = give_way_in(curator, somebody("head"), "Веретенникова")
    sign_the_base_order(curator, head)

    calendar.is_now(date(2026, 9, 7))
    mentor = give_way_in(curator, somebody("mentor", phone=True), "Белокопытова")
    mentee = give_way_in(curator, somebody("mentee", phone=True), "Овсянникова")
    fill_the_banks(curator, mentor, mentee)

    calendar.is_now(date(2026, 9, 14))
    propose_the_pair(curator)
    agree_privately(curator, mentor, mentee)
    fix_by_order(curator, head, tmp_path)

    calendar.is_now(date(2026, 9, 21))
    write_the_programme(curator, mentor, mentee)
    live_the_programme(calendar, curator, mentor, mentee)
    read_the_indicators(curator, tmp_path)

    organisation = Organisation.objects.get()
    assert journal.broken_link(organisation.pk) is None


def found_the_kindergarten(curator: Somebody) -> None:
    curator.opens("/").sees("Посмотреть пример", "Начать с нашим детским садом").looks("01-doors")
    curator.follows("Начать")
    curator.fills(
        full_name="Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № 7 «Рябинка»",
        short_name="МБДОУ «Детский сад № 7 «Рябинка»",
        founder="Администрация городского округа Светлореченск",
        address="г. Светлореченск, ул. Садовая, 7",
        place="г. Светлореченск",
    ).looks("02-card").presses("Дальше")
    curator.fills(
        surname="Веретенникова", first_name="Ольга", patronymic="Станиславовна", since="2017-08-14",
        ground="распоряжение учредителя от 11.08.2017 № 31-р",
    ).ticks("женский").looks("03-head").presses("Дальше")  # fmt: skip
    curator.fills(surname="Кудрявцева", first_name="Елена", patronymic="Борисовна").ticks("женский")
    curator.looks("04-curator").presses("Дальше")
    curator.looks("05-orders").presses("Дальше")
    curator.fills(username="e.kudryavtseva", password=OWN, password_again=OWN).looks("06-account").presses("Завершить")
    curator.sees("Готово: учреждение заведено", "Внести сотрудников").looks("07-curators-first-page")


def bring_in_the_staff(curator: Somebody) -> None:
    curator.follows("Загрузить таблицу").looks("08-import-upload")
    curator.attaches("file", DATA / "staff-kindergarten.xlsx").presses("Прочитать и показать план")
    curator.sees("Что изменит таблица").looks("09-import-plan")
    while curator.page.get_by_role("button", name="Записать ответы").is_visible():
        for group in curator.page.locator("main fieldset.field").all():
            if group.locator("input:checked").count() == 0:
                group.get_by_role("radio").first.check()
        curator.presses("Записать ответы")
    curator.page.locator("main form[action$='/apply/'] button").click()
    curator.sees("Готово").looks("10-import-done")
    assert Person.objects.count() == 24
    curator.goes_home().follows("Люди", within=".page__side")
    curator.sees("Белокопытова", "Овсянникова").looks("11-people")


def give_way_in(curator: Somebody, person: Somebody, surname: str) -> Somebody:
    """The curator makes an access card; its owner signs in with it and chooses a password."""
    curator.goes_home().follows("Люди", within=".page__side")
    curator.page.locator("main [name='q']").fill(surname)
    curator.page.keyboard.press("Enter")
    curator.page.locator("main").get_by_role("link", name=surname).first.click()
    curator.looks(f"12-card-of-{person.name}")
    button = curator.page.locator("main form[action$='/access/'] button")
    button.click()
    curator.sees("Одноразовый пароль").looks(f"13-access-{person.name}")
    username, one_time = card_of(curator.page)
    person.signs_in_first_time(username, one_time, OWN)
    person.opens("/").looks(f"14-first-page-{person.name}")
    return person


def sign_the_base_order(curator: Somebody, head: Somebody) -> None:
    curator.goes_home().follows("Составить приказ").ticks("ввести целевую модель").ticks("утвердить Положение")
    curator.ticks("назначить куратора")
    curator.chooses(curator="Кудрявцева")
    curator.looks("20-base-order").presses("Составить проект")
    curator.sees("Об организации наставничества").looks("21-order-draft").presses("Передать на подпись")
    curator.sees("на подписи")
    head.goes_home().sees("На подпись").looks("22-heads-page").follows("Об организации наставничества")
    head.looks("23-order-to-sign").follows("Зарегистрировать подписанный")
    head.presses("Зарегистрировать").sees("Обязательное поле").looks("24-order-scan-missing")
    head.fills(number="40-ОД").attaches("scan", SCAN).presses("Зарегистрировать")
    head.sees("Готово. Приказ № 40-ОД зарегистрирован").looks("25-order-in-force")


def fill_the_banks(curator: Somebody, mentor: Somebody, mentee: Somebody) -> None:
    curator.goes_home().follows("Базы", within=".page__side").looks("30-banks")
    curator.follows("Собрать запросы педагогов").presses("Открыть сбор").sees("Ещё не ответили").looks("31-collection")
    curator.follows("Базы", within=".page__side").follows("Провести анкетирование").presses("Открыть сбор")

    mentee.goes_home().sees("В чём вам нужна помощь коллеги?").looks("32-mentees-page")
    mentee.page.locator("main .todo__item", has_text="В чём вам нужна помощь").get_by_role("link").first.click()
    mentee.chooses(topic1="Речевое развитие").fills(text1="Как развивать связную речь на занятии")
    mentee.looks("33-request").presses("Отправить ответ").sees("Спасибо, ответ записан")

    mentor.goes_home()
    mentor.page.locator("main .todo__item", has_text="стать наставником").get_by_role("link").first.click()
    mentor.ticks("да").ticks("Речевое развитие").ticks("Взаимодействие с родителями")
    mentor.looks("34-mentor-questionnaire").presses("Отправить ответ").sees("Спасибо, ответ записан")

    for bank, surname in (("База наставляемых", "Овсянникова"), ("База наставников", "Белокопытова")):
        curator.goes_home().follows("Базы", within=".page__side")
        curator.page.locator("main .card", has_text=bank).get_by_role("link", name="Открыть базу").click()
        curator.page.locator("main").get_by_role("link", name=surname).first.click()
        if curator.page.get_by_role("button", name="Отметить отбор").is_visible():
            curator.presses("Отметить отбор")
        curator.looks(f"35-entry-{surname}")
        curator.page.locator("main").get_by_role("link", name="согласи").first.click()
        register_consent(curator)
        curator.goes_home().follows("Базы", within=".page__side")
        curator.page.locator("main .card", has_text=bank).get_by_role("link", name="Открыть базу").click()
        curator.page.locator("main").get_by_role("link", name=surname).first.click()
        curator.presses("Включить в базу").sees("в базе")
    curator.looks("36-entry-in-the-bank")


def register_consent(curator: Somebody) -> None:
    """Printed, signed on paper, registered with its scan."""
    curator.follows("Зарегистрировать подписанное").attaches("scan", SCAN).presses("Зарегистрировать")
    curator.sees("Готово")


def propose_the_pair(curator: Somebody) -> None:
    curator.goes_home().follows("Пары и группы", within=".page__side").looks("40-without-a-pair")
    curator.presses("Подобрать пары").sees("Белокопытова", "Овсянникова", "речевое развитие").looks("41-proposals")
    curator.presses("Взять отмеченные пары").sees("Теперь познакомьте участников").looks("42-pairs")
    curator.follows("Белокопытова").looks("43-pair-proposed").presses("Познакомить")
    curator.sees("знакомство").looks("44-pair-acquaintance")


def agree_privately(curator: Somebody, mentor: Somebody, mentee: Somebody) -> None:
    for member, other in ((mentor, "Овсянникова"), (mentee, "Белокопытова")):
        member.goes_home().sees("Хотите ли вы работать вместе?", other)
        member.page.locator("main .todo__item", has_text="работать вместе").get_by_role("link").first.click()
        member.ticks("Да, хочу работать вместе").looks(f"45-answer-{member.name}").presses("Ответить")
    mentee.sees("Все ответили «да»")
    curator.page.reload()
    curator.sees("Чего не хватает для приказа", "Нет письменного согласия").looks("46-what-is-missing")
    address = curator.page.url
    for _number in range(2):
        curator.page.goto(address)
        curator.page.locator("main .todo__item", has_text="Нет письменного согласия").get_by_role("link").first.click()
        curator.looks("47-consent")
        register_consent(curator)
    curator.page.goto(address)
    curator.sees("Составить приказ и передать на подпись").looks("48-ready-for-the-order")


def fix_by_order(curator: Somebody, head: Somebody, tmp_path: Path) -> None:
    curator.follows("Составить приказ").looks("50-relations-order").presses("Составить проект")
    curator.sees("О закреплении").looks("51-relations-order-draft")
    paper = tmp_path / "order.docx"
    curator.downloads("DOCX").save_as(paper)
    text = "\n".join(cell.text for table in Document(str(paper)).tables for row in table.rows for cell in row.cells)
    assert "Белокопытова Ирина Геннадьевна" in text and "Овсянникова" in text
    curator.presses("Передать на подпись")
    assert Relation.objects.get().state == "agreed", "not in force before the head has signed"
    head.goes_home().follows("О закреплении").follows("Зарегистрировать подписанный")
    head.fills(number="42-ОД").attaches("scan", SCAN).presses("Зарегистрировать")
    head.sees("Готово. Приказ № 42-ОД зарегистрирован").looks("52-relations-order-in-force")
    assert Relation.objects.get().state == "in_force"


def write_the_programme(curator: Somebody, mentor: Somebody, mentee: Somebody) -> None:
    mentor.goes_home().looks("60-mentors-page-in-force").follows("Составить программу").presses("Начать программу")
    mentor.follows("Писать программу").ticks("профессиональное развитие")
    mentor.fills(goal="Развивать связную речь детей на каждом занятии", tasks="Понаблюдать, провести, разобрать")
    mentor.looks("61-programme-text").presses("Сохранить")
    mentor.follows("Добавить мероприятие").fills(title="Посмотреть и разобрать занятие наставника", due_on="2026-10-20")
    mentor.looks("62-plan-item")
    mentor.page.get_by_role("button", name="Добавить", exact=True).click()
    mentor.follows("Назначить сразу несколько").fills(topics="Разбор занятия\n" * 5, first="2026-10-05")
    mentor.looks("62-schedule").presses("Назначить")
    mentee.goes_home().follows("Программа").follows("Писать программу")
    mentee.fills(expected_result="Двенадцать игр, которые работают в моей группе").presses("Сохранить")
    mentee.presses("Отправить на согласование").looks("63-programme-offered")
    mentor.goes_home().follows("Программа").presses("Согласен(на) с программой")
    for member in (mentor, mentee):
        hand_in(member, "70")
    curator.goes_home().follows("К программе").looks("64-programme-to-approve").presses("Утвердить")
    curator.presses("Начать программу").looks("65-programme-running")


def hand_in(member: Somebody, number: str, point: str = "4") -> None:
    """Fill in the questionnaire that waits on the first page."""
    member.goes_home()
    member.page.locator("main .todo__item", has_text="Анкета").get_by_role("link").first.click()
    member.looks(f"{number}-survey-{member.name}")
    for group in member.page.locator("main fieldset:has(input[type='radio'])").all():
        radios = group.locator("> div input[type='radio'], > .choices input[type='radio']")
        if radios.count() == 0 or group.locator("fieldset").count():
            continue
        wanted = group.locator(f"input[type='radio'][value='{point}']")
        (wanted if wanted.count() == 1 else radios.first).check()
    member.presses("Сдать анкету")
    member.looks(f"{number}-survey-handed-in-{member.name}")


def live_the_programme(calendar: Calendar, curator: Somebody, mentor: Somebody, mentee: Somebody) -> None:
    topics = "Уточнили запрос", "Разобрали занятие", "Игры на слух", "Игры со словом", "Занятие наставляемого"
    for weeks, topic in enumerate(topics):
        calendar.is_now(date(2026, 9, 28) + timedelta(weeks=2 * weeks))
        mentor.goes_home().follows("Записать встречу").fills(topic=topic)
        if weeks == 0:
            mentor.looks("80-meeting")
        mentor.presses("Записать")
        mentee.goes_home().follows("Программа")
        if weeks == 0:
            mentee.looks("81-mentees-programme")
        mentee.presses("Подтвердить встречу")
    calendar.is_now(date(2026, 12, 7))
    mentor.goes_home().follows("Программа")
    mentor.page.locator("main #plan a[href*='/do/']").first.click()
    mentor.fills(actual="Посмотрели, разобрали, взяли три игры").looks("82-item-done").presses("Отметить")
    mentee.goes_home().follows("Программа")
    mentee.page.locator("main #plan").get_by_role("button", name="Подтвердить", exact=True).first.click()
    calendar.is_now(date(2027, 5, 31))
    mentor.goes_home().follows("Программа").follows("Подвести итоги")
    mentor.fills(result="Четырнадцать игр, девять — в методической копилке").ticks("план выполнен")
    mentor.looks("83-summing-up").presses("Записать итоги")
    hand_in(mentee, "84", "5")
    hand_in(mentor, "85", "5")
    curator.goes_home().follows("К программе").follows("Завершить программу").looks("86-complete")
    curator.presses("Завершить программу").sees("завершена").looks("87-completed")
    assert Relation.objects.get().state == "ended"


def read_the_indicators(curator: Somebody, tmp_path: Path) -> None:
    curator.goes_home().follows("Мониторинг", within=".page__side")
    curator.sees("Доля педагогов", "100").looks("90-indicators")
    curator.page.locator("main").get_by_role("link", name="Кто вошёл в расчёт").first.click()
    curator.sees("Овсянникова").looks("91-people-behind-the-number")
    curator.goes_home().follows("Мониторинг", within=".page__side").follows("Составить отчёт").looks("92-report-begin")
    curator.presses("Снять показатели").sees("Показатели сняты и закреплены").looks("93-report-words")
    for field in curator.page.locator("main textarea").all():
        field.fill("Написано куратором по итогам года.")
    curator.presses("Сохранить").looks("94-report")
    paper = tmp_path / "report.docx"
    curator.downloads("DOCX").save_as(paper)
    document = Document(str(paper))
    text = "\n".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    assert "Написано куратором по итогам года." in text
    assert "100,0" in text.replace("\u00a0", " ")
