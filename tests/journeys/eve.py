"""The kindergarten on the eve of its first order on pairs: staff, base order and banks, all by the acts that people do.

How that is done on the screens, test_year.py shows in detail; here begins what comes after.
"""

from datetime import date, timedelta

from nastavnik.banks.actions import answer_mentor, answer_requests, include_entry, select_mentor
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock
from nastavnik.people.actions import add_person, change_employment, employ, open_access
from tests.cast import FOUNDED, PASSWORD, TODAY, Cast, build_cast, fill_banks, give_consent
from tests.orders.made import base_order

NEW_HEAD_SINCE = date(2026, 11, 3)
MORE = {
    # as in tests/cast.py; the surname of the fourth mentee was typed wrongly when the card was made
    "third_mentor": ("Шишкина", "Светлана", "Викторовна", "female", "педагог-психолог", 150, 1988),
    "fourth_mentee": ("Яблакова", "Дарья", "Олеговна", "female", "воспитатель", 10, 2001),
    "fifth_mentee": ("Тарасенко", "Глеб", "Ильич", "male", "музыкальный руководитель", 16, 2000),
    "deputy": ("Дубровина", "Марина", "Львовна", "female", "заместитель заведующего", 200, 1979),
    "successor": ("Сафронов", "Игорь", "Валентинович", "male", "методист", 210, 1981),
}


def build_eve() -> Cast:
    """Three mentors and five mentees in the banks on TODAY; the base order signed on the first day."""
    with clock.at(FOUNDED):
        cast = build_cast()
        for part, facts in MORE.items():
            cast.people[part] = _hire(cast, *facts)
        _promote(cast)
        base_order(cast)
    with clock.at(TODAY):
        fill_banks(cast)
        _fill_up(cast)
    return cast


def _fill_up(cast: Cast) -> None:
    """The third mentor leads a group of three; two more mentees ask for what she is strong in."""
    by = cast.user("curator")
    speech = [cast.topics["speech"]]
    for part in ("third_mentor", "fourth_mentee", "fifth_mentee"):
        give_consent(cast, cast.people[part], ConsentKind.PROCESSING)
    for part, text in (
        ("fourth_mentee", "Развитие связной речи у младших дошкольников"),
        ("fifth_mentee", "Речевые игры на музыкальном занятии"),
    ):
        include_entry(
            answer_requests(cast.people[part], [{"topics": speech, "text": text}], by=by, category="young"), by=by
        )
    entry = answer_mentor(cast.third_mentor, by=by, ready=True, competences=speech, capacity=3, group_size=3)
    select_mentor(entry, by=by)
    include_entry(entry, by=by)


def _hire(cast: Cast, surname, first_name, patronymic, sex, position, months, birth_year):
    person = add_person(
        cast.organisation, by=None, surname=surname, first_name=first_name, patronymic=patronymic, sex=sex,
        birth_year=birth_year,
    )  # fmt: skip
    employ(person, position, by=None, since=date(2024, 9, 2), special_months=months, months_as_of=FOUNDED)
    user, _password = open_access(person, by=None)
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    return person


def _promote(cast: Cast) -> None:
    """The founder has decided who will be the head: the posts are entered ahead, the role is given on the screens."""
    job = cast.successor.employments.get()
    change_employment(job, by=None, until=NEW_HEAD_SINCE - timedelta(days=1))
    employ(cast.successor, "заведующий", by=None, since=NEW_HEAD_SINCE)
