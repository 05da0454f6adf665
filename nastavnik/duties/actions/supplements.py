"""Supplementary agreements: drafted from the pair, signed on paper in two copies, then registered (ТК РФ ст. 351.8)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.duties.models import Supplement, SupplementState
from nastavnik.duties.papers import supplement_paper
from nastavnik.duties.queries import is_from_outside
from nastavnik.duties.states import SUPPLEMENT
from nastavnik.duties.wording import terms_of
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import MemberRole, RelationMember, RelationState
from nastavnik.papers.actions import issue_paper
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person

TERMS = ("content", "form_words", "since", "until", "payment", "contract_number", "contract_date")


@transaction.atomic
def draft_supplement(member: RelationMember, *, by: User) -> Supplement:
    """A draft for one mentor of a pair that is agreed or in force, filled in from the pair.

    A draft that stands already is returned. Refused for a mentee, for a pair that is not so far yet or over, and
    for a mentor who needs none.
    """
    relation = member.relation
    Person.objects.select_for_update(no_key=True).get(pk=member.person_id)  # two at once must not draft twice
    if member.role != MemberRole.MENTOR:
        raise Refused(_("Дополнительное соглашение заключают с наставником."))
    if relation.state not in (RelationState.AGREED, RelationState.IN_FORCE):
        raise Refused(
            _("Соглашение готовят, когда пара согласована. Её состояние — «%s».") % relation.get_state_display()
        )
    if is_from_outside(member.person):
        raise Refused(_("Внешний наставник работает не по трудовому договору с учреждением: дополнять нечего."))
    own = Supplement.objects.filter(person=member.person)
    if own.filter(state=SupplementState.NOT_NEEDED).exists():
        raise Refused(_("Отмечено, что соглашение этому наставнику не требуется: сначала снимите отметку."))
    standing = own.filter(relation=relation, state=SupplementState.DRAFT).first()
    if standing is not None:
        return standing
    supplement = Supplement.objects.create(
        organisation_id=member.organisation_id,
        relation=relation,
        person=member.person,
        made_by=by,
        made_on=clock.today(),
        **terms_of(relation),
    )
    journal.record("supplement_drafted", supplement, by=by, relation=relation.pk)
    return supplement


@transaction.atomic
def change_supplement(supplement: Supplement, *, by: User, **terms: Any) -> Supplement:
    """Other words of the draft; what is signed changes only by another agreement."""
    stored = Supplement.objects.select_for_update().get(pk=supplement.pk)
    if stored.state != SupplementState.DRAFT:
        raise Refused(_("Изменить можно только проект. Состояние — «%s».") % stored.get_state_display())
    if terms.get("since") and terms.get("until") and terms["until"] < terms["since"]:
        raise Refused(_("Окончание раньше начала."), field="until")
    for name in TERMS:
        if name in terms:
            setattr(supplement, name, terms[name])
    supplement.save(update_fields=[name for name in TERMS if name in terms])
    journal.record("supplement_changed", supplement, by=by)
    return supplement


@transaction.atomic
def register_supplement(
    supplement: Supplement, *, by: User, number: str, signed_on: date, scan: Scan | None = None
) -> Supplement:
    """Both sides have signed on paper: a click signs nothing (ТК РФ ст. 72). The text is kept as it was printed."""
    if signed_on > clock.today():
        raise Refused(_("Дата подписания ещё не наступила: укажите день, который стоит на бумаге."), field="signed_on")
    SUPPLEMENT.advance(
        supplement,
        "register",
        by=by,
        fields={"number": number.strip(), "signed_on": signed_on, "scan": scan},
        signed_on=signed_on,
    )
    paper = supplement_paper(supplement)
    transaction.on_commit(
        lambda: issue_paper(paper, organisation_id=supplement.organisation_id, about_id=supplement.pk, by=by),
        robust=True,
    )
    return supplement


@transaction.atomic
def attach_supplement_scan(supplement: Supplement, scan: Scan, *, by: User) -> Supplement:
    """The scan of a registered agreement; one that it replaces stays kept, the journal names both."""
    stored = Supplement.objects.select_for_update().get(pk=supplement.pk)
    if stored.state != SupplementState.SIGNED:
        raise Refused(_("Соглашение ещё не зарегистрировано: скан прикладывают к подписанному."))
    supplement.scan = scan
    supplement.save(update_fields=["scan"])
    journal.record("supplement_scan_attached", supplement, by=by, scan=scan.pk, before=stored.scan_id)
    return supplement


@transaction.atomic
def drop_supplement(supplement: Supplement, *, by: User) -> Supplement:
    """A draft that is not wanted any more, or a mark that none is needed."""
    SUPPLEMENT.advance(supplement, "drop", by=by)
    return supplement


@transaction.atomic
def waive_supplement(person: Person, *, by: User, ground: str) -> Supplement:
    """No agreement is needed for this mentor, in any pair, and why; the consent of 4.2 is needed all the same.

    Drafts go. Refused without a ground, and when it is marked already.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    ground = ground.strip()
    if not ground:
        raise Refused(_("Укажите основание: его будут читать проверяющие."), field="ground")
    own = Supplement.objects.filter(person=person)
    if own.filter(state=SupplementState.NOT_NEEDED).exists():
        raise Refused(_("Уже отмечено, что соглашение не требуется."))
    for draft in own.filter(state=SupplementState.DRAFT):
        drop_supplement(draft, by=by)
    supplement = Supplement.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        state=SupplementState.NOT_NEEDED,
        ground=ground[:300],
        made_by=by,
        made_on=clock.today(),
    )
    journal.record("supplement_waived", supplement, by=by)
    return supplement
