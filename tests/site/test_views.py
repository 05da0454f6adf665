"""Screens for the institution: who opens what, what a refusal says, ready texts, what is published about me."""

import pytest
from django.urls import reverse

from nastavnik.site import actions
from nastavnik.site.models import Publication
from tests.site.made import allow, allow_all, approved, completed, draft, fresh, published, withdraw


def at(name: str, *arguments) -> str:
    return reverse(f"site:{name}", args=["ryabinka", *arguments])


def text_of(answer) -> str:
    return " ".join(answer.content.decode().replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ").split())


def typed(publication: Publication, **said) -> dict:
    """What the form of the text sends when nothing has been changed."""
    form = {"version": publication.version, "title": publication.title, "done": publication.done}
    form |= {"outcome": publication.outcome, "no_children": "on"}
    for row in publication.people.all():
        form |= {f"fields_{row.pk.hex}": row.fields, f"review_{row.pk.hex}": row.review}
        form[f"achievements_{row.pk.hex}"] = row.achievements
    return form | said


PAGES = ["publication-detail", "publication-write", "publication-publish", "publication-withdraw", "ready-texts",
         "publication-copy"]  # fmt: skip


@pytest.mark.parametrize("part", ["curator", "head"])
@pytest.mark.parametrize("state", ["draft", "approved", "published", "withdrawn"])
def test_those_who_run_the_system_open_every_page_in_every_state(
    full_cast, programme, section, community, signed_in, part, state
):
    make = {"draft": draft, "approved": approved}.get(state, published)
    allow_all(full_cast, full_cast.mentee, section)
    publication = make(full_cast, programme, section, {"mentee": ("name",)})
    if state == "withdrawn":
        actions.withdraw_publication(publication, by=full_cast.user("curator"))
    client = signed_in(part)
    assert client.get(at("publication-list")).status_code == 200
    for name in PAGES:
        answer = client.get(at(name, publication.pk))
        expected = 302 if name == "publication-write" and state != "draft" else 200
        assert answer.status_code == expected, name
    approve = client.get(at("publication-approve", publication.pk))
    assert approve.status_code == (200 if part == "head" else 403)


@pytest.mark.parametrize("part", ["bystander", "mentor", "mentee"])
def test_others_run_nothing(full_cast, programme, section, signed_in, part):
    allow_all(full_cast, full_cast.mentee, section)
    publication = published(full_cast, programme, section, {"mentee": ("name",)})
    client = signed_in(part)
    for name in ("publication-write", "publication-approve", "publication-publish", "publication-withdraw",
                 "publication-revise", "publication-discard", "publication-return", "ready-texts"):  # fmt: skip
        assert client.post(at(name, publication.pk)).status_code == 403, name
    assert client.get(at("publication-list")).status_code == 403
    shown_to = client.get(at("publication-detail", publication.pk)).status_code
    assert shown_to == (200 if part == "mentee" else 403)  # only whoever stands in it


def test_a_stranger_finds_nothing(full_cast, programme, section, signed_in):
    publication = published(full_cast, programme, section, {})
    client = signed_in("stranger")
    row = publication.people.first()
    for slug in ("ryabinka", "teremok"):
        for name, key in (*((name, publication.pk) for name in PAGES), ("person-remove", row.pk),
                          ("publication-prepare", programme.pk)):  # fmt: skip
            answer = client.post(reverse(f"site:{name}", args=[slug, key]))
            assert answer.status_code == 404, (slug, name)
    assert fresh(publication).state == "published"


@pytest.mark.clause("9.3")
def test_from_a_completed_programme_to_the_open_page(full_cast, programme, section, signed_in, client):
    for person in (full_cast.mentor, full_cast.mentee):
        allow_all(full_cast, person, section)
    curator = signed_in("curator")
    listed = text_of(curator.get(at("publication-list")))
    assert "Завершены, результаты не опубликованы" in listed and str(programme) in listed.replace("№ ", "№\xa0")
    curator.post(at("publication-prepare", programme.pk), {"resource": str(section.pk)})
    publication = Publication.objects.get()
    rows = {row.person_id: row.pk.hex for row in publication.people.all()}
    said = typed(publication, title="Трудный разговор", done="Разобрали три беседы.")
    said[f"fields_{rows[full_cast.mentee.pk]}"] = ["name", "post"]
    said[f"fields_{rows[full_cast.mentor.pk]}"] = ["name"]
    answer = curator.post(at("publication-write", publication.pk), said, follow=True)
    assert "дальше решает руководитель" in text_of(answer)
    head = signed_in("head")
    assert "ровно то, что увидит посетитель" in text_of(head.get(at("publication-approve", publication.pk)))
    answer = head.post(at("publication-approve", publication.pk), {"version": 2}, follow=True)
    assert "Утверждено" in text_of(answer)
    answer = signed_in("curator").post(at("publication-publish", publication.pk), follow=True)
    assert "Согласия проверяются при каждом показе" in text_of(answer)
    client.logout()
    open_page = text_of(client.get(f"/s/ryabinka/{publication.number}/"))
    assert "Зайцева Полина Андреевна" in open_page and "Белокопытова Ирина Геннадьевна" in open_page


def test_prepare_says_why_a_programme_under_way_has_no_results(full_cast, section, signed_in):
    from tests.programmes.conftest import bring_to, relation_in_force

    running = bring_to(full_cast, "running", relation_in_force(full_cast))
    client = signed_in("curator")
    assert "Программа ещё не завершена (реализуется)" in text_of(client.get(at("publication-prepare", running.pk)))
    client.post(at("publication-prepare", running.pk), {"resource": str(section.pk)})
    assert not Publication.objects.exists()


def test_the_ticks_say_what_there_is_a_consent_for(full_cast, programme, section, signed_in):
    allow(full_cast, full_cast.mentee, ("name", section), ("results", section))
    publication = draft(full_cast, programme, section, {})
    text = text_of(signed_in("curator").get(at("publication-write", publication.pk)))
    assert text.count("согласие есть") == 1 and text.count("согласия нет") == 9


def test_what_was_typed_against_an_older_text_is_kept_and_taken_the_second_time(
    full_cast, programme, section, signed_in
):
    publication = draft(full_cast, programme, section, {})
    ticked = f"fields_{publication.people.first().pk.hex}"
    old = typed(publication, title="Мой заголовок", **{ticked: ["name", "post"]})
    actions.write_publication(
        publication, by=full_cast.user("head"), version=publication.version, title="Чужой заголовок", done="Да.",
        outcome="Да.", no_children=True, chosen={},
    )  # fmt: skip
    client = signed_in("curator")
    answer = client.post(at("publication-write", publication.pk), old)
    text = text_of(answer)
    assert "текст изменили" in text and "Мой заголовок" in text and "Чужой заголовок" in text
    assert answer.context["form"][ticked].value() == ["name", "post"]
    client.post(at("publication-write", publication.pk), old | {"version": answer.context["form"]["version"].value()})
    assert fresh(publication).title == "Мой заголовок"


def test_a_made_up_field_or_person_is_no_choice(full_cast, programme, section, signed_in):
    publication = draft(full_cast, programme, section, {})
    row = publication.people.first()
    answer = signed_in("curator").post(
        at("publication-write", publication.pk), typed(publication, **{f"fields_{row.pk.hex}": ["photo"]})
    )
    assert answer.status_code == 200 and f"fields_{row.pk.hex}" in answer.context["form"].errors


@pytest.mark.clause("9.3")
def test_the_publication_shows_the_term_and_the_other_places_after_a_withdrawal(
    full_cast, programme, section, community, signed_in
):
    given = allow_all(full_cast, full_cast.mentee, section, community)
    published(full_cast, programme, section, {"mentee": ("name",)})
    outside = published(full_cast, programme, community, {"mentee": ("name",)}, link="https://vk.com/w1")
    withdraw(full_cast, given, "mentee")
    client = signed_in("curator")
    text = text_of(client.get(at("publication-detail", outside.pk)))
    assert "Убрать по отозванным согласиям" in text and "17.09.2026" in text and "https://vk.com/w1" in text
    assert "Раздел «Наставничество», № 1" in text
    assert text_of(client.get(at("publication-list"))).count("Убрать до 17.09.2026: Зайцева П. А.") == 2
    row = outside.people.get(person=full_cast.mentee)
    answer = client.post(at("person-remove", row.pk), follow=True)
    assert "Новое согласие само их не вернёт" in text_of(answer)


@pytest.mark.parametrize("paper_format", ["html", "docx", "pdf"])
@pytest.mark.clause("9.1", "9.3")
def test_ready_texts_hold_only_what_the_place_has_a_consent_for(
    full_cast, programme, section, community, signed_in, paper_format
):
    allow_all(full_cast, full_cast.mentee, section)
    given = allow(full_cast, full_cast.mentor, ("name", community), ("results", community))
    publication = approved(full_cast, programme, community, {"mentor": ("name",)})
    client = signed_in("curator")
    shown = client.get(at("ready-texts", publication.pk)).context["form"]
    post = str(shown["post"].value())
    assert "Белокопытова Ирина Геннадьевна" in post and "Зайцева" not in post
    answer = client.get(at("ready-text", publication.pk, paper_format))
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    withdraw(full_cast, given, "mentor")
    assert "Белокопытова" not in str(client.get(at("ready-texts", publication.pk)).context["form"]["post"].value())


def test_texts_leave_the_product_only_after_the_approval(full_cast, programme, community, signed_in):
    publication = draft(full_cast, programme, community, {})
    client = signed_in("curator")
    assert "когда публикацию утвердит руководитель" in text_of(client.get(at("ready-texts", publication.pk)))
    assert client.get(at("ready-text", publication.pk, "html")).status_code == 404
    publication = approved(full_cast, completed(full_cast, ("second_mentor",)), community, {})
    assert client.get(at("ready-text", publication.pk, "exe")).status_code == 404


@pytest.mark.clause("9.3")
def test_everybody_sees_what_is_published_about_them_and_the_way_to_withdraw(full_cast, programme, section, signed_in):
    given = allow_all(full_cast, full_cast.mentee, section)
    published(full_cast, programme, section, {"mentee": ("name", "review")})
    client = signed_in("mentee")
    text = text_of(client.get(at("own-publications")))
    assert "фамилия, имя, отчество, отзыв о программе, результаты персонализированной программы" in text
    assert reverse("consents:consent-withdraw", args=["ryabinka", given.pk]) in text
    withdraw(full_cast, given, "mentee")
    text = text_of(client.get(at("own-publications")))
    assert "нет действующего для этого места" in text
    assert reverse("consents:consent-withdraw", args=["ryabinka", given.pk]) not in text
    assert "О вас ничего не опубликовано" in text_of(signed_in("bystander").get(at("own-publications")))


def test_the_list_asks_no_more_for_more_publications(
    full_cast, programme, section, community, signed_in, django_assert_num_queries
):
    client = signed_in("curator")
    for person in (full_cast.mentor, full_cast.mentee, full_cast.second_mentee):
        allow_all(full_cast, person, section, community)
    published(full_cast, programme, section, {"mentor": ("name",), "mentee": ("name", "post")})
    published(full_cast, programme, community, {"mentee": ("name",)}, link="https://vk.com/w1")
    client.get(at("publication-list"))
    with django_assert_num_queries(16):
        client.get(at("publication-list"))
    other = completed(full_cast, ("second_mentor",), ("second_mentee",))
    published(full_cast, other, section, {"second_mentee": ("name",)})
    published(full_cast, other, community, {"second_mentee": ("name",)}, link="https://vk.com/w2")
    with django_assert_num_queries(16):
        client.get(at("publication-list"))


def test_without_a_place_to_publish_the_pages_lead_to_where_one_is_added(full_cast, programme, signed_in):
    client, places = signed_in("curator"), reverse("consents:resource-list", args=["ryabinka"])
    listed = text_of(client.get(at("publication-list")))
    assert "http://testserver/s/ryabinka/" in listed and places in listed
    assert places in text_of(client.get(at("publication-prepare", programme.pk)))
