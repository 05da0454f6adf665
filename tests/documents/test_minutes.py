"""Minutes (D27): begun with what is known, numbered without gaps, frozen when signed."""

from datetime import date, timedelta

import pytest

from nastavnik.documents.actions import (
    attach_minutes_scan,
    draft_minutes,
    drop_minutes,
    remove_item,
    sign_minutes,
    write_item,
    write_minutes,
)
from nastavnik.documents.models import Minutes, MinutesKind, MinutesState
from nastavnik.documents.papers.minutes import minutes_paper
from nastavnik.documents.states import MINUTES, lacks_of
from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.actions import change_organisation
from nastavnik.papers.actions import verify_paper
from nastavnik.papers.models import Scan
from nastavnik.papers.plain import to_text
from tests.cast import TODAY
from tests.documents.made import council, drafted, fresh, is_as_kept, signed, whole
from tests.orders.made import picture, program
from tests.pairs.made import agreed, in_force, introduced, make_room

pytestmark = pytest.mark.django_db


# --- what they begin with -------------------------------------------------------------------------------------
@pytest.mark.clause("4.5")
def test_minutes_of_the_council_begin_with_its_seats(cast):
    council(cast)
    minutes = drafted(cast)
    assert [one.person for one in minutes.presences.all()] == [cast.second_mentor, cast.bystander, cast.mentor]
    assert (minutes.chair, minutes.secretary) == (cast.second_mentor, cast.bystander)


@pytest.mark.clause("7.2")
def test_minutes_of_an_acquaintance_say_who_took_part_and_when(full_cast):
    relation = agreed(full_cast)
    minutes = drafted(full_cast, MinutesKind.ACQUAINTANCE, relation=relation)
    assert [one.person for one in minutes.presences.all()] == [full_cast.curator, full_cast.mentor, full_cast.mentee]
    assert minutes.chair == full_cast.curator
    is_as_kept("acquaintance", minutes_paper(fresh(minutes)))


@pytest.mark.clause("7.1/2")
def test_private_answers_are_not_told_before_all_have_agreed(full_cast):
    minutes = drafted(full_cast, MinutesKind.ACQUAINTANCE, relation=introduced(full_cast))
    assert minutes.items.get().decided == ""


def test_minutes_of_a_group_name_it_a_group(full_cast):
    make_room(full_cast)
    relation = agreed(full_cast, ("mentor",), ("mentee", "second_mentee"))
    text = to_text(minutes_paper(fresh(drafted(full_cast, MinutesKind.ACQUAINTANCE, relation=relation))))
    assert "знакомства участников наставнической группы" in text
    assert "О знакомстве участников наставнической группы" in text


@pytest.mark.clause("R4.2")
def test_a_session_gathers_the_mentors_of_pairs_in_force(full_cast):
    in_force(full_cast)
    minutes = drafted(full_cast, MinutesKind.SESSION)
    assert [one.person for one in minutes.presences.all()] == [full_cast.curator, full_cast.mentor]
    assert minutes.items.count() == 2


def test_the_pedagogical_council_gathers_all_teachers_under_the_head(cast):
    minutes = drafted(cast, MinutesKind.PEDAGOGICAL)
    assert minutes.chair == cast.head
    assert minutes.presences.count() == 8


@pytest.mark.parametrize("kind", [MinutesKind.COUNCIL, MinutesKind.SESSION])
def test_where_nothing_is_known_the_minutes_are_empty(cast, kind):
    minutes = drafted(cast, kind)
    assert not minutes.presences.exclude(person=cast.curator).exists()


def test_minutes_of_an_acquaintance_need_a_pair_that_has_been_introduced(full_cast):
    from tests.pairs.made import chosen

    with pytest.raises(Refused, match="Выберите пару или группу"):
        drafted(full_cast, MinutesKind.ACQUAINTANCE)
    with pytest.raises(Refused, match="ещё не познакомили"):
        drafted(full_cast, MinutesKind.ACQUAINTANCE, relation=chosen(full_cast))
    assert not Minutes.objects.exists()


# --- numbers --------------------------------------------------------------------------------------------------
def test_numbers_are_continuous_within_a_kind_and_a_calendar_year(cast):
    made = [drafted(cast), drafted(cast), drafted(cast, MinutesKind.PEDAGOGICAL)]
    made.append(drafted(cast, held_on=date(2026, 12, 31)))
    made.append(drafted(cast, held_on=date(2027, 1, 1)))
    assert [(one.year, one.number) for one in made] == [(2026, 1), (2026, 2), (2026, 1), (2026, 3), (2027, 1)]


def test_another_institution_counts_for_itself(cast):
    drafted(cast)
    theirs = draft_minutes(cast.other, MinutesKind.COUNCIL, by=cast.user("stranger"), held_on=TODAY)
    assert theirs.number == 1


def test_only_the_last_draft_can_go_so_that_no_number_is_missing(cast):
    first, second = drafted(cast), drafted(cast)
    with pytest.raises(Refused, match="уже есть протокол № 2"):
        drop_minutes(first, by=cast.user("curator"))
    drop_minutes(second, by=cast.user("curator"))
    assert drafted(cast).number == 2


def test_minutes_stay_in_the_year_of_their_number(cast):
    minutes = drafted(cast)
    with pytest.raises(Refused, match="2026 года"):
        write_minutes(minutes, by=None, version=1, held_on=date(2027, 1, 11), people=[], chair=None)


# --- writing --------------------------------------------------------------------------------------------------
def test_who_leads_is_present_and_is_counted_once(cast):
    minutes = drafted(cast)
    write_minutes(
        minutes, by=cast.user("curator"), version=1, held_on=TODAY, people=[cast.mentor, cast.bystander],
        chair=cast.second_mentor, secretary=cast.bystander,
    )  # fmt: skip
    assert [one.person for one in minutes.presences.all()] == [cast.second_mentor, cast.bystander, cast.mentor]


def test_two_tabs_do_not_overwrite_each_other(cast):
    minutes = drafted(cast)
    write_item(minutes, None, by=None, version=1, topic="Первый")
    with pytest.raises(Outdated, match="тем временем изменили"):
        write_item(minutes, None, by=None, version=1, topic="Второй")
    assert [item.topic for item in minutes.items.all()] == ["Первый"]


def test_a_question_is_taken_off_the_agenda(cast):
    minutes = whole(cast)
    remove_item(minutes.items.get(), by=cast.user("curator"))
    assert not minutes.items.exists()


# --- signing --------------------------------------------------------------------------------------------------
LACKS = [
    ({"held_on": TODAY + timedelta(days=1)}, {}, "День ещё не наступил"),
    ({"chair": None}, {}, "Не указано, кто вёл"),
    ({"secretary": None}, {}, "Не указан секретарь"),
    ({}, {"decided": "  "}, "не записано, что решили"),
    ({}, {"votes_for": None, "votes_against": None, "abstained": None}, "не записано, как голосовали"),
    ({}, {"votes_for": 3, "abstained": 1}, "голосов 4, а присутствовали 3"),
]


@pytest.mark.parametrize(("facts", "words", "sentence"), LACKS, ids=[sentence for *_rest, sentence in LACKS])
def test_what_is_lacking_is_said_and_nothing_is_signed(cast, facts, words, sentence):
    minutes = whole(cast)
    Minutes.objects.filter(pk=minutes.pk).update(**facts)
    minutes.items.update(**words)
    with pytest.raises(Refused, match=sentence):
        sign_minutes(fresh(minutes), by=cast.user("curator"), scan=picture())
    assert fresh(minutes).state == MinutesState.DRAFT
    assert not Scan.objects.exists(), "a scan was left behind"


def test_one_person_cannot_be_chair_and_secretary(cast):
    minutes = whole(cast)
    Minutes.objects.filter(pk=minutes.pk).update(secretary=cast.second_mentor)
    assert lacks_of(fresh(minutes)) == ["Председатель и секретарь — один человек. Укажите двоих."]


def test_empty_minutes_lack_people_and_questions(cast):
    found = " ".join(lacks_of(drafted(cast)))
    assert "кто присутствовал" in found and "ни одного вопроса" in found


def test_an_acquaintance_needs_neither_secretary_nor_votes(full_cast):
    minutes = drafted(full_cast, MinutesKind.ACQUAINTANCE, relation=agreed(full_cast))
    assert lacks_of(fresh(minutes)) == []
    assert sign_minutes(fresh(minutes), by=full_cast.user("curator")).state == MinutesState.SIGNED


@pytest.mark.clause("4.5", "4.3/2")
def test_the_minutes_of_the_council_as_they_are_printed(cast):
    cast.organisation.settings.council_name = "Совет наставников"
    cast.organisation.settings.save()
    is_as_kept("council", minutes_paper(whole(cast)))


def test_a_draft_leaves_votes_for_the_hand(cast):
    minutes = whole(cast)
    minutes.items.update(votes_for=None, votes_against=None, abstained=None, decided="")
    assert "ГОЛОСОВАЛИ: «за» – ____, «против» – ____, «воздержались» – ____." in to_text(minutes_paper(minutes))


@pytest.mark.clause("1.1")
def test_signed_minutes_keep_the_names_of_their_day(cast):
    before = to_text(minutes_paper(signed(cast)))
    with clock.at(TODAY + timedelta(days=30)):
        change_organisation(cast.organisation, by=cast.user("curator"), full_name="Новое имя", short_name="Новое")
        minutes = fresh(Minutes.objects.get())
        minutes.items.update(decided="Иное")
        assert to_text(minutes_paper(minutes)) == before
        assert "Новое имя" in to_text(minutes_paper(fresh(drafted(cast))))


def test_what_is_signed_is_not_changed_any_more(cast):
    minutes, by = signed(cast), cast.user("curator")
    for act in (
        lambda: write_minutes(minutes, by=by, version=minutes.version, held_on=TODAY, people=[], chair=None),
        lambda: write_item(minutes, minutes.items.get(), by=by, version=minutes.version, topic="Иное"),
        lambda: remove_item(minutes.items.get(), by=by),
        lambda: drop_minutes(minutes, by=by),
    ):
        with pytest.raises(Refused, match="больше не меняется"):
            act()
    with pytest.raises(Refused):
        MINUTES.advance(minutes, "sign", by=by)


def test_the_scan_comes_with_the_signing_or_later_but_once(cast):
    by = cast.user("curator")
    at_once = sign_minutes(whole(cast), by=by, scan=picture())
    assert at_once.scan is not None and verify_paper(at_once.scan)
    later = signed(cast)
    assert later.scan is None
    attach_minutes_scan(later, picture(), by=by)
    with pytest.raises(Refused, match="уже сохранён"):
        attach_minutes_scan(fresh(later), picture(), by=by)
    with pytest.raises(Refused, match="Сначала зарегистрируйте"):
        attach_minutes_scan(drafted(cast), picture(), by=by)


def test_a_program_is_no_scan(cast):
    with pytest.raises(Refused):
        sign_minutes(whole(cast), by=cast.user("curator"), scan=program())
    assert Minutes.objects.get().is_draft


def test_every_act_is_in_the_journal(cast):
    drop_minutes(drafted(cast), by=cast.user("curator"))
    attach_minutes_scan(signed(cast), picture(), by=cast.user("curator"))
    said = list(JournalEntry.objects.filter(event__startswith="minutes").values_list("event", flat=True))
    assert said == [
        "minutes_drafted", "minutes_dropped", "minutes_drafted", "minutes_written", "minutes_written",
        "minutes_signed", "minutes_scan_attached",
    ]  # fmt: skip
