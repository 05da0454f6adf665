"""The gate of 9.3: completed, with a consent for every field in this place; asked at every showing."""

from datetime import date, timedelta

import pytest

from nastavnik.consents.models import ConsentStep
from nastavnik.consents.queries import open_steps
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.programmes.actions import terminate_programme
from nastavnik.programmes.models import Programme
from nastavnik.site import actions
from nastavnik.site.shown import shown
from tests.cast import TODAY
from tests.programmes.conftest import bring_to, relation_in_force
from tests.site.made import allow, allow_all, approved, completed, draft, published, withdraw


def address(publication) -> str:
    return f"/s/ryabinka/{publication.number}/"


@pytest.mark.clause("9.3")
@pytest.mark.parametrize("state", ["draft", "agreeing", "review", "approved", "running", "closing"])
def test_prepare_publication_refuses_before_the_programme_is_completed(full_cast, section, state):
    programme = bring_to(full_cast, state, relation_in_force(full_cast))
    with pytest.raises(Refused, match="Программа ещё не завершена"):
        actions.prepare_publication(programme, section, by=full_cast.user("curator"))


@pytest.mark.clause("9.3")
def test_prepare_publication_refuses_a_programme_that_was_ended_early(full_cast, section):
    programme = bring_to(full_cast, "running", relation_in_force(full_cast))
    terminate_programme(programme, by=full_cast.user("curator"), reason="mutual")
    with pytest.raises(Refused, match="завершена досрочно"):
        actions.prepare_publication(programme, section, by=full_cast.user("curator"))


@pytest.mark.clause("9.3")
def test_approve_names_who_lacks_which_field_for_which_place_and_what_to_do(full_cast, programme, section):
    allow_all(full_cast, full_cast.mentor, section)
    allow(full_cast, full_cast.mentee, ("name", section), ("results", section))
    publication = draft(full_cast, programme, section)
    with pytest.raises(Refused) as refused:
        actions.approve_publication(publication, by=full_cast.user("head"), version=publication.version)
    assert refused.value.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Публиковать нельзя: для этого места (Раздел «Наставничество») не хватает согласий на распространение: "
        "Зайцева П. А. (должность, отзыв о программе). Получите их или уберите эти сведения."
    )


@pytest.mark.clause("9.3")
def test_naming_somebody_needs_their_consent_to_show_the_results_too(full_cast, programme, section):
    allow(full_cast, full_cast.mentee, ("name", section))
    publication = draft(full_cast, programme, section, {"mentee": ("name",)})
    with pytest.raises(Refused, match="результаты персонализированной программы"):
        actions.approve_publication(publication, by=full_cast.user("head"), version=publication.version, looked=True)


@pytest.mark.clause("9.3")
def test_a_consent_for_the_site_is_none_for_the_community(full_cast, programme, section, community):
    for person in (full_cast.mentor, full_cast.mentee):
        allow_all(full_cast, person, section)
    on_site = published(full_cast, programme, section)
    copied = actions.copy_publication(on_site, community, by=full_cast.user("curator"))
    actions.write_publication(
        copied, by=full_cast.user("curator"), version=copied.version, title=copied.title, done=copied.done,
        outcome=copied.outcome, no_children=True,
        chosen={row.pk: {"fields": row.fields, "review": row.review} for row in copied.people.all()},
    )  # fmt: skip
    with pytest.raises(Refused, match="Сообщество «Рябинка»"):
        actions.approve_publication(copied, by=full_cast.user("head"), version=copied.version, looked=True)


@pytest.mark.clause("9.3")
def test_each_cell_of_the_grid_stands_for_itself(full_cast, programme, section, community):
    """Name and results here, post there: what may be shown is exactly field × place."""
    cells = [("name", section), ("results", section), ("post", community), ("results", community)]
    allow(full_cast, full_cast.mentee, *cells)
    here = draft(full_cast, programme, section, {"mentee": ("name", "post", "review")})
    there = draft(full_cast, programme, community, {"mentee": ("name", "post", "review")})
    (of_mentee,) = [one for one in shown(here, TODAY).people if not one.is_anonymous]
    assert (of_mentee.name, of_mentee.post, of_mentee.review) == ("Зайцева Полина Андреевна", "", "")
    (of_mentee,) = [one for one in shown(there, TODAY).people if not one.is_anonymous]
    assert (of_mentee.name, of_mentee.post, of_mentee.review) == ("", "воспитатель", "")


@pytest.mark.clause("9.3")
def test_withdraw_the_consent_of_one_mentee_and_the_page_is_anonymised_at_once_with_a_deadline(
    full_cast, section, client
):
    programme = completed(full_cast, mentees=("mentee", "second_mentee"))
    everybody = (full_cast.mentor, full_cast.mentee, full_cast.second_mentee)
    given = {person.pk: allow_all(full_cast, person, section) for person in everybody}
    shows = dict.fromkeys(("mentor", "mentee", "second_mentee"), ("name",))
    publication = published(full_cast, programme, section, shows)
    assert "Зайцева Полина" in client.get(address(publication)).content.decode()

    withdraw(full_cast, given[full_cast.mentee.pk], "mentee")

    answer = client.get(address(publication))
    page = answer.content.decode()
    assert answer.status_code == 200 and "Зайцев" not in page
    assert "Белокопытова Ирина" in page and "Ким Артём" in page and "Имя не публикуется" in page
    assert "Зайцев" not in client.get("/s/ryabinka/").content.decode()
    (step,) = open_steps(full_cast.organisation)
    assert (step.kind, step.resource, step.due_on) == ("take_down", section, date(2026, 9, 17))


@pytest.mark.clause("9.3")
def test_a_page_whose_text_names_whoever_withdraws_is_hidden_whole(full_cast, programme, section, client):
    given = allow_all(full_cast, full_cast.mentee, section)
    allow_all(full_cast, full_cast.mentor, section)
    publication = published(full_cast, programme, section, outcome="Собрания Зайцевой прошли уверенно.")
    assert client.get(address(publication)).status_code == 200
    withdraw(full_cast, given, "mentee")
    answer = client.get(address(publication))
    assert answer.status_code == 410 and "Публикация снята" in answer.content.decode()
    assert "Зайцев" not in answer.content.decode()
    assert "Трудный разговор" not in client.get("/s/ryabinka/").content.decode()


def test_a_page_whose_text_names_a_post_that_one_person_holds_is_hidden_with_their_consent(full_cast, section, client):
    """One instructor of physical education in the kindergarten: the post is a name (edge case 31)."""
    programme = completed(full_cast, mentees=("second_mentee",))
    given = allow_all(full_cast, full_cast.second_mentee, section)
    shows = {"second_mentee": ("name", "post")}
    publication = published(
        full_cast, programme, section, shows, done="Занятия инструктора по физической культуре стали короче."
    )
    assert client.get(address(publication)).status_code == 200
    withdraw(full_cast, given, "second_mentee")
    assert client.get(address(publication)).status_code == 410


def test_a_post_held_by_one_person_is_not_left_standing_without_the_name(full_cast, section):
    programme = completed(full_cast, mentees=("second_mentee",))
    allow_all(full_cast, full_cast.second_mentee, section)
    publication = published(full_cast, programme, section, {"second_mentee": ("name", "post")})
    cells = [("post", section), ("results", section)]
    allow(full_cast, full_cast.second_mentee, *cells)  # a narrower consent replaces the first one
    assert all(one.is_anonymous for one in shown(publication, TODAY).people)


def test_a_consent_that_ends_takes_its_fields_along_without_any_job(full_cast, programme, section, client):
    last = TODAY + timedelta(days=10)
    allow(full_cast, full_cast.mentee, ("name", section), ("results", section), until=last)
    publication = published(full_cast, programme, section, {"mentee": ("name",)})
    with clock.at(last):
        assert "Зайцева" in client.get(address(publication)).content.decode()
    with clock.at(last + timedelta(days=1)):
        assert "Зайцева" not in client.get(address(publication)).content.decode()


@pytest.mark.clause("9.3")
def test_publish_asks_the_gate_once_more_after_the_approval(full_cast, programme, section):
    given = allow_all(full_cast, full_cast.mentee, section)
    publication = approved(full_cast, programme, section, {"mentee": ("name",)})
    withdraw(full_cast, given, "mentee")
    with pytest.raises(Refused, match="Зайцева"):
        actions.publish_publication(publication, by=full_cast.user("curator"))


def test_a_person_who_withdraws_is_cut_out_for_good_and_the_step_is_done(full_cast, programme, section, client):
    given = allow_all(full_cast, full_cast.mentee, section)
    publication = published(full_cast, programme, section, {"mentee": ("name", "review")})
    withdraw(full_cast, given, "mentee")
    row = publication.people.get(person=full_cast.mentee)
    actions.remove_person(row, by=full_cast.user("curator"))
    row.refresh_from_db()
    assert (row.fields, row.review) == ([], "")
    (step,) = ConsentStep.objects.all()
    assert step.done_on == TODAY and "№ 1" in step.note
    assert client.get(address(publication)).status_code == 200


def test_a_step_stays_open_while_another_publication_of_the_place_shows_the_person(full_cast, programme, community):
    """Two texts in one community: only with the last of them is the place cleared (edge case 32)."""
    second = completed(full_cast, ("second_mentor",), ("mentee",))
    given = allow_all(full_cast, full_cast.mentee, community)
    shows = {"mentee": ("name",)}
    first = published(full_cast, programme, community, shows, link="https://vk.com/ryabinka?w=1")
    other = published(full_cast, second, community, shows, link="https://vk.com/ryabinka?w=2")
    withdraw(full_cast, given, "mentee")
    actions.withdraw_publication(first, by=full_cast.user("curator"))
    assert open_steps(full_cast.organisation).count() == 1
    actions.withdraw_publication(other, by=full_cast.user("curator"))
    assert open_steps(full_cast.organisation).count() == 0


def test_results_of_a_programme_whose_end_is_undone_are_hidden(full_cast, programme, section, client):
    publication = published(full_cast, programme, section, {})
    assert client.get(address(publication)).status_code == 200
    Programme.objects.filter(pk=programme.pk).update(state="running")
    assert client.get(address(publication)).status_code == 410
