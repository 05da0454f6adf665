"""The people of the example. All are made up."""

from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.people.actions import add_person, employ, open_access
from nastavnik.people.models import Person

CARD = {
    "full_name": "Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № 20 «Ромашка»",
    "short_name": "МБДОУ «Детский сад № 20 «Ромашка»",
    "founder": "Администрация городского округа Светлореченск",
    "address": "г. Светлореченск, ул. Лесная, д. 20",
    "place": "г. Светлореченск",
    "inn": "3700000020",
    "ogrn": "1023700000020",
    "site_url": "https://romashka20.example/",
    "email": "sad20@romashka20.example",
}

STAFF = [
    # surname, first name, patronymic, sex, post, months of teaching, year of birth, category
    ("Овчинникова", "Татьяна", "Львовна", "female", "заведующий", 318, 1974, "conformity"),
    ("Корнеева", "Елена", "Дмитриевна", "female", "старший воспитатель", 264, 1979, "highest"),
    ("Абрамова", "Светлана", "Ивановна", "female", "воспитатель", 300, 1976, "highest"),
    ("Бельская", "Ирина", "Олеговна", "female", "воспитатель", 204, 1983, "highest"),
    ("Власова", "Марина", "Сергеевна", "female", "учитель-логопед", 180, 1985, "first"),
    ("Гордеев", "Павел", "Андреевич", "male", "педагог-психолог", 96, 1992, "first"),
    ("Дёмина", "Наталия", "Павловна", "female", "музыкальный руководитель", 240, 1978, "highest"),
    ("Ефимова", "Дарья", "Максимовна", "female", "воспитатель", 6, 2002, ""),
    ("Жданова", "Алина", "Романовна", "female", "воспитатель", 18, 2000, ""),
    ("Зуева", "Кристина", "Витальевна", "female", "воспитатель", 4, 2003, ""),
    ("Исаева", "Юлия", "Тимуровна", "female", "учитель-логопед", 30, 1998, ""),
    ("Ковалёва", "Оксана", "Геннадьевна", "female", "воспитатель", 150, 1986, "first"),
    ("Лукин", "Артём", "Денисович", "male", "инструктор по физической культуре", 10, 2001, ""),
    ("Миронова", "Галина", "Петровна", "female", "воспитатель", 390, 1964, "first"),
    ("Назарова", "Эльвира", "Рустамовна", "female", "воспитатель", 84, 1993, "first"),
]

NEWCOMERS = ("Зуева", "Лукин")
"""Hired at the beginning of the current year."""

PHONES = {
    "Корнеева": "+7 (000) 000-20-02",
    "Абрамова": "+7 (000) 000-20-03",
    "Власова": "+7 (000) 000-20-05",
    "Исаева": "+7 (000) 000-20-11",
    "Лукин": "+7 (000) 000-20-13",
    "Назарова": "+7 (000) 000-20-15",
}
"""Telephones at work; there is no such area code."""

EYES = {
    # part: surname, title, what is seen
    "curator": ("Корнеева", _("Куратор"), _("Ведёт всё: базы, пары, приказы, отчёт.")),
    "head": ("Овчинникова", _("Руководитель"), _("Подписывает приказы, видит показатели.")),
    "mentor": ("Власова", _("Наставник"), _("Записывает встречи с телефона, ведёт программу.")),
    "mentee": ("Исаева", _("Наставляемый"), _("Видит своего наставника, план и анкету.")),
    "newcomer": ("Зуева", _("Педагог без наставника"), _("Рассказала о запросе и ждёт пару.")),
}


def hire(organisation: Organisation, row: tuple) -> Person:
    """A person at work from today on, with a way in that only the example's own door opens."""
    surname, first, patronymic, sex, post, months, born, category = row
    person = add_person(
        organisation, by=None, surname=surname, first_name=first, patronymic=patronymic, sex=sex, birth_year=born,
        category=category, phone=PHONES.get(surname, ""),
    )  # fmt: skip
    employ(person, post, by=None, since=clock.today(), special_months=months, months_as_of=clock.today())
    user, _password = open_access(person, by=None)
    user.set_unusable_password()
    user.must_change_password = False
    user.save()
    return person
