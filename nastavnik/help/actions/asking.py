"""What the author does: ask, take back, say that it helped, ask once more (6.1/3, 3.3.2)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import Topic
from nastavnik.help.models import HelpAsk, HelpRequest
from nastavnik.help.programmes import confirm_entry, situational_programme
from nastavnik.help.routing import Choice, candidates_for, choose
from nastavnik.help.states import HELP
from nastavnik.help.terms import now_due
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.kit.ui.words import day as in_words
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme


@transaction.atomic
def ask_help(author: Person, *, by: User, topic: Topic, text: str = "") -> HelpRequest:
    """Ask for advice; it goes at once to the person whom the rule finds, or else to the curator.

    Refused: a question on the same direction is open; in a situational phase another help of the programme is.
    """
    return _ask(author, by=by, topic=topic, text=text)


@transaction.atomic
def close_help(help: HelpRequest, *, by: User) -> HelpRequest:
    """It helped: the entry of the journal of meetings, where there is one, is thereby confirmed by the other side."""
    HELP.advance(help, "close", by=by, fields={"closed_on": clock.today()})
    confirm_entry(help, by=by)
    return help


@transaction.atomic
def ask_help_again(help: HelpRequest, *, by: User) -> HelpRequest:
    """It did not help: a new question with the same words to somebody who has not been asked yet.

    That the talk took place is confirmed all the same; nothing is said about whoever has answered (1.4/9).
    """
    stored = HelpRequest.objects.select_for_update(of=("self",)).get(pk=help.pk)
    HELP.advance(stored, "ask_again", by=by, fields={"closed_on": clock.today()})
    confirm_entry(stored, by=by)
    return _ask(stored.author, by=by, topic=stored.topic, text=stored.text, follows=stored)


@transaction.atomic
def withdraw_help(help: HelpRequest, *, by: User) -> HelpRequest:
    """Taken back, or settled without anybody's answer: the words go."""
    HELP.advance(help, "withdraw", by=by, fields={"text": "", "closed_on": clock.today()})
    return help


def next_choice(help: HelpRequest, day: date) -> Choice:
    """Who is to be asked now: nobody who was asked about this before, in this request or in those that it follows."""
    past = {help.author_id, *_asked_before(help)}
    return choose(candidates_for(help.author, help.topic, day), past=past)


def put_to(help: HelpRequest, person: Person, *, routed_by: User | None = None) -> None:
    """Note that the person has been asked."""
    HelpAsk.objects.create(
        organisation_id=help.organisation_id,
        help=help,
        person=person,
        asked_at=clock.now(),
        routed_by=routed_by,
    )


def _ask(author: Person, *, by: User, topic: Topic, text: str, follows: HelpRequest | None = None) -> HelpRequest:
    Person.objects.select_for_update(of=("self",)).get(pk=author.pk)  # two taps at once queue up
    organisation, now = author.organisation, clock.now()
    if topic.organisation_id != organisation.pk or not (topic.is_active or follows):
        raise Refused(_("Выберите направление из списка."), field="topic")
    if not author.employments_on(clock.today()):
        raise Refused(_("Спрашивать могут те, кто работает в учреждении."))
    programme = situational_programme(author, clock.today())
    _check_free(author, topic, programme)
    help = HelpRequest(
        organisation=organisation, author=author, topic=topic, programme=programme,
        text=" ".join(text.split())[:300], asked_at=now, turned_at=now, due_at=now_due(organisation),
        follows=follows,
    )  # fmt: skip
    choice = next_choice(help, clock.today())
    help.helper, help.nobody = choice.person, choice.nobody or ""
    help.save(force_insert=True)
    if choice.person is not None:
        put_to(help, choice.person)
    journal.record("help_asked", help, by=by)
    return help


def _check_free(author: Person, topic: Topic, programme: Programme | None) -> None:
    standing = list(HelpRequest.objects.of(author.organisation).open().filter(author=author).select_related("topic"))
    same = next((one for one in standing if one.topic_id == topic.pk), None)
    if same is not None:
        raise Refused(
            _("Вы уже спросили об этом %(day)s, и вопрос открыт. Дождитесь ответа или отзовите вопрос.")
            % {"day": in_words(same.asked_at)},
            field="topic",
        )
    other = next((one for one in standing if programme is not None and one.programme_id == programme.pk), None)
    if other is not None:
        raise Refused(
            _(
                "В ситуационной форме помощь оказывается по одной. Сейчас открыт ваш вопрос «%(topic)s» от %(day)s: "
                "дождитесь ответа или отзовите его, и можно будет спросить об этом."
            )
            % {"topic": other.topic, "day": in_words(other.asked_at)},
            field="topic",
        )


def _asked_before(help: HelpRequest) -> Collection[UUID]:
    """All who were asked in this request and in the chain of those before it."""
    chain: list[UUID] = [help.pk]
    before = help.follows
    while before is not None:
        chain.append(before.pk)
        before = before.follows
    return set(HelpAsk.objects.filter(help__in=chain).values_list("person_id", flat=True))
