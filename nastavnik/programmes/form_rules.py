"""The rules of the five forms as a table, and what a programme lacks by them (3.3.1–3.3.5, domain 2.4).

A violation refuses; a warning wants a reason of whoever approves; an attestation wants their word that the sides are
as the form says, where the product does not know. A form of the institution's own has no rules (2.2/4).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.programmes.copies import copied_from_template
from nastavnik.programmes.models import Channel, Meeting, MeetingState, Programme
from nastavnik.programmes.phases import Span, span_on, spans_of
from nastavnik.programmes.sides import REVERSED, SENIOR, Sides, Verdict, judge
from nastavnik.regulation.models import Form
from nastavnik.regulation.terms import shortest_until, too_long, too_short


@dataclass(frozen=True)
class FormRule:
    """What a form asks for. `least` and `most` meetings are planned beforehand, each with its day and topic."""

    clause: str
    least: int = 0
    most: int | None = None
    has_term: bool = False  # three months to a year, in calendar months
    is_brief: bool = False  # three months and more want a reason; each meeting held has its result at the end
    sides: Sides | None = None
    wants_topic: bool = False
    is_remote: bool = False


RULES: dict[str, FormRule] = {
    Form.SHORT: FormRule("3.3.1", least=2, most=4, is_brief=True),
    Form.SITUATIONAL: FormRule("3.3.2"),
    Form.REVERSIVE: FormRule("3.3.3", sides=REVERSED, wants_topic=True),
    Form.TRADITIONAL: FormRule("3.3.4", least=5, has_term=True, sides=SENIOR),
    Form.VIRTUAL: FormRule("3.3.5", is_remote=True),
}

CONFLICTS = {
    frozenset({Form.SHORT, Form.TRADITIONAL}): gettext_lazy(
        "Краткосрочная и традиционная формы вместе не применяются: в одной от двух до четырёх встреч, в другой больше "
        "четырёх. Сделайте их этапами: сначала одна, потом другая."
    ),
    frozenset({Form.TRADITIONAL, Form.REVERSIVE}): gettext_lazy(
        "Традиционная и реверсивная формы противоположны: в одной опытнее наставник, в другой — наставляемый. Для "
        "обратного направления составьте вторую пару."
    ),
}
"""Within one phase (domain 2.4); situational and virtual go with every form."""


class Kind(StrEnum):
    REFUSES = "refuses"
    WARNS = "warns"
    ATTESTS = "attests"


@dataclass(frozen=True)
class Finding:
    """Something that is not as the form says. `key` names it within the programme: phase, form, what."""

    kind: Kind
    code: str
    sentence: str
    clause: str
    span: Span
    number: int

    @property
    def key(self) -> str:
        return f"{self.number}-{self.code}"

    @property
    def reason(self) -> str:
        """Why it may stand, when whoever approves has said so."""
        return self.span.phase.reasons.get(self.code, "")

    @property
    def is_open(self) -> bool:
        """Nobody has answered it yet; a violation is answered by mending it only."""
        if self.kind == Kind.ATTESTS:
            return self.span.phase.attested_on is None
        return not self.reason


def conflict_of(forms: Iterable[str]) -> str | None:
    """Why these forms do not go together within one phase, or None."""
    chosen = set(forms)
    return next((str(sentence) for pair, sentence in CONFLICTS.items() if pair <= chosen), None)


def check_forms(forms: list[str], names: Mapping[str, str]) -> None:
    """Raise Refused when there is none, an unknown one, or two that do not go together (3.1, 3.4)."""
    if not forms:
        raise Refused(_("Выберите форму наставничества: хотя бы одна обязательна."), field="leading")
    if set(forms) - set(names):
        raise Refused(_("Такой формы нет."), field="leading")
    if sentence := conflict_of(forms):
        raise Refused(sentence, field="others")


def check_term(forms: Iterable[str], since: date, until: date) -> None:
    """Raise Refused when a phase is too long or too short for one of its forms (3.3.4)."""
    for form in forms:
        if sentence := too_long(form, since, until) or too_short(form, since, until):
            raise Refused(sentence, field="since")


def findings_of(programme: Programme) -> list[Finding]:
    """What a programme that is to be agreed and approved lacks by its forms, phase by phase."""
    prefetch_related_objects([programme.relation], "members__person__employments")
    spans = spans_of(programme)
    found = [
        Finding(kind, code, sentence, clause, span, number)
        for number, span in enumerate(spans, 1)
        for kind, code, sentence, clause in _lacks(programme, span)
    ]
    if copied := copied_from_template(programme):
        found.append(Finding(Kind.WARNS, "copy", copied, "1.4/8", spans[0], 1))
    return found


def findings_at_end(programme: Programme) -> list[Finding]:
    """What a programme that is to end «полностью» lacks by its forms: held meetings count (8.1/1, edge case 51)."""
    spans = spans_of(programme)
    return [
        Finding(kind, code, sentence, clause, span, number)
        for number, span in enumerate(spans, 1)
        for kind, code, sentence, clause in _lacks_at_end(programme, span, is_last=number == len(spans))
    ]


def violations(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.kind == Kind.REFUSES]


def to_answer(findings: Iterable[Finding]) -> list[Finding]:
    """What whoever approves still has to give a reason for, or to attest."""
    return [one for one in findings if one.kind != Kind.REFUSES and one.is_open]


def one_meeting_more(programme: Programme, on: date) -> str | None:
    """Why one more meeting of that day does not fit the short form, with the choice there is (3.3.1, edge case 51)."""
    span = span_on(programme, on)
    if Form.SHORT not in span.forms or len(_held(programme, span)) < (RULES[Form.SHORT].most or 0):
        return None
    return _(
        "В краткосрочной форме не больше четырёх встреч, и четыре уже состоялись. Запишите эту как разовую помощь "
        "или сначала смените форму, например на традиционную (3.3.1, 8.2)."
    )


_Lack = tuple[Kind, str, str, str]


def _lacks(programme: Programme, span: Span) -> Iterator[_Lack]:
    if sentence := conflict_of(span.forms):
        yield Kind.REFUSES, "together", sentence, "3.4"
    for form in span.forms:
        rule = RULES.get(form)
        if rule is not None:
            yield from _lacks_of(programme, span, form, rule)
    if span_on(programme, clock.today()) == span and programme.relation.form not in span.forms:
        sentence = _(
            "Приказ закрепил пару в другой форме — «%(form)s». Вместе с программой нужен приказ об изменении формы."
        ) % {"form": programme.relation.get_form_display()}
        yield Kind.WARNS, "order", sentence, "4.3/5"


def _lacks_of(programme: Programme, span: Span, form: str, rule: FormRule) -> Iterator[_Lack]:
    meetings = span.meetings(programme)
    if sentence := _wrong_number(rule, len(meetings)):
        yield Kind.REFUSES, f"{form}-meetings", sentence, rule.clause
    if rule.has_term and (
        sentence := too_short(form, span.since, span.until) or too_long(form, span.since, span.until)
    ):
        yield Kind.REFUSES, f"{form}-term", sentence, rule.clause
    if rule.is_brief and span.until >= shortest_until(span.since):
        sentence = _("Краткосрочная форма обычно короче трёх месяцев, а здесь срок с %(since)s по %(until)s.") % {
            "since": f"{span.since:%d.%m.%Y}",
            "until": f"{span.until:%d.%m.%Y}",
        }
        yield Kind.WARNS, f"{form}-long", sentence, rule.clause
    if rule.wants_topic and not (span.phase.topic.strip() or programme.relation.topic.strip()):
        sentence = _("Для реверсивной формы назовите вопрос: новая технология, проект, направление работы.")
        yield Kind.REFUSES, f"{form}-topic", sentence, rule.clause
    if rule.sides is not None:
        yield from _wrong_sides(programme, span, form, rule.sides, rule.clause)
    if rule.is_remote and (sentence := _from_near(span, meetings)):
        yield Kind.WARNS, f"{form}-channel", sentence, rule.clause


def _wrong_number(rule: FormRule, planned: int) -> str | None:
    if rule.most is not None and not rule.least <= planned <= rule.most:
        return _(
            "Краткосрочная форма — от двух до четырёх встреч, у каждой заранее назначены день и цель. "
            "Сейчас назначено: %(count)s."
        ) % {"count": planned}
    if planned < rule.least:
        return _(
            "Традиционная форма — больше четырёх встреч: назначьте не меньше пяти. Сейчас назначено: %(count)s."
        ) % {"count": planned}
    return None


def _wrong_sides(programme: Programme, span: Span, form: str, sides: Sides, clause: str) -> Iterator[_Lack]:
    relation = programme.relation
    is_attested = span.phase.attested_on is not None
    found = judge(sides, relation.mentors, relation.mentees, span.since, is_attested=is_attested)
    kinds = {Verdict.OPPOSITE: Kind.REFUSES, Verdict.HALF: Kind.WARNS, Verdict.UNKNOWN: Kind.ATTESTS}
    for verdict, sentence in found:
        yield kinds[verdict], f"{form}-{verdict}", sentence, clause


def _from_near(span: Span, meetings: list[Meeting]) -> str | None:
    """A remote form alone wants all meetings remote; together with another, at least one."""
    near = [one for one in meetings if one.channel == Channel.IN_PERSON]
    is_alone = all(form in (Form.VIRTUAL, Form.SITUATIONAL) for form in span.forms)
    if not near or (not is_alone and len(near) < len(meetings)):
        return None
    return _("Форма дистанционная, а встреч, назначенных очно: %(count)s. Выберите для них связь.") % {
        "count": len(near)
    }


def _held(programme: Programme, span: Span) -> list[Meeting]:
    return [one for one in span.meetings(programme) if one.state == MeetingState.HELD]


def _lacks_at_end(programme: Programme, span: Span, *, is_last: bool) -> Iterator[_Lack]:
    held = _held(programme, span)
    agreed = [one for one in held if not one.is_disputed]
    for form in span.forms:
        rule = RULES.get(form)
        if rule is None or not rule.least:
            continue
        if len(agreed) < rule.least and (is_last or rule.is_brief):
            # a phase that gave way to another by consent (8.2) does not bar the end for ever
            kind = Kind.REFUSES if rule.is_brief and is_last else Kind.WARNS
            yield kind, f"{form}-held", _too_few(rule, len(agreed)), rule.clause
        if rule.is_brief and (silent := [one for one in held if not one.result.strip()]):
            sentence = _("У каждой встречи краткосрочной формы есть итог. Допишите его: %(days)s.") % {
                "days": ", ".join(f"{one.on:%d.%m.%Y}" for one in silent)
            }
            yield Kind.REFUSES, f"{form}-results", sentence, rule.clause


def _too_few(rule: FormRule, held: int) -> str:
    if rule.is_brief:
        return _(
            "Состоялось встреч: %(count)s, а в краткосрочной форме их не меньше двух. Проведите ещё или завершите "
            "программу досрочно."
        ) % {"count": held}
    return _("Состоялось встреч: %(count)s, а традиционная форма — это больше четырёх.") % {"count": held}
