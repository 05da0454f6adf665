"""What every act of the example needs at hand: the institution, its people, who acts, how an order is signed."""

from datetime import date, timedelta
from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from nastavnik.accounts.models import User
from nastavnik.banks.actions import (
    answer_mentor,
    answer_requests,
    close_collection,
    include_entry,
    open_collection,
    select_mentor,
)
from nastavnik.banks.models import Bank, Topic
from nastavnik.consents.actions import propose_consent, register_consent
from nastavnik.consents.models import ConsentKind, ConsentState
from nastavnik.desk.example.year import Story
from nastavnik.kit import clock
from nastavnik.kit.periods import add_months
from nastavnik.orders.actions import NewItem, draft_order, note_acquaintances, sign_order, submit_order
from nastavnik.orders.models import ItemKind, Journal, Order
from nastavnik.orders.queries import items_of, readers_of
from nastavnik.orders.wording import title_of
from nastavnik.organisations.calendar import WorkingCalendar, working_calendar
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.actions import answer_interest, introduce_relation, propose_relation
from nastavnik.pairs.models import Relation
from nastavnik.pairs.rounds import outcome_of, run_matching
from nastavnik.people.models import Person


class Builder:
    """The acts that the example repeats, each on its day, by whoever the screens would let do them."""

    def __init__(self, organisation: Organisation, people: dict[str, Person]) -> None:
        self.organisation, self.people = organisation, people
        self.topics = {topic.code: topic for topic in Topic.objects.of(organisation)}

    @property
    def curator(self) -> User:
        return self.people["Корнеева"].account

    @property
    def head(self) -> User:
        return self.people["Овчинникова"].account

    @property
    def calendar(self) -> WorkingCalendar:
        return working_calendar(self.organisation)

    def sign(self, items: list[NewItem], *, on: date, title: str = "", journal_of: str = Journal.MAIN) -> Order:
        """Draft, submit, sign and register an order on one day, with a scan and the sheet of acquaintance.

        Whoever has the head's authority on that day signs. The number grows with the day of the year: between
        these orders the journal holds others, which have nothing to do with mentoring.
        """
        signatory = holder_of(self.organisation, RoleKind.HEAD, on)
        assert signatory is not None, "the example has a head from its first day"
        with clock.at(on):
            order = draft_order(
                self.organisation,
                items,
                by=self.curator,
                title=title or title_of([item.kind for item in items]),
                journal_of=journal_of,
            )
            submit_order(order, by=self.curator)
            number = f"{on.timetuple().tm_yday // 2}-{'ОД' if journal_of == Journal.MAIN else 'лс'}"
            sign_order(
                order,
                by=signatory.user,
                number=number,
                signed_on=on,
                scan=ContentFile(signed_page(), name="podpisano.png"),
            )
            people = readers_of(order, items_of(order))
            if people:
                note_acquaintances(order, by=self.curator, on=on, people=people)
        return order

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

    def collect(self, on: date) -> None:
        """Both banks are filled for sixteen days."""
        with clock.at(on):
            running = [open_collection(self.organisation, bank, by=self.curator) for bank in Bank]
        with clock.at(on + timedelta(days=16)):
            for collection in running:
                close_collection(collection, by=self.curator)

    def pair(self, on: date) -> list[Relation]:
        """Run the matching, take its pairs, and let them agree."""
        with clock.at(on):
            run = run_matching(self.organisation, by=self.curator)
            relations = [
                propose_relation(
                    self.organisation,
                    [proposal.mentor],
                    [proposal.mentee],
                    by=self.curator,
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
            self.agree(relation, on=on + timedelta(days=4))
        return relations

    def assign(self, relations: list[Relation], stories: dict[str, Story], *, on: date) -> list[tuple[Relation, Story]]:
        """Fix the pairs by one order; each with what is told of it."""
        self.sign([NewItem(ItemKind.ASSIGN_RELATION, relation=relation) for relation in relations], on=on)
        found = []
        for relation in relations:
            relation.refresh_from_db()
            found.append((relation, stories.get(relation.mentees[0].person.surname, Story())))
        return found

    def _consent(self, person: Person, on: date) -> None:
        consent = propose_consent(person, ConsentKind.PROCESSING, by=self.curator)
        if consent.state == ConsentState.PROPOSED:
            register_consent(consent, by=self.curator, given_on=on)


@cache
def signed_page() -> bytes:
    """A picture (PNG) that stands for the scan of a signed paper: lines of no text, and a signature of nobody."""
    picture = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(picture)
    for line in range(12):
        draw.line((80, 200 + line * 36, 540 - (line % 3) * 60, 200 + line * 36), fill="#9aa3a0", width=3)
    draw.line((330, 720, 380, 690, 410, 730, 460, 700), fill="#1d3f8a", width=4)
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
