"""The lives of a programme, an item of its plan and a meeting (domain 2.3.4, as far as the product goes)."""

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.pairs.models import Relation
from nastavnik.programmes.form_rules import findings_of, violations
from nastavnik.programmes.models import (
    EndReason,
    ItemState,
    MeetingState,
    PlanItem,
    Programme,
    ProgrammeState,
)
from nastavnik.programmes.parts import missing_parts
from nastavnik.programmes.rests import pause_on


def all_parts_are_there(programme: Programme) -> str | None:
    """The five compulsory parts (1.3/6), and what the form asks for (3.3); the sentence names what is missing."""
    missing = missing_parts(programme)
    if missing:
        return _now("В программе не хватает: %(parts)s.") % {"parts": ", ".join(part.title for part in missing)}
    return " ".join(one.sentence for one in violations(findings_of(programme))) or None


def everybody_agrees(programme: Programme) -> str | None:
    """The mentor and each mentee, with this very version (6.1/2)."""
    agreed = set(programme.agreements.filter(version=programme.version).values_list("member_id", flat=True))
    waiting = sum(member.pk not in agreed for member in programme.members)
    if waiting:
        return _now("Программу ещё не согласовали все участники.")
    return all_parts_are_there(programme)


def pair_is_in_force(programme: Programme) -> str | None:
    """Legitimacy: nothing runs before the day of the order or after the end of the pair (1.4/3)."""
    relation = programme.relation
    if not relation.is_running or relation.since is None:
        return _now("Пара или группа не действует: начать программу нельзя.")
    if relation.since > clock.today():
        return _now("Приказ о закреплении ещё не вступил в силу: начать программу можно с этого дня.")
    return pair_rests(relation, clock.today()) or why_paused(programme, clock.today())


def pair_rests(relation: Relation, day: date) -> str | None:
    """Whose consent does not hold on that day: nothing is begun or recorded without all of them (4.2, 4.3/5)."""
    lapsed = relation.lapsed_on(day)
    if not lapsed:
        return None
    who = ", ".join(member.person.short_name for member in lapsed)
    return _now("Пара приостановлена: нет действующего согласия (%(who)s).") % {"who": who}


def why_paused(programme: Programme, day: date) -> str | None:
    """Why nothing is recorded on that day: the programme rests by consent of its sides (edge case 11)."""
    pause = pause_on(programme, day)
    if pause is None:
        return None
    if pause.until is None:
        return _now("Программа приостановлена с %(since)s: сначала продолжите работу.") % {
            "since": f"{pause.since:%d.%m.%Y}"
        }
    return _now("Программа приостановлена с %(since)s по %(until)s: в эти дни ничего не отмечают.") % {
        "since": f"{pause.since:%d.%m.%Y}",
        "until": f"{pause.until:%d.%m.%Y}",
    }


def result_is_written(programme: Programme) -> str | None:
    """The results are one of the five parts (1.3/6): they are written at the end."""
    return None if programme.result.strip() else _now("Не описан достигнутый результат.")


def plan_is_carried_out(programme: Programme) -> str | None:
    """In full: every item done or cancelled by consent (8.1/1); undone is not enough (edge case 60)."""
    if programme.end_reason != EndReason.DONE:
        return _now("Программа завершается досрочно.")
    if programme.items.filter(state=ItemState.PLANNED).exists():
        return _now("В плане есть невыполненные мероприятия: выполните их или отмените по согласию.")
    return result_is_written(programme)


def ends_early(programme: Programme) -> str | None:
    """For one of the reasons of 8.1/2 and 8.1/3."""
    if programme.end_reason in ("", EndReason.DONE):
        return _now("Не указана причина досрочного завершения.")
    return None


NOT_ENDED = ("draft", "agreeing", "review", "approved", "running", "closing")

PROGRAMME = Lifecycle(
    "programme",
    ProgrammeState,
    (
        Move(
            "offer",
            _("Отправить на согласование"),
            ("draft",),
            "agreeing",
            "programme_offered",
            all_parts_are_there,
        ),
        # made by the last agreement, never by a button
        Move(
            "submit",
            _("Передать на утверждение"),
            ("agreeing",),
            "review",
            "programme_submitted",
            everybody_agrees,
        ),
        Move("return", _("Вернуть на доработку"), ("agreeing", "review"), "draft", "programme_returned"),
        Move("approve", _("Утвердить"), ("review",), "approved", "programme_approved", everybody_agrees),
        Move("start", _("Начать программу"), ("approved",), "running", "programme_started", pair_is_in_force),
        Move("close", _("Подвести итоги"), ("running", "closing"), "closing", "programme_closed"),
        Move("complete", _("Завершить"), ("closing",), "completed", "programme_completed", plan_is_carried_out),
        Move("terminate", _("Завершить досрочно"), NOT_ENDED, "terminated", "programme_terminated", ends_early),
    ),
)


def programme_is_under_way(item: PlanItem) -> str | None:
    if not item.programme.is_under_way:
        return _now("Отмечать выполнение можно, когда программа реализуется.")
    return None


def every_member_consents(item: PlanItem) -> str | None:
    """Cancelled by the consent of the mentor and each mentee (8.2)."""
    given = set(item.consents.values_list("member_id", flat=True))
    if any(member.pk not in given for member in item.programme.members):
        return _now("Отмену должны подтвердить все участники.")
    return programme_is_under_way(item)


ITEM = Lifecycle(
    "plan item",
    ItemState,
    (
        Move("do", _("Отметить выполнение"), ("planned",), "done", "item_done", programme_is_under_way),
        Move("undo", _("Снять отметку"), ("done",), "planned", "item_undone", programme_is_under_way),
        Move(
            "cancel",
            _("Отменить по согласию"),
            ("planned",),
            "cancelled",
            "item_cancelled",
            every_member_consents,
        ),
    ),
)

MEETING = Lifecycle(
    "meeting",
    MeetingState,
    (
        Move("record", _("Записать встречу"), ("planned",), "held", "meeting_recorded"),
        Move("miss", _("Не состоялась"), ("planned",), "not_held", "meeting_missed"),
        Move("cancel", _("Отменить встречу"), ("planned",), "cancelled", "meeting_cancelled"),
    ),
)
