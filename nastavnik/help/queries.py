"""What a person may see of the room, and whose turn it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nastavnik.accounts.models import User
from nastavnik.banks.models import MenteeEntry, ProfessionalRequest, RequestState, Topic
from nastavnik.help.models import Accompaniment, AccompanimentState, HelpRequest, HelpState
from nastavnik.help.routing import own_mentors
from nastavnik.help.terms import APPOINT_DAYS, CONTACT_DAYS, REPEATS
from nastavnik.help.waiting import mentees_on, running_accompaniments, waiting_list
from nastavnik.help.words import lasted, middle
from nastavnik.kit import clock
from nastavnik.kit.periods import Period, academic_year
from nastavnik.kit.ui.words import counted
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.rules import roles_of
from nastavnik.people.models import Person

RELATED = ("author", "helper", "topic")
_DAYS = gettext_noop("день/дня/дней")


@dataclass(frozen=True)
class Line:
    """What is asked of the reader: a line of the first page, of the same shape as its other lines."""

    title: str
    reason: str
    button: str
    button_url: str
    clause: str = ""
    due: date | None = None
    post: bool = False


@dataclass
class Own:
    """What the reader has asked, is asked, and whom they accompany or are accompanied by."""

    asked: list[HelpRequest] = field(default_factory=list)
    to_answer: list[HelpRequest] = field(default_factory=list)
    given: list[HelpRequest] = field(default_factory=list)
    accompanied: Accompaniment | None = None
    accompanies: list[Accompaniment] = field(default_factory=list)


def requests_of(organisation: Organisation) -> QuerySet[HelpRequest]:
    """With the people and the topic that rules and pages read."""
    found = HelpRequest.objects.of(organisation).with_helpers(clock.today())  # type: ignore[attr-defined]
    return found.select_related(*RELATED)


def own_help(organisation: Organisation, user: User) -> Own:
    """Everything on the reader's own page; a fixed number of queries."""
    own = Own()
    mine = Q(author__user=user) | Q(helper__user=user)
    for help in requests_of(organisation).filter(mine):
        if help.author.user_id == user.pk:
            own.asked.append(help)
        elif help.is_open:
            own.to_answer.append(help)
        elif help.has_answer:
            own.given.append(help)
    running = running_accompaniments(organisation)
    own.accompanies = [one for one in running if one.specialist.user_id == user.pk]
    own.accompanied = next((one for one in running if one.person.user_id == user.pk), None)
    return own


def home_part(organisation: Organisation, person: Person) -> dict[str, Any]:
    """For the teacher's first page: what I have asked and not closed, who accompanies me (three queries)."""
    waits = (HelpState.ASKED, HelpState.TAKEN, HelpState.ANSWERED)
    running = running_accompaniments(organisation, person=person)
    return {
        "open": list(requests_of(organisation).filter(author=person, state__in=waits)),
        "accompaniment": running[0] if running else None,
    }


# --- asking ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class TopicGroup:
    """Directions under one heading; the person's own come first."""

    title: str
    topics: list[Topic]
    is_own: bool = False


def topics_for(person: Person) -> list[TopicGroup]:
    """The directions of the person's open requests, then all others by area (two queries)."""
    wanted = ProfessionalRequest.objects.filter(entry__person=person, state=RequestState.OPEN)
    keys = list(wanted.values_list("topics", flat=True))
    topics = list(Topic.objects.of(person.organisation).filter(is_active=True))
    own = sorted((one for one in topics if one.pk in keys), key=lambda one: keys.index(one.pk))
    groups = [TopicGroup(_("Из вашего запроса"), own, is_own=True)] if own else []
    areas: dict[str, list[Topic]] = {}
    for topic in topics:
        if topic.pk not in keys:
            areas.setdefault(topic.area, []).append(topic)
    return groups + [TopicGroup(area, found) for area, found in areas.items()]


def first_asked(person: Person) -> list[Person]:
    """The own mentors who are asked before anybody else (one query)."""
    return [member.person for member in own_mentors(person, clock.today()).select_related("person")]


# --- for whoever leads ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Figures:
    """Of the institution in an academic year, never of a person (1.4/9)."""

    asked: int
    reacted: int
    answered: int
    middle: timedelta | None

    @property
    def middle_words(self) -> str:
        return lasted(self.middle) if self.middle is not None else "—"


def year_of(organisation: Organisation) -> Period:
    """The academic year of today."""
    return academic_year(clock.today(), organisation.settings.year_starts)


def of_year(organisation: Organisation) -> QuerySet[HelpRequest]:
    """Asked in the academic year of today; what was taken back before anybody reacted is left out."""
    unheard = Q(state=HelpState.WITHDRAWN, reacted_at__isnull=True)
    return requests_of(organisation).filter(asked_at__date__gte=year_of(organisation).since).exclude(unheard)


def figures(organisation: Organisation) -> Figures:
    """How many, and the median of the time to the first reaction, exact (one query)."""
    rows = of_year(organisation).order_by().values_list("asked_at", "reacted_at", "record")
    times = [reacted - asked for asked, reacted, _record in rows if reacted]
    return Figures(len(rows), len(times), sum(bool(record) for *_times, record in rows), middle(times))


@dataclass(frozen=True)
class Given:
    """Helps that were given in programmes, to how many people, and after how many of them it helped, by their word.

    Whether it helped is between the two: of few people it is not to be told (1.4/9).
    """

    helped: int
    total: int
    authors: int


def helped_in(programmes: Collection[UUID]) -> Given:
    """In situational phases of these programmes (domain 4, M4.1: nothing is planned there); of all together."""
    found = HelpRequest.objects.filter(programme__in=programmes).aggregate(
        helped=Count("pk", filter=Q(state=HelpState.HELPED)),
        total=Count("pk", filter=~Q(record="")),
        authors=Count("author", filter=~Q(record=""), distinct=True),
    )
    return Given(**found)


def waiting_for_leads(organisation: Organisation) -> list[HelpRequest]:
    """Unanswered, and nobody was found, the time has run out or the helper has left; the longest first."""
    return list(requests_of(organisation).for_leads(clock.now()).order_by("asked_at", "pk"))  # type: ignore[attr-defined]


def repeating(organisation: Organisation) -> list[tuple[Person, int]]:
    """Who without a mentor has asked several times this year: perhaps a pair would help more (edge case 50)."""
    counts = dict(
        of_year(organisation).filter(follows=None).order_by().values_list("author").annotate(number=Count("pk"))
    )
    often = {key: number for key, number in counts.items() if number >= REPEATS}
    if not often:
        return []
    without = often.keys() - mentees_on(organisation, clock.today())
    people = Person.objects.of(organisation).filter(pk__in=without).employed(clock.today())
    return [(person, often[person.pk]) for person in people]


# --- whose turn it is -------------------------------------------------------------------------------------------------
def lines_for(organisation: Organisation, user: User) -> list[Line]:
    """What is asked of the reader now; one query where nothing waits, as on most days."""
    now, today = clock.now(), clock.today()
    leads = bool({RoleKind.HEAD, RoleKind.CURATOR} & roles_of(user, organisation.pk))
    found = HelpRequest.objects.of(organisation)
    mine = found.filter(
        Q(helper__user=user, state__in=(HelpState.ASKED, HelpState.TAKEN))
        | Q(author__user=user, state=HelpState.ANSWERED)
    )
    running = Accompaniment.objects.of(organisation).filter(state=AccompanimentState.RUNNING)
    alone = (
        MenteeEntry.objects.of(organisation)
        .active()
        .filter(requests__state="open", included_on__lte=today - timedelta(days=APPOINT_DAYS))
        .exclude(Exists(running.filter(person=OuterRef("person"))))
    )
    old = running.filter(since__lte=today - timedelta(days=CONTACT_DAYS))
    is_mine, is_theirs, is_alone, is_old = Organisation.objects.values_list(
        Exists(mine), Exists(found.for_leads(now)), Exists(alone), Exists(old)
    ).get(pk=organisation.pk)
    lines: list[Line] = []
    if is_mine:
        lines += _own_lines(organisation, user, mine.select_related(*RELATED).order_by("asked_at"))
    if leads and is_theirs:
        lines += _lines_of_leads(organisation, user)
    if leads and (is_alone or is_old):
        lines += _waiting_lines(organisation)
    if is_old:
        lines += _silent_lines(organisation, user)
    return lines


def _own_lines(organisation: Organisation, user: User, found: Iterable[HelpRequest]) -> list[Line]:
    lines = []
    for help in found:
        url = reverse("help:help-detail", args=[organisation.slug, help.pk])
        words = {"topic": help.topic, "who": help.author.short_name}
        if help.author.user_id == user.pk:
            who = help.helper.short_name if help.helper else ""
            reason = _("%(who)s: %(record)s") % {"who": who, "record": help.record}
            lines.append(Line(_("Вам ответили: %(topic)s") % words, reason, _("Помогло?"), url, "6.1/3"))
        elif help.state == HelpState.ASKED:
            reason = _("%(who)s ждёт ответа. Если не можете — передайте дальше.") % words
            due = timezone.localdate(help.due_at)
            lines.append(Line(_("Вас просят о помощи: %(topic)s") % words, reason, _("Ответить"), url, "3.3.2", due))
        else:
            reason = _("Когда поможете (%(who)s), запишите одной строкой, что ответили.") % words
            lines.append(Line(_("Вы помогаете: %(topic)s") % words, reason, _("Записать"), url, "3.3.2"))
    return lines


def _lines_of_leads(organisation: Organisation, user: User) -> list[Line]:
    """One line, whatever their number; one's own question is somebody else's turn."""
    theirs = [help for help in waiting_for_leads(organisation) if help.author.user_id != user.pk]
    if not theirs:
        return []
    first = theirs[0]
    single = reverse("help:help-detail", args=[organisation.slug, first.pk])
    several = reverse("help:request-list", args=[organisation.slug])
    words = {"count": len(theirs), "who": first.author.short_name, "topic": first.topic}
    if len(theirs) == 1:
        title = _("Найти, кто поможет: %(who)s, %(topic)s") % words
    else:
        title = _("Найти, кто поможет: вопросов — %(count)s") % words
    reason = first.get_nobody_display() or _("Тот, кого спросили, не ответил в срок.")
    if first.helper_has_left:
        reason = _("Тот, у кого был вопрос, здесь больше не работает.")
    return [Line(title, str(reason), _("Открыть"), single if len(theirs) == 1 else several, "3.3.2")]


def _waiting_lines(organisation: Organisation) -> list[Line]:
    rows, url = waiting_list(organisation, with_requests=False), reverse("help:waiting-list", args=[organisation.slug])
    alone = [row for row in rows if row.lacks_specialist]
    silent = [row for row in rows if row.is_silent]
    lines = []
    if alone:
        named = "; ".join(f"{row.person.short_name} ({counted(row.days, _DAYS)})" for row in alone[:3])
        title = _("Назначить, кто сопровождает ожидающих наставника: %(count)s") % {"count": len(alone)}
        lines.append(Line(title, named, _("Назначить"), url, "R5.3"))
    if silent:
        named = "; ".join(row.person.short_name for row in silent[:3])
        lines.append(Line(_("Узнать, как дела у тех, кто ждёт наставника"), named, _("Открыть"), url, "R5.3"))
    return lines


def _silent_lines(organisation: Organisation, user: User) -> list[Line]:
    """For the one who accompanies: a talk is due."""
    lines = []
    for one in running_accompaniments(organisation, specialist__user=user):
        last = one.last_talk or one.since  # type: ignore[attr-defined]
        if clock.today() - last >= timedelta(days=CONTACT_DAYS):
            url = reverse("help:accompaniment-detail", args=[organisation.slug, one.pk])
            title = _("Поговорить: %(who)s ждёт наставника") % {"who": one.person.short_name}
            reason = _("Последний разговор — %(days)s назад.") % {"days": counted((clock.today() - last).days, _DAYS)}
            if one.last_talk is None:  # type: ignore[attr-defined]
                reason = _("Вы сопровождаете %(days)s, разговоров ещё не было.") % {
                    "days": counted((clock.today() - last).days, _DAYS)
                }
            lines.append(Line(title, reason, _("Открыть"), url, "R5.3"))
    return lines
