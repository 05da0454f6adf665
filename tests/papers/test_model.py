import json
from datetime import date

import pytest

from nastavnik.papers import model
from nastavnik.papers.frozen import freeze, thaw
from nastavnik.papers.model import Column, Heading, Item, Paper, Paragraph, Run, Table, plain
from nastavnik.papers.plain import to_text
from tests.papers import samples


def paper(*blocks, **changes) -> Paper:
    fields = {"kind": "order", "title": "Приказ", "author": "ДОУ", "date": date(2026, 9, 1), "blocks": blocks}
    return Paper(**fields | changes)


def test_a_text_is_cleaned_when_a_part_is_made():
    item = Item("1.", (Run("раз\x00"), Run("\u202eдва", bold=True)))
    assert plain(item.text) == "раздва"
    assert paper(Paragraph("а"), title="При\x07каз").title == "Приказ"


def test_lists_become_tuples_so_that_equal_papers_are_equal():
    by_lists = Table([Column("№"), Column("Имя")], [["1", "Анна"]])
    by_tuples = Table((Column("№"), Column("Имя")), (("1", "Анна"),))
    assert by_lists == by_tuples
    assert hash(by_lists) == hash(by_tuples)


def test_a_table_refuses_a_row_of_another_length_and_says_which():
    with pytest.raises(ValueError, match="Таблица «Пары»: в строке 2 ячеек 1, а столбцов 2"):
        Table([Column("№"), Column("Имя")], [["1", "Анна"], ["2"]], caption="Пары")


@pytest.mark.parametrize(
    ("blocks", "changes", "sentence"),
    [
        ((Paragraph("а"),), {"title": "  "}, "У документа нет названия"),
        ((), {}, "Документ «Приказ» пуст"),
        (("текст",), {}, "не часть документа"),
    ],
)
def test_a_paper_without_title_or_content_is_refused(blocks, changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        paper(*blocks, **changes)


def test_a_heading_of_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="уровень 4"):
        Heading("О парах", 4)


@pytest.mark.clause("4.4.2", "R1.3")
def test_the_snapshot_of_an_order_reads_from_the_founder_to_the_acquaintance_list():
    text = to_text(samples.order_on_pairs())
    assert text.startswith(
        "Управление образования администрации города Энска\n"
        "Муниципальное бюджетное дошкольное образовательное учреждение\n"
        "«Детский сад № 7 «Рябинка»\n"
        "(МБДОУ «Детский сад № 7 «Рябинка»)\n\n"
        "# ПРИКАЗ\n\n"
        "25.11.2026    № 112-од\n"
        "г. Энск\n\n"
        "## О закреплении наставнических пар на 2026/2027 учебный год\n\n"
    )
    assert (
        "2 | Абросимова Наталья Юрьевна, музыкальный руководитель, первая категория, 15 лет | "
        "Ким Виктория, музыкальный руководитель, 1 год | Традиционная | 01.12.2026 – 30.11.2027\n"
    ) in text
    assert text.index("ПРИКАЗЫВАЮ:") < text.index("1. Закрепить") < text.index("    3.1. Срок подготовки")
    assert text.index("Заведующий    ________    О. С. Веретенникова") < text.index("С приказом ознакомлены:")
    assert text.endswith("Турсунова Г., воспитатель | ________ | ________\n")


def test_the_snapshot_shows_blanks_where_date_and_number_are_still_unknown():
    from nastavnik.papers.model import DateNumberPlace

    assert to_text(paper(DateNumberPlace())) == "«____» ______________ 20____ г.    № __________\n"


def test_a_paper_is_laid_out_by_the_edition_in_force_or_by_the_one_before():
    assert samples.consent().edition == "ГОСТ Р 7.0.97-2025"
    assert samples.order_on_pairs(edition="ГОСТ Р 7.0.97-2016").edition == "ГОСТ Р 7.0.97-2016"
    with pytest.raises(ValueError, match=r"неизвестная редакция стандарта «ГОСТ 6\.30»"):
        samples.order_on_pairs(edition="ГОСТ 6.30")


@pytest.mark.parametrize(
    ("setting", "edition"),
    [
        ("7.0.97-2025", "ГОСТ Р 7.0.97-2025"),
        ("7.0.97-2016", "ГОСТ Р 7.0.97-2016"),
        ("", "ГОСТ Р 7.0.97-2025"),
        ("6.30", "ГОСТ Р 7.0.97-2025"),
    ],
)
def test_the_setting_of_an_institution_names_its_edition(setting, edition):
    assert model.edition_named(setting) == edition


def test_a_paper_frozen_before_editions_were_told_thaws_with_the_present_one():
    told = freeze(samples.order_on_pairs())
    assert thaw(told) == samples.order_on_pairs()
    del told["edition"], told["facts"]
    assert thaw(told).edition == "ГОСТ Р 7.0.97-2025"


def test_the_facts_of_a_paper_outlive_freezing():
    paper = samples.order_on_pairs(facts=(("фио_родительный", "Зайцевой Полины Андреевны"),))
    assert thaw(json.loads(json.dumps(freeze(paper)))) == paper
