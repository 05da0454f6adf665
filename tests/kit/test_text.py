"""Russian words fold and sort the same on both databases."""

from hypothesis import given
from hypothesis import strategies as st

from nastavnik.kit.text import folded, search_words, sort_key


def test_yo_is_found_by_ye_and_case_does_not_matter():
    assert folded("ЩЁТКИНА  Алёна") == folded("щеткина алена")


def test_names_sort_by_the_russian_alphabet_with_yo_after_ye():
    names = ["Жукова", "Ёлкина", "Елина", "Яшина", "Абрамова", "ёлкина", "Еремина"]
    assert sorted(names, key=sort_key) == ["Абрамова", "Елина", "Еремина", "Ёлкина", "ёлкина", "Жукова", "Яшина"]


def test_every_word_of_a_search_is_looked_for():
    assert search_words("  Иванова   МАРИЯ ") == ["иванова", "мария"]


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text):
    assert folded(folded(text)) == folded(text)
