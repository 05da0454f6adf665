"""The one table of all documents (domain 3.2): code, clause, how long it is kept, where it is made.

A document that needs a choice (which pair, which order) has a `screen`; one that needs none is taken at once in
both formats. `kept` is the address where the paper of one row is found: a house test asks there for both.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

FOREVER = _("постоянно")
AS_STAFF = _("50/75 лет, как документы по личному составу")
THREE_YEARS = _("3 года после окончания или отзыва")
FIVE_YEARS = _("5 лет после завершения")
NEEDED = _("пока нужен")


class Group(StrEnum):
    """In the order of the page."""

    BASE = "base"
    CONSENTS = "consents"
    PAIRS = "pairs"
    PROGRAMME = "programme"
    MONITORING = "monitoring"
    PUBLIC = "public"
    JOURNALS = "journals"


GROUPS = {
    Group.BASE: _("Основа"),
    Group.CONSENTS: _("Согласия"),
    Group.PAIRS: _("Пары и трудовое право"),
    Group.PROGRAMME: _("Базы и программа"),
    Group.MONITORING: _("Мониторинг"),
    Group.PUBLIC: _("Публикация"),
    Group.JOURNALS: _("Журналы и реестры"),
}


@dataclass(frozen=True)
class Way:
    """How one comes by a document: a page, or (`is_paper`) the address of a file that wants a format at its end."""

    label: Any
    address: str
    arguments: tuple[str, ...] = ()
    permission: str = "documents.take_papers"
    is_paper: bool = False
    yearly: bool = False


@dataclass(frozen=True)
class Entry:
    """One of the 31. `kept`: address and further arguments of the paper of a row, when a row is needed."""

    code: str
    title: Any
    group: Group
    clause: str
    keep: Any
    ways: tuple[Way, ...]
    kept: tuple[str, tuple[str, ...]] | None = None
    hint: Any = ""


def screen(label, address: str, permission: str, *arguments: str) -> Way:
    return Way(label, address, arguments, permission)


def paper(label, name: str, *, yearly: bool = False) -> Way:
    """A paper of this room that is made at once (`at_once.AT_ONCE`)."""
    return Way(label, "documents:paper", (name,), is_paper=True, yearly=yearly)


_ORDER = ("orders:order-paper", ())
_CONSENT = ("consents:consent-paper", ())
_BASE_ORDER = screen(_("Составить приказ"), "orders:base-order-start", "orders.draft_order")
_CONSENTS = screen(_("К согласиям"), "consents:consent-list", "consents.view_consents")
_ASK = screen(_("Подготовить бланк"), "consents:consent-ask", "consents.propose_consent")
_DUTIES = screen(_("К соглашениям и уведомлениям"), "duties:supplement-list", "duties.view_duties")
_PROGRAMMES = screen(_("К программам"), "programmes:programme-list", "programmes.view_programmes")


def _programme(kind: str) -> tuple[str, tuple[str, ...]]:
    return "programmes:programme-paper", (kind,)


CATALOGUE: tuple[Entry, ...] = (
    Entry(
        "D1", _("Приказ о внедрении целевой модели наставничества"), Group.BASE, "4.1", FOREVER, (_BASE_ORDER,), _ORDER
    ),
    Entry("D2", _("Приказ об утверждении Положения"), Group.BASE, "4.1", FOREVER, (_BASE_ORDER,), _ORDER),
    Entry("D3", _("Приказ о назначении куратора"), Group.BASE, "4.4.1", FOREVER, (_BASE_ORDER,), _ORDER),
    Entry(
        "D4",
        _("Приказ о составе рабочей группы, объединения наставников"),
        Group.BASE,
        "4.3/3",
        FOREVER,
        (screen(_("Составить приказ"), "orders:body-order-start", "orders.draft_order"),),
        _ORDER,
    ),
    Entry(
        "D21",
        _("Дорожная карта"),
        Group.BASE,
        "4.3/4",
        FOREVER,
        (screen(_("К дорожной карте"), "roadmap:roadmap-detail", "roadmap.view_roadmap"),),
        ("roadmap:roadmap-paper", ()),
    ),
    Entry(
        "D7",
        _("Согласие на наставничество"),
        Group.CONSENTS,
        "4.2",
        THREE_YEARS,
        (_CONSENTS,),
        _CONSENT,
        _("Бланк появляется, когда участники пары согласились работать вместе."),
    ),
    Entry("D8", _("Согласие наставляемого"), Group.CONSENTS, "4.3/5", THREE_YEARS, (_CONSENTS,), _CONSENT),
    Entry(
        "D9",
        _("Согласие на обработку персональных данных"),
        Group.CONSENTS,
        "R2.2",
        THREE_YEARS,
        (_ASK, _CONSENTS),
        _CONSENT,
    ),
    Entry(
        "D10",
        _("Согласие на распространение персональных данных"),
        Group.CONSENTS,
        "9.3",
        THREE_YEARS,
        (_ASK,),
        _CONSENT,
    ),
    Entry("D11", _("Согласие на использование изображения"), Group.CONSENTS, "9.3", THREE_YEARS, (_ASK,), _CONSENT),
    Entry(
        "D26",
        _("Люди со стороны: согласие специалиста, соглашение с партнёром, договор с внешним наставником"),
        Group.CONSENTS,
        "4.3/6",
        AS_STAFF,
        (
            screen(_("Согласие специалиста"), "consents:consent-ask", "consents.propose_consent"),
            paper(_("Соглашение с организацией-партнёром"), "partner-agreement"),
            paper(_("Договор с внешним наставником"), "mentor-contract"),
            screen(_("К партнёрам"), "partners:partner-list", "partners.view_partners"),
        ),
        hint=_("Карточка учреждения вписана, остальное — от руки или в Word. Проект смотрит юрист."),
    ),
    Entry(
        "D5",
        _("Приказ о закреплении наставнических пар и групп"),
        Group.PAIRS,
        "4.3/5",
        FOREVER,
        (screen(_("Составить приказ"), "orders:relations-order-start", "orders.draft_order"),),
        _ORDER,
    ),
    Entry(
        "D6",
        _("Приказы об изменениях, замене, прекращении, поощрении, об утверждении базы"),
        Group.PAIRS,
        "8",
        FOREVER,
        (
            screen(_("Изменить, заменить, продлить, прекратить"), "orders:change-order-start", "orders.draft_order"),
            screen(_("Утвердить базу"), "orders:bank-order-start", "orders.draft_order"),
            screen(_("Поощрить"), "orders:reward-order-start", "orders.draft_order"),
        ),
        _ORDER,
    ),
    Entry(
        "D22",
        _("Заявление о сложении обязанностей наставника"),
        Group.PAIRS,
        "5.1/3",
        AS_STAFF,
        (_DUTIES,),
        ("duties:notice-paper", ()),
    ),
    Entry(
        "D23",
        _("Ходатайство о замене наставника"),
        Group.PAIRS,
        "6.1/5",
        AS_STAFF,
        (paper(_("Бланк"), "replacement-petition"),),
        hint=_("Наставляемый печатает своё со страницы пары; наставник его не видит."),
    ),
    Entry(
        "D24",
        _("Дополнительное соглашение к трудовому договору"),
        Group.PAIRS,
        "4.2",
        AS_STAFF,
        (_DUTIES,),
        kept=("duties:supplement-paper", ()),
        hint=_("Статья 351.8 Трудового кодекса: содержание, сроки, форма, оплата."),
    ),
    Entry(
        "D25",
        _("Уведомление работодателя об отмене поручения"),
        Group.PAIRS,
        "4.2",
        AS_STAFF,
        (_DUTIES,),
        ("duties:notice-paper", ()),
    ),
    Entry(
        "D27",
        _("Протоколы: объединения наставников, педсовета, знакомства пары, установочной сессии"),
        Group.PAIRS,
        "7.2",
        FOREVER,
        (
            screen(_("К протоколам"), "documents:minutes-list", "documents.view_minutes"),
            screen(_("Составить протокол"), "documents:minutes-draft", "documents.write_minutes"),
        ),
        ("documents:minutes-paper", ()),
    ),
    Entry(
        "D14",
        _("База наставляемых"),
        Group.PROGRAMME,
        "4.4.2",
        FIVE_YEARS,
        (
            screen(_("К базе"), "banks:entry-list", "banks.view_banks", "mentees"),
            paper(_("База наставляемых"), "base-of-mentees"),
        ),
    ),
    Entry(
        "D15",
        _("База наставников"),
        Group.PROGRAMME,
        "4.4.2",
        FIVE_YEARS,
        (
            screen(_("К базе"), "banks:entry-list", "banks.view_banks", "mentors"),
            paper(_("База наставников"), "base-of-mentors"),
        ),
    ),
    Entry(
        "D16",
        _("Анкеты: запросы, будущий наставник, «до» и «после»"),
        Group.PROGRAMME,
        "M2",
        NEEDED,
        (
            Way(_("Анкета о запросах"), "banks:questionnaire-paper", ("mentees",), "banks.run_collection", True),
            Way(_("Анкета наставника"), "banks:questionnaire-paper", ("mentors",), "banks.run_collection", True),
            paper(_("Наставляемый «до»"), "survey-mentee-before"),
            paper(_("Наставляемый «после»"), "survey-mentee-after"),
            paper(_("Наставник «до»"), "survey-mentor-before"),
            paper(_("Наставник «после»"), "survey-mentor-after"),
        ),
    ),
    Entry(
        "D12",
        _("Персонализированная программа"),
        Group.PROGRAMME,
        "1.3/6",
        FIVE_YEARS,
        (_PROGRAMMES,),
        _programme("programme"),
    ),
    Entry(
        "D13",
        _("План мероприятий"),
        Group.PROGRAMME,
        "1.3/6",
        FIVE_YEARS,
        (_PROGRAMMES,),
        _programme("programme"),
        _("Раздел программы."),
    ),
    Entry(
        "D17", _("Журнал и график встреч"), Group.PROGRAMME, "3.3", FIVE_YEARS, (_PROGRAMMES,), _programme("meetings")
    ),
    Entry(
        "D18",
        _("Отчёт наставника, промежуточный и итоговый"),
        Group.PROGRAMME,
        "4.4.8",
        FIVE_YEARS,
        (_PROGRAMMES,),
        _programme("final-report"),
    ),
    Entry(
        "D19",
        _("Самоанализ наставляемого, отзывы"),
        Group.PROGRAMME,
        "M4",
        FIVE_YEARS,
        (_PROGRAMMES,),
        _programme("self-analysis"),
    ),
    Entry(
        "D20",
        _("Аналитический отчёт куратора"),
        Group.MONITORING,
        "4.4.11",
        FOREVER,
        (screen(_("К отчётам"), "monitoring:report-list", "monitoring.view_reports"),),
        ("monitoring:report-paper", ()),
    ),
    Entry(
        "D31",
        _("Справка наставника и ходатайство для аттестации"),
        Group.MONITORING,
        "4.3/8",
        NEEDED,
        (screen(_("К справкам"), "documents:portfolio-list", "documents.take_papers"),),
        ("documents:portfolio-paper", ("portfolio",)),
        _("На категорию «педагог-наставник»: периоды, число наставляемых, результаты, приказы."),
    ),
    Entry(
        "D29",
        _("Раздел сайта «Наставничество»"),
        Group.PUBLIC,
        "9.2",
        NEEDED,
        (
            screen(_("Посмотреть и скопировать"), "documents:site-section", "documents.take_papers"),
            paper(_("Раздел сайта"), "site-section"),
        ),
    ),
    Entry(
        "D28",
        _("Журнал регистрации приказов, реестры, лист ознакомления с Положением"),
        Group.JOURNALS,
        "4.4.8",
        FOREVER,
        (
            paper(_("Приказы по основной деятельности"), "orders-main", yearly=True),
            paper(_("Приказы по личному составу"), "orders-personnel", yearly=True),
            paper(_("Реестр программ"), "programmes-register", yearly=True),
            Way(_("Реестр согласий"), "consents:register-download", (), "consents.view_consents", True),
            paper(_("Лист ознакомления с Положением"), "regulation-acquaintance"),
        ),
    ),
    Entry(
        "D30",
        _("Акт об уничтожении персональных данных"),
        Group.JOURNALS,
        "4.4.5",
        _("3 года"),
        (screen(_("Составить акт"), "documents:destruction-list", "documents.note_destruction"),),
        ("documents:destruction-paper", ()),
    ),
)
