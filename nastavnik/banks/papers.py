"""The questionnaires on paper (D16), for people without a device: the curator enters what they have ticked."""

from nastavnik.banks.models import Bank, Collection, MenteeCategory, Topic
from nastavnik.banks.topics import HOURS
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.papers import model as paper
from nastavnik.regulation.models import Form
from nastavnik.russian.numerals import NBSP

BOX = "☐"


def questionnaire_paper(organisation: Organisation, bank: str, collection: Collection | None = None) -> paper.Paper:
    """The questions of the page on a sheet to be filled in by hand; `collection` gives the day to answer by."""
    build = _of_mentor if bank == Bank.MENTORS else _of_requests
    name, heading = (
        ("АНКЕТА", "будущего наставника") if bank == Bank.MENTORS else ("АНКЕТА", "о профессиональных запросах")
    )
    blocks: list[paper.Block] = [
        paper.DocumentName(name),
        paper.Heading(heading),
        paper.Paragraph(_lead(bank, collection)),
        paper.Blank("Фамилия, имя, отчество"),
        paper.Blank("Должность"),
        *build(organisation),
        paper.Signature("", "", dated=True),
    ]
    return paper.Paper(
        kind=f"questionnaire_{bank}", title=f"Анкета {heading}", author=organisation.short_name, date=clock.today(),
        blocks=tuple(blocks), keep_years=1,
    )  # fmt: skip


def _lead(bank: str, collection: Collection | None) -> str:
    until = f" Верните её куратору до {collection.deadline:%d.%m.%Y}." if collection else ""
    if bank == Bank.MENTORS:
        return f"Наставничество добровольно: ответ «нет» нигде не отмечается и ни на что не влияет.{until}"
    return f"По ответам подбирают наставника. Отвечать не обязательно: можно отметить, что запросов нет.{until}"


def _of_requests(organisation: Organisation) -> list[paper.Block]:
    return [
        paper.Paragraph(f"{BOX}{NBSP}Сейчас запросов нет.", indent=False),
        paper.Heading("В чём вам нужна помощь", 2),
        _topics(organisation),
        paper.Blank("Своими словами", 4),
        paper.Heading("О себе", 2),
        _boxes(str(category.label) for category in MenteeCategory),
        *_conditions(),
    ]


def _of_mentor(organisation: Organisation) -> list[paper.Block]:
    limit = organisation.settings.mentor_limit
    return [
        paper.Heading("Готовы ли вы стать наставником", 2),
        _boxes(("да", "нет, сейчас не могу")),
        paper.Heading("Ваши сильные темы", 2),
        _topics(organisation),
        paper.Blank("Опыт и достижения", 3),
        paper.Blank("Опыт обучения взрослых"),
        paper.Heading("Сколько готовы взять", 2),
        _boxes([f"{number}" for number in range(1, limit + 1)]),
        paper.Blank("Часов в неделю"),
        paper.Blank("Что вам нужно для начала", 2),
        *_conditions(),
    ]


def _conditions() -> list[paper.Block]:
    return [
        paper.Heading("Удобные формы наставничества", 2),
        _boxes(str(form.label) for form in Form),
        paper.Heading("Когда удобно встречаться", 2),
        _boxes([*(str(words) for _code, words in HOURS), "можно дистанционно"]),
        paper.Blank("Пожелания", 2),
    ]


def _topics(organisation: Organisation) -> paper.Table:
    """The directory of the institution: the same words as on the page, so that answers mean the same."""
    rows = [(topic.area, topic.name, BOX) for topic in Topic.objects.of(organisation).filter(is_active=True)]
    shown = [
        ("" if place and rows[place - 1][0] == area else area, name, box)
        for place, (area, name, box) in enumerate(rows)
    ]
    columns = (paper.Column("Область", 3), paper.Column("Направление", 5), paper.Column("Отметка", 1, "center"))
    return paper.Table(columns, tuple(shown), empty="В справочнике нет направлений.")


def _boxes(labels) -> paper.Paragraph:
    return paper.Paragraph("   ".join(f"{BOX}{NBSP}{label}" for label in labels), align="left", indent=False)
