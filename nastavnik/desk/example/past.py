"""The year that has ended: base orders, three pairs, a mentor who lays the duties down, results, rewards, summer."""

from datetime import date, timedelta
from functools import partial
from io import BytesIO

from nastavnik.banks.models import Bank
from nastavnik.consents.actions import register_consent
from nastavnik.desk.example.builder import Builder, signed_page
from nastavnik.desk.example.publishing import publish_results
from nastavnik.desk.example.year import PAST_PAIRS, live_programme
from nastavnik.documents.actions import draft_minutes, sign_minutes
from nastavnik.documents.models import MinutesKind
from nastavnik.duties.actions import give_notice, note_notice
from nastavnik.kit import clock
from nastavnik.kit.periods import add_months
from nastavnik.orders.actions import NewItem, note_acquaintances
from nastavnik.orders.models import ItemKind, Journal, Order
from nastavnik.orders.queries import order_of_relation
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.actions import prepare_change
from nastavnik.pairs.models import ChangeKind, MemberRole, Relation, RelationChange
from nastavnik.people.models import AwardKind
from nastavnik.programmes.models import Programme
from nastavnik.regulation.models import BodyKind, Duty
from nastavnik.roadmap.actions import draft_roadmap


def live_past_year(builder: Builder, first: date) -> None:
    """From the first order to the acting head of the summer."""
    _set_up(builder, first)
    builder.collect(first + timedelta(days=4))
    asked = first + timedelta(days=8)
    _fill_banks(builder, asked)
    relations = builder.pair(asked + timedelta(days=3))
    _keep_minutes(builder, relations[0], asked + timedelta(days=7))
    stories = builder.assign(relations, PAST_PAIRS, on=asked + timedelta(days=10))
    turns = {"Миронова": _replace_mentor, "Жданова": _widen_topic}
    programmes: dict[str, Programme] = {}
    for relation, story in stories:
        mentee = relation.mentees[0].person.surname
        turn = partial(turns[mentee], builder) if mentee in turns else None
        programmes[mentee] = live_programme(relation, story, builder.curator, turn=turn)
    _sum_up_year(builder, programmes, first)


def _set_up(builder: Builder, first: date) -> None:
    builder.sign(
        [
            NewItem(ItemKind.INTRODUCE_MODEL),
            NewItem(ItemKind.APPROVE_REGULATION),
            NewItem(ItemKind.APPOINT_CURATOR, person=builder.people["Корнеева"]),
        ],
        on=first,
    )
    with clock.at(first):
        roadmap = draft_roadmap(
            builder.organisation, by=builder.curator, since=first, until=add_months(first, 12) - timedelta(days=1)
        )
    group = _body(builder, BodyKind.WORKING_GROUP, "Рабочая группа по внедрению наставничества", {
        "Овчинникова": Duty.CHAIR, "Корнеева": Duty.SECRETARY, "Абрамова": Duty.MEMBER, "Дёмина": Duty.MEMBER,
    })  # fmt: skip
    builder.sign(
        [NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap), group],
        on=first + timedelta(days=3),
        title="Об утверждении дорожной карты и состава рабочей группы",
    )


def _fill_banks(builder: Builder, asked: date) -> None:
    """Who asks, who offers; then both banks by order, whose heading has to be put right a few days later."""
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
    banks, approved = (
        [NewItem(ItemKind.APPROVE_BANK, facts={"bank": bank}) for bank in Bank.values],
        asked + timedelta(2),
    )
    order = builder.sign(banks, on=approved, title="Об утверждении базы наставников")
    _mend_heading(builder, order, builder.calendar.add(approved, 2))


def _mend_heading(builder: Builder, order: Order, on: date) -> None:
    """A registered text never changes: another order says how it reads now (edge case 41)."""
    assert order.signed_on is not None
    facts = {"place": "заголовок", "why": "в нём пропущены слова о базе наставляемых"}
    text = "Об утверждении базы наставников и базы наставляемых"
    builder.sign(
        [NewItem(ItemKind.AMEND, target=order, text=text, facts=facts)],
        on=on,
        title=f"О внесении изменений в приказ от {order.signed_on:%d.%m.%Y} № {order.number}",
    )


def _keep_minutes(builder: Builder, relation: Relation, on: date) -> None:
    """The acquaintance of a pair, signed on paper: the ground of its order (7.2)."""
    relation.refresh_from_db()
    with clock.at(on):
        minutes = draft_minutes(
            builder.organisation, MinutesKind.ACQUAINTANCE, by=builder.curator, held_on=on, relation=relation
        )
        sign_minutes(minutes, by=builder.curator, scan=BytesIO(signed_page()))


def _replace_mentor(builder: Builder, relation: Relation, day: date) -> None:
    """The mentor lays the duties down; three working days later another one goes on (5.1/3, 6.1/5)."""
    leaving, successor = relation.mentors[0], builder.people["Дёмина"]
    given = builder.calendar.add(day, 2)
    with clock.at(given):
        notice = give_notice(leaving, by=leaving.person.account, note="Поступил в магистратуру, времени не хватает")
    about = "Ведёт занятия с интерактивной доской третий год"
    builder.offer(successor.surname, ["digital", "contests"], capacity=1, about=about, on=given)
    with clock.at(builder.calendar.add(given, 1)):
        note_notice(notice, by=builder.head)
        change = prepare_change(
            relation,
            ChangeKind.REPLACE,
            by=builder.curator,
            on=notice.last_day + timedelta(days=1),
            leaving=leaving,
            people=[successor],
            role=MemberRole.MENTOR,
        )
    _agree_to_change(builder, change, builder.calendar.add(given, 2))
    builder.sign([NewItem(ItemKind.REPLACE_MENTOR, change=change)], on=notice.last_day)
    fixed = order_of_relation(relation)
    assert fixed is not None, "the pair is in force by an order"
    with clock.at(notice.last_day):  # whoever comes into a pair reads the order that fixes it, too
        note_acquaintances(fixed, by=builder.curator, on=notice.last_day, people=[successor])


def _widen_topic(builder: Builder, relation: Relation, day: date) -> None:
    """Half way the two want to work on more than they had asked for (8.2)."""
    with clock.at(builder.calendar.add(day, 1)):
        change = prepare_change(
            relation,
            ChangeKind.TERMS,
            by=builder.curator,
            on=builder.calendar.add(day, 5),
            topic=f"{relation.topic}; подготовка к обучению грамоте",
            note="Дети группы осенью идут в подготовительную",
        )
    builder.sign([NewItem(ItemKind.CHANGE_RELATION, change=change)], on=builder.calendar.add(day, 4))


def _agree_to_change(builder: Builder, change: RelationChange, on: date) -> None:
    """Who comes, and who stays with them, sign their consents."""
    with clock.at(on):
        for newcomer in change.newcomers.select_related("consent"):
            assert newcomer.consent is not None, "asked for when the change was prepared"
            register_consent(newcomer.consent, by=builder.curator, given_on=on)


def _sum_up_year(builder: Builder, programmes: dict[str, Programme], first: date) -> None:
    """Rewards and a publication in June; in July somebody acts for the head and approves the mentors' association."""
    june = builder.calendar.add(add_months(first, 9), 4)
    said = {
        "Абрамова": (AwardKind.DIPLOMA, "за подготовку молодого педагога к работе с родителями воспитанников"),
        "Бельская": (AwardKind.THANKS, "за помощь молодому педагогу в развитии речи дошкольников"),
    }
    builder.sign(
        [
            NewItem(ItemKind.REWARD, person=builder.people[surname], text=text, facts={"award": award})
            for surname, (award, text) in said.items()
        ],
        on=june,
        journal_of=Journal.PERSONNEL,
    )
    publish_results(builder, programmes, builder.calendar.add(june, 3))
    _act_for_head(builder, add_months(first, 10))


def _act_for_head(builder: Builder, since: date) -> None:
    """The head is on leave for four weeks (edge case 18)."""
    deputy = builder.people["Корнеева"].account
    ordered = since - timedelta(days=7)
    with clock.at(ordered):
        give_role(
            builder.organisation, deputy, RoleKind.HEAD, since=since, until=since + timedelta(days=27), is_acting=True,
            ground=f"приказ от {ordered:%d.%m.%Y} № 31-к об отпуске заведующего", by=builder.head,
        )  # fmt: skip
    council = _body(builder, BodyKind.COUNCIL, "Совет наставников", {
        "Бельская": Duty.CHAIR, "Дёмина": Duty.SECRETARY, "Абрамова": Duty.MEMBER,
    })  # fmt: skip
    builder.sign([council], on=builder.calendar.add(since, 5), title="Об утверждении состава совета наставников")


def _body(builder: Builder, kind: str, name: str, seats: dict[str, str]) -> NewItem:
    seated = [[str(builder.people[surname].pk), str(duty)] for surname, duty in seats.items()]
    return NewItem(ItemKind.APPROVE_BODY, facts={"body": kind, "name": name, "seats": seated})
