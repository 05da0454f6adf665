"""Acts on publications: the lifecycle as a table, the check of the text, the version, places."""

from datetime import timedelta

import pytest

from nastavnik.consents.actions import retire_resource
from nastavnik.kit.journal import entries_about
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.site import actions
from nastavnik.site.checks import look_through
from nastavnik.site.models import Publication
from nastavnik.site.states import PUBLICATION
from tests.cast import TODAY
from tests.site.made import allow_all, approved, completed, draft, fresh, published

MADE = {"draft": draft, "approved": approved, "published": published}


def made_in(state, cast, programme, place) -> Publication:
    if state != "withdrawn":
        return MADE[state](cast, programme, place, {})
    publication = published(cast, programme, place, {})
    return actions.withdraw_publication(publication, by=cast.user("curator"))


def do(move, publication, cast):
    curator, head = cast.user("curator"), cast.user("head")
    acts = {
        "approve": lambda: actions.approve_publication(publication, by=head, version=publication.version, looked=True),
        "return": lambda: actions.return_publication(publication, by=curator),
        "publish": lambda: actions.publish_publication(publication, by=curator),
        "withdraw": lambda: actions.withdraw_publication(publication, by=curator),
        "revise": lambda: actions.revise_publication(publication, by=curator),
    }
    return acts[move]()


POSSIBLE = {
    ("draft", "approve"): "approved",
    ("approved", "return"): "draft",
    ("approved", "publish"): "published",
    ("approved", "withdraw"): "withdrawn",
    ("published", "withdraw"): "withdrawn",
    ("withdrawn", "revise"): "draft",
}


@pytest.mark.parametrize("state", ["draft", "approved", "published", "withdrawn"])
@pytest.mark.parametrize("move", [each.name for each in PUBLICATION.moves])
def test_each_move_is_made_from_its_states_only(full_cast, programme, section, state, move):
    publication = made_in(state, full_cast, programme, section)
    target = POSSIBLE.get((state, move))
    if target is None:
        with pytest.raises(Refused, match="состояние"):
            do(move, publication, full_cast)
        assert fresh(publication).state == state
    else:
        do(move, publication, full_cast)
        assert fresh(publication).state == target
        event = next(each.event for each in PUBLICATION.moves if each.name == move)
        assert entries_about(publication).last().event == event


def test_the_table_of_moves_is_the_one_that_was_tried():
    made = {(source, move.name): move.target for move in PUBLICATION.moves for source in move.sources}
    assert made == POSSIBLE


@pytest.mark.clause("9.3")
def test_prepare_publication_begins_with_the_results_and_shows_nobody(full_cast, programme, section):
    publication = actions.prepare_publication(programme, section, by=full_cast.user("curator"))
    assert publication.outcome == "Собрания проведены самостоятельно" and publication.state == "draft"
    assert [(row.role, row.fields) for row in publication.people.all()] == [("mentor", []), ("mentee", [])]


def test_numbers_run_on_and_a_place_has_one_text_about_a_programme(full_cast, programme, section, community):
    first = draft(full_cast, programme, section, {})
    second = actions.copy_publication(first, community, by=full_cast.user("curator"))
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(Refused, match="уже есть"):
        actions.copy_publication(second, section, by=full_cast.user("curator"))


def test_a_place_of_another_institution_or_out_of_use_is_refused(full_cast, programme, section):
    retire_resource(section, by=full_cast.user("curator"))
    with pytest.raises(Refused, match="Выберите место"):
        actions.prepare_publication(programme, section, by=full_cast.user("curator"))


def test_a_place_that_goes_out_of_use_lets_nothing_through(full_cast, programme, section):
    publication = approved(full_cast, programme, section, {})
    retire_resource(section, by=full_cast.user("curator"))
    with pytest.raises(Refused, match="больше не используется"):
        actions.publish_publication(fresh(publication), by=full_cast.user("curator"))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"done": " "}, "Текст не готов"),
        ({"outcome": ""}, "Текст не готов"),
        ({"no_children": False}, "нет детей"),
        ({"outcome": "Собрания Зайцевой прошли."}, r"«Зайцевой» \(Зайцева"),
        ({"title": "Как помогли Полине"}, r"«Полине» \(Зайцева"),
        ({"done": "Помогала Абросимова."}, r"«Абросимова» \(Абросимова"),  # no participant at all
    ],
)
def test_approve_refuses_a_text_that_is_not_fit(full_cast, programme, section, said, sentence):
    publication = draft(full_cast, programme, section, {}, **said)
    with pytest.raises(Refused, match=sentence):
        actions.approve_publication(publication, by=full_cast.user("head"), version=publication.version, looked=True)
    assert fresh(publication).state == "draft"


def test_a_review_that_names_somebody_else_is_not_published(full_cast, programme, section):
    allow_all(full_cast, full_cast.mentee, section)
    publication = draft(full_cast, programme, section, {"mentee": ("name", "review")})
    row = publication.people.get(person=full_cast.mentee)
    row.review = "Спасибо Гаврилюк Оксане!"
    row.save()
    with pytest.raises(Refused, match="Гаврилюк"):
        actions.approve_publication(publication, by=full_cast.user("head"), version=publication.version, looked=True)


def test_whoever_is_chosen_by_name_may_stand_in_the_text(full_cast, programme, section):
    allow_all(full_cast, full_cast.mentee, section)
    publication = draft(full_cast, programme, section, {"mentee": ("name",)}, outcome="Собрания Зайцевой прошли.")
    assert look_through(publication).named == []


def test_doubts_are_looked_at_before_the_approval(full_cast, section):
    """A post that one person holds gives them away without a name (edge case 31)."""
    programme = completed(full_cast, mentees=("second_mentee",))
    publication = draft(full_cast, programme, section, {}, done="Занятия инструктора по физической культуре.")
    (doubt,) = look_through(publication).doubts
    assert "инструктор по физической культуре" in doubt
    by = full_cast.user("head")
    with pytest.raises(Refused, match="проверено") as refused:
        actions.approve_publication(publication, by=by, version=publication.version)
    assert refused.value.field == "looked"
    actions.approve_publication(publication, by=by, version=publication.version, looked=True)
    assert entries_about(publication).last().facts == {"version": 2, "doubts": 1}


def test_the_one_who_is_not_named_in_a_pair_is_a_doubt(full_cast, programme, section):
    allow_all(full_cast, full_cast.mentor, section)
    publication = draft(full_cast, programme, section, {"mentor": ("name",)})
    assert ["второго узнают" in doubt for doubt in look_through(publication).doubts] == [True]


def test_a_text_changed_meanwhile_is_neither_overwritten_nor_approved(full_cast, programme, section):
    publication = draft(full_cast, programme, section, {})
    seen = publication.version
    said = {"title": "Иначе", "done": "Иначе.", "outcome": "Иначе.", "no_children": True, "chosen": {}}
    actions.write_publication(publication, by=full_cast.user("curator"), version=seen, **said)
    with pytest.raises(Outdated):
        actions.write_publication(publication, by=full_cast.user("head"), version=seen, **said)
    with pytest.raises(Outdated):
        actions.approve_publication(publication, by=full_cast.user("head"), version=seen)


def test_an_approved_text_is_not_changed(full_cast, programme, section):
    publication = approved(full_cast, programme, section, {})
    said = {"title": "Иначе", "done": "Иначе.", "outcome": "Иначе.", "no_children": True, "chosen": {}}
    with pytest.raises(Refused, match="верните его на доработку"):
        actions.write_publication(publication, by=full_cast.user("curator"), version=publication.version, **said)
    assert fresh(publication).title == "Трудный разговор с родителями"


def test_a_chosen_review_wants_its_words(full_cast, programme, section):
    publication = draft(full_cast, programme, section, {})
    row = publication.people.first()
    said = {"title": "Заголовок", "done": "Сделано.", "outcome": "Вышло.", "no_children": True}
    with pytest.raises(Refused, match="отзыв о программе"):
        actions.write_publication(
            publication, by=full_cast.user("curator"), version=publication.version,
            chosen={row.pk: {"fields": ["review"], "review": " "}}, **said,
        )  # fmt: skip
    assert fresh(publication).title == "Трудный разговор с родителями"


def test_photographs_have_no_place_here(full_cast, programme, section):
    publication = draft(full_cast, programme, section, {"mentee": ("photo", "video", "results", "name")})
    assert publication.people.get(person=full_cast.mentee).fields == ["name"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "link"),
        ({"link": "https://vk.com/w1", "on": TODAY + timedelta(days=1)}, "on"),
        ({"link": "https://vk.com/w1", "on": TODAY - timedelta(days=1)}, "on"),
    ],
)
def test_a_text_placed_by_hand_is_marked_with_its_address_and_a_possible_day(
    full_cast, programme, community, said, field
):
    publication = approved(full_cast, programme, community, {})
    with pytest.raises(Refused) as refused:
        actions.publish_publication(publication, by=full_cast.user("curator"), **said)
    assert refused.value.field == field
    actions.publish_publication(publication, by=full_cast.user("curator"), link="https://vk.com/w1")
    assert (fresh(publication).link, fresh(publication).published_on) == ("https://vk.com/w1", TODAY)


def test_a_person_whom_the_text_names_is_not_cut_out_alone(full_cast, programme, section):
    allow_all(full_cast, full_cast.mentee, section)
    shows, text = {"mentee": ("name",)}, "Собрания Зайцевой прошли."
    publication = published(full_cast, programme, section, shows, outcome=text)
    with pytest.raises(Refused, match="снимите публикацию"):
        actions.remove_person(publication.people.get(person=full_cast.mentee), by=full_cast.user("curator"))


def test_only_a_draft_is_discarded(full_cast, programme, section):
    publication = draft(full_cast, programme, section, {})
    actions.discard_publication(publication, by=full_cast.user("curator"))
    assert not Publication.objects.exists()
    assert JournalEntry.objects.filter(event="publication_discarded").exists()
    publication = approved(full_cast, programme, section, {})
    with pytest.raises(Refused, match="только черновик"):
        actions.discard_publication(publication, by=full_cast.user("curator"))


def test_the_journal_holds_no_name(full_cast, programme, section):
    allow_all(full_cast, full_cast.mentee, section)
    before = JournalEntry.objects.count()
    publication = published(full_cast, programme, section, {"mentee": ("name",)})
    actions.withdraw_publication(publication, by=full_cast.user("curator"), note="Зайцева попросила")
    facts = [str(entry.facts) for entry in JournalEntry.objects.order_by("number")[before:]]
    assert len(facts) > 4 and not any("Зайцева" in one for one in facts)
