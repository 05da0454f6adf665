"""The pages of what a programme holds beside meetings: who sees what, what may be done, what is never shown."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from nastavnik.consents.actions import register_consent
from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.people.models import Person
from nastavnik.programmes.actions import (
    begin_programme,
    complete_programme,
    give_recommendation,
    make_observation,
    return_programme,
    reveal_difficulty,
    start_templates,
    write_programme,
)
from nastavnik.programmes.mentees import MenteeProfile, mentee_profile
from nastavnik.programmes.models import (
    Engagement,
    Observation,
    PlanItem,
    Programme,
    ProgrammeTemplate,
    Recommendation,
)
from tests.cast import FOUNDED, TODAY
from tests.programmes.conftest import TEXTS, bring_to, relation_in_force
from tests.programmes.test_views import main_of


@pytest.fixture
def at(full_cast):
    """`at("growth-add", programme, "project")` is an address of this room."""

    def address(name, row=None, *more):
        arguments = [full_cast.organisation.slug, *([row.pk] if row is not None else []), *more]
        return reverse(f"programmes:{name}", args=arguments)

    return address


@pytest.fixture
def running(brought_to) -> Programme:
    return brought_to("running")


# --- the course of the work -------------------------------------------------------------------------------------
LINES = [
    ("difficulty", {"text": "Дети не слышат"}, "mentee"),
    ("recommendation", {"text": "Читать по ролям", "kind": "advice"}, "mentor"),
    ("observation", {"text": "Говорит спокойно", "on": "2026-09-14"}, "mentor"),
    ("remark", {"text": "Как прошло собрание?"}, "mentee"),
    ("project", {"title": "Театр теней", "kind": "cultural"}, "mentee"),
    ("participation", {"title": "Форум", "on": "2026-09-14", "level": "regional", "role": "speaker"}, "mentor"),
]


@pytest.mark.clause("5.1/4", "5.2/5", "6.2/5", "6.2/7", "M4/2")
@pytest.mark.parametrize(("kind", "line", "part"), LINES)
def test_a_record_is_three_taps_and_one_line_from_home(running, full_cast, signed_in, at, kind, line, part):
    client = signed_in(part)
    home = client.get(reverse("desk:home", args=[full_cast.organisation.slug])).content.decode()
    assert f'href="{at("programme-growth", running)}"' in home  # the first tap
    page = main_of(client.get(at("programme-growth", running)))
    assert f'href="{at("growth-add", running, kind)}"' in page  # the second
    typed = client.get(at("growth-add", running, kind)).context["form"].initial
    assert typed == {}
    answer = client.post(at("growth-add", running, kind), line, follow=True)  # the third, after the line
    assert "Записано." in main_of(answer) and next(iter(line.values())) in main_of(answer)


def test_the_page_shows_each_side_its_own_doors(running, full_cast, signed_in, at):
    give_recommendation(running, by=full_cast.user("mentor"), text="Читать по ролям")
    page = main_of(signed_in("mentee").get(at("programme-growth", running)))
    assert all(word in page for word in ("Принимаю", "Обсудить", "Выполнено"))
    assert at("growth-add", running, "observation") not in page
    page = main_of(signed_in("mentor").get(at("programme-growth", running)))
    assert "Принимаю" not in page and "Снять" in page and "Исправить" in page
    page = main_of(signed_in("curator").get(at("programme-growth", running)))
    assert "Читать по ролям" in page and "<form" not in page


@pytest.mark.clause("1.4/9")
def test_a_mentee_discusses_a_recommendation_and_accepts_it_afterwards(running, full_cast, signed_in, at):
    advice, client = give_recommendation(running, by=full_cast.user("mentor"), text="Читать"), signed_in("mentee")
    home = client.get(reverse("desk:home", args=[full_cast.organisation.slug])).content.decode()
    assert "Рекомендация наставника" in home
    answer = client.post(at("growth-act", running, "recommendation", advice.pk, "discuss"), {"answer": ""})
    assert "answer" in answer.context["form"].errors
    client.post(at("growth-act", running, "recommendation", advice.pk, "discuss"), {"answer": "А если по картинкам?"})
    client.post(at("growth-act", running, "recommendation", advice.pk, "accept"))
    advice.refresh_from_db()
    assert (advice.state, advice.answer) == ("accepted", "А если по картинкам?")


@pytest.mark.parametrize(
    ("part", "address", "status"),
    [
        ("mentee", ("growth-add", "observation"), 403),
        ("mentee", ("growth-add", "shouting"), 404),
        ("mentor", ("growth-act", "recommendation", "ROW", "accept"), 403),
        ("mentor", ("growth-act", "recommendation", "ROW", "praise"), 404),
        ("mentor", ("growth-act", "difficulty", "ROW", "remove"), 404),
        ("curator", ("growth-add", "difficulty"), 403),
        ("curator", ("growth-act", "recommendation", "ROW", "finish"), 403),
        ("second_mentor", ("programme-growth",), 403),
    ],
)
def test_the_wrong_side_and_what_is_not_there(running, full_cast, signed_in, at, part, address, status):
    advice = give_recommendation(running, by=full_cast.user("mentor"), text="Читать")
    name, *more = [advice.pk if piece == "ROW" else piece for piece in address]
    assert signed_in(part).post(at(name, running, *more), {"text": "Запись"}).status_code == status
    assert Recommendation.objects.get().state == "given"


@pytest.mark.clause("4.5/7")
def test_the_council_reads_the_programme_and_not_the_observations(running, full_cast, signed_in, at):
    give_role(
        full_cast.organisation, full_cast.user("bystander"), RoleKind.COUNCIL, since=FOUNDED, ground="приказ", by=None
    )
    client = signed_in("bystander")
    assert client.get(at("programme-detail", running)).status_code == 200
    assert "Ход работы" not in main_of(client.get(at("programme-detail", running)))
    assert client.get(at("programme-growth", running)).status_code == 403


@pytest.mark.clause("1.4/4")
def test_the_record_of_another_mentee_of_the_group_is_not_there(group, full_cast, signed_in, at):
    programme = bring_to(full_cast, "running", group)
    one, _other = programme.relation.mentees
    seen = make_observation(programme, by=full_cast.user("mentor"), text="Только ей", member=one)
    client = signed_in("second_mentee")
    assert "Только ей" not in main_of(client.get(at("programme-growth", programme)))
    comment = at("growth-act", programme, "observation", seen.pk, "comment")
    assert client.post(comment, {"comment": "Чужое"}).status_code == 404
    assert Observation.objects.get().comment == ""


def test_an_author_mends_and_erases_within_three_days(running, full_cast, signed_in, at):
    record = reveal_difficulty(running, by=full_cast.user("mentee"), text="Первое")
    client = signed_in("mentee")
    client.post(at("growth-mend", running, "difficulty", record.pk), {"words": "Второе"})
    record.refresh_from_db()
    assert record.text == "Второе"
    with clock.at(TODAY + timedelta(days=5)):
        answer = client.get(at("growth-mend", running, "difficulty", record.pk), follow=True)
        assert "в течение трёх дней" in main_of(answer)
        client.post(at("growth-erase", running, "difficulty", record.pk))
    record.refresh_from_db()
    assert record.text == "Второе"


def test_the_page_takes_the_same_queries_for_one_record_and_for_many(
    running, full_cast, signed_in, at, django_assert_num_queries, django_assert_max_num_queries
):
    mentor, client = full_cast.user("mentor"), signed_in("mentor")
    make_observation(running, by=mentor, text="Одно")
    client.get(at("programme-growth", running))
    with django_assert_max_num_queries(20) as few:
        client.get(at("programme-growth", running))
    for number in range(30):
        make_observation(running, by=mentor, text=f"Наблюдение {number}")
        reveal_difficulty(running, by=mentor, text=f"Затруднение {number}")
    with django_assert_num_queries(len(few)):
        client.get(at("programme-growth", running))


# --- the specialist ---------------------------------------------------------------------------------------------
@pytest.mark.clause("5.1/1")
def test_a_specialist_sees_one_activity_from_the_invitation_to_the_mark(running, full_cast, signed_in, at):
    item = running.items.get()
    other = PlanItem.objects.create(
        organisation=full_cast.organisation, programme=running, title="Тайное", due_on=running.until
    )
    helper = full_cast.bystander.pk
    signed_in("mentor").post(at("specialist-invite", item), {"person": helper, "words": "Показать игру"})
    engagement = Engagement.objects.get()
    client = signed_in("bystander")
    home = client.get(reverse("desk:home", args=[full_cast.organisation.slug])).content.decode()
    assert at("engagement-detail", engagement) in home
    page = main_of(client.get(at("engagement-detail", engagement)))
    assert item.title in page and "Показать игру" in page and other.title not in page
    assert running.request not in page and running.expected_result not in page
    client.post(at("engagement-accept", engagement))
    engagement.refresh_from_db()
    register_consent(engagement.consent, by=full_cast.user("curator"), given_on=TODAY)
    signed_in("mentor").post(at("item-entrust", engagement))
    client = signed_in("bystander")
    client.post(at("item-do", item), {"actual": "Игра показана", "on": "2026-09-14"})
    signed_in("mentee").post(at("item-confirm", item))
    item.refresh_from_db()
    assert item.state == "done"
    client = signed_in("bystander")
    for closed in (at("programme-detail", running), at("item-do", other), at("programme-growth", running)):
        assert client.get(closed).status_code == 403


@pytest.mark.clause("5.1/1", "1.4/5")
def test_a_colleague_who_has_declined_has_no_access_and_is_asked_for_no_reason(running, full_cast, signed_in, at):
    item = running.items.get()
    signed_in("mentor").post(at("specialist-invite", item), {"person": full_cast.bystander.pk})
    engagement, client = Engagement.objects.get(), signed_in("bystander")
    client.post(at("engagement-decline", engagement))
    assert client.get(at("engagement-detail", engagement)).status_code == 403
    assert client.post(at("engagement-accept", engagement)).status_code == 302
    engagement.refresh_from_db()
    assert engagement.state == "declined"
    client = signed_in("mentee")
    client.get(at("programme-detail", running))  # what was said to the others is said by now
    assert full_cast.bystander.short_name not in main_of(client.get(at("programme-detail", running)))


@pytest.mark.parametrize("part", ["mentee", "curator", "second_mentor"])
def test_only_a_mentor_of_the_pair_invites(running, full_cast, signed_in, at, part):
    answer = signed_in(part).post(at("specialist-invite", running.items.get()), {"person": full_cast.bystander.pk})
    assert (answer.status_code, Engagement.objects.count()) == (403, 0)


# --- what a mentor may know (5.1/2) -----------------------------------------------------------------------------
@pytest.mark.clause("5.1/2")
def test_a_mentor_sees_the_professional_profile_the_requests_and_earlier_results(full_cast, signed_in, at):
    Person.objects.filter(pk=full_cast.mentee.pk).update(birth_year=1987, email="zaytseva@sad.test", phone="21-00-07")
    first = bring_to(full_cast, "closing", relation_in_force(full_cast, ("second_mentor",)))
    complete_programme(first, by=full_cast.user("curator"), without_surveys=True)
    programme = bring_to(full_cast, "running", relation_in_force(full_cast))
    mentee = programme.relation.mentees[0]
    page = main_of(signed_in("mentor").get(at("mentee-detail", mentee)))
    for shown in ("воспитатель", "Речевое развитие", "Как говорить с родителями", "zaytseva@sad.test", first.result):
        assert shown in page
    assert "1987" not in page
    assert set(MenteeProfile.__dataclass_fields__) == {
        "name", "position", "category", "experience", "email", "phone", "status", "requests", "results",
    }  # fmt: skip
    assert [one.programme for one in mentee_profile(mentee).results] == [str(first)]


@pytest.mark.clause("5.1/2", "1.4/4")
@pytest.mark.parametrize(("part", "status"), [("mentee", 403), ("second_mentor", 403), ("curator", 200)])
def test_others_do_not_open_what_a_mentor_may_know(running, signed_in, at, part, status):
    assert signed_in(part).get(at("mentee-detail", running.relation.mentees[0])).status_code == status


def test_the_mentor_is_not_looked_up_as_a_mentee(running, signed_in, at):
    assert signed_in("mentor").get(at("mentee-detail", running.relation.mentors[0])).status_code == 403


# --- written together -------------------------------------------------------------------------------------------
def typed(client, at, programme, **texts) -> dict:
    form = client.get(at("programme-write", programme)).context["form"]
    names = ("version", "base", "directions", "request", "goal", "tasks", "expected_result", "since", "until")
    return {name: form[name].value() for name in names} | texts


@pytest.mark.clause("6.1/2")
def test_the_script_saves_while_one_types_and_tells_what_the_other_has_written(programme, full_cast, signed_in, at):
    client = signed_in("mentor")
    mine = typed(client, at, programme, goal="Моя цель")
    write_programme(programme, by=full_cast.user("mentee"), version=1, tasks="Её задачи")
    answer = client.post(at("programme-write", programme), mine, headers={"X-Autosave": "1"})
    told = json.loads(answer.content)
    assert (told["outcome"], told["said"]) == ("saved", "Сохранено в 10:00.")
    assert told["others"] == {"tasks": {"text": "Её задачи", "mark": told["others"]["tasks"]["mark"]}}
    assert told["base"]["tasks"] == json.loads(mine["base"])["tasks"]  # what one has not seen is not yet one's base
    stands = Programme.objects.get()
    assert (stands.goal, stands.tasks, told["version"]) == ("Моя цель", "Её задачи", stands.version)
    again = mine | {"goal": "Моя цель, яснее", "base": json.dumps(told["base"]), "version": told["version"]}
    client.post(at("programme-write", programme), again, headers={"X-Autosave": "1"})
    stands = Programme.objects.get()
    assert (stands.goal, stands.tasks) == ("Моя цель, яснее", "Её задачи")


@pytest.mark.clause("6.1/2")
def test_both_texts_stand_side_by_side_when_the_same_part_was_written(programme, full_cast, signed_in, at):
    client = signed_in("mentor")
    mine = typed(client, at, programme, goal="Мой вариант")
    write_programme(programme, by=full_cast.user("mentee"), version=1, goal="Её вариант", tasks="Её задачи")
    answer = client.post(at("programme-write", programme), mine, headers={"X-Autosave": "1"})
    told = json.loads(answer.content)
    assert told["outcome"] == "clash" and "ваш текст не пропадёт" in told["said"]
    assert Programme.objects.get().goal == "Её вариант"
    answer = client.post(at("programme-write", programme), mine)
    assert answer.context["differences"] == [{"label": "Цель", "stands": "Её вариант", "typed": "Мой вариант"}]
    client.post(at("programme-write", programme), typed_in(answer))
    stands = Programme.objects.get()
    assert (stands.goal, stands.tasks) == ("Мой вариант", "Её задачи")  # what one has not touched stays theirs


def typed_in(answer) -> dict:
    form = answer.context["form"]
    return {field.name: field.value() for field in form if field.value() not in (None, "")}


def test_what_cannot_be_saved_in_passing_says_why(brought_to, full_cast, signed_in, at):
    programme, client = brought_to("agreeing"), signed_in("mentor")
    mine = typed(client, at, programme, goal="Иная")
    passing = {"headers": {"X-Autosave": "1"}}
    told = json.loads(client.post(at("programme-write", programme), mine, **passing).content)
    assert told["outcome"] == "refused"  # people are agreeing
    return_programme(programme, by=full_cast.user("mentee"), note="Ещё раз")
    for wrong in ({"since": "вчера"}, {"base": "нет"}, {"until": "2020-01-01"}):
        told = json.loads(client.post(at("programme-write", programme), mine | wrong, **passing).content)
        assert told["outcome"] == "refused" and told["said"], wrong
    assert Programme.objects.get().goal == TEXTS["goal"]


@pytest.mark.clause("8.2")
def test_what_has_changed_is_read_by_members_and_the_curator(brought_to, full_cast, signed_in, at):
    programme = brought_to("agreeing")
    return_programme(programme, by=full_cast.user("mentee"), note="Уточнить")
    write_programme(programme, by=full_cast.user("mentor"), version=programme.version, goal="Спокойно вести разговор")
    for part in ("mentor", "mentee", "curator"):
        page = main_of(signed_in(part).get(at("version-list", programme)))
        assert "<del>Уверенно</del>" in page and "<ins>Спокойно</ins>" in page
    client = signed_in("mentor")
    client.post(at("programme-offer", programme), {"version": programme.version})
    page = main_of(client.get(at("version-list", programme) + "?version=3"))
    assert "Редакция 1 — первая" in page
    assert "Редакция 2: чем отличается" in main_of(client.get(at("version-list", programme) + "?version=пусто"))


# --- templates and the register ---------------------------------------------------------------------------------
@pytest.mark.clause("1.4/8", "4.5/3")
def test_a_draft_begins_with_a_template_and_a_council_member_writes_one(programme, full_cast, signed_in, at):
    council = full_cast.user("bystander")
    give_role(full_cast.organisation, council, RoleKind.COUNCIL, since=FOUNDED, ground="приказ", by=None)
    client = signed_in("bystander")
    assert "Вхождение нового педагога" in main_of(client.get(at("template-list")))
    rows = {"title": "Наша беседа", "days": "12", "kind": "case", "content": "", "method": "", "expected": ""}
    sent = {f"items-0-{name}": value for name, value in rows.items()} | {"items-1-kind": "case"}
    sent |= {"items-TOTAL_FORMS": "2", "items-INITIAL_FORMS": "0", "title": "Своя", "goal": "Цель"}
    client.post(at("template-write"), sent)
    own = ProgrammeTemplate.objects.get(title="Своя")
    assert (own.made_by, own.items.get().days) == (council, 12)
    client = signed_in("mentee")
    assert "Своя" in main_of(client.get(at("template-use", programme)))
    client.post(at("template-use", programme), {"template": own.pk, "version": programme.version})
    assert Programme.objects.get().items.get().title == "Наша беседа"
    assert client.get(at("template-list")).status_code == 403


def test_a_template_with_a_row_without_its_days_comes_back_with_what_was_typed(full_cast, signed_in, at):
    start_templates(full_cast.organisation)
    sent = {"items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0", "title": "Своя", "items-0-title": "Беседа"}
    answer = signed_in("curator").post(at("template-write"), sent | {"items-0-kind": "case"})
    assert "через сколько дней" in main_of(answer) and 'value="Беседа"' in main_of(answer)
    assert not ProgrammeTemplate.objects.filter(title="Своя").exists()


@pytest.mark.clause("4.4.8")
def test_the_register_is_sifted_by_year_kind_form_and_direction_and_printed(full_cast, signed_in, at):
    pair = bring_to(full_cast, "approved", relation_in_force(full_cast))
    full_cast.second_mentor.mentor_entry.group_size = full_cast.second_mentor.mentor_entry.capacity = 2
    full_cast.second_mentor.mentor_entry.save()
    mentees = ("second_mentee", "third_mentee")
    group = begin_programme(
        relation_in_force(full_cast, ("second_mentor",), mentees, form="situational"), by=full_cast.user("curator")
    )
    client = signed_in("curator")
    wanted = {
        "kind=group": [group], "kind=pair": [pair], "form=situational": [group], "direction=adaptation": [pair],
        "year=2026": [group, pair], "year=2031": [group, pair], "direction=development": [],
    }  # fmt: skip
    for query, found in wanted.items():
        answer = client.get(f"{at('programme-list')}?{query}")
        assert [*answer.context["page"]] == found, query
    assert "Таких программ нет" in main_of(answer)
    paper = client.get(at("programme-register", None, "docx") + "?year=2026")
    assert (paper.status_code, paper.headers["Content-Type"]) == (
        200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )  # fmt: skip
    assert signed_in("mentor").get(at("programme-register", None, "docx")).status_code == 403
