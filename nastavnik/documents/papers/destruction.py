"""The act on the destruction of personal data with the extract from the journal (D30; Роскомнадзор, № 179, 28.10.2022).

The product destroys nothing by itself: somebody has done it by hand and noted it here; from the note both parts
are printed. Act and extract are kept for three years.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from nastavnik.documents.papers.parts import capital, head_signature
from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.organisations.models import Organisation
from nastavnik.papers.model import (
    Appendix,
    Approval,
    Blank,
    Column,
    DateNumberPlace,
    Definition,
    DocumentName,
    Heading,
    Note,
    Paper,
    Signature,
    Table,
)
from nastavnik.people.models import Person

EVENT = "destruction_noted"
SYSTEM = "Программа «Наставник»: учёт наставничества"
CATEGORIES = {
    "card": _("фамилия, имя, отчество, год рождения, контакты, должность, стаж, квалификационная категория"),
    "bank": _("ответы анкет для баз: профессиональные запросы, компетенции, пожелания"),
    "programme": _("тексты персонализированных программ, записи встреч, отметки о выполнении"),
    "survey": _("ответы анкет «до» и «после»"),
    "public": _("фотографии, видеозаписи, отзывы, опубликованные сведения"),
    "paper": _("бумажные анкеты и черновики"),
}
REASONS = {
    "purpose": _("достигнута цель обработки"),
    "withdrawn": _("отозвано согласие на обработку"),
    "demand": _("требование человека: данные неполны, неверны или не нужны"),
    "unlawful": _("выявлена неправомерная обработка"),
    "term": _("истёк срок хранения"),
}
WAYS = {
    "erased": _("стирание в информационной системе, восстановление исключено"),
    "shredded": _("измельчение бумажных носителей"),
    "both": _("стирание в информационной системе и измельчение бумажных носителей"),
}


@dataclass(frozen=True)
class Destruction:
    """One note of the journal, read back. `person` is None when the row itself is gone."""

    key: UUID
    number: int
    person: Person | None
    categories: tuple[str, ...]
    reason: str
    way: str
    on: date
    by: str

    @property
    def category_words(self) -> list[str]:
        return [str(CATEGORIES[code]) for code in self.categories if code in CATEGORIES]


def destructions(organisation: Organisation) -> list[Destruction]:
    """All notes of the institution, the latest first (two queries)."""
    entries = list(JournalEntry.objects.filter(organisation_id=organisation.pk, event=EVENT).order_by("-number"))
    people = Person.objects.of(organisation).in_bulk([entry.subject_id for entry in entries])
    return [_read(entry, people.get(entry.subject_id)) for entry in entries]


def _read(entry: JournalEntry, person: Person | None) -> Destruction:
    facts = entry.facts
    return Destruction(
        entry.pk, entry.number, person, tuple(facts["categories"]), facts["reason"], facts["way"],
        date.fromisoformat(facts["on"]), entry.actor_name,
    )  # fmt: skip


def destruction_paper(organisation: Organisation, noted: Destruction) -> Paper:
    """The act, and on a page of its own the extract from the journal of the information system."""
    name = noted.person.full_name.strip() if noted.person else ""
    subject = Definition("Субъект персональных данных", name) if name else Blank("Субъект персональных данных")
    words = ";\n".join(noted.category_words)
    reason, way = str(REASONS[noted.reason]), str(WAYS[noted.way])
    columns = (
        Column("Запись журнала №", 1.4),
        Column("Субъект", 2.6),
        Column("Категории уничтоженных данных", 5),
        Column("Информационная система", 2.4),
        Column("Причина", 2.4),
        Column("Дата", 1.8),
    )
    row = (str(noted.number), name or "____________", words, SYSTEM, reason, f"{noted.on:%d.%m.%Y}")
    return Paper(
        kind="destruction",
        title=f"Акт об уничтожении персональных данных от {noted.on:%d.%m.%Y}",
        author=organisation.short_name,
        date=clock.today(),
        keep_years=3,
        blocks=(
            Approval("УТВЕРЖДАЮ", _approver(organisation)),
            DocumentName("АКТ"),
            DateNumberPlace(place=organisation.place),
            Heading("об уничтожении персональных данных"),
            Definition("Оператор", ", ".join(filter(None, (organisation.full_name, organisation.address)))),
            Blank("Лицо, обрабатывающее данные по поручению оператора (если есть)"),
            subject,
            Definition("Перечень категорий уничтоженных данных", words),
            Definition("Информационная система", SYSTEM),
            Blank("Бумажный носитель, число листов (если были)"),
            Definition("Способ уничтожения", capital(way)),
            Definition("Причина уничтожения", capital(reason)),
            Definition("Дата уничтожения", f"{noted.on:%d.%m.%Y}"),
            Note(
                "Приказы, подписанные согласия и записи реестров хранятся по архивным срокам и не уничтожаются "
                "(152-ФЗ, статья 1, часть 2, пункт 2). Акт и выгрузка из журнала хранятся три года."
            ),
            Heading("Уничтожили", 2),
            *(Signature("Член комиссии (должность, фамилия, инициалы) ____________________", "") for _one in range(3)),
            Appendix(
                "к акту об уничтожении персональных данных",
                (
                    DocumentName("ВЫГРУЗКА ИЗ ЖУРНАЛА"),
                    Heading("регистрации событий в информационной системе персональных данных"),
                    Table(columns, (row,)),
                    Definition("Отметил(а) в журнале", noted.by),
                    Note(f"Выгрузка сделана {clock.today():%d.%m.%Y}."),
                    head_signature(organisation, clock.today()),
                ),
                page="landscape",
            ),
        ),
    )


def _approver(organisation: Organisation) -> tuple[str, ...]:
    line = head_signature(organisation, clock.today())
    return line.position, f"____________ {line.name}", "«____» ____________ 20____ г."
