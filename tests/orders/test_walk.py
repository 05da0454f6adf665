"""Random lives of pairs and orders: whatever people do, in whatever order, the invariants hold after each act.

A small budget on each run; `WALKS=400 pytest tests/orders/test_walk.py` is the large one, by hand.
"""

import json
import os
import random
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from nastavnik.consents.actions import refuse_consent, register_consent, withdraw_consent
from nastavnik.consents.models import Consent
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.orders import actions
from nastavnik.orders.actions import Asked, NewItem
from nastavnik.orders.kinds import KINDS
from nastavnik.orders.kinds.changes import ITEM_OF
from nastavnik.orders.models import FORCE_STATES, REGISTERED_STATES, Fate, ItemKind, Order, OrderItem, Visa
from nastavnik.orders.queries import effects_of, relations_for_order
from nastavnik.organisations.models import Role
from nastavnik.pairs import actions as pairs
from nastavnik.pairs.models import (
    ChangeKind,
    MemberRole,
    Newcomer,
    Relation,
    RelationChange,
    RelationMember,
    RelationState,
)
from nastavnik.pairs.places import limit_of, places_taken
from nastavnik.pairs.readiness import CONSENT_OF
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person
from nastavnik.regulation.models import Edition, ModelIntroduction
from tests.cast import TODAY
from tests.orders.made import BASE, picture
from tests.pairs.made import make_room

MENTORS, MENTEES = ("mentor", "second_mentor"), ("mentee", "second_mentee", "third_mentee")
ANSWERS = ["yes", "yes", "yes", "later", "no"]
ACTS = [
    *["pair_comes_about", "order_goes_its_way"] * 6, *["somebody_says_no", "pair_is_ended", "time_passes"] * 2,
    *["change_goes_its_way", "order_is_revoked"] * 6, "order_is_amended", "order_is_agreed", "change_is_dropped",
    "propose", "introduce", "answer", "register", "withdraw", "refuse", "renew", "terms", "drop",
    "draft", "remove", "submit", "give_back", "sign", "annul",
]  # fmt: skip


@pytest.mark.clause("1.4/3", "4.1", "4.2", "4.3/5", "7.1/2", "7.2")
def test_invariants_hold_in_every_life_of_pairs_and_orders(full_cast):
    make_room(full_cast, places=2)
    curator, head = full_cast.user("curator"), full_cast.user("head")
    reached: set[str] = set()

    class Life(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.day, self.steps, self.done, self.kept, self.last = TODAY, 0, 0, {}, []
            self.undo = transaction.atomic()
            self.undo.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

        def do(self, act, *arguments, **facts):
            """Try an act; a refusal must leave everything as it was."""
            self.last = self.last or everything()
            try:
                with clock.at(self.day):
                    act(*arguments, **facts)
                self.done += 1
                self.last = []
            except Refused as refusal:
                assert refusal.sentence
                assert everything() == self.last, f"{act.__name__} was refused and yet changed something"

        @initialize(seed=st.integers(0, 1_000_000))
        def begin(self, seed):
            """Mostly with the base orders, and often with a pair that has come into force by the usual way."""
            self.dice = random.Random(seed)
            is_first = not reached  # the first life goes the whole way: base, pair, change, its revocation
            if is_first or self.dice.random() < 0.8:
                facts = {"by": head, "title": "О внедрении", "number": "0", "signed_on": self.day}
                self.do(actions.enter_later_order, full_cast.organisation, BASE, **facts)
            if is_first or self.dice.random() < 0.7:
                sides = [full_cast.mentor], [full_cast.mentee, *self.dice.choice([[], [full_cast.second_mentee]])]
                with clock.at(self.day):
                    self.do(pairs.propose_relation, full_cast.organisation, *sides, by=curator)
                for step in (self.all_introduced, self.all_say_yes, self.all_sign):
                    step()
                for relation in Relation.objects.filter(state="agreed"):
                    self.signed_by_the_book(NewItem(ItemKind.ASSIGN_RELATION, relation=relation))
            if is_first:
                self.prolonged_and_taken_back()

        def prolonged_and_taken_back(self):
            self.day += timedelta(days=1)
            relation = Relation.objects.get(state="in_force")
            facts = {"on": self.day, "until": relation.until + timedelta(days=5)}
            self.do(pairs.prepare_change, relation, ChangeKind.EXTEND, by=curator, **facts)
            change = RelationChange.objects.get()
            self.signed_by_the_book(NewItem(ItemKind.EXTEND_RELATION, change=change))
            order = Order.objects.get(items__change=change)
            reached.update(
                Order.objects.values_list("state", flat=True), [f"change {RelationChange.objects.get().state}"]
            )
            fates = {str(effect.pk): Fate.VOID for effect in effects_of(order)}
            self.signed_by_the_book(NewItem(ItemKind.REVOKE, target=order, facts={"fates": fates}))

        @rule(seed=st.integers(0, 1_000_000))
        def somebody_acts(self, seed):
            """Dice of our own: drawn values crowd at the first choices, and walks would get nowhere."""
            self.steps += 1
            self.dice = random.Random(f"{seed} {self.steps}")
            getattr(self, self.dice.choice(ACTS))()

        # --- usual ways, or a part of them, so that walks get somewhere ---------------------------------------------
        def pair_comes_about(self):
            steps = (self.propose, self.all_introduced, self.all_say_yes, self.all_sign)
            for step in steps[: self.dice.choice([1, 2, 3, 4, 4, 4])]:
                step()

        def order_goes_its_way(self):
            """Drafted, handed over, signed by the book; now and then somebody changes something in between."""
            self.draft()
            order = Order.objects.latest("pk") if Order.objects.exists() else None
            for step in self.dice.choice(["", "submit", "submit sign", "submit sign", "submit meddle sign"]).split():
                if step == "meddle":
                    self.meddle(order)
                elif order and step == "submit":
                    self.do(actions.submit_order, order, by=curator)
                elif order:
                    self.sign_by_the_book(order)

        def meddle(self, order):
            """Change what the paper on the head's table speaks of."""
            for relation in Relation.objects.filter(pk__in=order.items.values("relation")):
                terms = {"since": self.day, "until": self.day + timedelta(days=99), "form": "short", "topic": ""}
                consent = Consent.objects.filter(about_id=relation.pk).first()
                match self.dice.randrange(3):
                    case 0:
                        self.do(pairs.change_terms, relation, by=curator, **terms)
                    case 1:
                        self.do(pairs.drop_relation, relation, by=curator)
                    case 2 if consent:
                        self.do(withdraw_consent, consent, by=head, on=self.day)

        def sign_by_the_book(self, order):
            facts = {"number": f"{self.done}-ОД", "signed_on": self.day, "scan": picture()}
            self.do(actions.sign_order, order, by=head, **facts)

        def change_goes_its_way(self):
            """Prepared, agreed to by those who come, drafted, handed over, signed; or a part of that way."""
            relations = list(Relation.objects.filter(state="in_force").order_by("pk"))
            if not relations:
                return
            relation = self.dice.choice(relations)
            kind = self.dice.choice([*ChangeKind.values, ChangeKind.EXTEND, ChangeKind.TERMS])
            with clock.at(self.day):
                facts = self.facts_of(relation, kind)
            self.do(pairs.prepare_change, relation, kind, by=curator, **facts)
            steps = self.dice.choice([0, 1, 3, 3, 3])
            change = RelationChange.objects.filter(relation=relation, state="prepared").first()
            if change is None or steps == 0:
                return
            self.all_sign()
            if steps > 1:
                item = NewItem(ITEM_OF[change.kind], change=change)
                self.signed_by_the_book(item)

        def facts_of(self, relation, kind):
            """What the change is to be; now and then something that cannot be."""
            members = list(relation.members.filter(left_on__isnull=True).order_by("pk"))
            mentors = [member for member in members if member.role == "mentor"]
            people = [full_cast.people[part] for part in (*MENTORS, *MENTEES)]
            facts = {"on": self.day + timedelta(days=self.dice.choice([1, 1, 2, 0, -1])), "note": "по договорённости"}
            match kind:
                case ChangeKind.EXTEND:
                    facts["until"] = relation.until + timedelta(days=self.dice.choice([-1, 5, 30, 900]))
                case ChangeKind.TERMS:
                    facts["form"] = self.dice.choice(["short", "virtual", "traditional"])
                case ChangeKind.JOIN:
                    facts |= {"people": [self.dice.choice(people)], "role": self.dice.choice(["mentor", "mentee"])}
                case ChangeKind.LEAVE:
                    facts["leaving"] = self.dice.choice(members)
                case ChangeKind.REPLACE:
                    facts |= {"leaving": self.dice.choice(mentors or members), "people": [self.dice.choice(people)]}
                case ChangeKind.RELIEVE:
                    facts["leaving"] = self.dice.choice(mentors or members)
                case ChangeKind.END:
                    facts["reason"] = self.dice.choice(["mutual", "curator", ""])
            return facts

        def signed_by_the_book(self, item):
            before = set(Order.objects.values_list("pk", flat=True))
            self.do(actions.draft_order, full_cast.organisation, [item], by=curator, title="Об изменениях")
            for order in Order.objects.exclude(pk__in=before):
                self.do(actions.submit_order, order, by=curator)
                self.sign_by_the_book(order)

        def change_is_dropped(self):
            for change in RelationChange.objects.filter(state="prepared")[:1]:
                self.do(pairs.drop_change, change, by=curator)

        def order_is_revoked(self):
            """Every effect decided on at random, one of them now and then not at all."""
            registered = list(Order.objects.filter(state__in=("in_force", "amended")).order_by("pk"))
            if not registered or self.dice.random() < 0.5:
                return
            target = self.dice.choice(registered)
            fates = {}
            for effect in effects_of(target):
                fates[str(effect.pk)] = self.dice.choice([*KINDS[effect.kind].fates, *KINDS[effect.kind].fates[1:], ""])
            self.signed_by_the_book(NewItem(ItemKind.REVOKE, target=target, facts={"fates": fates}))

        def order_is_amended(self):
            for target in Order.objects.exclude(state="annulled").order_by("-made_at", "pk")[:1]:
                facts = {"place": self.dice.choice(["пункт 1", "пункт 2", " "])}
                self.signed_by_the_book(NewItem(ItemKind.AMEND, target=target, text="Иная редакция", facts=facts))

        def order_is_agreed(self):
            self.draft()
            for order in Order.objects.filter(state="draft").order_by("-pk")[:1]:
                self.do(actions.circulate_order, order, [Asked("Профсоюз"), Asked("Совет")], by=curator)
                for visa in order.visas.all():
                    if self.dice.random() < 0.8:
                        self.do(actions.agree_visa, visa, by=curator)
                    else:
                        self.do(actions.object_to_order, visa, by=curator, remark="Уточните срок")

        def pair_is_ended(self):
            for relation in Relation.objects.filter(state="in_force")[:1]:
                self.do(pairs.end_relation, relation, by=curator, on=self.day, reason="done")

        def somebody_says_no(self):
            for member in RelationMember.objects.filter(relation__state="acquaintance")[:1]:
                self.do(pairs.answer_interest, member, "no", by=member.person.user)

        def time_passes(self):
            self.day += timedelta(days=self.dice.choice([1, 3, 120]))

        def all_introduced(self):
            for relation in Relation.objects.filter(state="proposed"):
                self.do(pairs.introduce_relation, relation, by=curator)

        def all_say_yes(self):
            for member in RelationMember.objects.filter(relation__state="acquaintance").select_related("person__user"):
                self.do(pairs.answer_interest, member, "yes", by=member.person.user)

        def all_sign(self):
            for consent in Consent.objects.filter(state="proposed"):
                self.do(register_consent, consent, by=curator, given_on=self.day)

        # --- pairs ------------------------------------------------------------------------------------------------
        def propose(self):
            mentors = self.dice.choice([("mentor",), ("second_mentor",), MENTORS])
            mentees = self.dice.sample([*MENTEES, *MENTEES, *MENTEES, "head"], self.dice.choice([1, 1, 1, 2, 3]))
            sides = [[full_cast.people[part] for part in side] for side in (mentors, mentees)]
            with clock.at(self.day):
                until = clock.today() + timedelta(days=self.dice.choice([2, 260]))
            self.do(pairs.propose_relation, full_cast.organisation, *sides, by=curator, until=until)

        def introduce(self):
            self.with_relation(lambda relation: self.do(pairs.introduce_relation, relation, by=curator))

        def answer(self):
            members = list(RelationMember.objects.select_related("person__user").order_by("-pk"))
            if members:
                member = self.dice.choice(members)
                by = self.dice.choice([member.person.user, curator])
                self.do(pairs.answer_interest, member, self.dice.choice(ANSWERS), by=by)

        def terms(self):
            until = self.day + timedelta(days=self.dice.choice([-1, 3, 200]))
            facts = {"by": curator, "since": self.day, "until": until, "form": "short", "topic": ""}
            self.with_relation(lambda relation: self.do(pairs.change_terms, relation, **facts))

        def drop(self):
            self.with_relation(lambda relation: self.do(pairs.drop_relation, relation, by=curator))

        def renew(self):
            members = list(RelationMember.objects.select_related("person", "relation", "consent"))
            if members:
                self.do(pairs.renew_consent, self.dice.choice(members), by=curator)

        def register(self):
            given_on = self.day - timedelta(days=self.dice.choice([-1, 0, 0, 2]))
            self.with_consent(lambda consent: self.do(register_consent, consent, by=curator, given_on=given_on))

        def withdraw(self):
            self.with_consent(lambda consent: self.do(withdraw_consent, consent, by=head, on=self.day))

        def refuse(self):
            self.with_consent(lambda consent: self.do(refuse_consent, consent, by=head, on=self.day))

        # --- orders -----------------------------------------------------------------------------------------------
        def draft(self):
            relations = list(relations_for_order(full_cast.organisation))
            if not relations or self.dice.random() < 0.2:
                relations = list(Relation.objects.order_by("pk"))
            items = []
            if relations and self.dice.random() < 0.7:
                items = [
                    NewItem(ItemKind.ASSIGN_RELATION, relation=relation)
                    for relation in self.dice.sample(relations, min(len(relations), self.dice.choice([1, 1, 2])))
                ]
            elif self.dice.randrange(4):
                items = list(BASE)
            else:
                items = [NewItem(ItemKind.APPOINT_CURATOR, person=self.dice.choice([full_cast.bystander, None]))]
            self.do(actions.draft_order, full_cast.organisation, items, by=curator, title="О наставничестве")

        def remove(self):
            items = list(OrderItem.objects.all())
            if items:
                self.do(actions.remove_item, self.dice.choice(items), by=curator)

        def submit(self):
            self.with_order(lambda order: self.do(actions.submit_order, order, by=curator))

        def give_back(self):
            self.with_order(lambda order: self.do(actions.return_order, order, by=head, note="Уточните"))

        def annul(self):
            self.with_order(lambda order: self.do(actions.annul_order, order, by=curator))

        def sign(self):
            facts = {
                "by": head,
                "number": self.dice.choice(["", "1", *[str(10 + self.done)] * 4]),
                "signed_on": self.day - timedelta(days=self.dice.choice([-1, 0, 0, 0, 0, 0, 2])),
                "scan": picture() if self.dice.random() < 0.9 else None,
            }
            self.with_order(lambda order: self.do(actions.sign_order, order, **facts))

        def with_relation(self, deed):
            self.with_one(Relation.objects.all(), deed)

        def with_consent(self, deed):
            self.with_one(Consent.objects.exclude(about_id=None), deed)

        def with_order(self, deed):
            self.with_one(Order.objects.all(), deed)

        def with_one(self, rows, deed):
            """The latest row most often: the walk should get somewhere."""
            found = list(rows.order_by("pk"))
            if found:
                deed(found[-1] if self.dice.random() < 0.5 else self.dice.choice(found))

        # --- after each act ---------------------------------------------------------------------------------------
        @invariant()
        def a_pair_in_force_rests_on_an_order_and_on_the_consents_of_all(self):
            standing = set(Relation.objects.in_force(self.day).values_list("pk", flat=True))
            for relation in Relation.objects.prefetch_related("members__consent"):
                reached.add(relation.state)
                with clock.at(self.day):
                    assert relation.stands_on(self.day) == (relation.pk in standing)
                if relation.state not in (RelationState.IN_FORCE, RelationState.ENDED, RelationState.VOID):
                    assert relation.ground_id is None and relation.pk not in standing
                    continue
                item = OrderItem.objects.select_related("order").get(pk=relation.ground_id)
                assert item.carried_out_at is not None and item.relation_id == relation.pk
                assert item.order.state in REGISTERED_STATES
                said = [
                    item.order,
                    *Order.objects.filter(items__change__relation=relation, state__in=REGISTERED_STATES),
                ]
                assert any(f"{relation.until:%d.%m.%Y}" in json.dumps(order.text) for order in said), "the signed term"
                assert relation.since >= item.order.effective_on and relation.until >= relation.since
                if relation.pk in standing:
                    assert item.order.state in FORCE_STATES or item.fate == Fate.KEEP
                    assert relation.state == RelationState.IN_FORCE or relation.ended_on >= self.day
                    self.all_consent(relation)

        def all_consent(self, relation):
            """Who takes part today has signed, has not withdrawn, and there is somebody on each side."""
            present = [
                member
                for member in relation.members.all()
                if member.joined_on
                and member.joined_on <= self.day
                and (not member.left_on or member.left_on >= self.day)
            ]
            assert {member.role for member in present} == {"mentor", "mentee"}
            for member in present:
                consent = member.consent
                assert consent.given_on <= self.day and consent.kind == CONSENT_OF[member.role]
                assert consent.withdrawn_on is None or consent.withdrawn_on > self.day
                assert consent.state in ("given", "withdrawn")

        @invariant()
        def what_was_revoked_is_undone_or_kept_by_decision(self):
            for item in OrderItem.objects.filter(order__state="revoked").select_related("order", "relation", "change"):
                assert item.fate in Fate.values, "every effect was decided on"
                assert (item.undone_on is None) == (item.fate == Fate.KEEP)
                if item.fate == Fate.KEEP or item.undone_on > self.day:
                    continue
                for model in (ModelIntroduction, Edition):
                    assert not model.objects.on(self.day).filter(ground_id=item.pk).exists()
                if item.relation is not None:
                    assert not Relation.objects.in_force(self.day).filter(pk=item.relation_id).exists()
                if item.change is not None:
                    assert item.change.state == "undone"

        @invariant()
        def a_change_in_force_has_its_order(self):
            for change in RelationChange.objects.all():
                reached.add(f"change {change.state}")
                items = OrderItem.objects.filter(change=change, carried_out_at__isnull=False)
                registered = items.filter(order__state__in=REGISTERED_STATES).count()
                assert registered == (1 if change.state in ("carried_out", "undone") else 0)
            waiting = RelationChange.objects.filter(state="prepared").values_list("relation", flat=True)
            assert len(waiting) == len(set(waiting))

        @invariant()
        def places_are_never_exceeded(self):
            for part in MENTORS:
                mentor = Person.objects.select_related("mentor_entry").get(pk=full_cast.people[part].pk)
                assert places_taken(mentor) <= limit_of(mentor.mentor_entry, full_cast.organisation)
            assert not RelationMember.objects.filter(person=full_cast.head, role=MemberRole.MENTEE).exists()

        @invariant()
        def an_order_in_force_is_registered_and_its_text_never_changes(self):
            numbers = []
            for order in Order.objects.all():
                reached.add(order.state)
                if order.state not in REGISTERED_STATES:
                    assert (order.number, order.signed_on, order.scan_id) == ("", None, None)
                    assert not order.items.exclude(carried_out_at=None).exists()
                    continue
                assert order.number and order.signed_on <= order.effective_on <= self.day and order.signatory_name
                assert order.is_entered_later or (order.scan_id and order.text)
                assert self.kept.setdefault(order.pk, (order.text, order.number)) == (order.text, order.number)
                assert not order.items.filter(carried_out_at=None).exists()
                numbers.append((order.journal, order.year, order.number))
            assert len(numbers) == len(set(numbers))

        @invariant()
        def a_pair_stands_in_one_order_at_most(self):
            standing = OrderItem.objects.filter(kind=ItemKind.ASSIGN_RELATION, undone_on__isnull=True)
            standing = standing.exclude(order__state="annulled")
            relations = list(standing.values_list("relation_id", flat=True))
            assert len(relations) == len(set(relations))

        @invariant()
        def there_is_one_curator_at_a_time(self):
            held = Role.objects.of(full_cast.organisation).on(self.day).filter(kind="curator")
            assert held.values("user_id").distinct().count() <= 1

        @invariant()
        def the_journal_is_whole(self):
            if self.done % 5 == 0:  # the chain is read from its beginning: not after every act
                assert journal.broken_link(full_cast.organisation.pk) is None

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=int(os.environ.get("WALKS", "12")),
            stateful_step_count=20,
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),  # a failure is read as it came: shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    wanted = {"acquaintance", "agreed", "in_force", "draft", "to_sign", "amended", "revoked", "change carried_out"}
    assert reached >= wanted, "the walks got somewhere"
    assert journal.broken_link(full_cast.organisation.pk) is None


def everything() -> list:
    """All rows that an act of either room might have changed."""
    tables = (
        Relation, RelationMember, RelationChange, Newcomer, Consent, Order, OrderItem, Visa, Role, ModelIntroduction,
        Edition, Scan,
    )  # fmt: skip
    return [list(table.objects.order_by("pk").values()) for table in tables]
