"""Papers without a room of their own (D14–D16, D26, D28–D31): their words, kept as readable snapshots."""

import re
from datetime import date, timedelta

import pytest

from nastavnik.banks.models import Bank
from nastavnik.consents.actions import add_resource, withdraw_consent
from nastavnik.consents.models import Consent, ConsentKind, PublicField
from nastavnik.documents.actions import note_destruction
from nastavnik.documents.at_once import AT_ONCE
from nastavnik.documents.fragment import html_fragment
from nastavnik.documents.papers.bases import bank_paper
from nastavnik.documents.papers.destruction import destruction_paper, destructions
from nastavnik.documents.papers.journals import orders_journal, regulation_acquaintance
from nastavnik.documents.papers.partners import mentor_contract, partner_agreement
from nastavnik.documents.papers.portfolio import petition_paper, portfolio_paper
from nastavnik.documents.papers.questionnaires import survey_paper
from nastavnik.documents.papers.site_section import site_section
from nastavnik.documents.portfolio import Portfolio, Work, mentors_of, portfolio_of
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.models import Journal
from nastavnik.organisations.actions import change_organisation
from nastavnik.papers.actions import render
from nastavnik.papers.model import Heading, Paper, Paragraph
from nastavnik.papers.plain import to_text
from nastavnik.people.models import Person
from nastavnik.programmes.actions import close_programme, complete_programme, record_meeting
from nastavnik.programmes.models import Programme
from nastavnik.programmes.papers_register import programmes_register
from nastavnik.regulation.models import NormativeAct
from nastavnik.roadmap.models import Roadmap
from nastavnik.surveys.questionnaires import MENTEE, MENTOR
from tests.cast import TODAY
from tests.consents.made import chosen, places
from tests.documents.made import is_as_kept
from tests.orders.made import base_order, on_pairs, roadmap_with_terms, signed
from tests.pairs.made import ready
from tests.programmes.conftest import bring_to, carry_out, relation_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def completed(full_cast) -> Programme:
    """A programme of a pair, with one meeting, completed in full ten days later."""
    programme = bring_to(full_cast, "running", relation_in_force(full_cast))
    mentor = full_cast.user("mentor")
    with clock.at(TODAY + timedelta(days=10)):
        record_meeting(programme, by=mentor, on=TODAY + timedelta(days=5), topic="Беседы", result="План", minutes=75)
        for item in programme.items.all():
            carry_out(item)
        close_programme(programme, by=mentor, result="Собрания проведены самостоятельно")
        complete_programme(programme, by=full_cast.user("curator"), without_surveys=True)
    return Programme.objects.get(pk=programme.pk)


# --- banks (D14, D15) -----------------------------------------------------------------------------------------
@pytest.mark.clause("4.4.2", "R2.2", "R3.2")
def test_the_two_banks_on_paper_with_pairs_and_results(full_cast, completed):
    with clock.at(TODAY + timedelta(days=10)):
        is_as_kept("base_of_mentees", bank_paper(full_cast.organisation, Bank.MENTEES))
        is_as_kept("base_of_mentors", bank_paper(full_cast.organisation, Bank.MENTORS))


@pytest.mark.clause("R2.2")
def test_who_has_withdrawn_the_consent_is_not_handed_out(full_cast):
    consent = Consent.objects.get(person=full_cast.mentee, kind=ConsentKind.PROCESSING)
    withdraw_consent(consent, by=full_cast.user("mentee"))
    with clock.at(TODAY + timedelta(days=1)):
        text = to_text(bank_paper(full_cast.organisation, Bank.MENTEES))
    assert "Зайцева" not in text and "Ким Артём" in text


def test_a_pair_that_no_order_has_fixed_is_not_told_in_a_bank(full_cast):
    ready(full_cast)
    assert "Белокопытова" not in to_text(bank_paper(full_cast.organisation, Bank.MENTEES))


# --- questionnaires (D16) -------------------------------------------------------------------------------------
@pytest.mark.clause("M2")
@pytest.mark.parametrize(
    ("code", "wave"), [(MENTEE, "before"), (MENTEE, "after"), (MENTOR, "before"), (MENTOR, "after")]
)
def test_the_questionnaires_on_paper_ask_the_same_sentences(cast, code, wave):
    paper = survey_paper(cast.organisation, code, wave)
    is_as_kept(f"survey_{code}_{wave}", paper)
    assert "Имя не пишите" in to_text(paper)


# --- people from outside (D26) --------------------------------------------------------------------------------
@pytest.mark.clause("4.3/6", "4.4.6")
def test_the_agreement_with_a_partner_and_the_contract_with_an_external_mentor(cast):
    is_as_kept("partner_agreement", partner_agreement(cast.organisation))
    is_as_kept("mentor_contract", mentor_contract(cast.organisation))


def test_the_head_stands_in_the_genitive_with_the_right_ending(cast):
    assert "в лице заведующего Веретенниковой Ольги Станиславовны, действующей на основании" in _said(
        partner_agreement(cast.organisation)
    )
    Person.objects.filter(pk=cast.head.pk).update(sex="")
    assert "действующего(ей)" in _said(partner_agreement(cast.organisation))


# --- journals (D28) -------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2", "4.4.8")
def test_the_journal_of_orders_of_a_calendar_year(full_cast):
    base_order(full_cast)
    signed(full_cast, *on_pairs(ready(full_cast)))
    is_as_kept("orders_journal", orders_journal(full_cast.organisation, 2026, Journal.MAIN))
    assert "Приказов в журнале за 2027 год нет." in to_text(orders_journal(full_cast.organisation, 2027, Journal.MAIN))
    assert "Приказов в журнале за 2026 год нет." in to_text(
        orders_journal(full_cast.organisation, 2026, Journal.PERSONNEL)
    )


@pytest.mark.clause("4.4.8")
def test_the_register_of_programmes_of_a_year(full_cast, completed):
    is_as_kept("programmes_register", programmes_register(full_cast.organisation, 2026))
    assert "Программ с номером 2025 года нет." in to_text(programmes_register(full_cast.organisation, 2025))


@pytest.mark.clause("4.1", "5.2/1", "6.2/1")
def test_all_teachers_are_made_acquainted_with_the_regulation(cast):
    with pytest.raises(Refused, match="Положение ещё не утверждено"):
        regulation_acquaintance(cast.organisation)
    base_order(cast)
    is_as_kept("regulation_acquaintance", regulation_acquaintance(cast.organisation))


# --- the section of the site (D29) ----------------------------------------------------------------------------
@pytest.mark.clause("9.2", "1.2")
def test_the_section_of_the_site_tells_numbers_and_no_names(full_cast):
    base_order(full_cast)
    bring_to(full_cast, "running", relation_in_force(full_cast))
    paper = site_section(full_cast.organisation)
    is_as_kept("site_section", paper)
    for person in Person.objects.of(full_cast.organisation):
        assert person.surname not in to_text(paper), person


@pytest.mark.clause("4.4.6", "9.3")
def test_the_curator_is_named_where_the_consent_covers_every_page_of_the_site(cast):
    site, _community = places(cast)
    assert "Кудрявцева" not in to_text(site_section(cast.organisation))
    chosen(cast, "curator", ConsentKind.DISTRIBUTION, (PublicField.NAME, site))
    assert "Куратор наставничества: Кудрявцева Елена Борисовна\n" in to_text(site_section(cast.organisation))
    add_resource(
        cast.organisation,
        by=cast.user("curator"),
        kind="site",
        name="Второй раздел",
        address="https://ryabinka.example/2/",
    )
    assert "Кудрявцева" not in to_text(site_section(cast.organisation))


@pytest.mark.clause("1.2")
def test_an_act_that_has_lost_force_and_the_hints_stay_inside(cast):
    act = NormativeAct.objects.of(cast.organisation).get(number="302-о")
    assert "302-о" in _said(site_section(cast.organisation))
    NormativeAct.objects.filter(pk=act.pk).update(status="ended")
    text = _said(site_section(cast.organisation))
    assert "302-о" not in text and "замените своим" not in text


def test_a_cell_of_fewer_than_three_programmes_is_not_told(full_cast):
    """Everybody in a kindergarten knows whose the only pair of a form is (edge case 79)."""
    bring_to(full_cast, "running", relation_in_force(full_cast))
    assert "По формам" not in to_text(site_section(full_cast.organisation))


def test_the_piece_of_html_is_escaped_and_holds_the_same_words():
    paper = Paper(
        kind="site_section", title="t", author="a", date=TODAY,
        blocks=(
            Heading("Заголовок <b>"),
            Paragraph("<script>alert(1)</script> & «да»"),
            Paragraph("ещё"),
        ),
    )  # fmt: skip
    assert html_fragment(paper) == (
        "<h2>Заголовок &lt;b&gt;</h2>\n<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; «да»</p>\n<p>ещё</p>"
    )


def test_the_tables_of_the_piece_of_html_have_captions_and_headers(full_cast):
    roadmap = roadmap_with_terms(full_cast)
    Roadmap.objects.filter(pk=roadmap.pk).update(state="approved", approved_on=TODAY, ground="приказ от 14.09.2026 № 5")
    html = html_fragment(site_section(full_cast.organisation))
    assert '<th scope="col">Содержание деятельности</th>' in html
    assert "<caption>На 2026/2027, утверждена: приказ от 14.09.2026 № 5</caption>" in html
    assert "style=" not in html and "class=" not in html


# --- destruction (D30) ----------------------------------------------------------------------------------------
@pytest.mark.clause("1.4/4")
def test_the_act_of_destruction_with_the_extract_from_the_journal(cast):
    note_destruction(
        cast.mentee, by=cast.user("curator"), categories=["bank", "survey"], reason="withdrawn", way="erased", on=TODAY
    )
    noted = destructions(cast.organisation)
    assert len(noted) == 1
    paper = destruction_paper(cast.organisation, noted[0])
    is_as_kept("destruction", paper)
    assert paper.keep_years == 3


def test_of_somebody_already_erased_the_name_is_left_for_the_hand(cast):
    note_destruction(cast.mentee, by=cast.user("curator"), categories=["card"], reason="term", way="shredded", on=TODAY)
    Person.objects.filter(pk=cast.mentee.pk).update(surname="", first_name="", patronymic="")
    text = to_text(destruction_paper(cast.organisation, destructions(cast.organisation)[0]))
    assert "Субъект персональных данных ____" in text and "Зайцева" not in text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [({"categories": []}, "Отметьте, какие данные"), ({"on": TODAY + timedelta(days=1)}, "ещё не наступил")],
)
def test_a_note_without_data_or_of_a_day_to_come_is_refused(cast, facts, sentence):
    known = {"categories": ["card"], "reason": "term", "way": "erased", "on": TODAY}
    with pytest.raises(Refused, match=sentence):
        note_destruction(cast.mentee, by=cast.user("curator"), **(known | facts))
    assert destructions(cast.organisation) == []


def test_notes_of_another_institution_are_not_seen(cast):
    note_destruction(cast.mentee, by=None, categories=["card"], reason="term", way="erased", on=TODAY)
    assert destructions(cast.other) == []


# --- the mentor's reference (D31) -----------------------------------------------------------------------------
@pytest.mark.clause("4.3/8")
def test_the_reference_of_a_mentor_and_the_draft_of_the_petition(full_cast, completed):
    with clock.at(TODAY + timedelta(days=40)):
        portfolio = portfolio_of(full_cast.mentor)
        assert (portfolio.mentees, portfolio.completed, portfolio.meetings, portfolio.months) == (1, 1, 1, 0)
        is_as_kept("portfolio", portfolio_paper(portfolio, full_cast.organisation))
        is_as_kept("petition", petition_paper(portfolio, full_cast.organisation))
        assert "Зайцев" not in to_text(portfolio_paper(portfolio, full_cast.organisation))


def test_who_has_never_been_a_mentor_has_no_reference(full_cast, completed):
    assert portfolio_of(full_cast.mentee) is None
    assert list(mentors_of(full_cast.organisation)) == [full_cast.mentor]


@pytest.mark.parametrize(
    ("periods", "months"),
    [
        ([((2026, 1, 10), (2026, 4, 9))], 3),
        ([((2026, 1, 10), (2026, 4, 9)), ((2026, 2, 1), (2026, 3, 1))], 3),
        ([((2026, 1, 10), (2026, 4, 9)), ((2026, 4, 10), (2026, 5, 9))], 4),
        ([((2026, 1, 1), (2026, 1, 31)), ((2026, 3, 1), (2026, 3, 30))], 1),
        ([((2026, 1, 14), None)], 8),
    ],
)
def test_months_of_mentoring_are_counted_once_where_pairs_overlap(cast, periods, months):
    works = tuple(
        Work(None, date(*since), date(*until) if until else None, frozenset(), 0, 0, ()) for since, until in periods
    )
    assert Portfolio(cast.mentor, works, ()).months == months


def test_of_a_replaced_mentor_later_mentees_and_meetings_are_not_counted(full_cast, completed):
    relation = completed.relation
    mentor = relation.members.get(role="mentor")
    mentor.left_on = TODAY + timedelta(days=3)
    mentor.save()
    with clock.at(TODAY + timedelta(days=20)):
        portfolio = portfolio_of(full_cast.mentor)
    assert (portfolio.mentees, portfolio.meetings) == (1, 0)
    assert portfolio.works[0].until == TODAY + timedelta(days=3)


def test_the_reference_reads_as_many_rows_with_ten_programmes_as_with_one(
    full_cast, completed, django_assert_max_num_queries
):
    with clock.at(TODAY + timedelta(days=20)), django_assert_max_num_queries(8):
        portfolio_of(full_cast.mentor)


# --- all of them ----------------------------------------------------------------------------------------------
@pytest.mark.clause("1.1")
@pytest.mark.parametrize("name", AT_ONCE)
def test_no_paper_names_another_kindergarten_and_a_new_name_is_used_from_its_day(full_cast, name):
    base_order(full_cast)
    change_organisation(
        full_cast.organisation, by=full_cast.user("curator"), full_name="Детский сад № 5", short_name="Сад № 5"
    )
    paper = AT_ONCE[name](full_cast.organisation, 2026)
    assert paper.author == "Сад № 5"
    text = _said(paper)
    assert "Рябинка" not in text and not re.search(r"№ ?20(?!\d)", text)


@pytest.mark.parametrize("name", AT_ONCE)
def test_every_paper_is_rendered_in_both_formats(full_cast, name):
    base_order(full_cast)
    content = render(AT_ONCE[name](full_cast.organisation, 2026))
    assert content["docx"][:4] == b"PK\x03\x04" and content["pdf"][:4] == b"%PDF"


def _said(paper) -> str:
    return to_text(paper).replace("\u00a0", " ")


def test_days_of_the_calendar_year_only(full_cast):
    base_order(full_cast, signed_on=date(2026, 9, 1))
    assert orders_journal(full_cast.organisation, 2026, Journal.MAIN).title.endswith("за 2026 год")
