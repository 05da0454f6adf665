"""What the page of a pair in force says: what lapsed, what is being prepared, what orders have changed, who was in."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.consents.models import ConsentStep, StepKind
from nastavnik.kit.ui.words import counted
from nastavnik.kit.ui.words import day as in_words
from nastavnik.pairs.actions.wanted import sides_after
from nastavnik.pairs.models import (
    ChangeKind,
    ChangeState,
    MemberRole,
    Relation,
    RelationChange,
    RelationMember,
    RelationState,
)
from nastavnik.pairs.pages import Reader, lapse_day, mends_of
from nastavnik.pairs.readiness import Missing, lack_of_consent, missing_for_change


def due_of(relation: Relation) -> date | None:
    """The day by which an order has to follow a withdrawn consent."""
    steps = ConsentStep.objects.open().filter(consent__about_id=relation.pk, kind=StepKind.PAIR)
    return steps.values_list("due_on", flat=True).first()


def life_of(relation: Relation, reader: Reader, day: date) -> dict[str, Any]:
    """The context of a pair that an order has fixed; empty before that. What is prepared only those who lead see."""
    if relation.ground_id is None:
        return {}
    changes = list(relation.changes.select_related("leaving__person").prefetch_related("newcomers__person"))
    waiting = next((change for change in changes if change.state == ChangeState.PREPARED), None)
    if waiting is not None:
        waiting.relation = relation
    missing = missing_for_change(waiting, day) if waiting and reader.leads else []
    return {
        "lapses": _lapses(relation, reader, day),
        "prepared": waiting if reader.leads else None,
        "prepared_words": words_of(waiting) if waiting and reader.leads else "",
        "prepared_lacks": mends_of(relation, missing),
        "changes": [
            (change, words_of(change))
            for change in changes
            if change.state in (ChangeState.CARRIED_OUT, ChangeState.UNDONE)
        ],
        "history": _history(relation),
        "may_change": reader.leads and relation.state == RelationState.IN_FORCE and waiting is None,
    }


def words_of(change: RelationChange) -> str:
    """What will be other, or has been made so, in one sentence; initials end with a point of their own."""
    return _words(change).replace("..", ".")


def _words(change: RelationChange) -> str:
    leaving = change.leaving.person.short_name if change.leaving else ""
    come = ", ".join(one.person.short_name for one in change.newcomers.all() if one.is_new)
    match ChangeKind(change.kind):
        case ChangeKind.EXTEND:
            return _("Продлить по %(day)s.") % {"day": _day(change.until)}
        case ChangeKind.TERMS:
            said = [change.get_form_display() if change.form else "", change.get_category_form_display()
                    if change.category_form else "", change.topic]  # fmt: skip
            return _("Изменить с %(day)s: %(what)s.") % {"day": _day(change.on), "what": "; ".join(filter(None, said))}
        case ChangeKind.JOIN:
            return _("Включить с %(day)s: %(who)s.") % {"day": _day(change.on), "who": come}
        case ChangeKind.LEAVE:
            return _("Исключить с %(day)s: %(who)s.") % {"day": _day(change.on), "who": leaving}
        case ChangeKind.REPLACE:
            words = {"day": _day(change.on), "old": leaving, "new": come}
            return _("Заменить наставника с %(day)s: был(а) %(old)s, будет %(new)s.") % words
        case ChangeKind.RELIEVE:
            return _("Освободить от обязанностей с %(day)s: %(who)s.") % {"day": _day(change.on), "who": leaving}
        case _:
            words = {"day": _day(change.on), "why": change.get_reason_display()}
            return _("Прекратить, последний день — %(day)s: %(why)s.") % words


def outcome_of_change(change: RelationChange) -> str:
    """What becomes of the pair or group (edge case 57): «Останется пара …», «Наставничество прекратится …»."""
    if change.kind == ChangeKind.END:
        return _("Наставничество прекратится. Наставляемые снова в поиске, куратор их сопровождает.")
    if change.kind in (ChangeKind.EXTEND, ChangeKind.TERMS):
        return _("Состав не меняется.")
    new = [one for one in change.newcomers.all() if one.is_new]
    role = new[0].role if new else MemberRole.MENTEE
    mentors, mentees = sides_after(change.relation, change.leaving, [one.person for one in new], role)
    if not mentors:
        return _("Наставничество прекратится: другого наставника нет. Наставляемые снова в поиске.")
    if len(mentors) == len(mentees) == 1:
        names = {"mentor": mentors[0].short_name, "mentee": mentees[0].short_name}
        return (_("Останется пара %(mentor)s — %(mentee)s.") % names).replace("..", ".")
    return _("Группа: %(mentors)s, %(mentees)s.") % {
        "mentors": counted(len(mentors), _("наставник/наставника/наставников")),
        "mentees": counted(len(mentees), _("наставляемый/наставляемых/наставляемых")),
    }


def _day(value: date | None) -> str:
    return in_words(value) if value else ""


def _lapses(relation: Relation, reader: Reader, day: date) -> list[dict]:
    """Who lacks a consent since when; those who lead get the button."""
    found = []
    for member in relation.lapsed_today if relation.is_running else []:
        lack = lack_of_consent(member, day)
        sentence, mend = lack or (_("Согласие не действует: %s.") % member.person.full_name, "")
        row = (
            mends_of(relation, [Missing(sentence, mend, "4.3/5", "", member)])[0]
            if reader.leads
            else {"title": sentence}
        )
        since = lapse_day(member)
        row["reason"] = _("не действует с %s") % in_words(since) if since else ""
        found.append(row)
    return found


def _history(relation: Relation) -> list[RelationMember]:
    """All members with their days, when they are not the same for all (edge case 56)."""
    members = list(relation.members.all())
    days = {(member.joined_on, member.left_on) for member in members}
    return (
        sorted(members, key=lambda member: (member.joined_on or relation.made_on, member.role)) if len(days) > 1 else []
    )
