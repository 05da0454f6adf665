"""The section of the site: without sign-in, without cookies, kept in no cache, honest when empty (9.1, 9.3)."""

import pytest
from django.urls import reverse

from nastavnik.consents.models import Condition
from nastavnik.site import actions
from tests.site.made import allow, allow_all, approved, completed, draft, published, withdraw


def page(publication) -> str:
    return f"/s/ryabinka/{publication.number}/"


@pytest.mark.clause("9.1")
def test_the_section_opens_without_sign_in_and_sets_no_cookie(full_cast, programme, section, client):
    allow_all(full_cast, full_cast.mentee, section)
    publication = published(full_cast, programme, section, {"mentee": ("name",)})
    for address in ("/s/ryabinka/", page(publication)):
        answer = client.get(address)
        assert answer.status_code == 200 and not answer.cookies and not client.cookies, address
        assert answer.headers["Cache-Control"] == "no-store", address
        assert "<form" not in answer.content.decode(), address


@pytest.mark.clause("9.1")
def test_an_empty_section_says_so(cast, client):
    text = client.get("/s/ryabinka/").content.decode()
    assert "Опубликованных результатов пока нет" in text
    assert "Фотографий и сведений о детях здесь нет" in text


def test_search_engines_are_asked_to_keep_no_copy_and_not_to_list_people(full_cast, programme, section, client):
    allow_all(full_cast, full_cast.mentee, section)
    named = published(full_cast, programme, section, {"mentee": ("name",)})
    assert client.get(page(named)).headers["X-Robots-Tag"] == "noindex, noarchive, nosnippet"
    actions.remove_person(named.people.get(person=full_cast.mentee), by=full_cast.user("curator"))
    assert client.get(page(named)).headers["X-Robots-Tag"] == "noarchive"
    actions.withdraw_publication(named, by=full_cast.user("curator"))
    gone = client.get(page(named))
    assert (gone.status_code, gone.headers["X-Robots-Tag"]) == (410, "noindex, noarchive, nosnippet")


@pytest.mark.parametrize("make", [draft, approved])
def test_what_is_not_published_has_no_page(full_cast, programme, section, client, make):
    assert client.get(page(make(full_cast, programme, section, {}))).status_code == 404


def test_a_text_placed_elsewhere_has_no_page_here(full_cast, programme, community, client):
    publication = published(full_cast, programme, community, {}, link="https://vk.com/w1")
    assert client.get(page(publication)).status_code == 404
    assert publication.title not in client.get("/s/ryabinka/").content.decode()


def test_a_text_that_is_prepared_anew_goes_on_answering_gone(full_cast, programme, section, client):
    publication = published(full_cast, programme, section, {})
    actions.withdraw_publication(publication, by=full_cast.user("curator"))
    actions.revise_publication(publication, by=full_cast.user("curator"))
    assert client.get(page(publication)).status_code == 410


@pytest.mark.parametrize(
    "address", ["/s/nowhere/", "/s/nowhere/1/", "/s/ryabinka/7/", f"/s/ryabinka/{'9' * 40}/", "/s/teremok/1/"]
)
def test_what_is_not_there_is_not_found(full_cast, programme, section, client, address):
    published(full_cast, programme, section, {})
    assert client.get(address).status_code == 404


def test_the_section_only_reads(full_cast, programme, section, client):
    publication = published(full_cast, programme, section, {})
    assert client.post(page(publication)).status_code == 405
    assert client.head(page(publication)).status_code == 200


def test_words_with_tags_in_them_build_no_page(full_cast, programme, section, client, signed_in):
    evil = "<script>alert(1)</script> {{ user }} =cmd \N{RIGHT-TO-LEFT OVERRIDE}"
    allow_all(full_cast, full_cast.mentee, section)
    said = {"title": evil, "done": evil, "outcome": evil}
    publication = published(full_cast, programme, section, {"mentee": ("name", "achievements")}, **said)
    publication.people.filter(person=full_cast.mentee).update(achievements=evil)
    for address in ("/s/ryabinka/", page(publication)):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text and "&lt;script&gt;alert" in text and "{{ user }}" in text, address
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in publication.title
    texts = reverse("site:ready-text", args=["ryabinka", publication.pk, "html"])
    markup = signed_in("curator").get(texts).content.decode()
    assert "<script" not in markup and "&lt;script&gt;" in markup


def test_conditions_that_a_person_has_laid_down_stand_beside_their_data(full_cast, programme, section, client):
    cells = [("name", section), ("results", section)]
    words = {"name": "только для чтения на странице"}
    allow(full_cast, full_cast.mentee, *cells, conditions="set", words=words)
    publication = published(full_cast, programme, section, {"mentee": ("name",)})
    assert Condition.objects.count() == 1
    assert "фамилия, имя, отчество: только для чтения на странице" in client.get(page(publication)).content.decode()


@pytest.mark.clause("9.3")
def test_the_number_of_queries_does_not_grow_with_publications(
    full_cast, programme, section, client, django_assert_num_queries
):
    given = allow_all(full_cast, full_cast.mentee, section)
    allow_all(full_cast, full_cast.mentor, section)
    shows = {"mentor": ("name", "post"), "mentee": ("name", "post", "review")}
    first = published(full_cast, programme, section, shows)
    with django_assert_num_queries(6):  # institution, texts, participants, people, posts, consents
        client.get("/s/ryabinka/")
    with django_assert_num_queries(7):  # and the conditions that people have laid down
        client.get(page(first))
    for mentee in ("second_mentee", "third_mentee"):
        allow_all(full_cast, full_cast.people[mentee], section)
        other = completed(full_cast, ("second_mentor",), (mentee,))
        published(full_cast, other, section, {mentee: ("name", "post")})
    with django_assert_num_queries(6):
        answer = client.get("/s/ryabinka/")
    assert answer.content.decode().count("Трудный разговор") == 3
    withdraw(full_cast, given, "mentee")
    with django_assert_num_queries(8):  # and what may give away whose consent has gone: former names, lone posts
        client.get("/s/ryabinka/")
