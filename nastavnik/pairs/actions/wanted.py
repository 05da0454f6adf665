"""What is wanted of a change of a pair in force, and why it may not be prepared (8.1, 8.2, edge cases 52, 57, 65)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.pairs.load import check_load
from nastavnik.pairs.models import ChangeKind, ChangeState, EndReason, MemberRole, Relation, RelationMember
from nastavnik.pairs.places import check_joining
from nastavnik.pairs.readiness import over_term
from nastavnik.people.models import Person
from nastavnik.regulation.models import CategoryForm, Form
from nastavnik.regulation.terms import too_long


@dataclass(frozen=True)
class Wanted:
    """What the curator wants to be other; `relation` is locked, with its members read."""

    relation: Relation
    kind: str
    on: date
    until: date | None = None
    form: str = ""
    category_form: str = ""
    topic: str = ""
    leaving: RelationMember | None = None
    people: tuple[Person, ...] = ()
    role: str = MemberRole.MENTEE
    reason: str = ""
    note: str = ""
    load_reason: str = ""


def check_change(wanted: Wanted) -> None:
    """Raise Refused, at its field, with what each kind wants (8.1, 8.2, 5.1/3, 6.1/5)."""
    assert wanted.relation.since is not None  # it is in force
    if wanted.kind not in ChangeKind.values:
        raise Refused(_("Выберите, что изменить."), field="kind")
    first = wanted.relation.since
    if wanted.leaving is not None and wanted.on <= first:
        raise Refused(
            _("Наставничество действует с %(day)s: изменение возможно со следующего дня.")
            % {"day": f"{first:%d.%m.%Y}"},
            field="on",
        )
    if wanted.on < first:
        raise Refused(_("Этот день раньше начала наставничества (%s).") % f"{first:%d.%m.%Y}", field="on")
    _CHECKS[ChangeKind(wanted.kind)](wanted)


def _check_extend(wanted: Wanted) -> None:
    """Never past a year, never after the end (8.2, 3.3, edge cases 52 and 65)."""
    relation, until = wanted.relation, wanted.until
    assert relation.since is not None and relation.until is not None
    refuse(over_term(relation, clock.today()))
    if until is None:
        raise Refused(_("Укажите новое окончание."), field="until")
    if until <= relation.until:
        raise Refused(
            _("Новое окончание должно быть позже нынешнего (%s).") % f"{relation.until:%d.%m.%Y}", field="until"
        )
    refuse(too_long(relation.form, form_since(relation), until), field="until")


def _check_terms(wanted: Wanted) -> None:
    relation = wanted.relation
    assert relation.since is not None and relation.until is not None
    _check_within(wanted)
    if wanted.form and wanted.form not in Form.values:
        raise Refused(_("Такой формы нет."), field="form")
    if wanted.category_form and wanted.category_form not in CategoryForm.values:
        raise Refused(_("Такой формы нет."), field="category_form")
    new = {"form": wanted.form, "category_form": wanted.category_form, "topic": wanted.topic}
    if not any(value and value != getattr(relation, name) for name, value in new.items()):
        raise Refused(_("Ничего не изменено: укажите другую форму или направление."))
    refuse(too_long(wanted.form, wanted.on, relation.until), field="form")


def _check_join(wanted: Wanted) -> None:
    _check_within(wanted)
    if not wanted.people:
        raise Refused(_("Выберите, кто войдёт в группу."), field="people")
    check_joining(wanted.relation, wanted.people, wanted.role)
    if wanted.role == MemberRole.MENTOR:
        check_load(wanted.relation.organisation, wanted.people, wanted.load_reason)


def _check_leave(wanted: Wanted) -> None:
    """At least a mentor and a mentee stay (8.1/2, edge case 57)."""
    if wanted.leaving is None:
        raise Refused(_("Выберите, кто выбывает."), field="leaving")
    mentors, mentees = sides_after(wanted.relation, wanted.leaving, (), wanted.role)
    if not mentors:
        raise Refused(_("Это единственный наставник: замените его или прекратите наставничество."), field="leaving")
    if not mentees:
        raise Refused(_("Это единственный наставляемый: прекратите наставничество."), field="leaving")


def _check_replace(wanted: Wanted) -> None:
    _check_within(wanted)
    _check_mentor_leaves(wanted)
    if not wanted.people:
        raise Refused(_("Выберите нового наставника."), field="people")
    check_joining(wanted.relation, wanted.people, MemberRole.MENTOR)
    check_load(wanted.relation.organisation, wanted.people, wanted.load_reason)


def _check_mentor_leaves(wanted: Wanted) -> None:
    if wanted.leaving is None or wanted.leaving.role != MemberRole.MENTOR:
        raise Refused(_("Выберите наставника, который выбывает."), field="leaving")


def _check_end(wanted: Wanted) -> None:
    """For one of the reasons of 8.1/2 and 8.1/3, or a dismissal; what is done in full ends by its results."""
    if wanted.reason == EndReason.DONE:
        raise Refused(
            _("План выполнен в полном объёме: приказ не нужен, подведите итоги программы (8.1)."), field="reason"
        )
    if wanted.reason not in EndReason.values:
        raise Refused(_("Выберите причину."), field="reason")
    if wanted.reason == EndReason.CURATOR and not wanted.note:
        raise Refused(_("Напишите, почему наставничество прекращается по инициативе куратора."), field="note")


def _check_within(wanted: Wanted) -> None:
    """A change of what goes on: inside the term."""
    until = wanted.relation.until
    if until is not None and wanted.on > until:
        raise Refused(
            _("Наставничество кончается %(day)s: сначала продлите его.") % {"day": f"{until:%d.%m.%Y}"}, field="on"
        )


_CHECKS = {
    ChangeKind.EXTEND: _check_extend,
    ChangeKind.TERMS: _check_terms,
    ChangeKind.JOIN: _check_join,
    ChangeKind.LEAVE: _check_leave,
    ChangeKind.REPLACE: _check_replace,
    ChangeKind.RELIEVE: _check_mentor_leaves,
    ChangeKind.END: _check_end,
}


def sides_after(
    relation: Relation, leaving: RelationMember | None, people: Sequence[Person], role: str
) -> tuple[list[Person], list[Person]]:
    """Mentors and mentees as they will be when one leaves and others come in a role."""
    stay = [member for member in relation.members.all() if member.left_on is None and member != leaving]
    sides = {side: [member.person for member in stay if member.role == side] for side in MemberRole}
    sides[MemberRole(role)] += people
    return sides[MemberRole.MENTOR], sides[MemberRole.MENTEE]


def form_since(relation: Relation) -> date:
    """Since when the pair works in its form: an order may have changed it, and a year counts from then (3.3.4, 8.2)."""
    assert relation.since is not None
    turns = relation.changes.filter(kind=ChangeKind.TERMS, state=ChangeState.CARRIED_OUT).exclude(form="")
    days = [change.on for change in turns if change.before.get("form") != change.form]
    return max([relation.since, *days])
