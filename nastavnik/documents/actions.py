"""Acts on minutes: begin, write, sign, keep the scan; and the note that data were destroyed by hand (D27, D30)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nastavnik.documents.filling import Question, fill
from nastavnik.documents.models import AgendaItem, Minutes, MinutesKind, Presence
from nastavnik.documents.papers.minutes import compose
from nastavnik.documents.states import MINUTES
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Outdated, Refused, refuse
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.papers.actions import discard_scan, keep_scan
from nastavnik.papers.frozen import freeze
from nastavnik.people.models import Person


def draft_minutes(
    organisation: Organisation, kind: str, *, by: Any, held_on: date, relation: Relation | None = None
) -> Minutes:
    """Minutes with the next number of their kind and year, filled with what is known beforehand.

    Those of an acquaintance are about a pair or group whose members have been introduced (7.2). Raises Refused.
    """
    if kind == MinutesKind.ACQUAINTANCE:
        refuse(_no_acquaintance(relation), field="relation")
    else:
        relation = None
    known = fill(organisation, kind, held_on, relation)
    with transaction.atomic():
        minutes = Minutes.objects.create(
            organisation=organisation,
            kind=kind,
            number=_next_number(organisation, kind, held_on.year),
            year=held_on.year,
            held_on=held_on,
            chair=known.chair,
            secretary=known.secretary,
            relation=relation,
            made_at=clock.now(),
        )
        _seat(minutes, known.people)
        for sort, question in enumerate(known.questions):
            _ask(minutes, question, sort)
        journal.record("minutes_drafted", minutes, by=by, kind=kind, number=minutes.number)
    return minutes


@transaction.atomic
def write_minutes(
    minutes: Minutes,
    *,
    by: Any,
    version: int,
    held_on: date,
    people: Sequence[Person],
    chair: Person | None,
    secretary: Person | None = None,
    guests: str = "",
) -> Minutes:
    """Who was there and who led. Raises Outdated when somebody has written meanwhile, Refused for another year."""
    stored = _writable(minutes, version)
    if held_on.year != stored.year:
        raise Refused(
            _("Номер дан протоколу %(year)s года: день должен быть в этом году.") % {"year": stored.year},
            field="held_on",
        )
    stored.held_on, stored.chair, stored.secretary, stored.guests = held_on, chair, secretary, guests
    stored.version += 1
    stored.save(update_fields=["held_on", "chair", "secretary", "guests", "version"])
    leaders = [person for person in (chair, secretary) if person is not None]
    stored.presences.all().delete()
    _seat(stored, list(dict.fromkeys([*leaders, *people])))  # who leads is present
    journal.record("minutes_written", stored, by=by)
    return stored


@transaction.atomic
def write_item(minutes: Minutes, item: AgendaItem | None, *, by: Any, version: int, **words) -> AgendaItem:
    """A question of the agenda, a new one at the end when `item` is None. `words` are fields of AgendaItem."""
    stored = _writable(minutes, version)
    if item is None:
        last = stored.items.aggregate(last=Max("sort"))["last"]
        item = AgendaItem(organisation=stored.organisation, minutes=stored, sort=0 if last is None else last + 1)
    for name, value in words.items():
        setattr(item, name, value)
    item.save()
    _grow(stored)
    journal.record("minutes_written", stored, by=by)
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Any) -> None:
    """Take a question off the agenda of a draft."""
    stored = _writable(item.minutes)
    item.delete()
    _grow(stored)
    journal.record("minutes_written", stored, by=by)


def sign_minutes(minutes: Minutes, *, by: Any, scan: BinaryIO | None = None) -> Minutes:
    """Signed on paper: the text is frozen as it was printed. Raises Refused with what is lacking."""
    kept = keep_scan(scan, organisation_id=minutes.organisation_id, about_id=minutes.pk, by=by) if scan else None
    try:
        with transaction.atomic():
            stored = Minutes.objects.select_for_update().get(pk=minutes.pk)
            stored.organisation = minutes.organisation
            fields = {"text": freeze(compose(stored)), "scan": kept}
            MINUTES.advance(stored, "sign", by=by, fields=fields, number=stored.number, kind=stored.kind)
    except Refused:
        if kept is not None:
            discard_scan(kept, by=by)
        raise
    return stored


def attach_minutes_scan(minutes: Minutes, scan: BinaryIO, *, by: Any) -> Minutes:
    """The scan of minutes that were registered without one. Raises Refused for a draft, or where one is kept."""
    if minutes.is_draft:
        raise Refused(_("Сначала зарегистрируйте подписанный протокол."))
    if minutes.scan_id is not None:
        raise Refused(_("Скан этого протокола уже сохранён."))
    kept = keep_scan(scan, organisation_id=minutes.organisation_id, about_id=minutes.pk, by=by)
    with transaction.atomic():
        minutes.scan = kept
        minutes.save(update_fields=["scan"])
        journal.record("minutes_scan_attached", minutes, by=by)
    return minutes


@transaction.atomic
def drop_minutes(minutes: Minutes, *, by: Any) -> None:
    """A draft that is not needed goes; only the last number, so that the numbers stay without gaps."""
    stored = _writable(minutes)
    later = Minutes.objects.of(stored.organisation).filter(kind=stored.kind, year=stored.year, number__gt=stored.number)
    if later.exists():
        raise Refused(
            _("После этого протокола уже есть протокол № %(number)s: номера идут без пропусков. Исправьте содержание.")
            % {"number": stored.number + 1}
        )
    journal.record("minutes_dropped", stored, by=by, kind=stored.kind, number=stored.number)
    stored.delete()


@transaction.atomic
def note_destruction(person: Person, *, by: Any, categories: Sequence[str], reason: str, way: str, on: date) -> None:
    """Note in the journal that personal data were destroyed by hand: the extract of D30 is printed from it.

    The product destroys nothing itself. `categories`, `reason` and `way` are codes of papers.destruction.
    Raises Refused for a day to come, or when no category is told.
    """
    if not categories:
        raise Refused(_("Отметьте, какие данные уничтожены."), field="categories")
    if on > clock.today():
        raise Refused(_("Этот день ещё не наступил: акт составляют после уничтожения."), field="on")
    journal.record("destruction_noted", person, by=by, categories=list(categories), reason=reason, way=way, on=on)


def _no_acquaintance(relation: Relation | None) -> str | None:
    if relation is None:
        return _("Выберите пару или группу, участников которой познакомили.")
    if relation.introduced_on is None:
        return _("Участников этой пары ещё не познакомили: протокол составляют после знакомства.")
    return None


def _next_number(organisation: Organisation, kind: str, year: int) -> int:
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one after another: no number twice
    last = Minutes.objects.of(organisation).filter(kind=kind, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _writable(minutes: Minutes, version: int | None = None) -> Minutes:
    stored = Minutes.objects.select_for_update().get(pk=minutes.pk)
    stored.organisation = minutes.organisation
    if not stored.is_draft:
        raise Refused(_("Протокол подписан: его текст больше не меняется."))
    if version is not None and version != stored.version:
        raise Outdated(_("Протокол тем временем изменили. Обновите страницу и внесите своё ещё раз."))
    return stored


def _grow(minutes: Minutes) -> None:
    minutes.version += 1
    minutes.save(update_fields=["version"])


def _seat(minutes: Minutes, people: Sequence[Person]) -> None:
    Presence.objects.bulk_create(
        Presence(organisation=minutes.organisation, minutes=minutes, person=person, sort=sort)
        for sort, person in enumerate(people)
    )


def _ask(minutes: Minutes, question: Question, sort: int) -> None:
    AgendaItem.objects.create(
        organisation=minutes.organisation,
        minutes=minutes,
        topic=question.topic,
        speaker=question.speaker,
        spoke=question.spoke,
        decided=question.decided,
        sort=sort,
    )
