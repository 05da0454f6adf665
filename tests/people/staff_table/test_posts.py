"""Posts: put in full, remarks taken out, several told apart."""

import csv

import pytest

from .making import DATA, codes, posted

with (DATA / "positions.csv").open(encoding="utf-8", newline="") as posts_file:
    POSTS = [row["nominative"] for row in csv.DictReader(posts_file)]
REDUCED = {
    "заведующая": "заведующий",
    "заведующий муниципальным бюджетным дошкольным образовательным учреждением «Детский сад № 7»": "заведующий",
    "воспитатель первой квалификационной категории": "воспитатель",
    "воспитатель (логопедическая группа)": "воспитатель",
}


@pytest.mark.parametrize("post", POSTS)
def test_a_post_in_full_stays_as_it_is(post):
    row = posted(post[:1].upper() + post[1:])
    assert row.position == REDUCED.get(post, post)
    assert codes(row) == []


@pytest.mark.parametrize(
    ("written", "post"),
    [
        ("Заведующая детским садом", "заведующий"),
        ("Заведующий МБДОУ № 7", "заведующий"),
        ("ВОСПИТАТЕЛЬ", "воспитатель"),
        ("восп.", "воспитатель"),
        ("ст. воспитатель", "старший воспитатель"),
        ("Ст.воспитатель", "старший воспитатель"),
        ("мл.воспитатель", "младший воспитатель"),
        ("муз. руководитель", "музыкальный руководитель"),
        ("Муз.рук.", "музыкальный руководитель"),
        ("инструктор по ФК", "инструктор по физической культуре"),
        ("инструктор по физкультуре", "инструктор по физической культуре"),
        ("инструктор по физ. культуре", "инструктор по физической культуре"),
        ("инструктор\nпо физической\nкультуре", "инструктор по физической культуре"),
        ("ПДО", "педагог дополнительного образования"),
        ("педагог доп. образования", "педагог дополнительного образования"),
        ("учитель - дефектолог", "учитель-дефектолог"),
        ("Учитель–логопед", "учитель-логопед"),
        ("педагог\nпсихолог", "педагог-психолог"),
        ("Педагог-Психолог", "педагог-психолог"),
        ("завхоз", "заведующий хозяйством"),
        ("зам. зав. по ВМР", "заместитель заведующего по воспитательной и методической работе"),
        ("Зам.заведующей по АХЧ", "заместитель заведующего по административно-хозяйственной части"),
        ("И.О. заведующего", "и. о. заведующего"),
        ("Инструктор по ЛФК", "инструктор по ЛФК"),
    ],
)
def test_a_shortened_post_is_put_in_full(written, post):
    row = posted(written)
    assert (row.position, row.positions, row.remark, codes(row)) == (post, (post,), "", [])


@pytest.mark.parametrize(
    "written",
    [
        "воспитатель, педагог-психолог",
        "воспитатель; педагог-психолог",
        "воспитатель/педагог-психолог",
        "воспитатель и педагог-психолог",
        "Воспитатель\nПедагог-психолог",
        "воспитатель + педагог-психолог",
    ],
)
def test_two_posts_in_one_cell_are_two(written):
    row = posted(written)
    assert (row.position, row.positions) == ("воспитатель, педагог-психолог", ("воспитатель", "педагог-психолог"))


@pytest.mark.parametrize(
    ("written", "employment", "rate", "on_leave", "remark"),
    [
        ("воспитатель (внешн. совм., 0,5 ст.)", "external", "0.5", False, "внешн. совм., 0,5 ст."),
        ("воспитатель, внешний совместитель", "external", "", False, "внешний совместитель"),
        ("воспитатель (внутреннее совмещение)", "internal", "", False, "внутреннее совмещение"),
        ("воспитатель (внутр. совм.)", "internal", "", False, "внутр. совм."),
        ("воспитатель (0,5)", "main", "0.5", False, "0,5"),
        ("воспитатель на 0,75 ставки", "main", "0.75", False, "на 0,75 ставки"),
        ("воспитатель 1/2 ставки", "main", "0.5", False, "1/2 ставки"),
        ("воспитатель полставки", "main", "0.5", False, "полставки"),
        ("воспитатель (1,0 ст.)", "main", "1", False, "1,0 ст."),
        ("воспитатель (декр. отпуск)", "main", "", True, "декр. отпуск"),
        ("воспитатель (д/о)", "main", "", True, "д/о"),
        ("воспитатель - отпуск по уходу за ребёнком", "main", "", True, "отпуск по уходу за ребёнком"),
        ("воспитатель, вышла из декрета", "main", "", False, "вышла из декрета"),
        ("воспитатель, группа «Солнышко»", "main", "", False, "группа «Солнышко»"),
        ("воспитатель 2 младшей группы", "main", "", False, "2 младшей группы"),
        ("воспитатель 1 мл. гр.", "main", "", False, "1 мл. гр"),
        ("воспитатель группы «Ромашка», 0,5 ст.", "main", "0.5", False, "группы «Ромашка»; 0,5 ст"),
    ],
)
def test_remarks_are_taken_out_of_the_post(written, employment, rate, on_leave, remark):
    row = posted(written)
    assert row.position == "воспитатель"
    assert (row.employment, row.rate, row.on_leave, row.remark) == (employment, rate, on_leave, remark)


def test_a_category_in_the_tail_of_the_post_is_a_category():
    row = posted("воспитатель высшей категории")
    assert (row.position, row.category) == ("воспитатель", "highest")


def test_a_comma_inside_the_name_of_a_post_does_not_divide_it():
    row = posted("заместитель заведующего по воспитательной, методической работе")
    assert row.positions == ("заместитель заведующего по воспитательной, методической работе",)


@pytest.mark.parametrize(
    ("written", "post", "code"),
    [
        ("логопед", "учитель-логопед", "post_renamed"),
        ("воспитаель", "воспитаель", "post_misspelled"),
        ("Cтарший воспитатель", "старший воспитатель", "letters_mended"),
        ("воспитатель (по совместительству)", "воспитатель", "employment_unclear"),
        ("-", "", "post_missing"),
        ("123", "123", "post_unclear"),
    ],
)
def test_a_doubtful_post_is_taken_with_a_question(written, post, code):
    row = posted(written)
    assert (row.position, codes(row), row.can_be_taken) == (post, [code], True)


@pytest.mark.parametrize("written", ["@SUM(1+1)", "=1+1", "воспитатель " * 100])
def test_a_formula_or_an_endless_text_is_no_post(written):
    assert not posted(written).can_be_taken
