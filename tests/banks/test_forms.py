"""Clean input: requests in order, nothing ticked beforehand, what is known played back."""

import pytest

from nastavnik.banks.actions import answer_mentor, answer_requests, change_topic
from nastavnik.banks.forms import EntryFilterForm, MentorForm, RequestsForm
from nastavnik.banks.models import Topic
from nastavnik.organisations.models import Settings


def requests_form(cast, typed=None, entry=None):
    return RequestsForm(typed, organisation=cast.organisation, entry=entry)


def mentor_form(cast, typed=None, entry=None):
    return MentorForm(typed, organisation=cast.organisation, entry=entry)


def yes(cast, **typed):
    return {"ready": "yes", "competences": [cast.topics["play"].pk], "capacity": 1, "group_size": 1, **typed}


@pytest.mark.clause("R2.1")
def test_requests_come_out_in_the_order_of_the_page(cast):
    typed = {
        "topic1": cast.topics["play"].pk, "text1": " Игры ", "topic3": cast.topics["speech"].pk,
        "forms": ["short"], "hours": ["sleep", "saturday"],
    }  # fmt: skip
    form = requests_form(cast, typed)
    assert form.is_valid(), form.errors
    assert form.requests() == [
        {"topics": [cast.topics["play"]], "text": "Игры"},
        {"topics": [cast.topics["speech"]], "text": ""},
    ]
    assert (form.cleaned_data["forms"], form.cleaned_data["hours"]) == (["short"], ["sleep", "saturday"])


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"topic1": ["Выберите хотя бы одно направление или отметьте, что запросов нет."]}),
        ({"text2": "Помогите"}, {"topic2": ["Выберите направление: по нему подбирается наставник."]}),
        (
            {"no_requests": "on", "text1": "Помогите"},
            {"no_requests": ["Снимите эту отметку или уберите запросы выше."]},
        ),
    ],
)
def test_requests_are_refused(cast, typed, errors):
    assert requests_form(cast, typed).errors == errors


def test_topic_of_another_institution_is_no_choice(cast):
    foreign = Topic.objects.of(cast.other).first()
    assert "Выберите корректный вариант" in requests_form(cast, {"topic1": foreign.pk}).errors["topic1"][0]


@pytest.mark.clause("R2.1")
def test_no_requests_alone_is_a_whole_answer(cast):
    form = requests_form(cast, {"no_requests": "on"})
    assert form.is_valid()
    assert form.requests() == []


def test_known_requests_are_played_back_line_by_line(cast):
    """A request with two directions takes two lines; sent unchanged it is the same to the reader."""
    codes = ("speech", "parents"), ("play", "digital")
    entry = answer_requests(
        cast.mentee,
        [{"topics": [cast.topics[code] for code in pair], "text": f"о {pair[0]}"} for pair in codes],
        by=cast.user("mentee"), category="young", wishes="кроме среды",
    )  # fmt: skip
    form = requests_form(cast, entry=entry)
    assert list(form.lines) == [1, 2, 3, 4]
    played = [(form.initial[f"topic{number}"].code, form.initial[f"text{number}"]) for number in form.lines]
    assert played == [("speech", "о speech"), ("parents", ""), ("play", "о play"), ("digital", "")]
    assert (form.initial["category"], form.initial["wishes"]) == ("young", "кроме среды")
    assert [line["is_open"] for line in form.shown_lines()] == [True] * 4
    assert [line["is_open"] for line in requests_form(cast).shown_lines()] == [False] * 3


def test_direction_no_longer_offered_stays_for_who_has_named_it(cast, mentee_draft, mentor_draft):
    speech = change_topic(cast.topics["speech"], by=cast.user("curator"), is_active=False)
    assert speech in requests_form(cast, entry=mentee_draft).fields["topic1"].queryset
    assert speech in mentor_form(cast, entry=mentor_draft).fields["competences"].queryset
    assert speech not in requests_form(cast).fields["topic1"].queryset


def test_directions_stand_under_their_areas(cast):
    choices = list(requests_form(cast).fields["topic1"].choices)
    assert choices[0] == ("", "выберите")
    assert [group[0] for group in choices[1:]] == [
        "Образовательные области", "Работа с детьми", "Организация работы", "Взаимодействие", "Развитие педагога",
    ]  # fmt: skip


@pytest.mark.clause("1.4/5")
def test_nothing_is_ticked_beforehand_in_the_questionnaire(cast):
    form = mentor_form(cast)
    assert "checked" not in str(form["ready"])
    assert not any("checked" in str(form[name]) for name in ("competences", "forms", "hours", "distance_ok"))


@pytest.mark.clause("R3.1")
def test_no_needs_nothing_else(cast):
    form = mentor_form(cast, {"ready": "no", "capacity": 1, "group_size": 1})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["ready"] is False


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"competences": []}, "competences", "Отметьте хотя бы одну тему: по ней подбираются наставляемые."),
        ({"group_size": 2}, "group_size", "Группа не может быть больше, чем всего наставляемых."),
        ({"capacity": 4}, "capacity", "Выберите корректный вариант."),
        ({"hours_per_week": 0}, "hours_per_week", "Убедитесь, что это значение больше либо равно 1."),
        ({"ready": ""}, "ready", "Обязательное поле."),
    ],
)
def test_questionnaire_is_refused(cast, typed, field, error):
    (said,) = mentor_form(cast, yes(cast, **typed)).errors[field]
    assert said.startswith(error)


@pytest.mark.clause("1.5")
def test_choices_of_capacity_end_at_the_limit_of_the_institution(cast):
    Settings.objects.filter(organisation=cast.organisation).update(mentor_limit=2)
    cast.organisation.settings.refresh_from_db()
    form = mentor_form(cast)
    assert form.fields["capacity"].choices == [(1, "1"), (2, "2")]
    assert form.fields["group_size"].choices == [(1, "нет, только пары"), (2, "до 2 человек")]


def test_known_profile_is_played_back_whole(cast):
    profile = {
        "about": "Игры", "adults_experience": "курсы", "capacity": 2, "group_size": 2, "hours_per_week": 3,
        "needs": "пример", "forms": ["short"], "hours": ["sleep"], "distance_ok": True, "wishes": "кроме среды",
    }  # fmt: skip
    entry = answer_mentor(cast.mentor, by=None, ready=True, competences=[cast.topics["play"]], **profile)
    assert mentor_form(cast, entry=entry).initial == {**profile, "ready": "yes", "competences": [cast.topics["play"]]}


def test_filter_with_nonsense_is_not_valid_and_breaks_nothing(cast):
    form = EntryFilterForm({"state": "чепуха", "topic": "x"}, organisation=cast.organisation)
    assert set(form.errors) == {"state", "topic"}
