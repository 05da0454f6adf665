"""Whatever is typed: no exception, no empty form, the nominative as written, hyphens in their places."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nastavnik.russian.names import decline_name, split_full_name
from nastavnik.russian.numerals import months_words, plural
from nastavnik.russian.positions import decline_position

CYRILLIC = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ-ʼәқұү", min_size=1)
POST_SIGNS = st.text(alphabet='воспитатель,;/()«»" -–и.№7', max_size=40)
ANY_TEXT = st.one_of(st.text(max_size=60), CYRILLIC, POST_SIGNS)
SEX = st.sampled_from(["female", "male", None])
NASTY = ("\u202eИванова", "А" * 200, "<script>alert(1)</script>")


def tidied(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, SEX)
@example(*NASTY, "female")
@example(*NASTY, "male")
@example("", "", "", "male")
@example("ьъ", "й", "ё", "male")
@settings(max_examples=300, deadline=None)
def test_a_name_of_any_signs_declines_without_harm(surname, first_name, patronymic, sex):
    cases = decline_name(surname, first_name, patronymic, sex)
    written = tidied(f"{surname} {first_name} {patronymic}")
    assert cases.nominative.replace(" ", "") == written.replace(" ", "")
    for form in cases.oblique():
        assert bool(form) == bool(written)
        assert form.count("-") == cases.nominative.count("-")
        assert form == form.strip() and "  " not in form


@given(st.lists(CYRILLIC, min_size=1, max_size=5), SEX)
@settings(max_examples=150, deadline=None)
def test_splitting_a_full_name_loses_nothing(words, sex):
    full_name = " ".join(words)
    parts = split_full_name(full_name)
    assert "".join(parts).replace(" ", "") == full_name.replace(" ", "")
    assert decline_name(*parts, sex).nominative.replace(" ", "") == full_name.replace(" ", "")


@given(ANY_TEXT)
@example("\u202eвоспитатель")
@example("учитель" * 200)
@example("(" * 500)
@example("воспитатель (((«")
@example("<script>alert('заведующий')</script>")
@example("и. о.")
@example("- - -")
@example(" и ")
@settings(max_examples=300, deadline=None)
def test_a_post_of_any_signs_declines_without_harm(text):
    cases = decline_position(text)
    assert cases.nominative == tidied(text)
    for form in cases.oblique():
        assert bool(form) == bool(tidied(text))
        for sign in "-–()«»№,/":
            assert form.count(sign) == cases.nominative.count(sign)


@given(st.integers(-(10**9), 10**9), st.integers(0, 1200))
def test_any_number_has_its_words(number, months):
    assert plural(number, "год", "года", "лет").endswith(("год", "года", "лет"))
    assert months_words(months)
