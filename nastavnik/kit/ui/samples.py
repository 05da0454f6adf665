"""Made-up people and events of the gallery: data, as in a real kindergarten, hence in Russian only."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import ChoiceCards, ChoicesAcross, Ticks

ORGANISATION = {
    "short_name": "Детский сад № 7 «Рябинка»",
    "full_name": "МБДОУ «Детский сад № 7 «Рябинка» г. Светлореченска",
    "is_example": True,
}
TOPICS = [
    ("plan", "Планирование образовательной работы"),
    ("speech", "Речевое развитие"),
    ("parents", "Взаимодействие с родителями"),
    ("special", "Работа с детьми с ОВЗ"),
]


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in, for the frame of a sample page."""

    name: str
    is_authenticated: bool = True

    def __str__(self) -> str:
        return self.name


class RequestForm(forms.Form):
    """A teacher's professional request: every kind of field."""

    topic = forms.ChoiceField(label="С чем нужна помощь", choices=[("", "Выберите"), *TOPICS])
    words = forms.CharField(
        label="Своими словами",
        help_text="Что происходит в группе и чего хотелось бы. Прочтут куратор и наставник.",
        widget=forms.Textarea,
    )
    urgency = forms.ChoiceField(
        label="Насколько срочно",
        choices=[("now", "Срочно"), ("month", "В течение месяца"), ("term", "В течение полугодия")],
        widget=ChoicesAcross,
    )
    form = forms.ChoiceField(
        label="Какая форма подойдёт",
        choices=[("long", "Традиционная"), ("short", "Краткосрочная"), ("case", "Ситуационная")],
        widget=ChoiceCards(
            hints={"long": "от 3 месяцев до года", "short": "2–4 встречи", "case": "по мере надобности"}
        ),
    )
    days = forms.MultipleChoiceField(
        label="Когда удобно встречаться",
        choices=[("mon", "Понедельник"), ("wed", "Среда"), ("thu", "Четверг")],
        widget=Ticks(hints={"thu": "кроме тихого часа"}),
        required=False,
    )
    since = forms.DateField(label="Когда начать", required=False)
    hours = forms.IntegerField(label="Часов в неделю", min_value=1, max_value=6, help_text="От 1 до 6")
    plan = forms.FileField(label="План, если он уже есть", required=False, help_text="Документ до 20 МБ")
    agree = forms.BooleanField(label="Согласна, чтобы запрос увидел куратор")


class FilterForm(forms.Form):
    """Filters of a list of pairs."""

    topic = forms.ChoiceField(label="Направление", choices=[("", "Любое"), *TOPICS], required=False)
    state = forms.ChoiceField(
        label="Состояние",
        choices=[("", "Любое"), ("active", "Действует"), ("silent", "Без встреч")],
        required=False,
    )


def request_form(prefix: str = "") -> RequestForm:
    return RequestForm(auto_id=f"{prefix}_%s", initial={"urgency": "month"})


def wrong_form(prefix: str = "wrong") -> RequestForm:
    data = {"topic": "speech", "words": "", "hours": "12", "since": "", "urgency": "", "form": ""}
    return RequestForm(data, auto_id=f"{prefix}_%s")


def todo() -> list[dict]:
    today = clock.today()
    return [
        {
            "title": "Передайте на подпись приказ о паре Абросимовой и Овсянниковой",
            "reason": "Оба согласия получены; без приказа пара не действует.",
            "clause": "7.2",
            "due": today - timedelta(days=2),
            "button": "Открыть приказ",
            "button_url": "#",
            "url": "#",
        },
        {
            "title": "Назначьте встречу с Ляйсан Ринатовной Сафиной",
            "reason": "Ждёт наставника 19 дней, предложены двое, оба заняты.",
            "clause": "R5.3",
            "due": today + timedelta(days=1),
            "button": "Что можно сделать",
            "button_url": "#",
        },
        {
            "title": "Напомните Гаврилюк О. П. о журнале встреч",
            "reason": "Последняя запись три недели назад.",
            "clause": "6.2/2",
            "button": "Напомнить",
            "button_url": "#",
        },
    ]


def pair_road() -> list[dict]:
    today = clock.today()
    return [
        {"title": "Профессиональный запрос", "state": "done", "when": today - timedelta(days=40)},
        {"title": "Взаимный интерес", "state": "done", "when": today - timedelta(days=21)},
        {"title": "Согласия", "state": "done", "when": today - timedelta(days=12), "note": "обеих сторон"},
        {"title": "Приказ о паре", "state": "current", "note": "на подписи у руководителя"},
        {"title": "Персонализированная программа", "state": "next"},
        {"title": "Встречи и мероприятия", "state": "next"},
        {"title": "Итоги и анкета «после»", "state": "next"},
    ]


def stages() -> list[dict]:
    return [
        {"title": "Подготовка условий", "state": "done"},
        {"title": "База наставляемых", "state": "done", "note": "15 запросов"},
        {"title": "База наставников", "state": "done", "note": "9 человек"},
        {"title": "Отбор и обучение", "state": "blocked", "note": "двое без обучения"},
        {"title": "Пары и группы", "state": "current", "note": "6 из 9 с приказом"},
        {"title": "Завершение", "state": "next"},
        {"title": "Освещение", "state": "next"},
    ]


def pairs() -> list[dict]:
    return [
        {"mentor": "Абросимова Н. Ю.", "mentee": "Овсянникова Д. М.", "topic": "Планирование",
         "met": "нет встреч", "state": "Ждёт приказа", "tone": "waiting"},
        {"mentor": "Гаврилюк О. П.", "mentee": "Ёлкина А. С.", "topic": "Речевое развитие",
         "met": "21 день назад", "state": "Без встреч", "tone": "warn"},
        {"mentor": "Цветкова М. А.", "mentee": "Исмаилова Г. Ф.", "topic": "Дети с ОВЗ", "met": "4 дня назад",
         "state": "Действует", "tone": "good"},
        {"mentor": "Белокопытова И. Г.", "mentee": "Лапшина А. И.", "topic": "Документация", "met": "вчера",
         "state": "Действует", "tone": "good"},
    ]  # fmt: skip


def criteria() -> list[dict]:
    return [
        {"label": "Направление запроса", "weight": 40, "share": 1, "note": "сильная тема наставника"},
        {"label": "Опыт в должности", "weight": 20, "share": 1, "note": "15 лет при запросе «первый год»"},
        {"label": "Свободные часы", "weight": 20, "share": 0.75, "note": "три общих дня из четырёх"},
        {"label": "Место", "weight": 10, "share": 0, "note": "разные корпуса"},
        {"label": "Пожелание самого педагога", "weight": 10, "share": 1, "note": "названа в запросе"},
    ]


def journal() -> list[dict]:
    now = clock.now()
    return [
        {"at": now - timedelta(days=1), "who": "Кудрявцева Е. Б.", "what": "Приказ передан на подпись",
         "clause": "4.3/5", "url": "#"},
        {"at": now - timedelta(days=12), "who": "Овсянникова Д. М.", "what": "Дано согласие"},
        {"at": now - timedelta(days=21), "who": "Абросимова Н. Ю.", "what": "Ответ: готова работать вместе",
         "note": "Ответы сторон видит только куратор"},
    ]  # fmt: skip


def answered() -> list[dict]:
    return [
        {"label": "Направление", "value": "Планирование образовательной работы", "url": "#"},
        {"label": "Своими словами", "value": "Не понимаю, как из ФОП сделать план на неделю.", "url": "#"},
        {"label": "Когда удобно", "value": "", "url": "#"},
    ]


def for_components(request: HttpRequest) -> dict:
    """Everything that the pieces of the gallery name."""
    today = clock.today()
    page = Paginator(range(230), 20).get_page(request.GET.get("page", 4))
    return {
        "today": today,
        "earlier": today - timedelta(days=3),
        "later": today + timedelta(days=5),
        "late": today - timedelta(days=2),
        "todo_items": todo(),
        "stages": stages(),
        "pair_road": pair_road(),
        "pairs": pairs(),
        "criteria_items": criteria(),
        "events": journal(),
        "answered": answered(),
        "page": page,
        "request_form": request_form("free"),
        "parts_form": request_form("parts"),
        "wrong_form": wrong_form(),
        "filter_form": FilterForm(auto_id="filter_%s"),
        "tab_items": [
            {"label": "Программа", "url": "#tabs", "current": True},
            {"label": "Встречи", "url": "#tabs", "count": 4},
            {"label": "Документы", "url": "#tabs", "count": 0},
        ],
    }


_FRAMES = {
    "curator": ("Кудрявцева Елена Борисовна", "куратор", "Сегодня"),
    "pair": ("Кудрявцева Елена Борисовна", "куратор", "Пары"),
    "mentor": ("Абросимова Наталья Юрьевна", "наставник", "Мои наставляемые"),
    "request": ("Овсянникова Дарья Максимовна", "педагог", "Мой запрос"),
}
_MENUS = {
    "куратор": [
        ("Сегодня", "sun", 3), ("Пары", "users", 0), ("Наставники", "graduation-cap", 0),
        ("Наставляемые", "sprout", 0), ("Запросы", "message-circle-question-mark", 2),
        ("Приказы", "file-text", 1),
        ("Дорожная карта", "map", 0), ("Показатели", "chart-column", 0), ("Положение", "book-open", 0),
    ],
    "наставник": [
        ("Мои наставляемые", "users", 0), ("Встречи", "calendar", 0), ("На подпись", "pen-line", 1),
        ("Методическая копилка", "book-open", 0),
    ],
    "педагог": [("Моя страница", "house", 0), ("Мой запрос", "message-circle-question-mark", 0)],
}  # fmt: skip


def for_page(name: str, request: HttpRequest) -> dict:
    """The frame of a sample page and what stands on it."""
    person, role, current = _FRAMES[name]
    return {
        **for_components(request),
        "organisation": ORGANISATION,
        "user": Visitor(person),
        "role_label": role,
        "home_url": reverse("kit:gallery"),
        "nav_items": [
            {"label": label, "url": request.path, "icon": icon, "count": count, "current": label == current}
            for label, icon, count in _MENUS[role]
        ],
        "user_links": [{"label": "Мои данные и согласия", "url": "#", "icon": "user-round"}],
        "example_reset_url": "#",
        "example_leave_url": reverse("kit:gallery"),
        "footer_links": [{"label": "О программе", "url": reverse("kit:gallery")}],
    }
