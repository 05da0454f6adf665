"""The life of an entry in a bank (domain 2.1: MentorProfile, MenteeProfile), and of a sheet of answers."""

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.models import AnswerSheetState, Entry, EntryState, MenteeEntry, MentorEntry, RequestState
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.regulation.models import Form


def basis_for(entry: Entry, day: date) -> Consent | None:
    """The consent that an entry may rest on that day (R2.2, R3.2). No query when `person__consents` is at hand."""
    held = [each for each in _to_processing(entry) if each.is_valid_on(day)]
    return max(held, key=lambda each: (each.given_on or day, each.pk), default=None)


def needs_basis(entry: Entry) -> str | None:
    """An entry becomes active only with its legal basis (R2.2, R3.2)."""
    if basis_for(entry, clock.today()) is not None:
        return None
    latest = max(_to_processing(entry), key=lambda each: (each.proposed_on, each.pk), default=None)
    if latest is None:
        return _now("Нет действующего согласия на обработку персональных данных.")
    return _now("Нет действующего согласия на обработку персональных данных: %(why)s.") % {"why": latest.lapse}


def needs_work(entry: Entry) -> str | None:
    """The banks are of the institution's own people (4.4.2); a mentor from outside works at a distance (3.3.5)."""
    today = clock.today()
    if entry.person.employments_on(today):
        return None
    if isinstance(entry, MentorEntry) and entry.person.is_outside_on(today):
        if entry.forms == [Form.VIRTUAL]:
            return None
        return _now("Внешний наставник работает только в виртуальной форме: отметьте в анкете её одну.")
    return _now("Сейчас не работает в учреждении.")


def mentee_is_complete(entry: MenteeEntry) -> str | None:
    """At least one professional request (1.3/2)."""
    if not any(request.state == RequestState.OPEN for request in entry.requests.all()):
        return _now("Нет ни одного профессионального запроса.")
    return needs_work(entry) or needs_basis(entry)


def mentor_is_complete(entry: MentorEntry) -> str | None:
    """Competences, own readiness, and selection by the curator (1.3/1)."""
    if not entry.competences.all():
        return _now("Не указана ни одна сильная тема.")
    if entry.selected_on is None:
        return _now("Куратор ещё не отметил отбор наставника.")
    return needs_work(entry) or needs_basis(entry)


def _moves(complete) -> tuple[Move, ...]:
    def may_resume(entry: Entry) -> str | None:
        """Out of a pause, or back after consent or employment had ended and there is a new one."""
        if entry.takes_part:
            return _now("Запись и так участвует в подборе.")
        return complete(entry)

    return (
        Move("include", _("Включить в базу"), ("draft", "excluded"), "active", "entry_included", complete),
        Move("suspend", _("Приостановить"), ("active",), "suspended", "entry_suspended"),
        Move("resume", _("Возобновить"), ("suspended", "active"), "active", "entry_resumed", may_resume),
        Move("exclude", _("Исключить"), ("draft", "active", "suspended"), "excluded", "entry_excluded"),
        Move("reopen", _("Вернуть в черновики"), ("excluded",), "draft", "entry_reopened"),
    )


MENTEE_ENTRY = Lifecycle("mentee entry", EntryState, _moves(mentee_is_complete))
MENTOR_ENTRY = Lifecycle("mentor entry", EntryState, _moves(mentor_is_complete))

ANSWER_SHEET = Lifecycle(
    "answer sheet",
    AnswerSheetState,
    (
        Move("apply", _("Внести"), ("checked",), "applied", "answer_sheet_applied"),
        Move("drop", _("Отменить"), ("checked",), "dropped", "answer_sheet_dropped"),
    ),
)


def lifecycle_of(entry: Entry) -> Lifecycle:
    """The table of moves for an entry of either bank."""
    return MENTOR_ENTRY if isinstance(entry, MentorEntry) else MENTEE_ENTRY


def _to_processing(entry: Entry) -> list[Consent]:
    return [each for each in entry.person.consents.all() if each.kind == ConsentKind.PROCESSING]
