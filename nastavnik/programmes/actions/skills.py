"""Say how the mentee works: at a checkpoint, and direction by direction at the beginning and the end (2.2/7, 2.2/8)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import Topic
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.actions.locking import check_past_day, locked
from nastavnik.programmes.checkpoints import open_point
from nastavnik.programmes.competences import open_moment
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import Checkpoint, Competence, Independence, Mastery, Programme


@transaction.atomic
def record_checkpoint(
    programme: Programme, *, by: User, level: str, member: RelationMember | None = None, note: str = ""
) -> Checkpoint:
    """A side's word at the checkpoint that is open today; said again while it is open, it is replaced.

    A mentee speaks of themselves, a mentor of `member` (the only mentee when not named). Refused when no checkpoint
    is open, in a pause, and for who is not in the programme.
    """
    own, about = _sides(programme, by, member)
    if level not in Independence.values:
        raise Refused(_("Выберите, как идёт работа."), field="level")
    today = clock.today()
    point = open_point(programme, about, today)
    if point is None:
        raise Refused(_("Сейчас отмечать нечего: ближайшая контрольная точка ещё впереди или программа закончилась."))
    facts = {"level": level, "note": note.strip()[:300], "on": today, "made_by": by, "made_at": clock.now()}
    key = {"programme": programme, "member": about, "month": point.month, "side": own.role}
    row, _new = Checkpoint.objects.update_or_create(
        **key, defaults=facts, create_defaults={**facts, "organisation_id": programme.organisation_id}
    )
    journal.record("checkpoint_recorded", row, by=by, month=point.month, side=own.role)
    return row


@transaction.atomic
def say_competences(
    programme: Programme, *, by: User, levels: Mapping[Topic, str], member: RelationMember | None = None
) -> int:
    """A side's words about directions, at the moment that is open today; an empty one is taken back.

    Returns how many words of the side stand for this moment. Refused while neither moment is open.
    """
    own, about = _sides(programme, by, member)
    today = clock.today()
    moment = open_moment(programme, about, today)
    if moment is None:
        raise Refused(_("Карту умений заполняют, пока программа реализуется."))
    for topic, level in levels.items():
        if topic.organisation_id != programme.organisation_id or (level and level not in Mastery.values):
            raise Refused(_("Такого направления или такого ответа нет: откройте страницу заново."))
    mine = Competence.objects.filter(programme=programme, member=about, side=own.role, moment=moment)
    stand = {word.topic_id: word for word in mine}
    for topic, level in levels.items():
        word = stand.get(topic.pk)
        if not level:
            if word is not None:
                word.delete()
            continue
        if word is not None and word.level == level:
            continue  # the day of a word is that on which it was said
        word = word or Competence(
            organisation_id=programme.organisation_id,
            programme=programme,
            member=about,
            side=own.role,
            moment=moment,
            topic=topic,
        )
        word.level, word.on, word.made_by, word.made_at = level, today, by, clock.now()
        word.save()
    count = mine.all().count()
    journal.record("competences_said", programme, by=by, side=own.role, moment=moment, count=count)
    return count


def _sides(programme: Programme, by: User, member: RelationMember | None) -> tuple[RelationMember, RelationMember]:
    """Who speaks, and of which mentee; locked, and refused in a pause."""
    locked(programme)
    own = as_member(programme, by)
    mentees = programme.relation.mentees
    about = own if own.role == MemberRole.MENTEE else member or (mentees[0] if len(mentees) == 1 else None)
    if about is None or about.pk not in {one.pk for one in mentees}:
        raise Refused(_("Выберите наставляемого этой программы."), field="member")
    if own.role == MemberRole.MENTEE and member is not None and member.pk != own.pk:
        raise Refused(_("О другом наставляемом вы не отвечаете."))
    check_past_day(programme, clock.today(), field="level")
    return own, about
