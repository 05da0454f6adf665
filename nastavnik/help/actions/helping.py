"""What the one who is asked does: react, answer in a line, pass on; whoever leads routes (3.3.2, edge case 50)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.help.actions.asking import next_choice, put_to
from nastavnik.help.models import HelpRequest, HelpState, Way
from nastavnik.help.programmes import enter_into_journal
from nastavnik.help.routing import reachable
from nastavnik.help.states import HELP
from nastavnik.help.terms import now_due
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.people.models import Person

DEFAULT_MINUTES = 15


@transaction.atomic
def take_help(help: HelpRequest, *, by: User) -> HelpRequest:
    """«Отвечаю»: the first reaction. Of two who react at one moment one becomes the helper, the other is told.

    Whoever leads may take what is with them: nobody was found or has reacted in time, or the helper has left.
    """
    me, help = _acting(by, help), _locked(help)
    _check_turn(help, me)
    if help.helper_id != me.pk:
        _hand_over(help, me, by)
    HELP.advance(help, "take", by=by, fields={"helper": me, "nobody": "", **_turn(), **_reaction(help)})
    return help


@transaction.atomic
def answer_help(
    help: HelpRequest,
    *,
    by: User,
    record: str,
    way: str = Way.IN_PERSON,
    minutes: int = DEFAULT_MINUTES,
    place: str = "",
    on: date | None = None,
) -> HelpRequest:
    """The one-line record of a help that was given; without «Отвечаю» before it this is the first reaction.

    Where the two are a pair, the same line stands in the journal of its meetings as help in passing (3.3.2).
    """
    me, help = _acting(by, help), _locked(help)
    if help.helper_id != me.pk:
        raise Refused(_whose(help))
    facts = {
        "record": _line(record),
        "way": _way(way, place),
        "place": " ".join(place.split())[:300] if way == Way.VIRTUAL else "",
        "minutes": _minutes(minutes),
        "answered_on": _day(help, on or clock.today()),
        **_reaction(help),
    }
    HELP.advance(help, "answer", by=by, fields=facts)
    help.meeting = enter_into_journal(help, by=by)
    help.save(update_fields=["meeting"])
    return help


@transaction.atomic
def pass_help_on(help: HelpRequest, *, by: User) -> HelpRequest:
    """To the next person by the same rule, else to the curator; no reason is asked for (1.4/5)."""
    me, help = _acting(by, help), _locked(help)
    if help.helper_id != me.pk:
        raise Refused(_whose(help))
    help.asks.filter(person=me).update(passed_at=clock.now())
    choice = next_choice(help, clock.today())
    fields = {"helper": choice.person, "nobody": choice.nobody or "", **_turn()}
    HELP.advance(help, "pass_on", by=by, fields=fields)
    if choice.person is not None:
        put_to(help, choice.person)
    return help


@transaction.atomic
def route_help(help: HelpRequest, *, by: User, to: Person) -> HelpRequest:
    """Whoever leads chooses whom to ask; that person has the full time to react, the author's clock runs on."""
    help = _locked(help)
    if not help.is_with_leads and help.state != HelpState.TAKEN:
        raise Refused(_whose(help))
    found = reachable(help.organisation, clock.today()).filter(pk=to.pk).first()
    if found is None or found.is_away or found.pk == help.author_id:  # type: ignore[attr-defined]
        raise Refused(_("Выберите того, кто сейчас работает и сам не задавал этого вопроса."), field="to")
    if help.asks.filter(person=to).exists():
        raise Refused(_("%(who)s уже получил(а) этот вопрос. Выберите другого.") % {"who": to.short_name}, field="to")
    help.asks.filter(person=help.helper_id, passed_at=None).update(passed_at=clock.now())
    fields = {"helper": to, "nobody": "", "due_at": now_due(help.organisation), **_turn()}
    HELP.advance(help, "route", by=by, fields=fields)
    put_to(help, to, routed_by=by)
    return help


def _acting(by: User, help: HelpRequest) -> Person:
    """The card of the institution of the question: somebody may lead here and have theirs in another one."""
    person = getattr(by, "person", None)
    if person is None or person.organisation_id != help.organisation_id:
        raise Refused(_("Отвечать может тот, у кого есть карточка сотрудника."))
    return person


def _locked(help: HelpRequest) -> HelpRequest:
    """The row as it is now, locked: acts on one request queue up."""
    found = HelpRequest.objects.select_for_update(of=("self",))
    return found.select_related("organisation__settings", "topic", "author", "helper", "follows").get(pk=help.pk)


def _check_turn(help: HelpRequest, me: Person) -> None:
    if help.author_id == me.pk:
        raise Refused(_("Это ваш вопрос: ответить на него должен кто-то другой."))
    if help.is_with_leads:
        return
    if help.state == HelpState.TAKEN and help.helper is not None and help.helper_id != me.pk:
        raise Refused(_("На этот вопрос уже отвечает %(who)s") % {"who": help.helper.short_name})
    if help.state == HelpState.ASKED and help.helper_id != me.pk:
        raise Refused(_whose(help))


def _whose(help: HelpRequest) -> str:
    if help.helper is None:
        return _("Этот вопрос сейчас у куратора.")
    return _("Этот вопрос сейчас у другого человека: %(who)s") % {"who": help.helper.short_name}


def _hand_over(help: HelpRequest, me: Person, by: User) -> None:
    help.asks.filter(person=help.helper_id, passed_at=None).update(passed_at=clock.now())
    if not help.asks.filter(person=me).update(passed_at=None):
        put_to(help, me, routed_by=by)


def _turn() -> dict:
    return {"turned_at": clock.now()}


def _reaction(help: HelpRequest) -> dict:
    """Measured once: the first reaction stays the first (3.3.2)."""
    return {} if help.reacted_at else {"reacted_at": clock.now()}


def _line(record: str) -> str:
    record = " ".join(record.split())
    if not record:
        raise Refused(_("Напишите одной строкой, что ответили."), field="record")
    return record[:300]


def _way(way: str, place: str) -> str:
    if way not in Way.values:
        raise Refused(_("Отметьте, как вы помогли: лично, по телефону или дистанционно."), field="way")
    if way == Way.VIRTUAL and not place.strip():
        raise Refused(_("Для дистанционной помощи укажите сервис или ссылку."), field="place")  # 3.3.5
    return way


def _minutes(minutes: int) -> int:
    if not 1 <= minutes <= 480:
        raise Refused(_("Укажите длительность от 1 до 480 минут."), field="minutes")
    return minutes


def _day(help: HelpRequest, on: date) -> date:
    if on > clock.today():
        raise Refused(_("Этот день ещё не наступил."), field="on")
    asked_on = timezone.localdate(help.asked_at)
    if on < asked_on:
        raise Refused(_("Вопрос задан %(day)s: раньше ответить нельзя.") % {"day": f"{asked_on:%d.%m.%Y}"}, field="on")
    return on
