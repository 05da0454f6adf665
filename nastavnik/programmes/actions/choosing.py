"""Choose the forms of a programme, change them midway, answer what does not fit (3.2, 3.3, 3.4, 8.2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.programmes.actions.locking import check_version, check_writable, locked, new_text
from nastavnik.programmes.form_rules import Finding, Kind, check_forms, check_term, to_answer
from nastavnik.programmes.models import Phase, Programme, ProgrammeState
from nastavnik.programmes.phases import first_phase, phases_of, spans_of
from nastavnik.regulation.models import CategoryForm
from nastavnik.regulation.queries import form_names


@transaction.atomic
def choose_forms(
    programme: Programme,
    *,
    by: User,
    version: int,
    forms: Sequence[str],
    rationale: str = "",
    topic: str = "",
    phase: Phase | None = None,
) -> Phase:
    """The forms of a phase of a programme that is being written, the leading one first, and why these (3.4).

    `phase` None means the first. What has been answered about the forms before is asked anew. Refused when two
    forms do not go together; Outdated when somebody has written meanwhile.
    """
    locked(programme)
    check_writable(programme)
    check_version(programme, version)
    stored = _own(programme, phase)
    chosen = list(dict.fromkeys(forms))
    _check_names(programme, chosen, kept=stored.forms)
    fields: dict[str, Any] = {
        "forms": chosen,
        "rationale": rationale.strip()[:1000],
        "topic": " ".join(topic.split())[:200],
    }
    if all(getattr(stored, name) == value for name, value in fields.items()):
        return stored
    if stored.forms != chosen:
        fields |= {"reasons": {}, "attested_on": None, "attested_by": None}
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.save(update_fields=[*fields])
    _forget_phases(programme)
    new_text(programme)
    journal.record("forms_chosen", programme, by=by, forms=chosen, parts=["forms"], version=programme.version)
    return stored


@transaction.atomic
def add_phase(
    programme: Programme, *, by: User, since: date, forms: Sequence[str], rationale: str, topic: str = ""
) -> Phase:
    """From `since` on the programme goes on in other forms; the phase before ends the day before (8.2).

    While the programme is being written this is a part of its text. Of one that runs it is the change itself: the
    agreement of the members and the order come before, and the new phase must fit its own rule by its days.
    """
    locked(programme)
    if not (programme.is_writable or programme.state == ProgrammeState.RUNNING):
        raise Refused(
            _("Сменить форму сейчас нельзя: состояние программы — «%(state)s».")
            % {"state": programme.get_state_display()}
        )
    phases, last = _stored(programme), spans_of(programme)[-1]
    if not last.since < since <= programme.until:
        raise Refused(
            _("Новая форма может начаться после %(since)s и не позже %(until)s.")
            % {"since": f"{last.since:%d.%m.%Y}", "until": f"{programme.until:%d.%m.%Y}"},
            field="since",
        )
    chosen = list(dict.fromkeys(forms))
    _check_names(programme, chosen)
    if chosen == last.forms:
        raise Refused(_("Программа уже идёт в этой форме: выберите другую."), field="leading")
    if not programme.is_writable:
        check_term(chosen, since, programme.until)
    phase = Phase.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        begins_on=since,
        forms=chosen,
        rationale=rationale.strip()[:1000],
        topic=" ".join(topic.split())[:200],
        category_form=phases[-1].category_form,
        category_reason=phases[-1].category_reason,
    )
    _forget_phases(programme)
    facts: dict[str, Any] = {"since": since, "forms": chosen}
    if programme.is_writable:
        new_text(programme)
        facts |= {"parts": ["forms"], "version": programme.version}
    journal.record("phase_added", programme, by=by, **facts)
    return phase


@transaction.atomic
def remove_phase(phase: Phase, *, by: User) -> Programme:
    """Take a later phase out of a programme that is being written: the one before lasts on."""
    programme = locked(phase.programme)
    check_writable(programme)
    if phase.begins_on is None:
        raise Refused(_("Первый этап остаётся: измените его форму."))
    since = phase.begins_on
    phase.delete()
    _forget_phases(programme)
    new_text(programme)
    journal.record("phase_removed", programme, by=by, since=since, parts=["forms"], version=programme.version)
    return programme


@transaction.atomic
def change_category(
    programme: Programme, *, by: User, category_form: str, reason: str, phase: Phase | None = None
) -> Phase:
    """The form by category, where the curator sees it otherwise than the mentor's post says (3.2)."""
    locked(programme)
    if programme.has_ended:
        raise Refused(_("Программа завершена: изменить её уже нельзя."))
    if category_form not in CategoryForm.values:
        raise Refused(_("Такой формы нет."), field="category_form")
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Напишите, почему форма по категории другая."), field="reason")
    stored = _own(programme, phase)
    before, stored.category_form, stored.category_reason = stored.category_form, category_form, reason[:300]
    stored.save(update_fields=["category_form", "category_reason"])
    _forget_phases(programme)
    journal.record("category_changed", programme, by=by, before=before, category_form=category_form)
    return stored


def answer_findings(
    programme: Programme,
    findings: Iterable[Finding],
    *,
    by: User,
    reasons: Mapping[str, str] | None = None,
    attests: bool = False,
) -> None:
    """Keep the reasons and the attestation of whoever decides; refused at the key of what is not answered.

    Within the transaction of the act that asks for them. `reasons`: key of a finding → why it may stand.
    """
    waiting = to_answer(findings)
    if not waiting:
        return
    phases, given = _stored(programme), {key: " ".join(text.split()) for key, text in (reasons or {}).items()}
    for finding in waiting:
        phase = phases[finding.number - 1]
        if finding.kind == Kind.ATTESTS:
            if not attests:
                raise Refused(finding.sentence, field="attests")
            phase.attested_on, phase.attested_by = clock.today(), by
            phase.save(update_fields=["attested_on", "attested_by"])
            continue
        reason = given.get(finding.key, "")
        if not reason:
            raise Refused(
                _("%(what)s Если это оправданно, напишите почему.") % {"what": finding.sentence}, field=finding.key
            )
        phase.reasons = {**phase.reasons, finding.code: reason[:500]}
        phase.save(update_fields=["reasons"])
    _forget_phases(programme)
    journal.record("findings_answered", programme, by=by, codes=[finding.key for finding in waiting])


def begin_phases(programme: Programme) -> Phase:
    """The phase that a programme begins with, from what the order has fixed (4.3/5)."""
    phase = first_phase(programme)
    phase.save()
    return phase


def check_phases_within(programme: Programme) -> None:
    """A phase begins inside the term of the programme, when the term is being written anew."""
    for begins_on in programme.phases.values_list("begins_on", flat=True):
        if begins_on is not None and not programme.since < begins_on <= programme.until:
            raise Refused(
                _("Смена формы %(day)s окажется вне срока программы: сначала уберите этот этап.")
                % {"day": f"{begins_on:%d.%m.%Y}"},
                field="until" if begins_on > programme.until else "since",
            )


def _stored(programme: Programme) -> list[Phase]:
    """The phases as rows: a programme of before the phases receives its first one."""
    phases = phases_of(programme)
    if phases[0]._state.adding:
        phases[0].save()
        _forget_phases(programme)
    return phases


def _own(programme: Programme, phase: Phase | None) -> Phase:
    phases = _stored(programme)
    if phase is None:
        return phases[0]
    found = next((one for one in phases if one.pk == phase.pk), None)
    if found is None:
        raise Refused(_("Этого этапа в программе уже нет."))
    return found


def _check_names(programme: Programme, chosen: list[str], kept: Sequence[str] = ()) -> None:
    """A form that is not offered any more may stay where it stands."""
    names = form_names(programme.organisation, active=True)
    check_forms(chosen, names | dict.fromkeys(kept, ""))


def _forget_phases(programme: Programme) -> None:
    vars(programme).get("_prefetched_objects_cache", {}).pop("phases", None)
