"""The life of an entry in a bank (domain 2.1: MentorProfile, MenteeProfile)."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.models import Entry, EntryState, MenteeEntry, MentorEntry
from nastavnik.kit import clock
from nastavnik.kit.lifecycle import Lifecycle, Move


def needs_basis(entry: Entry) -> str | None:
    """An entry becomes active only with its legal basis (R2.2, R3.2)."""
    if entry.basis is None or not entry.basis.is_valid_on(clock.today()):
        return _now("Нет действующего согласия на обработку персональных данных.")
    return None


def mentee_is_complete(entry: MenteeEntry) -> str | None:
    """At least one professional request (1.3/2)."""
    if not any(request.state == "open" for request in entry.requests.all()):
        return _now("Нет ни одного профессионального запроса.")
    return needs_basis(entry)


def mentor_is_complete(entry: MentorEntry) -> str | None:
    """Competences, own readiness, and selection by the curator (1.3/1)."""
    if not entry.competences.all():
        return _now("Не указана ни одна сильная тема.")
    if entry.selected_on is None:
        return _now("Куратор ещё не отметил отбор наставника.")
    return needs_basis(entry)


def _moves(complete) -> tuple[Move, ...]:
    return (
        Move("include", _("Включить в базу"), ("draft", "excluded"), "active", "entry_included", complete),
        Move("suspend", _("Приостановить"), ("active",), "suspended", "entry_suspended"),
        Move("resume", _("Возобновить"), ("suspended",), "active", "entry_resumed", complete),
        Move("exclude", _("Исключить"), ("draft", "active", "suspended"), "excluded", "entry_excluded"),
    )


MENTEE_ENTRY = Lifecycle("mentee entry", EntryState, _moves(mentee_is_complete))
MENTOR_ENTRY = Lifecycle("mentor entry", EntryState, _moves(mentor_is_complete))


def lifecycle_of(entry: Entry) -> Lifecycle:
    """The table of moves for an entry of either bank."""
    return MENTOR_ENTRY if isinstance(entry, MentorEntry) else MENTEE_ENTRY
