"""What a person has read of the regulation, the mentors' codes and the acts, and what they are asked to read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.regulation.models import ActStatus, Edition, MentorCode, NormativeAct, Reading


@dataclass(frozen=True)
class ToRead:
    """A text and the day on which the reader has noted it as read."""

    text: Edition | MentorCode | NormativeAct
    read_on: date | None


@dataclass(frozen=True)
class Shelf:
    """Everything there is to read; `read` and `total` count the acts (6.2/1)."""

    edition: ToRead | None
    codes: list[ToRead]
    acts: list[ToRead]

    @property
    def read(self) -> int:
        return sum(one.read_on is not None for one in self.acts)

    @property
    def total(self) -> int:
        return len(self.acts)


def shelf_of(person: Person | None, organisation: Organisation) -> Shelf:
    """Four queries. Whoever has no card here (an administrator from outside) reads and notes nothing."""
    own = list(Reading.objects.filter(person=person)) if person is not None else []
    read = {key: one.on for one in own for key in (one.edition_id, one.code_id, one.act_id) if key is not None}
    edition = Edition.objects.of(organisation).on(clock.today()).order_by("-since").first()
    acts = NormativeAct.objects.of(organisation).exclude(status=ActStatus.ENDED)
    return Shelf(
        ToRead(edition, read.get(edition.pk)) if edition else None,
        [ToRead(code, read.get(code.pk)) for code in codes_of(organisation)],
        [ToRead(act, read.get(act.pk)) for act in acts],
    )


def codes_of(organisation: Organisation) -> list[MentorCode]:
    """The manifest and the code as they stand now: the latest version of each."""
    latest: dict[str, MentorCode] = {}
    for code in MentorCode.objects.of(organisation):  # the latest version first
        latest.setdefault(code.kind, code)
    return list(latest.values())


def asked_of_mentor(person: Person, organisation: Organisation) -> list[Edition | MentorCode]:
    """What a mentor is asked to read: a new edition (5.2/1), the manifest and the code (5.2/8). Two or three queries.

    The first edition is not here: it is read under signature, with the order that approves it (4.1).
    """
    edition = Edition.objects.of(organisation).on(clock.today()).order_by("-since").first()
    texts: list[Edition | MentorCode] = [edition] if edition is not None and edition.number > 1 else []
    texts += codes_of(organisation)
    if not texts:
        return []
    own = Reading.objects.filter(person=person).values_list("edition", "code")
    read = {key for row in own for key in row if key is not None}
    return [text for text in texts if text.pk not in read]


def unread_codes(organisation: Organisation, people: Iterable[Person]) -> list[Person]:
    """Those of the mentors who have not read the manifest and the code as they stand now (two queries)."""
    people, codes = list(dict.fromkeys(people)), [code.pk for code in codes_of(organisation)]
    if not people or not codes:
        return []
    rows = Reading.objects.filter(person__in=[one.pk for one in people], code__in=codes).values_list("person", "code")
    read: Collection[tuple] = set(rows)
    return [one for one in people if any((one.pk, code) not in read for code in codes)]


def code_warning(people: Iterable[Person]) -> str:
    """One sentence for whoever signs: it may block, when the institution has decided so."""
    names = ", ".join(person.full_name for person in people)
    return _("Манифест и кодекс наставника не прочитаны: %(who)s.") % {"who": names} if names else ""
