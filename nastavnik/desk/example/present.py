"""The year that goes on: two pairs running, one that waits for its order, a newcomer who is accompanied."""

from datetime import date, timedelta

from nastavnik.banks.actions import actualise_bank, answer_requests
from nastavnik.banks.models import Bank, MenteeEntry, MentorEntry
from nastavnik.desk.example.builder import Builder
from nastavnik.desk.example.people import NEWCOMERS, STAFF, hire
from nastavnik.desk.example.support import accompany_newcomer, support_pairs
from nastavnik.desk.example.year import live_programme
from nastavnik.duties.actions import change_supplement, draft_supplement, register_supplement, waive_supplement
from nastavnik.duties.models import JOB_FUNCTION
from nastavnik.kit import clock
from nastavnik.kit.periods import add_months
from nastavnik.orders.actions import NewItem, note_acquaintances
from nastavnik.orders.models import ItemKind, Order
from nastavnik.pairs.actions import propose_relation
from nastavnik.pairs.models import Relation
from nastavnik.people.models import Person
from nastavnik.roadmap.actions import draft_roadmap


def live_present_year(builder: Builder, first: date) -> None:
    """From the first day of the year to today."""
    today, day = clock.today(), first + timedelta(days=1)
    with clock.at(first):
        for row in STAFF:
            if row[0] in NEWCOMERS:
                builder.people[row[0]] = hire(builder.organisation, row)
        newcomers = [builder.people[surname] for surname in NEWCOMERS]
        regulation = Order.objects.of(builder.organisation).get(items__kind=ItemKind.APPROVE_REGULATION)
        note_acquaintances(regulation, by=builder.curator, on=first, people=newcomers)  # 4.1: whoever is hired reads it
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
    builder.collect(day + timedelta(days=2))
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
    relations = builder.pair(asked + timedelta(days=4))
    stories = builder.assign(relations, {}, on=asked + timedelta(days=11))
    programmes = [live_programme(relation, story, builder.curator) for relation, story in stories]
    _supplement(builder, relations, asked + timedelta(days=14))
    support_pairs(builder, programmes, today)
    _today(builder, today)


def _supplement(builder: Builder, relations: list[Relation], on: date) -> None:
    """What the Labour Code wants of a mentor's work: one has signed, one needs no agreement (ТК РФ ст. 351.8)."""
    pay = "доплата по Положению об оплате труда работников учреждения, раздел «Стимулирующие выплаты»"
    with clock.at(on):
        for member in [mentor for relation in relations for mentor in relation.mentors]:
            if member.person.surname == "Назарова":
                waive_supplement(member.person, by=builder.curator, ground=JOB_FUNCTION)
                continue
            supplement = draft_supplement(member, by=builder.curator)
            change_supplement(supplement, by=builder.curator, payment=pay)
            register_supplement(supplement, by=builder.curator, number="ДС-3", signed_on=on)


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
    accompany_newcomer(builder, today)


def _actualise(builder: Builder, on: date) -> None:
    """The yearly act on both banks: those whose request is resolved leave the bank of mentees (4.4.2)."""
    with clock.at(on):
        waiting = MenteeEntry.objects.of(builder.organisation).active().filter(requests__state="open")
        mentors = MentorEntry.objects.of(builder.organisation).active()
        for bank, entries in ((Bank.MENTEES, waiting), (Bank.MENTORS, mentors)):
            actualise_bank(builder.organisation, bank, [entry.pk for entry in entries], by=builder.curator)
