"""The kinds of papers that may have a form of their own, in words, and the facts that each of them adds.

The room lies in the cellar: rooms above announce their kinds with `declare_kind` when their papers.py is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.refusal import Refused
from nastavnik.papers import model
from nastavnik.papers.own_forms.field import Field
from nastavnik.papers.own_forms.fields import FIELDS


@dataclass(frozen=True)
class Kind:
    """`kind` is Paper.kind; `facts`: name of a placeholder -> what it means."""

    kind: str
    words: str | Promise
    facts: Mapping[str, str] = field(default_factory=dict)


_KINDS: dict[str, Kind] = {}


def declare_kind(kind: str, words: str | Promise, facts: Mapping[str, str] | None = None) -> None:
    """Announce a kind; once more with the same name replaces it.

    Raises ValueError for a fact whose name is not one (letters, digits, «_») or is that of a field.
    """
    facts = dict(facts or {})
    taken = {one.name for one in FIELDS}
    for name in facts:
        if not name.isidentifier() or name.startswith("_") or name in taken:
            raise ValueError(f"Вид «{kind}»: «{name}» не может быть названием сведения.")
    _KINDS[kind] = Kind(kind, words, facts)


def all_kinds() -> list[Kind]:
    """Every kind that may have a form of its own, in the order of its words."""
    return sorted(_KINDS.values(), key=lambda one: str(one.words).lower())


def kind_named(kind: str) -> Kind:
    """The kind of this code name. Raises Refused when there is none."""
    if kind not in _KINDS:
        raise Refused(gettext("Неизвестный вид документа. Выберите вид из списка."), field="kind")
    return _KINDS[kind]


def known_fields(kind: str) -> tuple[Field, ...]:
    """What may be written into a form of this kind: the facts of the kind first, then what all papers tell."""
    facts = tuple(Field(name, words) for name, words in kind_named(kind).facts.items())
    return facts + FIELDS


def sample_paper(kind: str) -> model.Paper:
    """A made-up paper with every part and every fact of the kind: the trial of a form at its upload."""
    facts = tuple((name, f"образец: {words}") for name, words in kind_named(kind).facts.items())
    columns = (model.Column("№", 1), model.Column("Наставник", 3), model.Column("Наставляемый", 3))
    rows = (("1", "Белокопытова И. Г.", "Зайцева П. А."), ("2", "Гаврилюк О. П.", "Ким А."))
    return model.Paper(
        kind=kind,
        title="Образец документа",
        author="МБДОУ «Детский сад № 7 «Рябинка»",
        date=date(2026, 9, 1),
        facts=facts,
        blocks=(
            model.Letterhead(
                "Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № 7 «Рябинка»",
                "МБДОУ «Детский сад № 7 «Рябинка»",
                "Администрация города Энска",
                "г. Энск, ул. Садовая, д. 7",
            ),
            model.Approval("УТВЕРЖДЕНО", ("приказом от 01.09.2026 № 1-од",)),
            model.Addressee(("Заведующему О. С. Веретенниковой", "от воспитателя И. Г. Белокопытовой")),
            model.DocumentName("ДОКУМЕНТ"),
            model.DateNumberPlace(date(2026, 9, 1), "1-од", "г. Энск"),
            model.Heading("Об образце"),
            model.Paragraph("В целях проверки формы"),
            model.Command(),
            model.Item("1.", "Первый пункт <образца> & его знаки."),
            model.Item("2.", "Второй пункт."),
            model.Table(columns, rows, caption="Пары"),
            model.Definition("Срок", "по 31.05.2027"),
            model.Signature("Заведующий", "О. С. Веретенникова"),
            model.Acquaintance((model.Acquainted("Белокопытова И. Г.", "воспитатель"),)),
            model.Appendix("к приказу от 01.09.2026 № 1-од", (model.Paragraph("Текст приложения."),), "1"),
        ),
    )


# The papers of the rooms as they stand; a room that adds facts declares its kind anew.
for _kind, _words in {
    "order": _("Приказ"),
    "programme": _("Персонализированная программа"),
    "meetings": _("Журнал встреч"),
    "report": _("Аналитический отчёт куратора"),
    "roadmap": _("Дорожная карта"),
    "consent_mentoring": _("Согласие наставника"),
    "consent_mentee": _("Согласие наставляемого"),
    "consent_processing": _("Согласие на обработку персональных данных"),
    "consent_distribution": _("Согласие на распространение персональных данных"),
    "consent_image": _("Согласие на использование изображения"),
    "consent_specialist": _("Согласие привлечённого специалиста"),
    "consent_transfer": _("Согласие на передачу персональных данных"),
    "consent_signature": _("Согласие на простую электронную подпись"),
    "supplement": _("Дополнительное соглашение к трудовому договору"),
    "notice_resign": _("Заявление о сложении обязанностей наставника"),
    "notice_cancel": _("Уведомление об отмене поручения"),
    "petition": _("Ходатайство о замене наставника"),
    "minutes": _("Протокол"),
    "readers_sheet": _("Лист ознакомления"),
    "refusal_act": _("Акт об отказе от ознакомления"),
    "portfolio": _("Справка о наставнической деятельности"),
    "attestation_petition": _("Ходатайство об аттестации"),
    "mentor_contract": _("Договор со сторонним наставником"),
    "partner_agreement": _("Соглашение с организацией-партнёром"),
}.items():
    declare_kind(_kind, _words)
