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
from nastavnik.orders.actions import NewItem
from nastavnik.orders.models import ItemKind, Order, OrderItem, OrderState
from nastavnik.orders.queries import relations_for_order
from nastavnik.organisations.models import Role
from nastavnik.pairs import actions as pairs
from nastavnik.pairs.models import MemberRole, Relation, RelationMember, RelationState
from nastavnik.pairs.places import limit_of, places_taken
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person
from nastavnik.regulation.models import Edition, ModelIntroduction
from tests.cast import TODAY
from tests.orders.made import BASE, picture
from tests.pairs.made import make_room

MENTORS, MENTEES = ("mentor", "second_mentor"), ("mentee", "second_mentee", "third_mentee")
ANSWERS = ["yes", "yes", "yes", "later", "no"]
ACTS = [
    *["pair_comes_about", "order_goes_its_way"] * 5, *["somebody_says_no", "pair_is_ended", "time_passes"] * 2,
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

        @initialize(has_base=st.sampled_from([True, True, False]))
        def begin(self, has_base):
            if has_base:
                facts = {"by": head, "title": "О внедрении", "number": "0", "signed_on": self.day}
                self.do(actions.enter_later_order, full_cast.organisation, BASE, **facts)

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
            for relation in Relation.objects.prefetch_related("members__consent"):
                reached.add(relation.state)
                if relation.state not in (RelationState.IN_FORCE, RelationState.ENDED):
                    assert relation.ground_id is None
                    continue
                item = OrderItem.objects.select_related("order").get(pk=relation.ground_id)
                assert (item.relation_id, item.order.state) == (relation.pk, OrderState.IN_FORCE)
                assert item.carried_out_at is not None
                assert f"{relation.until:%d.%m.%Y}" in json.dumps(item.order.text), "the term of the signed paper"
                assert relation.since >= item.order.effective_on and relation.until >= relation.since
                held = ModelIntroduction.objects.on(item.order.signed_on), Edition.objects.on(item.order.signed_on)
                assert all(each.exists() for each in held)
                for member in relation.members.all():
                    consent = member.consent
                    assert consent.given_on <= item.order.signed_on
                    assert consent.withdrawn_on is None or consent.withdrawn_on >= item.order.signed_on
                    assert (member.interest, member.joined_on) == ("yes", relation.since)

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
                if order.state != OrderState.IN_FORCE:
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
            standing = OrderItem.objects.filter(kind=ItemKind.ASSIGN_RELATION).exclude(order__state="annulled")
            relations = list(standing.values_list("relation_id", flat=True))
            assert len(relations) == len(set(relations))

        @invariant()
        def there_is_one_curator_at_a_time(self):
            held = Role.objects.of(full_cast.organisation).on(self.day).filter(kind="curator", since__lt=self.day)
            assert held.values("user_id").distinct().count() <= 1  # on the day of the change itself both hold it

        @invariant()
        def the_journal_is_whole(self):
            if self.done % 5 == 0:  # the chain is read from its beginning: not after every act
                assert journal.broken_link(full_cast.organisation.pk) is None

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=int(os.environ.get("WALKS", "15")),
            stateful_step_count=30,
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),  # a failure is read as it came: shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert reached >= {"acquaintance", "agreed", "in_force", "draft", "to_sign"}, "the walks got somewhere"
    assert journal.broken_link(full_cast.organisation.pk) is None


def everything() -> list:
    """All rows that an act of either room might have changed."""
    tables = (Relation, RelationMember, Consent, Order, OrderItem, Role, ModelIntroduction, Edition, Scan)
    return [list(table.objects.order_by("pk").values()) for table in tables]
