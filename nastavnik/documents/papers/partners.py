"""Blanks for people from outside (D26): an agreement with a partner, a contract with an external mentor (4.3/6, 4.4.6).

The institution's card is filled in; the other side, terms and money are left for the hand. Drafts for a lawyer.
"""

from collections.abc import Iterator, Sequence

from nastavnik.documents.papers.parts import card, head_signature
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.papers.model import (
    Blank,
    Block,
    DateNumberPlace,
    DocumentName,
    Heading,
    Item,
    Note,
    Paper,
    Paragraph,
    Signature,
)
from nastavnik.people.addressing import head_on
from nastavnik.people.models import Sex

LINE = "____________________"
DAY = "__________"
DRAFT = (
    "Проект. До подписания его смотрят юрист и бухгалтер учреждения; условия можно дополнять и менять: файл "
    "редактируется в Word."
)


def partner_agreement(organisation: Organisation) -> Paper:
    """With an organisation whose teachers help ours, or ours theirs: no money, no names."""
    return _two_sides(
        organisation,
        kind="partner_agreement",
        name="СОГЛАШЕНИЕ",
        heading="о сотрудничестве в области наставничества педагогических работников",
        title="Соглашение о сотрудничестве с организацией-партнёром",
        other=f"{LINE * 3} (полное наименование организации-партнёра), в лице {LINE * 2} (должность, фамилия, имя, "
        f"отчество), действующего(ей) на основании {LINE}, именуемое далее «Партнёр»,",
        party="Партнёр",
        sections=(
            (
                "Предмет соглашения",
                (
                    "Стороны сотрудничают в наставничестве педагогических работников: обмениваются опытом, проводят "
                    "совместные мероприятия, привлекают своих работников как наставников и специалистов.",
                    "Соглашение не предусматривает финансовых обязательств. Оплата, если она потребуется, "
                    "оформляется отдельным договором.",
                ),
            ),
            (
                "Что делают стороны",
                (
                    "Учреждение: называет потребность в наставниках и специалистах; назначает куратора, который "
                    "ведёт программы; обеспечивает условия для встреч; знакомит участников с Положением о системе "
                    "(целевой модели) наставничества.",
                    "Партнёр: предлагает работников, готовых быть наставниками или специалистами; не препятствует их "
                    "участию в согласованное время; при необходимости предоставляет площадку.",
                    "Работник участвует только с его письменного согласия и без ущерба основной работе.",
                ),
            ),
            (
                "Персональные данные",
                (
                    "Каждая сторона обрабатывает персональные данные участников как самостоятельный оператор и только "
                    "при наличии законного основания. Передача данных другой стороне – с письменного согласия "
                    "участника (статья 88 Трудового кодекса Российской Федерации, статья 9 Федерального закона "
                    "от 27.07.2006 № 152-ФЗ).",
                    "Публикация сведений об участниках – только с их отдельного согласия на распространение.",
                ),
            ),
            (
                "Срок и порядок прекращения",
                (
                    f"Соглашение действует с {DAY} по {DAY}.",
                    "Любая сторона вправе отказаться от соглашения, письменно предупредив другую за 30 дней. Начатые "
                    "программы стороны стремятся довести до конца или передать другому наставнику.",
                    "Изменения оформляются письменно и подписываются обеими сторонами. Соглашение составлено в двух "
                    "экземплярах равной силы.",
                ),
            ),
        ),
        requisites=("Полное наименование", "Адрес", "ИНН, ОГРН", "Телефон, электронная почта"),
    )


def mentor_contract(organisation: Organisation) -> Paper:
    """With a person who does not work here: another institution's teacher, a pensioner (edge case 17)."""
    return _two_sides(
        organisation,
        kind="mentor_contract",
        name="ДОГОВОР",
        heading="с внешним наставником",
        title="Договор с внешним наставником",
        other=f"{LINE * 3} (фамилия, имя, отчество), именуемый(ая) далее «Наставник»,",
        party="Наставник",
        sections=(
            (
                "Предмет договора",
                (
                    "Наставник оказывает Учреждению услуги по сопровождению профессионального развития педагогических "
                    "работников Учреждения.",
                    Blank("Кого сопровождает (фамилии, инициалы, должности):", 2),
                    Blank("Содержание услуг:", 2),
                    Blank("Форма наставничества и способ встреч:"),
                    f"Срок: с {DAY} по {DAY}.",
                    Blank("Безвозмездно или за плату (размер, порядок оплаты):", 2),
                ),
            ),
            (
                "Обязанности сторон",
                (
                    "Наставник: вместе с наставляемым составляет и выполняет персонализированную программу; ведёт "
                    "записи встреч; соблюдает Положение о системе (целевой модели) наставничества, с которым он "
                    "ознакомлен; не разглашает сведения о работниках, воспитанниках и их семьях.",
                    "Учреждение: закрепляет наставника приказом по его письменному согласию; назначает куратора; "
                    "предоставляет место и необходимые сведения; получает согласие наставляемого.",
                    "До начала работы с посещением групп Наставник представляет документы, подтверждающие отсутствие "
                    "ограничений на педагогическую деятельность (статьи 331 и 351.1 Трудового кодекса Российской "
                    "Федерации).",
                ),
            ),
            (
                "Персональные данные",
                (
                    "Персональные данные Наставника обрабатываются на основании его отдельного письменного согласия, "
                    "данного Учреждению; этот договор такого согласия не содержит.",
                    "Публикация сведений о Наставнике – только с его отдельного согласия на распространение.",
                ),
            ),
            (
                "Прекращение договора",
                (
                    "Любая сторона вправе отказаться от договора, письменно предупредив другую не менее чем за три "
                    "рабочих дня.",
                    "Договор составлен в двух экземплярах равной силы, изменения к нему – письменные.",
                ),
            ),
        ),
        requisites=(
            "Фамилия, имя, отчество",
            "Место работы, должность",
            "Документ, удостоверяющий личность",
            "Адрес, телефон",
        ),
    )


def _two_sides(
    organisation: Organisation,
    *,
    kind: str,
    name: str,
    heading: str,
    title: str,
    other: str,
    party: str,
    sections: Sequence[tuple[str, Sequence[str | Blank]]],
    requisites: Sequence[str],
) -> Paper:
    today = clock.today()
    return Paper(
        kind=kind,
        title=title,
        author=organisation.short_name,
        date=today,
        blocks=(
            Note(DRAFT),
            DocumentName(name),
            Heading(heading),
            DateNumberPlace(place=organisation.place),
            Paragraph(
                f"{_our_side(organisation)} с одной стороны, и {other} с другой стороны, заключили {_this(name)}:",
                align="left",
            ),
            *_sections(sections),
            *_sides(organisation, party, requisites),
        ),
    )


def _this(name: str) -> str:
    return "настоящее соглашение о следующем" if name == "СОГЛАШЕНИЕ" else "настоящий договор о следующем"


def _our_side(organisation: Organisation) -> str:
    """«… в лице заведующего Веретенниковой Ольги Станиславовны, действующей на основании Устава, …»."""
    head = head_on(organisation, clock.today())
    sex = head.person.sex if head.person else ""
    acting = {str(Sex.FEMALE): "действующей", str(Sex.MALE): "действующего"}.get(sex, "действующего(ей)")
    who = head.in_cases.genitive if head.name else f"руководителя {LINE}"
    return f"{organisation.full_name} в лице {who}, {acting} на основании Устава, именуемое далее «Учреждение»,"


def _sections(sections: Sequence[tuple[str, Sequence[str | Blank]]]) -> Iterator[Block]:
    for number, (heading, items) in enumerate(sections, 1):
        yield Heading(f"{number}. {heading}", 2)
        for place, text in enumerate(items, 1):
            mark = f"{number}.{place}."
            yield Blank(f"{mark} {text.label}", text.lines) if isinstance(text, Blank) else Item(mark, text)


def _sides(organisation: Organisation, party: str, requisites: Sequence[str]) -> Iterator[Block]:
    today = clock.today()
    yield Heading("Реквизиты и подписи сторон", 2)
    yield Heading("Учреждение", 3)
    yield from card(organisation)
    yield head_signature(organisation, today, dated=True)
    yield Heading(party, 3)
    yield from (Blank(label) for label in requisites)
    yield Signature(party, LINE, dated=True)
