"""Questions brought to each of their states by the acts that people do."""

from nastavnik.banks.actions import answer_mentor, include_entry, select_mentor
from nastavnik.help.actions import answer_help, ask_help, close_help, pass_help_on, take_help, withdraw_help
from nastavnik.help.models import HelpRequest
from nastavnik.people.models import Employment
from nastavnik.programmes.models import Phase, Programme
from tests.cast import Cast, give_consent
from tests.programmes.conftest import bring_to, relation_in_force

WORDS = "Ребёнок не хочет петь хором"
RECORD = "Разобрали два приёма, покажу в четверг"


def ask(cast: Cast, part: str = "mentee", topic: str = "speech", text: str = WORDS) -> HelpRequest:
    person = cast.people[part]
    return stored(ask_help(person, by=cast.user(part), topic=cast.topics[topic], text=text))


def take(cast: Cast, help: HelpRequest, part: str) -> HelpRequest:
    return stored(take_help(stored(help), by=cast.user(part)))


def answer(cast: Cast, help: HelpRequest, part: str, **how) -> HelpRequest:
    return stored(answer_help(stored(help), by=cast.user(part), **{"record": RECORD} | how))


def pass_on(cast: Cast, help: HelpRequest, part: str) -> HelpRequest:
    return stored(pass_help_on(stored(help), by=cast.user(part)))


def brought_to(cast: Cast, state: str) -> HelpRequest:
    """The mentee's question to the mentor, whether or not they are a pair."""
    help = ask(cast)
    if state in ("taken", "answered", "helped"):
        help = take(cast, help, "mentor")
    if state in ("answered", "helped"):
        help = answer(cast, help, "mentor")
    if state == "helped":
        close_help(help, by=cast.user("mentee"))
    if state == "withdrawn":
        withdraw_help(help, by=cast.user("mentee"))
    return stored(help)


def asked_of(cast: Cast, help: HelpRequest) -> str | None:
    """The part of whoever has the question now; None while it is with the curator."""
    helper = stored(help).helper_id
    return next((part for part, person in cast.people.items() if person.pk == helper), None)


def stored(help: HelpRequest) -> HelpRequest:
    found = HelpRequest.objects.select_related("author__organisation__settings", "helper", "topic", "follows")
    return found.get(pk=help.pk)


def away(cast: Cast, part: str) -> None:
    """On a long leave."""
    Employment.objects.filter(person=cast.people[part]).update(on_leave=True)


def into_bank(cast: Cast, part: str, *topics: str) -> None:
    """One more mentor of the bank."""
    by, person = cast.user("curator"), cast.people[part]
    give_consent(cast, person, "processing")
    entry = answer_mentor(person, by=by, ready=True, competences=[cast.topics[code] for code in topics], capacity=1)
    select_mentor(entry, by=by)
    include_entry(entry, by=by)


def running(cast: Cast, *forms: str, mentees: tuple[str, ...] = ("mentee",)) -> Programme:
    """A programme under way in these forms; approved as it is in the virtual one, which asks for no plan."""
    programme = bring_to(cast, "running", relation_in_force(cast, mentees=mentees))
    Phase.objects.update_or_create(
        programme=programme,
        begins_on=None,
        defaults={"organisation": cast.organisation, "forms": list(forms)},
    )
    return Programme.objects.select_related("relation").get(pk=programme.pk)
