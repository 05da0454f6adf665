"""The phases of a programme with their days, and the names of their forms (3.2, 3.3, 8.2, edge case 55)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from nastavnik.kit.periods import Period
from nastavnik.programmes.models import Meeting, MeetingState, Phase, Programme
from nastavnik.regulation.models import CategoryForm, Form
from nastavnik.regulation.queries import form_names

NO_PLAN_WITH = {Form.SITUATIONAL, Form.VIRTUAL}
"""Help each time it is needed, from near or from afar: no plan is asked for (3.3.2)."""


@dataclass(frozen=True)
class Span:
    """A phase with its first and last day, both included."""

    phase: Phase
    since: date
    until: date

    def __contains__(self, day: date) -> bool:
        return day in Period(self.since, self.until)

    @property
    def forms(self) -> list[str]:
        return self.phase.forms

    @property
    def leading(self) -> str:
        return self.phase.leading

    @property
    def needs_no_plan(self) -> bool:
        return Form.SITUATIONAL in self.forms and set(self.forms) <= NO_PLAN_WITH

    def meetings(self, programme: Programme) -> list[Meeting]:
        """The meetings of these days that are planned or held; help recorded as a meeting is not one of them."""
        counted = (MeetingState.PLANNED, MeetingState.HELD)
        return [one for one in programme.meetings.all() if one.on in self and one.state in counted and not one.is_help]


def first_phase(programme: Programme) -> Phase:
    """The phase that a programme begins with: the form and category that the order has fixed, not saved yet."""
    relation = programme.relation
    return Phase(
        organisation_id=programme.organisation_id,
        programme=programme,
        forms=[relation.form],
        category_form=relation.category_form,
        topic=relation.topic if relation.form == Form.REVERSIVE else "",
    )


def phases_of(programme: Programme) -> list[Phase]:
    """In their order; a programme of before the phases has the one that its order says."""
    prefetch_related_objects([programme], "phases")
    return list(programme.phases.all()) or [first_phase(programme)]


def spans_of(programme: Programme) -> list[Span]:
    """The phases with their days: together they are the term of the programme, each day in exactly one."""
    phases = [one for one in phases_of(programme) if one.begins_on is None or one.begins_on <= programme.until]
    begins = [max(one.begins_on or programme.since, programme.since) for one in phases]
    ends = [day - timedelta(days=1) for day in begins[1:]] + [programme.until]
    return [
        Span(phase, since, until) for phase, since, until in zip(phases, begins, ends, strict=True) if since <= until
    ]


def span_on(programme: Programme, day: date) -> Span:
    """The phase of a day; before the first and after the last it is the nearest one."""
    spans = spans_of(programme)
    return next((span for span in reversed(spans) if span.since <= day), spans[0])


def leading_forms(programme: Programme, since: date = date.min, until: date = date.max) -> list[str]:
    """The leading form of each phase that has a day in the period, once each: statistics count by it (edge case 55)."""
    period = Period(since, until)
    spans = [span for span in spans_of(programme) if period.overlaps(Period(span.since, span.until))]
    return list(dict.fromkeys(span.leading for span in spans))


def needs_no_plan(programme: Programme) -> bool:
    """Situational mentoring is help each time it is needed: a plan is not asked for (3.3.2)."""
    return all(span.needs_no_plan for span in spans_of(programme))


def forms_text(span: Span, names: Mapping[str, str]) -> str:
    """«традиционная, вместе с ней: виртуальная (дистанционная)»; `names` are those of form_names."""
    known = [names.get(code, _("форма, которой уже нет")) for code in span.forms]
    if len(known) < 2:
        return "".join(known)
    return _("%(leading)s, вместе с ней: %(others)s") % {"leading": known[0], "others": ", ".join(known[1:])}


def names_in(programmes: Sequence[Programme]) -> dict[str, str]:
    """The names of their forms; the directory of own forms is read only when somebody has one."""
    used = {code for programme in programmes for phase in phases_of(programme) for code in phase.forms}
    if used <= set(Form.values):
        return {str(code): str(label) for code, label in Form.choices}
    return form_names(programmes[0].organisation)


def forms_lines(programme: Programme, names: Mapping[str, str] | None = None) -> list[str]:
    """The forms by the organisation of the process, a line for each phase, for papers."""
    names, spans = names or names_in([programme]), spans_of(programme)
    if len(spans) == 1:
        return [forms_text(spans[0], names)]
    return [
        _("с %(since)s по %(until)s – %(forms)s")
        % {"since": f"{span.since:%d.%m.%Y}", "until": f"{span.until:%d.%m.%Y}", "forms": forms_text(span, names)}
        for span in spans
    ]


def categories_text(programme: Programme) -> str:
    """The forms by the category of the members (3.2)."""
    codes = dict.fromkeys(span.phase.category_form for span in spans_of(programme))
    return "; ".join(str(CategoryForm(code).label) for code in codes)
