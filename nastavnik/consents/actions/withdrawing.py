"""Withdrawal: what ends at once, and what is left to people with its term (domain 2.3.1; ТК РФ ст. 351.8)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions.steps import add_steps
from nastavnik.consents.models import Consent, ConsentKind, Resource, StepKind
from nastavnik.consents.states import CONSENT
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.calendar import working_calendar

NOTICE = 3
"""Working days of notice, and of most steps (ТК РФ ст. 351.8; 152-ФЗ ст. 10.1 ч. 14)."""

REVIEW = 30
"""Days to stop and destroy what no other basis carries (152-ФЗ ст. 21 ч. 5)."""


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User, on: date | None = None, last_day: date | None = None) -> Consent:
    """Withdrawn; `on` is the day when the paper came (today when absent).

    A mentor's consent holds for three full working days more (5.1/3), or to the `last_day` that their notice
    names (duties); any other ends on the day itself.
    Publishing, matching and signing ask for the day and so stop by themselves; the rest are steps. Raises
    Refused for a day that has not come and for one before it was given.
    """
    on = on or clock.today()
    if on > clock.today():
        raise Refused(_("Дата отзыва ещё не наступила: укажите день, когда получено заявление."), field="on")
    if consent.given_on and on < consent.given_on:
        raise Refused(_("Отозвать согласие раньше дня, когда оно дано, нельзя."), field="on")
    ends = last_day + timedelta(days=1) if last_day else first_day_without(consent, on)
    CONSENT.advance(
        consent,
        "withdraw",
        by=by,
        fields={"withdrawal_received_on": on, "withdrawn_on": ends},
        kind=consent.kind,
        withdrawal_received_on=on,
        withdrawn_on=ends,
    )
    _leave_steps(consent, on)
    return consent


def first_day_without(consent: Consent, received: date) -> date:
    """The first day on which a consent withdrawn on that day no longer holds.

    Notice on a Friday: Monday, Tuesday and Wednesday are the three working days, Thursday is free (5.1/3).
    """
    if consent.kind != ConsentKind.MENTORING:
        return received
    return working_calendar(consent.organisation).add(received, NOTICE) + timedelta(days=1)


def _leave_steps(consent: Consent, on: date) -> None:
    soon = working_calendar(consent.organisation).add(on, NOTICE)
    match ConsentKind(consent.kind):
        case ConsentKind.MENTORING | ConsentKind.MENTEE:
            if consent.about_id is not None:
                add_steps(consent, StepKind.PAIR, soon)
        case ConsentKind.SPECIALIST:
            add_steps(consent, StepKind.SPECIALIST, soon)
        case ConsentKind.PROCESSING:
            add_steps(consent, StepKind.REVIEW, on + timedelta(days=REVIEW))
        case ConsentKind.DISTRIBUTION | ConsentKind.IMAGE:
            add_steps(consent, StepKind.TAKE_DOWN, soon, Resource.objects.filter(cells__consent=consent).distinct())
        case ConsentKind.TRANSFER:
            add_steps(consent, StepKind.TELL, soon)
        case ConsentKind.SIGNATURE:
            pass  # signing asks for this consent each time: nothing is left to do
