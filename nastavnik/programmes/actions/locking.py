"""What every act on a programme begins with."""

from datetime import date

from django.utils.translation import gettext as _

from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Outdated, Refused, refuse
from nastavnik.pairs.models import Relation
from nastavnik.programmes.models import Programme, ProgrammeState
from nastavnik.programmes.states import pair_rests, why_paused


def locked(programme: Programme) -> Programme:
    """The row as it is now, locked until the end of the transaction: acts on one programme queue up.

    Its pair first, as orders and changes of pairs do: acts that lock the same rows in two orders stop each other.
    """
    Relation.objects.select_for_update().values_list("pk").get(pk=programme.relation_id)
    programme.refresh_from_db(from_queryset=Programme.objects.select_for_update())
    return programme


def check_version(programme: Programme, version: int) -> None:
    """Raise Outdated when the reader has seen an older text than the one that stands now."""
    if version != programme.version:
        last = journal.entries_about(programme).filter(facts__has_key="version").last()
        who = f" ({last.actor_name})" if last and last.actor_name else ""
        raise Outdated(
            _("Пока вы читали или писали, программа изменилась%(who)s. Посмотрите новый вариант.") % {"who": who}
        )


def check_writable(programme: Programme) -> None:
    """The text is open until everybody has agreed; afterwards it is returned first, or changed by consent (8.2)."""
    refuse(why_not_writable(programme))


def why_not_writable(programme: Programme) -> str | None:
    """Why the text is closed, and what can be done instead; None: it is open."""
    if programme.is_writable:
        return None
    instead = {
        ProgrammeState.REVIEW: _("Чтобы править текст, верните её на доработку: кнопка есть на странице программы."),
        ProgrammeState.CLOSING: _("Подводятся итоги: что не успели, запишите в них."),
        ProgrammeState.COMPLETED: _("Если работа продолжается, пару закрепляют новым приказом с новой программой."),
        ProgrammeState.TERMINATED: _("Если работа продолжается, пару закрепляют новым приказом с новой программой."),
    }.get(
        ProgrammeState(programme.state),
        _("Изменить её можно с согласия всех участников: «Предложить изменение» на странице программы (8.2)."),
    )
    said = _("Программа уже не составляется: состояние — «%(state)s».") % {"state": programme.get_state_display()}
    return f"{said} {instead}"


def check_within_term(programme: Programme, day: date, *, field: str) -> None:
    """A day of the plan lies inside the term of the programme."""
    if not programme.since <= day <= programme.until:
        raise Refused(
            _("Дата вне срока программы: он с %(since)s по %(until)s.")
            % {"since": f"{programme.since:%d.%m.%Y}", "until": f"{programme.until:%d.%m.%Y}"},
            field=field,
        )


def check_past_day(programme: Programme, day: date, *, field: str) -> None:
    """A day on which something has been done: not in the future, not before the order (1.4/3)."""
    if day > clock.today():
        raise Refused(_("Этот день ещё не наступил."), field=field)
    since = programme.relation.since
    if since is not None and day < since:
        raise Refused(
            _("Пара или группа закреплена приказом с %(since)s: раньше этого дня отметить нельзя.")
            % {"since": f"{since:%d.%m.%Y}"},
            field=field,
        )
    refuse(pair_rests(programme.relation, day), field=field)
    refuse(why_paused(programme, day), field=field)
    ended = programme.relation.ended_on
    if ended is not None and day > ended:
        raise Refused(_("Последний день наставничества был %s.") % f"{ended:%d.%m.%Y}", field=field)


def new_text(programme: Programme) -> None:
    """The text has changed: agreements with older versions do not count any more (6.1/2)."""
    programme.version += 1
    programme.save(update_fields=["version"])
