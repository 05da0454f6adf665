"""What people decide about the matching: the weights of the criteria, the council's word on a proposal."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.matching import Weights
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import CouncilOpinion, MatchWeights, Relation, Stand
from nastavnik.pairs.weights import weights_of


@transaction.atomic
def change_weights(organisation: Organisation, weights: Weights, *, by: User, reason: str) -> MatchWeights:
    """From the next run on; runs of before keep theirs. The reason is asked for, and stays (7.1).

    Refused: no reason, nothing changed, all criteria at nought.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = weights_of(organisation)
    if weights == before:
        raise Refused(_("Ничего не изменено."))
    if weights.total == 0:
        raise Refused(_("Хотя бы один критерий должен что-то значить."))
    if not reason.strip():
        raise Refused(_("Напишите, почему: это увидят куратор и совет."), field="reason")
    row = MatchWeights.objects.create(
        organisation=organisation,
        values=asdict(weights),
        changed_at=clock.now(),
        changed_by=by,
        reason=reason.strip()[:500],
    )
    journal.record("weights_changed", row, by=by, before=asdict(before), after=asdict(weights))
    return row


@transaction.atomic
def give_opinion(relation: Relation, stand: str, *, by: User, note: str = "") -> CouncilOpinion:
    """A member of the council says what they think of a pair that is being formed (4.5/2); again replaces.

    Refused when the pair is no longer being formed, and for a wish to discuss without a word about what.
    """
    stored = Relation.objects.select_for_update().get(pk=relation.pk)
    if not stored.is_forming:
        raise Refused(_("Мнение уже не нужно: состояние — «%s».") % stored.get_state_display())
    if stand not in Stand.values:
        raise Refused(_("Выберите один из ответов."), field="stand")
    if stand == Stand.DISCUSS and not note.strip():
        raise Refused(_("Напишите, что обсудить."), field="note")
    opinion, _made = CouncilOpinion.objects.update_or_create(
        relation=stored,
        given_by=by,
        defaults={
            "organisation_id": stored.organisation_id,
            "stand": stand,
            "note": note.strip()[:500],
            "given_on": clock.today(),
        },
    )
    journal.record("opinion_given", stored, by=by, stand=stand)
    return opinion
