"""Invite a colleague to an activity, answer, let them answer for it, let them go (5.1/1, C6, edge case 59)."""

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions import close_steps, discard_consent, propose_consent
from nastavnik.consents.models import ConsentKind, ConsentState
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.pairs.models import MemberRole
from nastavnik.people.models import Person
from nastavnik.programmes.actions.locking import locked, new_text
from nastavnik.programmes.growth_states import ENGAGEMENT, programme_goes_on
from nastavnik.programmes.members import as_member, relation_of
from nastavnik.programmes.models import STANDING, Engagement, EngagementState, ItemState, PlanItem, Programme


@transaction.atomic
def invite_specialist(item: PlanItem, person: Person, *, by: User, words: str = "") -> Engagement:
    """Ask a colleague to help with an activity. They alone decide; nothing is assigned by asking (5.1/1).

    Raises Refused for members of the pair, for who does not teach here, for who has no way in to answer by, and
    for who has been asked already.
    """
    programme = locked(item.programme)
    item.refresh_from_db(fields=["state"])
    if item.state != ItemState.PLANNED:
        raise Refused(_("Привлекать специалиста можно к мероприятию, которое ещё предстоит."))
    engagement = Engagement(
        organisation_id=item.organisation_id,
        item=item,
        person=person,
        words=words.strip()[:300],
        asked_by=by,
        asked_at=clock.now(),
    )
    refuse(programme_goes_on(engagement))
    _check_person(programme, person)
    if item.engagements.filter(person=person, state__in=STANDING).exists():
        raise Refused(_("%(who)s: приглашение уже отправлено.") % {"who": person.short_name}, field="person")
    engagement.save()
    journal.record("specialist_invited", item, by=by, person=person.pk)
    return engagement


@transaction.atomic
def accept_engagement(engagement: Engagement, *, by: User) -> Engagement:
    """The colleague agrees; the blank of the written consent opens with it, one for the programme (C6)."""
    programme = locked(engagement.item.programme)
    _is_own(engagement, by)
    consent = propose_consent(
        engagement.person, ConsentKind.SPECIALIST, by=by, about=_about(programme), about_id=programme.pk
    )
    ENGAGEMENT.advance(engagement, "accept", by=by, fields={"consent": consent, "answered_on": clock.today()})
    return engagement


@transaction.atomic
def decline_engagement(engagement: Engagement, *, by: User) -> Engagement:
    """No reason is asked, no trace stays but that the question is closed (1.4/5)."""
    locked(engagement.item.programme)
    _is_own(engagement, by)
    ENGAGEMENT.advance(engagement, "decline", by=by, fields={"answered_on": clock.today(), "words": ""})
    return engagement


@transaction.atomic
def entrust_item(engagement: Engagement, *, by: User) -> Engagement:
    """The specialist answers for the activity: only with a written consent that holds (edge case 59).

    While the programme is written any member may say so, and all agree anew with the text; while it is carried
    out a mentor may hand over what was theirs or common. What a mentee answers for is changed by agreement (8.2).
    """
    item = engagement.item
    programme = locked(item.programme)
    engagement.refresh_from_db(fields=["state", "is_responsible", "consent"])
    if not engagement.holds:
        raise Refused(
            _(
                "%(who)s: письменное согласие привлечённого специалиста не действует. Назначить ответственным можно "
                "того, кто согласился и подписал его."
            )
            % {"who": engagement.person.short_name}
        )
    if not programme.is_writable:
        _check_handing_over(item, by)
    item.engagements.filter(is_responsible=True).update(is_responsible=False)
    engagement.is_responsible = True
    engagement.save(update_fields=["is_responsible"])
    item.responsible = None
    item.save(update_fields=["responsible"])
    if programme.is_writable:
        new_text(programme)
    journal.record(
        "item_entrusted", programme, by=by, item=item.pk, person=engagement.person_id, version=programme.version
    )
    return engagement


@transaction.atomic
def release_specialist(engagement: Engagement, *, by: User) -> Engagement:
    """The mentor does without, or the specialist steps back: both sides of the pair answer again."""
    programme = locked(engagement.item.programme)
    was_responsible = engagement.is_responsible
    ENGAGEMENT.advance(engagement, "release", by=by, fields={"is_responsible": False})
    _let_go(engagement, programme, by)
    if was_responsible and programme.is_writable:
        new_text(programme)
    return engagement


def let_specialists_go(programme: Programme, *, by: User | None, note: str) -> None:
    """The programme has ended: unanswered questions and unsigned blanks are taken back, open steps are done.

    Inside the transaction of the end. Who has helped stays named in the plan.
    """
    for engagement in Engagement.objects.filter(item__programme=programme, state__in=STANDING):
        if not engagement.holds:
            ENGAGEMENT.advance(engagement, "release", by=by, fields={"is_responsible": False})
            _let_go(engagement, programme, by)
    close_steps(programme.pk, by=by, note=note)


def _let_go(engagement: Engagement, programme: Programme, by: User | None) -> None:
    """A blank that nobody has signed goes, unless another activity of the programme needs it."""
    consent = engagement.consent
    if consent is None or consent.state != ConsentState.PROPOSED:
        return
    others = Engagement.objects.filter(consent=consent).exclude(pk=engagement.pk)
    if others.filter(state=EngagementState.ACCEPTED).exists():
        return
    Engagement.objects.filter(consent=consent).update(consent=None)
    engagement.consent = None
    discard_consent(consent, by=by)


def _check_person(programme: Programme, person: Person) -> None:
    who = {"who": person.short_name}
    relation = relation_of(programme)
    if person.pk in {member.person_id for member in relation.mentors + relation.mentees}:
        raise Refused(_("%(who)s и так участвует в программе.") % who, field="person")
    teaches = Person.objects.of(programme.organisation).teaching(clock.today(), external=True)
    if not teaches.filter(pk=person.pk).exists():
        raise Refused(_("%(who)s сейчас не работает в учреждении педагогом.") % who, field="person")
    if person.user_id is None:
        raise Refused(
            _("%(who)s: доступ не открыт, ответить будет нельзя. Попросите куратора выдать доступ.") % who,
            field="person",
        )


def _check_handing_over(item: PlanItem, by: User) -> None:
    if not item.programme.is_under_way or item.state != ItemState.PLANNED:
        raise Refused(_("Ответственного за это мероприятие сейчас сменить нельзя."))
    member = as_member(item, by)
    named = item.responsible
    if member.role != MemberRole.MENTOR or (named is not None and named.role == MemberRole.MENTEE):
        raise Refused(
            _("За мероприятие отвечает наставляемый: сменить ответственного можно, изменив план по согласию всех.")
        )


def _is_own(engagement: Engagement, by: User) -> None:
    if engagement.person.user_id != by.pk:
        raise Refused(_("На приглашение отвечает тот, кого пригласили."))


def _about(programme: Programme) -> str:
    """As the paper of the consent names it."""
    return _("программа %(programme)s, %(pair)s") % {"programme": programme, "pair": programme.relation}
