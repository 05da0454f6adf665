"""What all records of the work share: kept by a member, answered by the mentee meant, mended by the author."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.actions.locking import check_past_day, locked
from nastavnik.programmes.growth_states import work_goes_on
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import GrowthRecord, Programme, Project


def keep_record(
    record: Any,
    programme: Programme,
    by: User,
    about: RelationMember | None,
    event: str,
    *,
    day: date | None = None,
    day_field: str = "on",
) -> Any:
    """Fill in what all records share, check and save. In a pair the one mentee is meant without being named."""
    locked(programme)
    as_member(programme, by)
    record.programme = programme
    refuse(work_goes_on(record))
    if day is not None:
        check_past_day(programme, day, field=day_field)
    mentees = programme.relation.mentees
    if about is None and len(mentees) == 1 and not isinstance(record, Project):
        about = mentees[0]
    if about is not None and about.pk not in {member.pk for member in programme.members}:
        raise Refused(_("Этот человек сейчас не участвует в программе."), field="member")
    record.organisation_id = programme.organisation_id
    record.member, record.made_by, record.made_at = about, by, clock.now()
    record.save()
    journal.record(event, record, by=by)
    return record


def working_on(record: GrowthRecord, by: User) -> RelationMember:
    """Locked; the user takes part, and the record does not belong to another mentee of the group."""
    programme = locked(record.programme)
    own = as_member(programme, by)
    if own.role == MemberRole.MENTEE and record.member_id not in (None, own.pk):
        raise Refused(_("Эта запись — о другом наставляемом."))
    record.refresh_from_db()
    record.programme = programme
    refuse(work_goes_on(record))
    return own


def as_mentor(programme: Programme, by: User) -> None:
    """Refused for who is not a mentor of the programme."""
    if as_member(programme, by).role != MemberRole.MENTOR:
        raise Refused(_("Это записывает наставник."))


def as_addressee(record: GrowthRecord, by: User) -> None:
    """Only the mentee meant answers; a record for all of a group is answered by any of them."""
    own = working_on(record, by)
    if own.role != MemberRole.MENTEE:
        raise Refused(_("Отвечает наставляемый."))


def words_of(text: str, field: str, otherwise: str) -> str:
    """The text without blanks around it; Refused with the sentence when nothing is left."""
    text = text.strip()
    if not text:
        raise Refused(otherwise, field=field)
    return text


@transaction.atomic
def mend_record(record: GrowthRecord, *, by: User, **words: Any) -> GrowthRecord:
    """The author mends the words within three days; afterwards the record stands as it was read (5.1/4)."""
    _is_open_to(record, by)
    for name, value in words.items():
        setattr(record, name, words_of(value, name, _("Здесь нужны слова: пустую запись лучше убрать.")))
    record.save(update_fields=list(words))
    journal.record("growth_mended", record, by=by, fields=sorted(words))
    return record


@transaction.atomic
def erase_record(record: GrowthRecord, *, by: User) -> None:
    """The author takes back a record made by mistake, within the same three days."""
    _is_open_to(record, by)
    journal.record("growth_erased", record, by=by, kind=record._meta.model_name)
    record.delete()


def _is_open_to(record: GrowthRecord, by: User) -> None:
    locked(record.programme)
    refuse(work_goes_on(record))
    if record.made_by_id != by.pk:
        raise Refused(_("Исправить запись может только тот, кто её сделал."))
    if not record.is_open_to_its_author:
        raise Refused(
            _("Запись уже нельзя изменить: прошло больше трёх дней. Добавьте новую, если что-то стало иначе.")
        )
