import pytest

from nastavnik.papers import layout
from nastavnik.papers.fonts import DOCX_FACE, text_width
from nastavnik.papers.model import (
    Acquaintance,
    Acquainted,
    Appendix,
    Approval,
    Blank,
    Column,
    DocumentName,
    Heading,
    Item,
    Paragraph,
    Signature,
    Table,
)
from tests.papers import samples


@pytest.mark.parametrize(("years", "left"), [(None, 30), (75, 30), (11, 30), (10, 20), (3, 20)])
def test_papers_kept_longer_than_ten_years_have_a_wide_margin(years, left):
    assert layout.margins("portrait", years) == layout.Margins(top=20, right=10, bottom=20, left=left)


def test_a_sideways_sheet_is_bound_at_its_top():
    assert layout.margins("landscape", 75) == layout.Margins(top=30, right=20, bottom=10, left=20)
    assert layout.text_width_mm("landscape", 75) == 257
    assert layout.text_width_mm("portrait", 75) == 170


# --- outline ------------------------------------------------------------------------------------------------
def levels(*blocks) -> list[int]:
    found = []
    for place in layout.arrange(blocks):
        found.append(place.level)
        found += [inner.level for inner in place.inner]
    return found


def test_the_outline_begins_at_one_and_skips_no_level():
    assert levels(DocumentName("ПРИКАЗ"), Heading("О парах"), Heading("1.", 2)) == [1, 2, 3]
    assert levels(Heading("О парах"), Heading("1.", 2)) == [1, 2]
    assert levels(DocumentName("ПРОГРАММА"), Heading("1.", 2), Heading("1.1.", 3), Heading("2.", 2)) == [
        1,
        2,
        3,
        3,
    ]
    assert levels(Heading("1.", 3)) == [1]


def test_an_appendix_stands_in_the_outline_above_its_own_headings():
    appendix = Appendix("к приказу", (DocumentName("ПОЛОЖЕНИЕ"), Heading("об оплате")), "1")
    assert levels(DocumentName("ПРИКАЗ"), Heading("О парах"), appendix) == [1, 2, 1, 2, 3]


# --- what stays together ------------------------------------------------------------------------------------
def test_the_last_words_hold_to_the_signature_and_the_signature_holds_to_nothing():
    acquaintance = Acquaintance([Acquainted("Ким В.")])
    places = layout.arrange((Item("4.", "Раз."), Item("5.", "Два."), Signature("Заведующий", "И."), acquaintance))
    assert [place.holds for place in places] == [False, True, False, False]


def test_a_very_long_paragraph_does_not_move_whole_to_the_signature():
    places = layout.arrange((Paragraph("а" * 701), Signature("Заведующий", "И.")))
    assert places[0].holds is False


def test_what_ends_with_a_colon_holds_to_its_table():
    table = Table([Column("№")], [["1"]])
    places = layout.arrange(
        (Item("1.", "Закрепить пары:"), table, Item("2.", "Назначить."), table, Signature("", "И."))
    )
    assert [(place.holds, place.signed) for place in places] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
        (False, False),
    ]


def test_signatures_in_a_row_form_one_group_and_two_approvals_stand_side_by_side():
    first, second, third = (Approval(label, ()) for label in ("ПРИНЯТО", "СОГЛАСОВАНО", "УТВЕРЖДЕНО"))
    blocks = layout.arrange((first, second, third, Blank("а"), Signature("к", "А"), Signature("н", "Б")))
    assert [place.block for place in blocks] == [
        layout.Approvals(None, first),
        layout.Approvals(second, third),
        Blank("а"),
        layout.Signatures((Signature("к", "А"), Signature("н", "Б"))),
    ]


# --- tables -------------------------------------------------------------------------------------------------
def test_columns_get_their_shares_when_all_words_fit():
    table = Table([Column("а", 1), Column("б", 3)], [["раз", "два"]])
    plan = layout.grid(table, 160)
    assert plan.widths == pytest.approx((40, 120))
    assert (plan.size, plan.tight, plan.whole) == (11, (False, False), (True,))


def test_a_column_is_never_narrower_than_its_longest_word():
    table = Table([Column("№", 9), Column("Форма", 1)], [["1", "самообразовательная"]])
    plan = layout.grid(table, 100)
    room = plan.widths[1] - 2 * layout.CELL_PADDING_MM
    assert room >= text_width("самообразовательная", plan.size)
    assert sum(plan.widths) == pytest.approx(100)
    assert plan.tight == (False, False)


def test_letters_grow_smaller_before_words_are_torn():
    roadmap = next(block for block in samples.programme().blocks if isinstance(block, Table) and block.rows)
    plan = layout.grid(roadmap, 180)
    assert plan.size == 9
    assert layout.grid(roadmap, 257).size > 9
    assert sum(plan.widths) == pytest.approx(180)


def test_too_many_long_words_cut_the_widest_columns_and_leave_the_narrow_ones():
    words = ["№ 1", "высококвалифицированный", "взаимопосещение", "профессиональная"]
    table = Table([Column("") for _ in words], [words])
    plan = layout.grid(table, 60)
    assert plan.tight == (False, True, True, True)
    assert plan.widths[1] == pytest.approx(plan.widths[2]) == pytest.approx(plan.widths[3])
    assert sum(plan.widths) == pytest.approx(60)


def test_the_narrower_letters_of_word_need_less_room():
    assert text_width("наставничество", 12, face=DOCX_FACE) < text_width("наставничество", 12)
    assert text_width("наставничество", 12) == pytest.approx(31.7, abs=1)


def test_a_row_taller_than_a_third_of_a_page_may_be_split():
    table = Table([Column("№", 1), Column("Итог", 5)], [["1", "коротко"], ["2", "слово " * 900]])
    assert layout.grid(table, 160).whole == (True, False)


def test_the_editions_differ_in_the_corner_and_in_nothing_else():
    assert layout.corner_mm("ГОСТ Р 7.0.97-2025") == 80.0
    assert layout.corner_mm("ГОСТ Р 7.0.97-2016") == 75.0
