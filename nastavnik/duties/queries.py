"""Which mentors have an agreement, need none or lack one; which notices run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from nastavnik.duties.models import Notice, Supplement, SupplementState
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation, RelationMember, RelationState
from nastavnik.pairs.queries import note_lapses, relations
from nastavnik.people.models import Person

HAS, NOT_NEEDED, DRAFT, NONE = "signed", "not_needed", "draft", "none"


@dataclass(frozen=True)
class SupplementStatus:
    """How a mentor of a pair stands: `standing` is signed, not_needed, draft or none.

    `words` is «есть …», «не требуется: …» or «нет»; `warning` a sentence for whoever signs an order, "" when there
    is nothing to say. It never blocks: whether the law wants an agreement of every mentor is disputed (domain 4).
    """

    member: RelationMember
    standing: str
    words: str
    warning: str = ""
    supplement: Supplement | None = None


def supplement_status(relation: Relation) -> list[SupplementStatus]:
    """The mentors of one pair or group (one query beside the members)."""
    return _statuses(relation, _known([relation]))


def supplement_statuses(found: Sequence[Relation]) -> list[tuple[Relation, list[SupplementStatus]]]:
    """The mentors of many, by one query."""
    known = _known(found)
    return [(relation, _statuses(relation, known)) for relation in found]


def warnings_about(found: Sequence[Relation]) -> list[str]:
    """What is to be said of the agreements of many mentors: those who have none in one sentence."""
    statuses = [each for _relation, known in supplement_statuses(found) for each in known]
    without = dict.fromkeys(each.member.person.full_name for each in statuses if each.standing == NONE and each.warning)
    others = [each.warning for each in statuses if each.warning and each.standing != NONE]
    return ([_lacking(list(without))] if without else []) + others


@dataclass(frozen=True)
class DutyRow:
    """A mentor in a pair, for the list: how the agreement stands, the notice that runs."""

    relation: Relation
    status: SupplementStatus
    notice: Notice | None

    @property
    def member(self) -> RelationMember:
        return self.status.member


def duty_rows(organisation: Organisation, person: Person | None = None) -> list[DutyRow]:
    """Mentors of pairs that are agreed or in force (of one person, when given); a fixed number of queries."""
    open_ones = relations(organisation).filter(state__in=(RelationState.AGREED, RelationState.IN_FORCE))
    if person is not None:
        own = RelationMember.objects.staying(clock.today()).filter(person=person, role="mentor")
        open_ones = open_ones.filter(pk__in=own.values("relation"))
    found = note_lapses(open_ones)
    running = Notice.objects.of(organisation).open().select_related("member__relation")
    notices = {notice.member_id: notice for notice in running}
    return [
        DutyRow(relation, status, notices.get(status.member.pk))
        for relation, statuses in supplement_statuses(found)
        for status in statuses
        if person is None or status.member.person_id == person.pk
    ]


def _known(found: Iterable[Relation]) -> dict[Any, list[Supplement]]:
    """Agreements by mentor: of these pairs, and marks that none is needed, the latest first."""
    found = list(found)
    people = {member.person_id for relation in found for member in relation.mentors}
    rows = Supplement.objects.filter(person__in=people).filter(
        Q(relation__in=[relation.pk for relation in found]) | Q(state=SupplementState.NOT_NEEDED)
    )
    known: dict[Any, list[Supplement]] = {}
    for supplement in rows.exclude(state=SupplementState.DROPPED).order_by("-signed_on", "-id"):
        known.setdefault(supplement.person_id, []).append(supplement)
    return known


def _statuses(relation: Relation, known: dict[Any, list[Supplement]]) -> list[SupplementStatus]:
    return [_status(relation, member, known.get(member.person_id, [])) for member in relation.mentors]


def _status(relation: Relation, member: RelationMember, own: list[Supplement]) -> SupplementStatus:
    for supplement in own:
        if supplement.state == SupplementState.NOT_NEEDED:
            words = _("не требуется: %s") % supplement.ground
            return SupplementStatus(member, NOT_NEEDED, words, supplement=supplement)
    here = [supplement for supplement in own if supplement.relation_id == relation.pk]
    signed = next((supplement for supplement in here if supplement.state == SupplementState.SIGNED), None)
    if signed is not None:
        return SupplementStatus(member, HAS, _("есть: %s") % signed, _short(relation, member, signed), signed)
    who = {"who": member.person.full_name}
    draft = next((supplement for supplement in here if supplement.state == SupplementState.DRAFT), None)
    if draft is not None:
        warning = _("Дополнительное соглашение подготовлено, но не зарегистрировано: %(who)s.") % who
        return SupplementStatus(member, DRAFT, _("нет: проект ждёт подписи"), warning, draft)
    if is_from_outside(member.person):
        return SupplementStatus(member, NONE, _("трудового договора с учреждением нет"))
    return SupplementStatus(member, NONE, _("нет"), _lacking([member.person.full_name]))


def is_from_outside(person: Person) -> bool:
    """Whether there is no employment contract that could be supplemented: a mentor from a partner (3.3.5)."""
    today = clock.today()
    return person.is_outside_on(today) and not person.employments_on(today)


def _lacking(names: Sequence[str]) -> str:
    return _(
        "Нет дополнительного соглашения: %(who)s. Статья 351.8 ТК РФ велит указать в нём содержание, срок и форму "
        "наставничества. Приказ это не останавливает."
    ) % {"who": ", ".join(names)}


def _short(relation: Relation, member: RelationMember, signed: Supplement) -> str:
    """The pair has been prolonged, the agreement has not."""
    if signed.until is None or relation.until is None or signed.until >= relation.until:
        return ""
    return _("Соглашение действует по %(signed)s, а наставничество — по %(pair)s: подготовьте новое (%(who)s).") % {
        "signed": f"{signed.until:%d.%m.%Y}",
        "pair": f"{relation.until:%d.%m.%Y}",
        "who": member.person.full_name,
    }
