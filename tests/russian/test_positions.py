"""Posts in cases: the lists of right forms, the ready table, and what may never be touched."""

import subprocess
import sys

import pytest

from nastavnik.russian.cases import OBLIQUE
from nastavnik.russian.position_table import ready_table
from nastavnik.russian.positions import decline_position

from .samples import COMMON, OWN, rows, wrong_forms

# The nomenclature of the decree of 21.02.2022 № 225, part I: a post missing here would be declined by luck.
TEACHERS = """
ассистент, декан факультета, начальник факультета, директор института, начальник института, доцент,
заведующий кафедрой, начальник кафедры, заместитель начальника кафедры, преподаватель, старший преподаватель,
профессор, воспитатель, инструктор-методист, инструктор по труду, инструктор по физической культуре,
концертмейстер, логопед, мастер производственного обучения, методист, музыкальный руководитель,
педагог дополнительного образования, педагог-библиотекарь, педагог-организатор, педагог-психолог,
преподаватель-организатор основ безопасности и защиты родины, руководитель физического воспитания,
советник директора по воспитанию и взаимодействию с детскими общественными объединениями,
социальный педагог, старший вожатый, старший воспитатель, старший инструктор-методист, старший методист,
старший педагог дополнительного образования, старший тренер-преподаватель, тренер-преподаватель, тьютор,
учитель, учитель-дефектолог, учитель-логопед
"""


@pytest.mark.parametrize("path", [COMMON / "positions.csv", OWN / "positions.csv"], ids=["common", "own"])
def test_every_listed_post_has_its_right_forms(path):
    posts = rows(path)
    wrong = [fault for row in posts for fault in wrong_forms(row, decline_position(row["nominative"]))]
    assert len(posts) >= 40
    assert wrong == []


def test_the_own_list_is_wide_enough_to_mean_something():
    assert len({row["nominative"] for row in rows(OWN / "positions.csv")}) >= 220


@pytest.mark.parametrize("post", [" ".join(post.split()) for post in TEACHERS.split(",")])
def test_the_ready_table_holds_the_nomenclature_of_teachers(post):
    assert post.replace("ё", "е") in ready_table()


def test_the_ready_table_and_the_dictionary_agree(monkeypatch):
    table = dict(ready_table())
    monkeypatch.setattr("nastavnik.russian.position_heads.ready_table", dict)
    monkeypatch.setattr("nastavnik.russian.position_heads.longest_entry", lambda: 0)
    differing = []
    for words in table.values():
        texts = [" ".join(forms) for forms in zip(*words, strict=True)]
        if list(decline_position(texts[0]).oblique()) != texts[1:]:
            differing.append(texts[0])
    assert differing == []


def test_known_posts_do_not_open_the_dictionary():
    script = (
        "import sys; from nastavnik.russian.positions import decline_position as d;"
        "assert d('Старший воспитатель').dative == 'Старшему воспитателю';"
        "assert d('инструктор по физической культуре').genitive == 'инструктора по физической культуре';"
        "assert 'pymorphy3' not in sys.modules and 'django' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_capitals_are_kept():
    assert decline_position("СТАРШИЙ ВОСПИТАТЕЛЬ").genitive == "СТАРШЕГО ВОСПИТАТЕЛЯ"
    assert decline_position("Педагог-Психолог").dative == "Педагогу-Психологу"


def test_yo_of_the_writer_is_kept():
    assert decline_position("ученый секретарь").genitive == "ученого секретаря"
    assert decline_position("учёный секретарь").genitive == "учёного секретаря"


def test_masculine_and_feminine_posts_differ_in_the_accusative():
    assert decline_position("заведующий").accusative == "заведующего"
    assert decline_position("заведующая").accusative == "заведующую"
    assert decline_position("старшая медсестра").accusative == "старшую медсестру"


def test_the_remark_in_brackets_stays_and_the_apposition_declines():
    assert decline_position("воспитатель (логопедическая группа)").dative == "воспитателю (логопедическая группа)"
    assert decline_position("методист (старший методист)").dative == "методисту (старшему методисту)"
    assert decline_position("воспитатель (Пчёлка)").dative == "воспитателю (Пчёлка)"


def test_quoted_names_and_numbers_are_never_touched():
    post = "заведующий МБДОУ «Детский сад и школа, учитель» № 7"
    assert decline_position(post).dative == "заведующему МБДОУ «Детский сад и школа, учитель» № 7"


def test_spaces_are_tidied_and_nothing_else():
    assert decline_position(" воспитатель \n  группы ").nominative == "воспитатель группы"


def test_a_phrase_without_a_head_is_uncertain_and_unchanged():
    cases = decline_position("№ 7")
    assert not cases.certain
    assert {getattr(cases, case) for case in OBLIQUE} == {"№ 7"}


def test_an_abbreviated_head_is_certain_and_unchanged():
    cases = decline_position("зам. зав. по АХЧ")
    assert cases.certain
    assert set(cases.texts()) == {"зам. зав. по АХЧ"}
