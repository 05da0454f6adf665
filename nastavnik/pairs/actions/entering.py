"""Pairs and groups that ran before the product came: entered with their true dates (edge case 44)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions import propose_consent, register_consent
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.actions.forming import category_of, kind_of
from nastavnik.pairs.models import MemberRole, Relation, RelationMember, RelationState
from nastavnik.pairs.places import check_entered
from nastavnik.pairs.readiness import CONSENT_OF
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form


@transaction.atomic
def enter_relation(
    organisation: Organisation,
    mentors: Sequence[Person],
    mentees: Sequence[Person],
    *,
    by: User,
    since: date,
    until: date,
    form: str = Form.TRADITIONAL,
    topic: str = "",
    consents: Mapping[UUID, date],
) -> Relation:
    """A pair or group that works already, agreed by its members before: only its order is to be entered.

    `consents`: the day of each person's written consent, by the person's key; without one nobody is fixed (4.2,
    4.3/5). No entry of a bank is asked for: a bank rests on the consent to process data (R2.2, R3.2), the pair
    on the consents C1 and C2 and on the order; who has not been in the bank is put there later, or never.
    """
    mentors, mentees = list(dict.fromkeys(mentors)), list(dict.fromkeys(mentees))
    if since > clock.today():
        raise Refused(
            _("Эта пара ещё не работает: подберите её обычным порядком, с приказом из программы."), field="since"
        )
    if until < since:
        raise Refused(_("Окончание раньше начала."), field="until")
    if until < clock.today():
        raise Refused(
            _("Срок кончился %s: вносят только те пары, которые работают сейчас.") % f"{until:%d.%m.%Y}", field="until"
        )
    check_entered(organisation, mentors, mentees)
    _check_days(mentors, mentees, consents)
    relation = Relation.objects.create(
        organisation=organisation,
        kind=kind_of(mentors, mentees),
        state=RelationState.AGREED,
        category_form=category_of(organisation, mentors),
        form=form,
        topic=topic,
        since=since,
        until=until,
        made_by=by,
        made_on=clock.today(),
        is_entered_later=True,
    )
    for role, people, others in ((MemberRole.MENTOR, mentors, mentees), (MemberRole.MENTEE, mentees, mentors)):
        for person in people:
            _enter_member(relation, person, role, others, consents[person.pk], by)
    journal.record("relation_entered", relation, by=by, kind=relation.kind, since=since, until=until)
    return relation


def _check_days(mentors: Sequence[Person], mentees: Sequence[Person], consents: Mapping[UUID, date]) -> None:
    lacking = [person.full_name for person in (*mentors, *mentees) if not consents.get(person.pk)]
    if lacking:
        raise Refused(
            _(
                "Нет даты письменного согласия: %(who)s. Без него закрепить нельзя (4.2, 4.3): дайте подписать "
                "согласие сейчас и подберите пару обычным порядком — она начнёт действовать с нового приказа."
            )
            % {"who": ", ".join(lacking)},
            field="consents",
        )
    ahead = [person.full_name for person in (*mentors, *mentees) if consents[person.pk] > clock.today()]
    if ahead:
        raise Refused(_("Дата согласия ещё не наступила: %s.") % ", ".join(ahead), field="consents")


def _enter_member(
    relation: Relation, person: Person, role: MemberRole, others: Sequence[Person], given_on: date, by: User
) -> None:
    about = ", ".join(other.full_name for other in others)
    consent = propose_consent(person, CONSENT_OF[role], by=by, about=about, about_id=relation.pk)
    register_consent(consent, by=by, given_on=given_on)
    entry = getattr(person, "mentee_entry", None) if role == MemberRole.MENTEE else None
    RelationMember.objects.create(
        organisation_id=relation.organisation_id,
        relation=relation,
        person=person,
        role=role,
        request=entry.requests.filter(state="open").first() if entry else None,
        consent=consent,
    )
