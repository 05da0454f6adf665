"""The gallery: every component in all its states with its call, and sample pages made of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.access import public
from nastavnik.kit.ui import samples

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Specimen:
    """A component: the file kit/gallery/<name>.html is both shown and printed as the call."""

    name: str
    title: "StrOrPromise"
    says: "StrOrPromise" = ""


GROUPS = (
    (
        "words",
        _("Слова и знаки"),
        (
            Specimen("type", _("Заголовки и текст"), _("PT Serif для заголовков, PT Sans для остального.")),
            Specimen("badge", _("Состояние"), _("Цвет всегда вместе со значком и словом.")),
            Specimen("clause", _("Пункт Положения"), _("Рядом с требованием, которое на нём стоит.")),
            Specimen("when", _("Даты и количества"), _("Сколько и когда — словами.")),
            Specimen("icon", _("Значки"), _("Набор lucide; рядом со словом, не вместо него.")),
            Specimen("notice", _("Сообщения"), ""),
        ),
    ),
    (
        "people",
        _("Люди"),
        (
            Specimen("person", _("Человек"), _("Цвет кружка постоянен для имени и ничего не означает.")),
            Specimen("duo", _("Пара"), _("Сначала наставник, затем наставляемый.")),
        ),
    ),
    (
        "turns",
        _("Чья очередь и что делать"),
        (
            Specimen("turn", _("Чья очередь"), _("Единственное тёмное место страницы — то, что ждут от вас.")),
            Specimen("todo", _("Список дел"), _("Первое дело — главное. У каждого причина, пункт и одна кнопка.")),
            Specimen("button", _("Кнопки"), _("Главная — одна на странице.")),
        ),
    ),
    (
        "places",
        _("Места на странице"),
        (
            Specimen("card", _("Карточка"), ""),
            Specimen("facts", _("Сведения"), ""),
            Specimen("table", _("Таблица"), _("На узком экране строка становится карточкой.")),
            Specimen("empty", _("Пока пусто"), _("Почему пусто и с чего начать.")),
            Specimen("more", _("Раскрыть"), ""),
            Specimen("paper", _("Лист документа"), ""),
            Specimen("breadcrumbs", _("Где я"), ""),
            Specimen("tabs", _("Разделы одной вещи"), ""),
            Specimen("pagination", _("Страницы списка"), ""),
        ),
    ),
    (
        "process",
        _("Ход дела и числа"),
        (
            Specimen("road", _("Путь пары"), _("Пройдено, сейчас, впереди; что стоит — названо.")),
            Specimen("road_across", _("Семь этапов"), ""),
            Specimen("progress", _("Сколько сделано"), ""),
            Specimen("criteria", _("Почему эта пара"), _("Вес, вклад и сумма — числами.")),
            Specimen("number", _("Показатель"), _("Числитель и знаменатель видны всегда.")),
            Specimen("journal", _("Что произошло"), ""),
        ),
    ),
    (
        "forms",
        _("Формы"),
        (
            Specimen("wizard", _("Шаг из нескольких"), ""),
            Specimen("form", _("Форма"), _("Одной строкой; поля оформляет сама программа.")),
            Specimen("form_wrong", _("Форма с ошибками"), _("Сверху — список ошибок, каждая ведёт к своему полю.")),
            Specimen("form_parts", _("Форма по частям"), ""),
            Specimen("answers", _("Проверьте ответы"), ""),
            Specimen("filters", _("Отбор"), ""),
            Specimen("search", _("Поиск"), ""),
        ),
    ),
    (
        "layout",
        _("Раскладка"),
        (Specimen("layout", _("Классы раскладки"), ""),),
    ),
)

PAGES = {
    "curator": _("Страница куратора"),
    "mentor": _("Страница наставника"),
    "pair": _("Страница пары"),
    "request": _("Форма с ошибками"),
}


@public("made-up samples of the look; no row of the database is read")
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    context = samples.for_components(request)
    groups = [
        {
            "id": group,
            "title": title,
            "specimens": [
                {"specimen": one, "shown": _shown(one, context, request), "call": _call(one)} for one in specimens
            ],
        }
        for group, title, specimens in GROUPS
    ]
    menu = [{"label": title, "url": f"#{group}"} for group, title, _specimens in GROUPS]
    menu += [
        {"label": title, "url": reverse("kit:sample-page", args=[name]), "icon": "file-text"}
        for name, title in PAGES.items()
    ]
    return render(request, "kit/gallery.html", {"groups": groups, "nav_items": menu})


@public("made-up samples of the look; no row of the database is read")
def sample_page(request: HttpRequest, name: str) -> HttpResponse:
    """One whole page made of the components, with a frame and people of its own."""
    if name not in PAGES:
        raise Http404
    return render(request, f"kit/gallery/page_{name}.html", samples.for_page(name, request))


def _shown(specimen: Specimen, context: dict, request: HttpRequest) -> str:
    return get_template(f"kit/gallery/{specimen.name}.html").render(context, request)


def _call(specimen: Specimen) -> str:
    template = get_template(f"kit/gallery/{specimen.name}.html")
    return template.template.source.strip()  # type: ignore[attr-defined]
