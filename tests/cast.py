"""The one cast of all tests: the people of one kindergarten, and a curator of another one. All are made up."""

from dataclasses import dataclass, field
from datetime import date

from nastavnik.accounts.models import User
from nastavnik.banks.actions import (
    answer_mentor,
    answer_requests,
    include_entry,
    select_mentor,
    start_topics,
)
from nastavnik.banks.models import Topic
from nastavnik.consents.actions import propose_consent, register_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock
from nastavnik.organisations.actions import found_organisation, give_role
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.people.actions import add_person, employ, open_access
from nastavnik.people.models import Person
from nastavnik.regulation.actions import start_acts

FOUNDED = date(2026, 9, 1)
TODAY = date(2026, 9, 14)
PASSWORD = "ryabinka-2026-sad"

PEOPLE = {
    # role in the cast: surname, first name, patronymic, sex, post, months of teaching, year of birth
    "head": ("Веретенникова", "Ольга", "Станиславовна", "female", "заведующий", 336, 1975),
    "curator": ("Кудрявцева", "Елена", "Борисовна", "female", "старший воспитатель", 276, 1980),
    "mentor": ("Белокопытова", "Ирина", "Геннадьевна", "female", "воспитатель", 227, 1984),
    "second_mentor": ("Гаврилюк", "Оксана", "Петровна", "female", "учитель-логопед", 180, 1986),
    "mentee": ("Зайцева", "Полина", "Андреевна", "female", "воспитатель", 8, 2002),
    "second_mentee": ("Ким", "Артём", "", "male", "инструктор по физической культуре", 14, 2000),
    "third_mentee": ("Мухаметзянова", "Алсу", "Ринатовна", "female", "воспитатель", 20, 1999),
    "bystander": ("Абросимова", "Наталья", "Юрьевна", "female", "воспитатель", 180, 1988),
}


@dataclass
class Cast:
    """The people by their part; `stranger` is the curator of another kindergarten."""

    organisation: Organisation
    people: dict[str, Person]
    other: Organisation
    stranger: Person
    topics: dict[str, Topic] = field(default_factory=dict)

    def __getattr__(self, part: str) -> Person:
        try:
            return self.__dict__["people"][part]
        except KeyError:
            raise AttributeError(part) from None

    def user(self, part: str) -> User:
        """The user of a part («stranger» too), fresh, so that no roles are remembered."""
        person = self.stranger if part == "stranger" else self.people[part]
        return User.objects.get(pk=person.user_id)


def build_cast() -> Cast:
    """The kindergarten on its first day: people, accounts, head and curator; no orders, empty banks."""
    with clock.at(FOUNDED):
        organisation = found_organisation(
            by=None,
            slug="ryabinka",
            full_name="Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № 7 «Рябинка»",
            short_name="МБДОУ «Детский сад № 7 «Рябинка»",
            founder="Администрация городского округа Светлореченск",
            address="г. Светлореченск, ул. Садовая, д. 7",
            place="г. Светлореченск",
            inn="3700000007",
            ogrn="1023700000007",
        )
        start_topics(organisation)
        start_acts(organisation)
        people = {part: _hire(organisation, *facts) for part, facts in PEOPLE.items()}
        _appoint(organisation, people["head"], RoleKind.HEAD, "распоряжение учредителя от 14.08.2017 № 31-р")
        _appoint(organisation, people["curator"], RoleKind.CURATOR, "приказ от 01.09.2026 № 40-ОД")
        other = found_organisation(
            by=None, slug="teremok", full_name="МДОУ «Детский сад «Теремок»", short_name="МДОУ «Теремок»"
        )
        start_topics(other)
        start_acts(other)
        stranger = _hire(other, "Бочкарёва", "Ксения", "Павловна", "female", "старший воспитатель", 228, 1985)
        _appoint(other, stranger, RoleKind.CURATOR, "приказ от 01.09.2026 № 12")
    topics = {topic.code: topic for topic in Topic.objects.of(organisation)}
    return Cast(organisation, people, other, stranger, topics)


def fill_banks(cast: Cast) -> None:
    """Two mentors and three mentees, with requests, consents and selection, all active on TODAY."""
    by = cast.user("curator")
    for part in ("mentor", "second_mentor", "mentee", "second_mentee", "third_mentee"):
        give_consent(cast, cast.people[part], ConsentKind.PROCESSING)
    wishes = {
        "mentee": (["speech", "parents"], "Как говорить с родителями о трудном поведении"),
        "second_mentee": (["physical"], "Подвижные игры на воздухе"),
        "third_mentee": (["speech"], "Развитие связной речи у старших дошкольников"),
    }
    for part, (codes, text) in wishes.items():
        topics = [cast.topics[code] for code in codes]
        entry = answer_requests(cast.people[part], [{"topics": topics, "text": text}], by=by, category="young")
        include_entry(entry, by=by)
    strengths = {
        "mentor": (["speech", "parents", "physical"], 2),
        "second_mentor": (["speech", "digital"], 1),
    }
    for part, (codes, capacity) in strengths.items():
        competences = [cast.topics[code] for code in codes]
        entry = answer_mentor(cast.people[part], by=by, ready=True, competences=competences, capacity=capacity)
        select_mentor(entry, by=by)
        include_entry(entry, by=by)


def give_consent(cast: Cast, person: Person, kind: str, *, given_on: date | None = None, **about):
    """A consent that is registered at once."""
    consent = propose_consent(person, kind, by=cast.user("curator"), **about)
    if consent.state == "given":
        return consent
    return register_consent(consent, by=cast.user("curator"), given_on=given_on or clock.today())


def _hire(organisation, surname, first_name, patronymic, sex, position, months, birth_year) -> Person:
    person = add_person(
        organisation, by=None, surname=surname, first_name=first_name, patronymic=patronymic, sex=sex,
        birth_year=birth_year,
    )  # fmt: skip
    employ(person, position, by=None, since=date(2024, 9, 2), special_months=months, months_as_of=FOUNDED)
    open_access(person, by=None)
    user = person.user
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    return person


def _appoint(organisation, person, kind, ground) -> None:
    give_role(organisation, person.user, kind, since=FOUNDED, ground=ground, by=None)
