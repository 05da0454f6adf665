"""The matching round in real browsers: sample questionnaires → proposals → one refusal → mended → order (7.1, 7.2).

Staff, base order and written consents are there; how they come about on the screens, test_year.py shows. The rest was
pressed by somebody.
"""

from pathlib import Path

import pytest

from nastavnik.banks.actions import include_entry, select_mentor
from nastavnik.banks.models import MenteeEntry, MentorEntry
from nastavnik.banks.states import lifecycle_of
from nastavnik.consents.actions import register_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock
from nastavnik.pairs.models import MatchRun, MatchWeights, Relation
from nastavnik.pairs.rounds import outcome_of
from nastavnik.people.actions import open_access
from nastavnik.people.models import Person
from tests.banks.answer_import.staff import hire_staff
from tests.cast import FOUNDED, PASSWORD, TODAY, Cast, build_cast, give_consent
from tests.journeys.browser import Somebody
from tests.orders.made import base_order, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DATA = Path(__file__).resolve().parents[1] / "data"
SCAN = {"name": "skan.png", "mimeType": "image/png", "buffer": picture().read()}


@pytest.fixture
def cast(transactional_db):
    with clock.at(FOUNDED):
        cast = build_cast()
        hire_staff(cast)
        base_order(cast)
    with clock.everywhere(TODAY):
        yield cast


@pytest.mark.clause("R4.1", "R5.1", "R5.3", "7.1/1", "7.1/2", "7.2", "1.4/5")
def test_from_sample_questionnaires_through_a_refusal_to_the_order(somebody, cast):
    curator = somebody("curator")
    curator.signs_in(cast.user("curator").username, PASSWORD)
    for bank in ("requests", "mentors"):
        bring_in(curator, bank)
    include_all(cast)
    wish(somebody, cast)

    curator.goes_home().follows("Пары и группы", within=".page__side").presses("Подобрать пары")
    curator.sees("Посмотреть и отметить, кого берёте").looks("matching-01-proposals")
    weigh(curator)
    choose_another(curator)
    curator.opens(address(MatchRun.objects.get())).presses("Взять отмеченные пары").sees("Подобрано:")
    one = Relation.objects.filter(state="proposed").order_by("pk").first()
    assert one is not None
    refuse(somebody, cast, curator, one)

    curator.presses("Подобрать заново для этих людей")
    curator.sees("Что изменилось против прежнего подбора", "не сложилось", "не тронуты").looks("matching-06-repaired")
    run = MatchRun.objects.first()
    assert run.follows is not None
    taken = outcome_of(run).proposals
    assert taken, "the sample has a second mentor for whoever is refused"
    curator.presses("Взять отмеченные пары").sees("Подобрано:")
    mended = Relation.objects.get(run=run, members__person=taken[0].mentee)
    agree(somebody, cast, curator, mended)
    order(somebody, cast, curator, mended)


def bring_in(curator: Somebody, bank: str) -> None:
    """The answers of a form service, what it does not understand left in words."""
    curator.goes_home().follows("Базы", within=".page__side").opens("/o/ryabinka/banks/answers/")
    curator.attaches("file", DATA / f"{bank}.xlsx")
    curator.page.locator("main form[enctype] button[type='submit']").first.click()
    curator.presses("Записать ответы")
    rest = curator.page.get_by_role("button", name="Остальное оставить словами и пропустить")
    if rest.is_visible():
        rest.click()
    curator.page.locator("main button", has_text="Внести: новых").click()
    curator.sees("Готово. Ответы внесены")


def include_all(cast: Cast) -> None:
    """Written consents, selection by the curator, into the bank."""
    by = cast.user("curator")
    for model in (MenteeEntry, MentorEntry):
        for entry in model.objects.select_related("person__organisation__settings"):
            give_consent(cast, entry.person, ConsentKind.PROCESSING)
            entry = model.objects.get(pk=entry.pk)
            if model is MentorEntry and entry.selected_on is None:
                select_mentor(entry, by=by)
            if lifecycle_of(entry).why_not(entry, "include") is None:  # not everybody has named a direction
                include_entry(entry, by=by)


def wish(somebody, cast: Cast) -> None:
    """A mentee says on the telephone whom she would like, and whom not to propose: her own page."""
    entry = MenteeEntry.objects.select_related("person").order_by("person__sort_key").first()
    mentee = at_home(somebody, entry.person)
    mentee.follows("С кем хотелось бы работать").sees("Эту страницу видите только вы")
    menu = mentee.page.locator("select[name='mentees_1']")
    menu.select_option(index=1)
    mentee.looks("matching-00-wishes")
    mentee.presses("Сохранить").sees("Записано.")


def weigh(curator: Somebody) -> None:
    """What matters more: tried, then saved with a reason."""
    curator.follows("Что важнее при подборе", within="aside, main")
    curator.fills(hours="20", reason="Смены расходятся: общее время важнее").presses("Посмотреть, что изменится")
    curator.sees("Ещё ничего не сохранено").looks("matching-02-weights")
    curator.page.get_by_role("button", name="Сохранить", exact=True).first.click()
    curator.sees("Так будет считать следующий подбор", "свободное время: 10 → 20")
    assert MatchWeights.objects.get().values["hours"] == 20


def choose_another(curator: Somebody) -> None:
    """What another choice would cost the others, and the reason that it wants."""
    run = MatchRun.objects.get()
    pair = next(one for one in outcome_of(run).proposals if one.alternatives)
    mentor, _sentence = pair.alternatives[0]
    curator.opens(f"{address(run)}choose/?mentee={pair.mentee.pk}&mentor={mentor.pk}")
    curator.sees("очему выбрана эта пара").looks("matching-03-other-choice")
    curator.presses("Выбрать эту пару").sees("Обязательное поле")


def refuse(somebody, cast: Cast, curator: Somebody, relation: Relation) -> None:
    """The mentee says no on the telephone; the curator learns only that it has not come about."""
    curator.opens(f"/o/ryabinka/pairs/{relation.pk}/").looks("matching-04-proposed").presses("Познакомить")
    member = relation.mentees[0]
    mentee = at_home(somebody, member.person)
    mentee.page.locator("main .todo__item", has_text="работать вместе").get_by_role("link").first.click()
    mentee.ticks("Нет").presses("Ответить").sees("Другая сторона узнает только")
    curator.page.reload()
    curator.sees("Не сложилось: это обычный исход").looks("matching-05-not-formed")


def agree(somebody, cast: Cast, curator: Somebody, relation: Relation) -> None:
    curator.opens(f"/o/ryabinka/pairs/{relation.pk}/").presses("Познакомить")
    for member in relation.members.select_related("person").order_by("pk"):
        who = at_home(somebody, member.person)
        who.page.locator("main .todo__item", has_text="работать вместе").get_by_role("link").first.click()
        who.ticks("Да, хочу работать вместе").presses("Ответить").sees(
            "Ответ принят" if member.role == "mentor" else ""
        )
    for member in Relation.objects.get(pk=relation.pk).members.select_related("consent"):
        register_consent(member.consent, by=cast.user("curator"), given_on=TODAY)


def order(somebody, cast: Cast, curator: Somebody, relation: Relation) -> None:
    """The head signs, and the pair is in force; the page of the run says where everybody stands."""
    curator.opens(f"/o/ryabinka/pairs/{relation.pk}/").follows("Составить приказ").presses("Составить проект")
    curator.presses("Передать на подпись")
    head = somebody("head")
    head.signs_in(cast.user("head").username, PASSWORD)
    head.follows("О закреплении").follows("Зарегистрировать подписанный")
    head.fills(number="42-ОД").attaches("scan", SCAN).presses("Зарегистрировать").sees("№ 42-ОД зарегистрирован")
    assert Relation.objects.get(pk=relation.pk).state == "in_force"
    curator.opens(address(relation.run)).looks("matching-07-in-force")


def at_home(somebody, person: Person) -> Somebody:
    """The person on their telephone, with access opened beforehand."""
    if person.user_id is None:
        open_access(person, by=None)
    user = Person.objects.select_related("user").get(pk=person.pk).user
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    who = somebody(person.surname, phone=True)
    return who.signs_in(user.username, PASSWORD)


def address(run: MatchRun) -> str:
    return f"/o/ryabinka/pairs/match/{run.pk}/"
