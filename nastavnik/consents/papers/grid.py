"""The part that the subject fills in: resources with full addresses, what × where, conditions (приказ РКН № 18)."""

from nastavnik.consents.choice import CONDITIONS, NO_CONDITIONS, Choice, offered
from nastavnik.consents.models import FIELDS_OF, Consent, ConsentKind, Onward, PublicField, Resource
from nastavnik.papers import model as paper

BOX, TICKED = "☐", "☑"


def chosen_blocks(consent: Consent, choice: Choice | None) -> list[paper.Block]:
    """The grid with empty boxes (`choice` None: a blank), or with what has been ticked."""
    places = offered(consent)
    blocks: list[paper.Block] = [
        paper.Heading("Информационные ресурсы", 2),
        paper.Table(
            (paper.Column("№", 0.4, "center"), paper.Column("Ресурс", 2.2), paper.Column("Полный адрес", 3.4)),
            tuple((str(number), one.name, one.address) for number, one in enumerate(places, 1)),
        ),
        paper.Heading(_heading(consent), 2),
        _grid(consent, places, choice),
        paper.Note(
            "Знак ☑ проставлен там, где разрешено; где его нет, не разрешено."
            if choice
            else "Отметьте знаком ✓ каждую клетку, где разрешаете. Пустая клетка означает, что не разрешаете."
        ),
    ]
    if consent.kind == ConsentKind.DISTRIBUTION:
        blocks += _conditions(choice)
    return blocks


def _heading(consent: Consent) -> str:
    if consent.kind == ConsentKind.IMAGE:
        return "Какие изображения и где разрешаю использовать"
    return "Какие данные и где разрешаю распространять"


def _grid(consent: Consent, places: list[Resource], choice: Choice | None) -> paper.Table:
    columns = (paper.Column("Данные", 3), *(paper.Column(f"№ {n}", 0.7, "center") for n in range(1, len(places) + 1)))
    rows = tuple(
        (_capital(field), *(TICKED if choice and choice.ticked(field, one.pk) else BOX for one in places))
        for field in FIELDS_OF[consent.kind]
    )
    return paper.Table(columns, rows)


def _conditions(choice: Choice | None) -> list[paper.Block]:
    """Whether there are conditions must be said: without this line the law lets nobody publish (ст. 10.1 ч. 5)."""
    said = choice.conditions if choice else ""
    blocks: list[paper.Block] = [
        paper.Heading("Условия и запреты", 2),
        _option("Условий и запретов не устанавливаю.", said == NO_CONDITIONS),
        _option("Устанавливаю следующие условия и запреты (152-ФЗ, статья 10.1, часть 9):", said == CONDITIONS),
    ]
    if choice is None:
        rows: tuple = tuple((_capital(field), BOX, "") for field in PublicField)
    else:
        rows = tuple(
            (_capital(field), TICKED if field in choice.forbidden else BOX, choice.words.get(field, ""))
            for field in PublicField
            if field in choice.forbidden or field in choice.words
        )
    if rows:
        blocks.append(
            paper.Table(
                (
                    paper.Column("Данные", 2.4),
                    paper.Column("Запрещаю распространять", 1.2, "center"),
                    paper.Column("Разрешаю с условием (каким)", 2.6),
                ),
                rows,
            )
        )
    onward = choice.onward if choice else ""
    return [
        *blocks,
        paper.Heading("Условия передачи данных оператором", 2),
        *(_option(_capital(one) + ".", one == onward) for one in Onward),
    ]


def _option(words: str, is_ticked: bool) -> paper.Paragraph:
    return paper.Paragraph(f"{TICKED if is_ticked else BOX} {words}", "left", indent=False)


def _capital(choice) -> str:
    text = str(choice.label)
    return text[:1].upper() + text[1:]
