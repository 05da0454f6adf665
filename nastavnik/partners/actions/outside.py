"""Mentors from outside: a person without employment here, let in by an agreement and no longer than it (3.3.5)."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions import propose_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.actions import end_role
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.partners.models import Agreement, OutsideMentor
from nastavnik.people.actions import add_person
from nastavnik.people.queries import namesakes

NAMES = ("surname", "first_name", "patronymic", "sex", "email")


@transaction.atomic
def add_outside_mentor(agreement: Agreement, *, by: User, post: str, **names: Any) -> OutsideMentor:
    """A mentor who works at the partner; the consent to processing is asked for at once (R3.2).

    Refused when the agreement is over, and when there is a person of this name already.
    """
    stored = Agreement.objects.select_for_update().select_related("partner").get(pk=agreement.pk)
    if not stored.is_open:
        raise Refused(_("Соглашение закончилось: сначала внесите новое."))
    known = namesakes(agreement.organisation, names["surname"], names["first_name"], names.get("patronymic", ""))
    if known:
        raise Refused(_("Такой человек уже есть: %s.") % known[0].full_name, field="surname")
    person = add_person(
        agreement.organisation, by=by, **{name: names[name] for name in NAMES if name in names},
        outside_as=_as_whom(post, stored), outside_since=stored.since, outside_until=stored.last_day,
    )  # fmt: skip
    mentor = OutsideMentor.objects.create(
        organisation_id=agreement.organisation_id, person=person, agreement=stored, post=" ".join(post.split()),
        made_by=by, made_on=clock.today(),
    )  # fmt: skip
    journal.record("outside_mentor_added", mentor, by=by, agreement=stored.pk, until=stored.last_day)
    propose_consent(person, ConsentKind.PROCESSING, by=by)
    return mentor


def follow_agreement(agreement: Agreement, *, by: User) -> None:
    """The days of those who come by it, and their way in, become those of the agreement (within the act's transaction).

    One that takes its place without a gap carries them on.
    """
    for mentor in OutsideMentor.objects.filter(agreement=agreement).select_related("person__user"):
        _carry(mentor, agreement, since=agreement.since, by=by)
    old = agreement.renews
    if old is None or old.last_day is None or agreement.since > old.last_day + timedelta(days=1):
        return
    for mentor in OutsideMentor.objects.filter(agreement=old).select_related("person__user"):
        mentor.agreement = agreement
        mentor.save(update_fields=["agreement"])
        _carry(mentor, agreement, since=min(old.since, agreement.since), by=by)


def _carry(mentor: OutsideMentor, agreement: Agreement, *, since: Any, by: User) -> None:
    person = mentor.person
    person.outside_as = _as_whom(mentor.post, agreement)
    person.outside_since = min(since, person.outside_since or since) if agreement.renews_id else since
    person.outside_until = agreement.last_day
    person.save(update_fields=["outside_as", "outside_since", "outside_until"])
    journal.record("outside_mentor_followed", mentor, by=by, agreement=agreement.pk, until=agreement.last_day)
    if person.user is None or person.employments_on(clock.today()):
        return
    roles = Role.objects.filter(user=person.user, organisation_id=mentor.organisation_id, kind=RoleKind.TEACHER)
    role = roles.order_by("-since").first()
    if role is not None:
        last = agreement.last_day
        end_role(role, until=None if last is None else max(role.since, last), by=by)


def _as_whom(post: str, agreement: Agreement) -> str:
    """As papers name the person: «внешний наставник (методист, Институт развития образования)»."""
    said = _("внешний наставник (%(post)s, %(partner)s)")
    return (said % {"post": " ".join(post.split()), "partner": agreement.partner.name})[:400]
