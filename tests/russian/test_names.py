"""Full names in cases: the lists of right forms, the unknown sex, initials, the parts of a full name."""

import pytest

from nastavnik.russian.cases import Cases
from nastavnik.russian.names import (
    decline_first_name,
    decline_name,
    decline_patronymic,
    decline_surname,
    decline_surname_initials,
    initials,
    split_full_name,
    surname_initials,
)

from .samples import COMMON, OWN, SEXES, rows, wrong_forms


@pytest.mark.parametrize("path", [COMMON / "names.csv", OWN / "names.csv"], ids=["common", "own"])
def test_every_listed_name_has_its_right_forms(path):
    people = rows(path)
    wrong = [
        fault
        for row in people
        for fault in wrong_forms(
            row, decline_name(row["surname"], row["first_name"], row["patronymic"], SEXES[row["sex"]])
        )
    ]
    assert len(people) >= 60
    assert wrong == []


def test_the_own_list_is_wide_enough_to_mean_something():
    people = rows(OWN / "names.csv")
    assert len(people) >= 350
    assert len({row["kind"] for row in people}) >= 30
    assert len({row["full_name"] for row in people}) == len(people)


@pytest.mark.parametrize("path", [COMMON / "names.csv", OWN / "names.csv"], ids=["common", "own"])
def test_full_names_fall_into_the_same_parts_as_in_the_lists(path):
    wrong = [
        (row["full_name"], split_full_name(row["full_name"]))
        for row in rows(path)
        if split_full_name(row["full_name"]) != (row["surname"], row["first_name"], row["patronymic"])
    ]
    assert wrong == []


def test_unknown_sex_is_never_guessed_even_from_a_patronymic():
    cases = decline_name("Иванова", "Мария", "Петровна", None)
    assert cases == Cases.unchanged("Иванова Мария Петровна", certain=False)


def test_sex_that_is_not_known_here_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="Пол указан непонятно: 'ж'"):
        decline_name("Иванова", "Мария", "Петровна", "ж")


@pytest.mark.parametrize(
    "name",
    [
        ("Smith", "John", ""),
        ("Cеменова", "Ольга", "Петровна"),  # the first letter is Latin
        ("Иванова (Петрова)", "Мария", ""),
        ("<script>", "Мария", ""),
        ("Иванова\u200f", "Мария", ""),
        ("Иванова 2", "Мария", ""),
    ],
)
def test_a_name_with_strange_signs_stays_whole_in_the_nominative(name):
    cases = decline_name(*name, "female")
    assert not cases.certain
    assert set(cases.texts()) == {" ".join(filter(None, name))}


def test_name_without_patronymic_leaves_no_double_space():
    assert decline_name("Смирнова", "Ольга", "", "female").dative == "Смирновой Ольге"


def test_capitals_and_yo_are_kept_as_written():
    assert decline_name("ОРЁЛ", "ПЁТР", "ИЛЬИЧ", "male").instrumental == "ОРЛОМ ПЕТРОМ ИЛЬИЧОМ"
    assert decline_name("Королева", "Алена", "Федоровна", "female").genitive == "Королевой Алены Федоровны"
    assert decline_name("козел", "петр", "", "male").genitive == "козла петра"


def test_letters_written_apart_are_joined_before_declension():
    decomposed = "Соловьев Андреи\u0306"  # й as и with a breve, as some systems store it
    surname, first_name, _ = split_full_name(decomposed)
    assert decline_name(surname, first_name, "", "male").dative == "Соловьеву Андрею"


def test_hyphen_with_spaces_round_it_is_one_double_surname():
    assert decline_name("Петрова - Водкина", "Анна", "", "female").genitive == "Петровой-Водкиной Анны"


def test_non_breaking_hyphen_is_kept():
    assert decline_surname("Орлова‑Левитан", "female").accusative == "Орлову‑Левитан"


def test_foreign_first_name_tells_dickens_from_a_priest():
    assert decline_name("Чаплин", "Чарльз", "", "male").instrumental == "Чаплином Чарльзом"
    assert decline_name("Чаплин", "Всеволод", "", "male").instrumental == "Чаплиным Всеволодом"


def test_initials_in_a_name_stay():
    assert decline_name("Иванова", "М.", "П.", "female").dative == "Ивановой М. П."


def test_parts_decline_alone():
    assert decline_surname("Кирша", "female").instrumental == "Киршей"
    assert decline_first_name("Анна-Мария", "female").accusative == "Анну-Марию"
    assert decline_patronymic("Бакыт кызы", "female").dative == "Бакыт кызы"
    assert decline_patronymic("Лукич", "male").instrumental == "Лукичом"


@pytest.mark.parametrize(
    ("parts", "before", "behind"),
    [
        (("Иванова", "Мария", "Петровна"), "М. П. Иванова", "Иванова М. П."),
        (("Смирнова", "Ольга", ""), "О. Смирнова", "Смирнова О."),
        (("Бах", "Анна-Мария", "Ивановна"), "А.-М. И. Бах", "Бах А.-М. И."),
        (("Асанова", "Айжан", "Бакыт кызы"), "А. Б. Асанова", "Асанова А. Б."),
        (("Садыхов", "Сеймур", "Кямал-оглы"), "С. К. Садыхов", "Садыхов С. К."),
        (("Нгуен", "Тхи Лан", ""), "Т. Л. Нгуен", "Нгуен Т. Л."),
        (("Иванова", "М.П.", ""), "М. П. Иванова", "Иванова М. П."),
    ],
)
def test_initials_are_bound_by_no_break_spaces(parts, before, behind):
    assert initials(*parts) == before.replace(" ", "\u00a0")
    assert surname_initials(*parts) == behind.replace(" ", "\u00a0")


def test_surname_with_initials_declines_only_the_surname():
    cases = decline_surname_initials("Иванова", "Мария", "Петровна", "female")
    assert cases.genitive == "Ивановой\u00a0М.\u00a0П."
    assert cases.accusative == "Иванову\u00a0М.\u00a0П."


@pytest.mark.parametrize(
    ("full_name", "parts"),
    [
        ("Мамедова Севиндж Расим кызы", ("Мамедова", "Севиндж", "Расим кызы")),
        ("Нурлан кызы Бермет", ("Нурлан кызы", "Бермет", "")),
        ("фон Берг Иван Карлович", ("фон Берг", "Иван", "Карлович")),
        ("Ван Владимир Ионович", ("Ван", "Владимир", "Ионович")),
        ("Мария", ("Мария", "", "")),
        ("", ("", "", "")),
        ("  Иванова\u00a0 Мария \n Петровна ", ("Иванова", "Мария", "Петровна")),
    ],
)
def test_full_name_is_split_by_its_own_custom(full_name, parts):
    assert split_full_name(full_name) == parts
