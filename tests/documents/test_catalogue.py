"""«Документы» (D1–D31): every document has a way that opens, and is given as .docx and as PDF."""

import re
from uuid import UUID

import pytest
from django.urls import resolve, reverse

from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.documents.actions import note_destruction
from nastavnik.documents.catalogue import CATALOGUE, GROUPS, Entry
from nastavnik.documents.papers.destruction import destructions
from nastavnik.duties.actions import draft_supplement, give_notice
from nastavnik.monitoring.actions import begin_report
from nastavnik.monitoring.spans import span_of
from nastavnik.orders.actions import draft_order
from nastavnik.orders.models import Order
from nastavnik.pairs.models import MemberRole
from nastavnik.people.models import Person
from tests.cast import TODAY
from tests.consents.made import chosen, places
from tests.documents.made import whole
from tests.orders.made import BASE, base_order, roadmap_with_terms
from tests.programmes.conftest import bring_to, relation_in_force

CODES = [f"D{number}" for number in range(1, 32)]
MAGIC = {"docx": b"PK\x03\x04", "pdf": b"%PDF"}


@pytest.fixture
def lived_in(full_cast):
    """A kindergarten where each document has something to be about."""
    base_order(full_cast)
    draft_order(full_cast.organisation, BASE, by=full_cast.user("curator"), title="О внедрении")
    relation = relation_in_force(full_cast)
    bring_to(full_cast, "running", relation)
    curator = full_cast.user("curator")
    roadmap_with_terms(full_cast)
    mentor = relation.members.select_related("person", "relation").get(role=MemberRole.MENTOR)
    mentor.organisation = mentor.relation.organisation = full_cast.organisation
    draft_supplement(mentor, by=curator)
    give_notice(mentor, by=full_cast.user("mentor"))
    whole(full_cast)
    note_destruction(full_cast.mentee, by=curator, categories=["card"], reason="term", way="erased", on=TODAY)
    begin_report(full_cast.organisation, span_of(full_cast.organisation, "year"), by=curator)
    chosen(full_cast, "mentor", ConsentKind.DISTRIBUTION, ("name", places(full_cast)[0]))
    chosen(full_cast, "mentor", ConsentKind.IMAGE, ("photo", places(full_cast)[0]))
    return full_cast


def test_the_table_names_each_of_the_thirty_one_documents_once():
    assert sorted((entry.code for entry in CATALOGUE), key=lambda code: int(code[1:])) == CODES


def test_every_document_says_its_clause_its_term_and_its_group():
    for entry in CATALOGUE:
        assert entry.clause and str(entry.keep) and str(entry.title) and entry.group in GROUPS, entry.code


@pytest.mark.clause("4.3/2", "4.4.8", "7.2", "9.2")
def test_every_document_has_a_way_that_opens_and_comes_in_both_formats(lived_in, signed_in):
    client, wrong = signed_in("curator"), []
    for entry in CATALOGUE:
        places_of_files = [(way.address, way.arguments) for way in entry.ways if way.is_paper]
        for way in entry.ways:
            if not way.is_paper and client.get(address(lived_in, way.address, *way.arguments)).status_code != 200:
                wrong.append((entry.code, way.address))
        for ending, magic in MAGIC.items():
            files = [address(lived_in, name, *arguments, ending) for name, arguments in places_of_files]
            files += [kept_address(lived_in, entry, ending)] if entry.kept else []
            assert files, f"{entry.code}: no way to the file"
            for file in files:
                answer = client.get(file)
                if answer.status_code != 200 or answer.getvalue()[:4] != magic:
                    wrong.append((entry.code, file))
    assert wrong == []


CONSENTS = {
    "D7": ConsentKind.MENTORING,
    "D8": ConsentKind.MENTEE,
    "D9": ConsentKind.PROCESSING,
    "D10": ConsentKind.DISTRIBUTION,
    "D11": ConsentKind.IMAGE,
}


def address(cast, name: str, *arguments) -> str:
    return reverse(name, args=[cast.organisation.slug, *arguments])


def kept_address(cast, entry: Entry, ending: str) -> str:
    """The address of the paper of one row, whichever model its page loads."""
    name, arguments = entry.kept
    if name == "documents:destruction-paper":
        return address(cast, name, destructions(cast.organisation)[0].key, ending)
    model = resolve(address(cast, name, UUID(int=7), *arguments, ending)).func.loads
    rows = model._default_manager.of(cast.organisation)
    if model is Person:
        rows = rows.filter(pk=cast.mentor.pk)
    if model is Consent:
        rows = rows.filter(kind=CONSENTS[entry.code])
    if model is Order:
        rows = rows.filter(is_entered_later=False)
    row = rows.first()
    assert row is not None, f"{entry.code}: nothing to print"
    return address(cast, name, row.pk, *arguments, ending)


# --- the page -------------------------------------------------------------------------------------------------
def page(cast, signed_in, part: str, **query) -> str:
    answer = signed_in(part).get(reverse("documents:catalogue", args=[cast.organisation.slug]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_curator_sees_all_groups_and_every_code(lived_in, signed_in):
    said = page(lived_in, signed_in, "curator")
    for label in GROUPS.values():
        assert f"<h2>{label}</h2>" in said
    for code in CODES:
        assert f">{code}</span>" in said, code


def test_a_search_narrows_and_says_when_there_is_nothing(lived_in, signed_in):
    said = page(lived_in, signed_in, "curator", q="протокол")
    assert ">D27</span>" in said and ">D1</span>" not in said
    assert "Такого документа нет" in page(lived_in, signed_in, "curator", q="накладная")


def test_a_mentor_sees_the_own_papers_and_nothing_else(lived_in, signed_in):
    said = page(lived_in, signed_in, "mentor")
    assert "Мои документы" in said and ">D1</span>" not in said
    for words in ("Программа №", "Отчёт, итоговый", "Для аттестации", "Согласие на наставничество"):
        assert words in said.replace("\u00a0", " "), words


def test_a_mentee_gets_the_self_analysis_and_no_reference(lived_in, signed_in):
    said = page(lived_in, signed_in, "mentee")
    assert "Самоанализ" in said and "Для аттестации" not in said and "Отчёт, итоговый" not in said


def test_who_has_nothing_yet_is_told_when_there_will_be(cast, signed_in):
    assert "Документов пока нет" in page(cast, signed_in, "bystander")


def test_everything_offered_to_a_mentor_opens(lived_in, signed_in):
    client = signed_in("mentor")
    links = set(re.findall(r'href="(/o/[^"]+\.(?:docx|pdf))"', page(lived_in, signed_in, "mentor")))
    assert len(links) > 10
    for link in links:
        assert client.get(link).status_code == 200, link


def test_the_page_asks_as_many_questions_with_more_programmes(lived_in, signed_in, django_assert_max_num_queries):
    client = signed_in("mentor")
    with django_assert_max_num_queries(20):
        client.get(reverse("documents:catalogue", args=[lived_in.organisation.slug]))
