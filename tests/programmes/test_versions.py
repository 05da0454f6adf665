"""Two who write at once, versions with their differences, templates as a start (1.4/8, 6.1/2, 8.2)."""

import json
from datetime import date

import pytest

from nastavnik.kit import journal
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.programmes.actions import (
    add_item,
    agree_programme,
    approve_programme,
    begin_programme,
    change_item,
    offer_programme,
    remove_item,
    retire_template,
    return_programme,
    start_templates,
    use_template,
    write_programme,
    write_template,
)
from nastavnik.programmes.copies import copied_from_template
from nastavnik.programmes.kit_of_templates import KIT
from nastavnik.programmes.merging import base_of, mark, read_base
from nastavnik.programmes.models import Programme, ProgrammeTemplate, ProgrammeVersion
from nastavnik.programmes.snapshots import differences, snapshot, word_pieces
from tests.cast import TODAY
from tests.programmes.conftest import relation_in_force

NAMES = ("request", "goal", "tasks", "expected_result", "directions", "since", "until")


def base(programme: Programme) -> dict[str, str]:
    return base_of(programme, NAMES)


def now(programme: Programme) -> Programme:
    return Programme.objects.get(pk=programme.pk)


# --- two at once ------------------------------------------------------------------------------------------------
@pytest.mark.clause("6.1/2")
def test_two_who_write_different_parts_at_once_lose_nothing(programme, full_cast):
    began = base(programme)
    typed = {name: getattr(programme, name) for name in NAMES}
    write_programme(
        programme, by=full_cast.user("mentor"), version=1, base=began, **{**typed, "goal": "Цель наставника"}
    )
    write_programme(
        now(programme), by=full_cast.user("mentee"), version=1, base=began, **{**typed, "tasks": "Мои задачи"}
    )
    stands = now(programme)
    assert (stands.goal, stands.tasks, stands.version) == ("Цель наставника", "Мои задачи", 3)


@pytest.mark.clause("6.1/2")
def test_two_who_write_the_same_part_otherwise_are_told_who_and_nothing_is_overwritten(programme, full_cast):
    began = base(programme)
    write_programme(programme, by=full_cast.user("mentor"), version=1, base=began, goal="Одно", tasks="Задачи")
    with pytest.raises(Outdated, match="Белокопытова"):
        write_programme(
            now(programme), by=full_cast.user("mentee"), version=1, base=began, goal="Другое", request="Иной"
        )
    stands = now(programme)
    assert (stands.goal, stands.request) == ("Одно", programme.request)  # all or nothing: not half of a form


def test_the_same_words_and_the_line_ends_of_a_browser_are_no_conflict(programme, full_cast):
    began = base(programme)
    write_programme(programme, by=full_cast.user("mentor"), version=1, base=began, goal="Раз\nдва")
    write_programme(now(programme), by=full_cast.user("mentee"), version=1, base=began, goal=" Раз\r\nдва ")
    assert (now(programme).goal, now(programme).version) == ("Раз\nдва", 2)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"goal": 7}', "null"])
def test_a_base_that_is_not_ours_merges_nothing(text):
    assert read_base(text) is None


def test_writing_that_is_saved_in_passing_is_one_entry_of_the_journal(programme, full_cast):
    mentor = full_cast.user("mentor")
    for number, words in enumerate(("У", "Уверенно", "Уверенно вести"), 1):
        write_programme(now(programme), by=mentor, version=number, base=base(now(programme)), is_quiet=True, goal=words)
    write_programme(now(programme), by=mentor, version=4, base=base(now(programme)), is_quiet=True, tasks="Задачи")
    written = [one.facts["parts"] for one in journal.entries_about(programme) if one.event == "programme_written"]
    assert (written, now(programme).goal) == ([["goal"], ["tasks"]], "Уверенно вести")


# --- versions ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("8.2", "4.4.7")
def test_what_is_offered_and_what_is_approved_is_kept(brought_to, full_cast):
    programme = brought_to("agreeing")
    return_programme(programme, by=full_cast.user("mentee"), note="Добавим беседу")
    item = add_item(programme, by=full_cast.user("mentor"), title="Беседа", due_on=TODAY)
    offer_programme(programme, by=full_cast.user("mentor"), version=programme.version)
    change_item(item, by=full_cast.user("mentor"), version=1, title="Беседа с родителями")
    programme.refresh_from_db()
    for part in ("mentor", "mentee"):
        agree_programme(programme, by=full_cast.user(part), version=programme.version)
    approve_programme(programme, by=full_cast.user("curator"), version=programme.version)
    kept = list(ProgrammeVersion.objects.filter(programme=programme))
    assert [(one.version, one.approved_on) for one in kept] == [(3, None), (5, None), (programme.version, TODAY)]
    assert [len(one.content["items"]) for one in kept] == [1, 2, 2]
    assert kept[2].content == json.loads(json.dumps(snapshot(programme)))


@pytest.mark.clause("8.2")
def test_differences_are_told_by_words_part_by_part_and_activity_by_activity(programme, full_cast):
    mentor = full_cast.user("mentor")
    write_programme(programme, by=mentor, version=1, goal="Уверенно вести разговор", directions=["adaptation"])
    stays = add_item(programme, by=mentor, title="Беседа", kind="case", due_on=TODAY)
    goes = add_item(programme, by=mentor, title="Лекция", due_on=TODAY)
    before = snapshot(programme)
    write_programme(programme, by=mentor, version=programme.version, goal="Уверенно и спокойно вести разговор")
    change_item(stays, by=mentor, version=1, title="Три беседы")
    remove_item(goes, by=mentor)
    add_item(programme, by=mentor, title="Показ", due_on=TODAY)
    said = [
        (one.label, one.mark, [(piece.kind, piece.text) for piece in one.pieces if piece.kind != "same"])
        for one in differences(before, snapshot(programme))
    ]
    plan = "консультация; срок 14.09.2026; отвечает оба"
    assert said == [
        ("цель", "", [("new", " и спокойно")]),
        ("мероприятие", "changed", [("gone", "Беседа"), ("new", "Три беседы")]),
        ("мероприятие", "new", [("new", f"Показ; {plan}")]),
        ("мероприятие", "gone", [("gone", f"Лекция; {plan}")]),
    ]
    assert differences(before, before) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "Новое"), ("Было", ""), ("а б в", "а г в"), ("Строка\n\nвторая", "Строка\nвторая!"), ("то же", "то же")],
)
def test_pieces_hold_both_texts_whole(before, after):
    pieces = word_pieces(before, after)
    assert "".join(one.text for one in pieces if one.kind != "new") == before
    assert "".join(one.text for one in pieces if one.kind != "gone") == after


# --- templates --------------------------------------------------------------------------------------------------
@pytest.fixture
def template(full_cast) -> ProgrammeTemplate:
    start_templates(full_cast.organisation)
    return ProgrammeTemplate.objects.get(code="adaptation")


@pytest.mark.clause("1.4/8", "2.2/6", "2.2/9", "6.2/3", "6.2/4")
def test_the_kit_begins_a_programme_with_the_checklist_of_a_newcomer(programme, full_cast, template):
    use_template(programme, template, by=full_cast.user("mentor"), version=1)
    stands = now(programme)
    titles = " ".join(stands.items.filter(kind="adaptation").values_list("title", flat=True))
    for matter in ("Должностная инструкция", "внутреннего трудового распорядка", "Кодекс этики", "коллегами"):
        assert matter in titles
    assert (stands.template, stands.request) == (template, "Как говорить с родителями о трудном поведении")
    assert stands.directions == ["adaptation", "formation"]
    assert all(stands.since <= item.due_on <= stands.until for item in stands.items.all())
    offer_programme(stands, by=full_cast.user("mentor"), version=stands.version)  # the five parts are there


def test_a_template_overwrites_nothing_and_used_twice_adds_nothing(programme, full_cast, template):
    mentor = full_cast.user("mentor")
    write_programme(programme, by=mentor, version=1, goal="Своя цель")
    use_template(programme, template, by=mentor, version=2)
    count = programme.items.count()
    use_template(programme, template, by=mentor, version=programme.version)
    assert (now(programme).goal, programme.items.count(), count) == ("Своя цель", 10, 10)
    with pytest.raises(Outdated):
        use_template(programme, template, by=mentor, version=1)


@pytest.mark.clause("1.4/1")
def test_every_template_of_the_kit_is_whole_and_the_kit_comes_once(full_cast, template):
    start_templates(full_cast.organisation)
    assert ProgrammeTemplate.objects.of(full_cast.organisation).count() == len(KIT) == 3
    for one in ProgrammeTemplate.objects.of(full_cast.organisation):
        assert all((one.goal, one.tasks, one.expected_result, one.about, one.directions)), one
        assert one.items.count() >= 5, one
        assert all(item.method for item in one.items.all()), one  # 1.4/1


@pytest.mark.clause("4.5/3")
def test_an_own_template_is_written_rewritten_and_retired(programme, full_cast):
    curator = full_cast.user("curator")
    rows = [{"title": "Беседа", "kind": "case", "days": 400}, {"title": "Показ", "kind": "visit", "days": 5}]
    own = write_template(full_cast.organisation, by=curator, items=rows, title="Своя", goal="Цель")
    write_template(full_cast.organisation, by=curator, items=rows[:1], template=own, title="Своя, короче")
    use_template(programme, own, by=full_cast.user("mentee"), version=1)
    item = programme.items.get()
    assert (item.title, item.due_on, now(programme).goal) == ("Беседа", programme.until, "Цель")
    retire_template(own, by=curator)
    with pytest.raises(Refused, match="больше не предлагается"):
        use_template(programme, own, by=full_cast.user("mentee"), version=programme.version)


@pytest.mark.clause("1.4/8")
def test_an_untouched_copy_for_two_people_wants_a_word_of_the_curator(full_cast, template):
    curator = full_cast.user("curator")

    def brought(relation, *, changed: bool = False) -> Programme:
        programme = begin_programme(relation, by=curator)
        by = relation.mentors[0].person.user
        use_template(programme, template, by=by, version=1)
        if changed:
            write_programme(programme, by=by, version=programme.version, goal="Только для Алсу Ринатовны")
        offer_programme(programme, by=by, version=programme.version)
        agree_programme(programme, by=relation.mentees[0].person.user, version=programme.version)
        return programme

    first = brought(relation_in_force(full_cast))
    assert copied_from_template(first) is None  # one alone may take it as it is
    approve_programme(first, by=curator, version=first.version)
    second = brought(relation_in_force(full_cast, mentees=("second_mentee",)))
    with pytest.raises(Refused, match="повторяет шаблон «Вхождение нового педагога") as refused:
        approve_programme(second, by=curator, version=second.version)
    assert refused.value.field == "1-copy"
    approve_programme(second, by=curator, version=second.version, reasons={"1-copy": "Обе только пришли из колледжа"})
    assert now(second).state == "approved"
    third = brought(relation_in_force(full_cast, ("second_mentor",), ("third_mentee",)), changed=True)
    approve_programme(third, by=curator, version=third.version)


def test_marks_tell_texts_apart_and_not_their_blanks():
    assert mark("а") == mark(" а ") != mark("б")
    assert mark(["a", "b"]) == mark(["b", "a"])


@pytest.mark.clause("8.2")
def test_a_meeting_that_was_lived_is_not_told_as_taken_out_of_the_plan():
    lived, ahead = (
        {"id": key, "on": on, "topic": "Беседа", "channel": "очно"}
        for key, on in (("a", "2026-10-03"), ("b", "2026-12-01"))
    )
    found = differences({"meetings": [lived, ahead]}, {"meetings": []}, date(2026, 11, 22))
    assert [(one.label, one.mark, "01.12.2026" in one.pieces[0].text) for one in found] == [("встреча", "gone", True)]
