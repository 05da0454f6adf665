"""Build the example year: the acts are those of the screens, only the clock moves.

The year that has ended is there as a whole (orders, three pairs, programmes with meetings, surveys, a report);
the current one stands as it would today: two pairs running, one waiting for its order, a newcomer without one.
"""

from datetime import date, timedelta
from functools import partial
from io import BytesIO

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageDraw

from nastavnik.banks.actions import (
    actualise_bank,
    answer_mentor,
    answer_requests,
    close_collection,
    include_entry,
    open_collection,
    select_mentor,
    start_topics,
)
from nastavnik.banks.models import Bank, MenteeEntry, MentorEntry, Topic
from nastavnik.consents.actions import propose_consent, register_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.desk.example.people import CARD, NEWCOMERS, PHONES, STAFF
from nastavnik.desk.example.year import PAST_PAIRS, Story, live_programme
from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry, JournalHead
from nastavnik.kit.periods import academic_year, add_months
from nastavnik.orders.actions import NewItem, draft_order, note_acquaintances, sign_order, submit_order
from nastavnik.orders.models import ItemKind
from nastavnik.orders.wording import title_of
from nastavnik.organisations.actions import found_organisation, give_role
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.pairs.actions import answer_interest, introduce_relation, propose_relation
from nastavnik.pairs.models import Relation
from nastavnik.pairs.rounds import outcome_of, run_matching
from nastavnik.papers.models import IssuedPaper, Scan
from nastavnik.people.actions import add_person, employ, open_access
from nastavnik.people.models import Person
from nastavnik.regulation.actions import start_acts
from nastavnik.roadmap.actions import draft_roadmap


class Builder:
    """Holds what the acts of the example need at hand: the institution, its people, who acts."""

    def __init__(self, organisation: Organisation, people: dict[str, Person]) -> None:
        self.organisation, self.people = organisation, people
        self.topics = {topic.code: topic for topic in Topic.objects.of(organisation)}
        self.orders = 0

    @property
    def curator(self):
        return self.people["Корнеева"].account

    @property
    def head(self):
        return self.people["Овчинникова"].account

    def sign(self, items: list[NewItem], *, on: date) -> None:
        """Draft, submit, sign and register an order on one day, with a scan and the sheet of acquaintance."""
        self.orders += 1
        with clock.at(on):
            order = draft_order(
                self.organisation, items, by=self.curator, title=title_of([item.kind for item in items])
            )
            submit_order(order, by=self.curator)
            sign_order(order, by=self.head, number=f"{40 + self.orders}-ОД", signed_on=on, scan=scan_of(order.title))
            people = {
                member.person
                for item in items
                if item.relation
                for member in [*item.relation.mentors, *item.relation.mentees]
            }
            if people:
                note_acquaintances(order, by=self.curator, on=on, people=people)

    def agree(self, relation: Relation, *, on: date) -> None:
        """Introduced, answered by all, consents signed."""
        with clock.at(on):
            introduce_relation(relation, by=self.curator)
            for member in relation.members.select_related("person__user"):
                answer_interest(member, "yes", by=member.person.account)
            for member in relation.members.select_related("consent"):
                assert member.consent is not None, "asked for when all had said yes"
                register_consent(member.consent, by=self.curator, given_on=on)

    def ask(self, surname: str, code: str, text: str, *, category: str, on: date) -> None:
        """A teacher's request, the consent, the place in the bank."""
        person = self.people[surname]
        with clock.at(on):
            entry = answer_requests(
                person, [{"topics": [self.topics[code]], "text": text}], by=person.account, category=category
            )
            self._consent(person, on)
            assert entry is not None, "a request was given"
            include_entry(entry, by=self.curator)

    def offer(self, surname: str, codes: list[str], *, capacity: int, about: str, on: date) -> None:
        """A mentor's questionnaire, selection, consent, the place in the bank."""
        person = self.people[surname]
        with clock.at(on):
            entry = answer_mentor(
                person,
                by=person.account,
                ready=True,
                competences=[self.topics[code] for code in codes],
                capacity=capacity,
                about=about,
                hours_per_week=2,
            )
            assert entry is not None, "the answer was yes"
            select_mentor(entry, by=self.curator)
            self._consent(person, on)
            include_entry(entry, by=self.curator)

    def _consent(self, person: Person, on: date) -> None:
        consent = propose_consent(person, ConsentKind.PROCESSING, by=self.curator)
        if consent.state == "proposed":
            register_consent(consent, by=self.curator, given_on=on)


def build_example() -> Organisation:
    """Everything in one transaction: half an example would be worse than none."""
    with transaction.atomic():
        this_year = academic_year(clock.today()).since
        last_year = add_months(this_year, -12)
        builder = _found(last_year)
        _past_year(builder, last_year)
        _present_year(builder, this_year)
        return builder.organisation


@transaction.atomic
def remove_example() -> None:
    """The example with all its rows, files, users and journal."""
    for example in Organisation.objects.filter(is_example=True):
        users = [person.account for person in Person.objects.of(example).exclude(user=None).select_related("user")]
        for kept in (*IssuedPaper.objects.of(example), *Scan.objects.of(example)):
            transaction.on_commit(partial(kept.file.delete, save=False))
        _delete_rows(example)
        for user in users:
            user.delete()


def _delete_rows(example: Organisation) -> None:
    """From the top of the house down: rooms above point to rooms below, never the other way."""
    for room in reversed(list(apps.get_app_configs())):
        for model in reversed(list(room.get_models())):
            if room.name.startswith("nastavnik.") and hasattr(model._default_manager, "of"):
                model._default_manager.of(example).delete()
    JournalEntry.objects.filter(organisation_id=example.pk).delete()
    JournalHead.objects.filter(organisation_id=example.pk).delete()
    example.delete()


def _found(first_day: date) -> Builder:
    with clock.at(first_day - timedelta(days=7)):
        organisation = found_organisation(by=None, slug="primer", is_example=True, **CARD)
        start_topics(organisation)
        start_acts(organisation)
        people = {row[0]: _hire(organisation, row) for row in STAFF if row[0] not in NEWCOMERS}
        head = people["Овчинникова"]
        ground = f"распоряжение учредителя от 14.08.{first_day.year - 8} № 31-р"
        give_role(organisation, head.account, RoleKind.HEAD, since=clock.today(), ground=ground, by=None)
    return Builder(organisation, people)


def _hire(organisation: Organisation, row: tuple) -> Person:
    """A person at work from today on, with a way in that only the example's own door opens."""
    surname, first, patronymic, sex, post, months, born, category = row
    person = add_person(
        organisation, by=None, surname=surname, first_name=first, patronymic=patronymic, sex=sex, birth_year=born,
        category=category, phone=PHONES.get(surname, ""),
    )  # fmt: skip
    employ(person, post, by=None, since=clock.today(), special_months=months, months_as_of=clock.today())
    user, _password = open_access(person, by=None)
    user.set_unusable_password()
    user.must_change_password = False
    user.save()
    return person


def _past_year(builder: Builder, first: date) -> None:
    day = first
    builder.sign(
        [
            NewItem(ItemKind.INTRODUCE_MODEL),
            NewItem(ItemKind.APPROVE_REGULATION),
            NewItem(ItemKind.APPOINT_CURATOR, person=builder.people["Корнеева"]),
        ],
        on=day,
    )
    with clock.at(day):
        roadmap = draft_roadmap(
            builder.organisation,
            by=builder.curator,
            since=first,
            until=add_months(first, 12) - timedelta(days=1),
        )
    builder.sign([NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap)], on=day + timedelta(days=3))
    _collect(builder, day + timedelta(days=4))
    asked = day + timedelta(days=8)
    builder.ask("Ефимова", "parents", "Как начать трудный разговор с родителями", category="young", on=asked)
    builder.ask("Жданова", "speech", "Связная речь у старших дошкольников", category="young", on=asked)
    builder.ask("Миронова", "digital", "Презентации и работа с интерактивной доской", category="experienced", on=asked)
    builder.offer("Абрамова", ["parents", "behaviour", "planning"], capacity=2, about="25 лет в группе", on=asked)
    builder.offer(
        "Бельская",
        ["speech", "parents", "contests"],
        capacity=2,
        about="Призёр городского конкурса",
        on=asked,
    )
    builder.offer("Гордеев", ["digital", "behaviour"], capacity=1, about="Ведёт страницу детского сада", on=asked)
    stories = _pair(builder, asked + timedelta(days=3), PAST_PAIRS)
    for relation, story in stories:
        live_programme(relation, story, builder.curator, until_end=True)


def _present_year(builder: Builder, first: date) -> None:
    today, day = clock.today(), first + timedelta(days=1)
    with clock.at(first):
        for row in STAFF:
            if row[0] in NEWCOMERS:
                builder.people[row[0]] = _hire(builder.organisation, row)
    if (today - first).days < 30:
        return  # the new year has just begun: nothing has had the time to happen
    with clock.at(day):
        roadmap = draft_roadmap(
            builder.organisation,
            by=builder.curator,
            since=first,
            until=add_months(first, 12) - timedelta(days=1),
        )
    builder.sign([NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap)], on=day + timedelta(days=2))
    _collect(builder, day + timedelta(days=2))
    asked = day + timedelta(days=5)
    _actualise(builder, day + timedelta(days=1))
    builder.ask("Лукин", "physical", "Подвижные игры на воздухе зимой", category="young", on=asked)
    builder.ask(
        "Исаева",
        "speech-therapy",
        "Первые занятия с детьми с тяжёлыми нарушениями речи",
        category="young",
        on=asked,
    )
    builder.offer("Власова", ["speech-therapy", "speech"], capacity=1, about="Логопед высшей школы терпения", on=asked)
    builder.offer("Назарова", ["physical", "play"], capacity=1, about="Ведёт кружок подвижных игр", on=asked)
    for relation, story in _pair(builder, asked + timedelta(days=4), {}):
        live_programme(relation, story, builder.curator, until_end=False)
    _today(builder, today)


def _today(builder: Builder, today: date) -> None:
    """What lies on the desks right now: a pair that waits for its order, a newcomer who waits for a pair."""
    recent = today - timedelta(days=9)
    builder.ask("Назарова", "early-age", "Адаптация детей раннего возраста", category="less_experienced", on=recent)
    builder.offer("Ковалёва", ["early-age", "regime"], capacity=1, about="Десять лет в ясельной группе", on=recent)
    with clock.at(recent + timedelta(days=1)):
        relation = propose_relation(
            builder.organisation,
            [Person.objects.get(pk=builder.people["Ковалёва"].pk)],
            [Person.objects.get(pk=builder.people["Назарова"].pk)],
            by=builder.curator,
            topic=builder.topics["early-age"].name,
            since=today,
            until=add_months(today, 6),
        )
    builder.agree(relation, on=recent + timedelta(days=3))
    newcomer = builder.people["Зуева"]
    with clock.at(today - timedelta(days=5)):
        answer_requests(
            newcomer,
            [{"topics": [builder.topics["planning"]], "text": "Как составить план на неделю"}],
            by=newcomer.account,
            category="beginner",
        )


def _actualise(builder: Builder, on: date) -> None:
    """The yearly act on both banks: those whose request is resolved leave the bank of mentees (4.4.2)."""
    with clock.at(on):
        waiting = MenteeEntry.objects.of(builder.organisation).active().filter(requests__state="open")
        mentors = MentorEntry.objects.of(builder.organisation).active()
        for bank, entries in ((Bank.MENTEES, waiting), (Bank.MENTORS, mentors)):
            actualise_bank(builder.organisation, bank, [entry.pk for entry in entries], by=builder.curator)


def _collect(builder: Builder, on: date) -> None:
    with clock.at(on):
        running = [open_collection(builder.organisation, bank, by=builder.curator) for bank in Bank]
    with clock.at(on + timedelta(days=16)):
        for collection in running:
            close_collection(collection, by=builder.curator)


def _pair(builder: Builder, on: date, stories: dict[str, Story]) -> list[tuple[Relation, Story]]:
    """Run the matching, take its pairs, agree, and fix them by one order."""
    with clock.at(on):
        run = run_matching(builder.organisation, by=builder.curator)
        relations = [
            propose_relation(
                builder.organisation,
                [proposal.mentor],
                [proposal.mentee],
                by=builder.curator,
                form="reversive" if proposal.mentee.surname == "Миронова" else "traditional",
                topic=proposal.topic,
                since=on + timedelta(days=10),
                until=add_months(on + timedelta(days=10), 8),
                run=run,
                explanation={"sentence": proposal.match.sentence, "criteria": proposal.criteria},
            )
            for proposal in outcome_of(run).proposals
        ]
    for relation in relations:
        builder.agree(relation, on=on + timedelta(days=4))
    items = [NewItem(ItemKind.ASSIGN_RELATION, relation=relation) for relation in relations]
    builder.sign(items, on=on + timedelta(days=7))
    found = []
    for relation in relations:
        relation.refresh_from_db()
        found.append((relation, stories.get(relation.mentees[0].person.surname, Story())))
    return found


def scan_of(title: str) -> ContentFile:
    """A picture that stands for the scan of a signed paper; it says that it belongs to an example."""
    picture = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(picture)
    for line in range(12):
        draw.line((80, 200 + line * 36, 540 - (line % 3) * 60, 200 + line * 36), fill="#9aa3a0", width=3)
    draw.line((330, 720, 380, 690, 410, 730, 460, 700), fill="#1d3f8a", width=4)
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="podpisano.png")
