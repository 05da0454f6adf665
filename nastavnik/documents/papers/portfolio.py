"""A mentor's reference for attestation to «педагог-наставник», and the draft of the employer's petition (D31).

Only facts that the institution knows; what else counts (publications, contests) is left for the hand. Mentees
are numbers, not names.
"""

from collections.abc import Iterator

from nastavnik.documents.papers.parts import capital, curator_signature, head_signature, letterhead, named
from nastavnik.documents.portfolio import Portfolio, Work
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.papers.model import (
    Addressee,
    Blank,
    Block,
    Column,
    DateNumberPlace,
    Definition,
    DocumentName,
    Heading,
    Item,
    Note,
    Paper,
    Paragraph,
    Table,
)
from nastavnik.people.models import Person
from nastavnik.russian.numerals import months_words, plural
from nastavnik.russian.positions import decline_position

LINE = "____________________"
WORK_COLUMNS = (
    Column("№", 0.8, "center"),
    Column("Период", 2.8),
    Column("Сколько наставляемых", 2.2, "center"),
    Column("Форма", 3),
    Column("Основание", 3.2),
    Column("Проведено встреч", 2.2),
    Column("Программа, результат", 5),
)


def portfolio_paper(portfolio: Portfolio, organisation: Organisation) -> Paper:
    """The reference: sums on top, then every pair or group, then what is added by hand."""
    today = clock.today()
    return Paper(
        kind="portfolio",
        title=f"Справка о наставнической деятельности: {portfolio.person.full_name}",
        author=organisation.short_name,
        date=today,
        page="landscape",
        blocks=(
            letterhead(organisation),
            DocumentName("СПРАВКА"),
            DateNumberPlace(place=organisation.place),
            Heading("о наставнической деятельности"),
            Definition("Наставник", named(portfolio.person, today)),
            *_facts(portfolio),
            Heading("1. Пары и группы", 2),
            Table(WORK_COLUMNS, tuple(_work_row(number, work) for number, work in enumerate(portfolio.works, 1))),
            Heading("2. Приказы", 2),
            *(Item(f"{number}.", f"{capital(ground)}.") for number, ground in enumerate(portfolio.grounds, 1)),
            Heading("3. Поощрения", 2),
            *(Item(f"{number}.", words) for number, words in enumerate(portfolio.awards, 1)),
            *(() if portfolio.awards else (Paragraph("Поощрений не записано."),)),
            Heading("4. Дополняется вручную", 2),
            Blank("Мероприятия, открытые занятия, мастер-классы", 2),
            Blank("Публикации и методические разработки", 2),
            Blank("Участие наставляемых в конкурсах, их достижения", 2),
            Note("Справка составлена по записям учреждения. Наставляемые не названы: указано их число."),
            head_signature(organisation, today),
            curator_signature(organisation, today),
        ),
    )


def petition_paper(portfolio: Portfolio, organisation: Organisation) -> Paper:
    """The employer's petition to the attestation commission (приказ Минпросвещения от 24.03.2023 № 196), a draft."""
    today = clock.today()
    return Paper(
        kind="attestation_petition",
        title=f"Ходатайство работодателя: {portfolio.person.full_name}",
        author=organisation.short_name,
        date=today,
        blocks=(
            Addressee(("В аттестационную комиссию", LINE)),
            letterhead(organisation),
            DocumentName("ХОДАТАЙСТВО"),
            DateNumberPlace(place=organisation.place),
            Heading("об установлении квалификационной категории «педагог-наставник»"),
            Paragraph(
                f"{organisation.full_name} ходатайствует об установлении {_to_whom(portfolio.person)} "
                "квалификационной категории «педагог-наставник» в соответствии с Порядком проведения аттестации "
                "педагогических работников, утверждённым приказом Минпросвещения России от 24.03.2023 № 196."
            ),
            Heading("1. Наставничество в отношении педагогических работников", 2),
            *_facts(portfolio),
            *_results(portfolio),
            Heading("2. Другие показатели деятельности, не входящей в должностные обязанности", 2),
            Blank("Руководство практической подготовкой студентов", 2),
            Blank("Содействие педагогам в подготовке к конкурсам профессионального мастерства", 2),
            Blank("Распространение авторских подходов и методических разработок в области наставничества", 2),
            Paragraph(f"Деятельность рассмотрена педагогическим советом: протокол от {LINE} № ______.", align="left"),
            Note("Проект. Сверьте сведения с документами и впишите недостающее. Приложение: справка о наставничестве."),
            head_signature(organisation, today),
        ),
    )


def _facts(portfolio: Portfolio) -> Iterator[Block]:
    person, today = portfolio.person, clock.today()
    months = person.experience_on(today)
    if person.category:
        yield Definition("Квалификационная категория", str(person.get_category_display()))
    if months is not None:
        yield Definition("Педагогический стаж", months_words(months))
    first = portfolio.works[0].since
    yield Definition("Наставничество", f"с {first:%d.%m.%Y}, в общей сложности {months_words(portfolio.months)}")
    yield Definition("Сопровождал(а)", plural(portfolio.mentees, "педагога", "педагогов", "педагогов"))
    yield Definition("Программ завершено полностью", str(portfolio.completed))
    yield Definition("Проведено встреч", str(portfolio.meetings))
    forms = dict.fromkeys(str(work.relation.get_form_display()) for work in portfolio.works)
    yield Definition("Формы наставничества", ", ".join(forms))


def _results(portfolio: Portfolio) -> Iterator[Block]:
    told = [
        f"Программа № {programme.number}/{programme.year}: {programme.result}"
        for work in portfolio.works
        for programme in work.programmes
        if programme.result
    ]
    if told:
        yield Paragraph("Результаты завершённых программ:")
        yield from (Item(f"{number}.", text) for number, text in enumerate(told, 1))


def _to_whom(person: Person) -> str:
    """«воспитателю Белокопытовой Ирине Геннадьевне»; undeclined where the sex is not told (edge case 4)."""
    post, cases = person.position_on(clock.today()), person.cases
    if not cases.certain:
        return f"педагогическому работнику ({', '.join(filter(None, (person.full_name, post)))})"
    return " ".join(filter(None, (decline_position(post).dative if post else "", cases.dative)))


def _work_row(number: int, work: Work) -> tuple[str, ...]:
    relation = work.relation
    until = f"{work.until:%d.%m.%Y}" if work.until else "настоящее время"
    hours = f", {work.minutes // 60} ч {work.minutes % 60:02} мин" if work.minutes else ""
    return (
        str(number),
        f"с {work.since:%d.%m.%Y} по {until}",
        str(len(work.mentees)),
        f"{relation.get_category_form_display()}; {relation.get_form_display()}",
        relation.ground,
        f"{work.meetings}{hours}",
        ";\n".join(_programme(programme) for programme in work.programmes) or "программа ещё не составлена",
    )


def _programme(programme) -> str:
    words = f"№ {programme.number}/{programme.year}, {programme.get_state_display()}"
    if programme.ended_on:
        words = f"{words} {programme.ended_on:%d.%m.%Y}"
    return f"{words}: {programme.result}" if programme.result else words
