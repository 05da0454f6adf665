"""What the sides want to be other in a programme that is approved or runs: proposed, agreed by all, in force (8.2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, RelationChange, RelationMember
from nastavnik.people.models import Person
from nastavnik.programmes.models.programmes import Programme


class Alteration(models.TextChoices):
    """What a change is about (8.2)."""

    EXTEND = "extend", _("продление")
    PLAN = "plan", _("план мероприятий")
    FORM = "form", _("форма наставничества")
    MEMBERS = "members", _("состав участников")


class ProposalState(models.TextChoices):
    OPEN = "open", _("на согласовании")
    DECLINED = "declined", _("не согласовано")
    AGREED = "agreed", _("согласовано, нужен приказ")
    IN_FORCE = "in_force", _("вступило в силу")
    DROPPED = "dropped", _("снято")


STANDING_CHANGES = (ProposalState.OPEN, ProposalState.AGREED)


class ProgrammeChange(Keyed):
    """A change of an approved programme; `content` is what its kind wants, by programmes.alterations.

    Where the order is touched (term, form, members), `order_change` is what the order will carry out: the change is
    in force from that order, not before (8.2).
    """

    personal = PersonalData(
        identifying=("words", "content"),
        plain=("kind", "state", "on", "until", "forms", "role", "proposed_at", "settled_at"),
        person="programme__relation__members__person",
        ground="8.2",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Alteration)
    state = models.CharField(max_length=9, choices=ProposalState, default=ProposalState.OPEN)
    words = models.CharField(_("почему и что изменится"), max_length=1000)
    on = models.DateField(_("с какого дня"), null=True, blank=True)  # FORM, MEMBERS
    until = models.DateField(_("новое окончание"), null=True, blank=True)  # EXTEND
    forms = models.JSONField(_("формы"), default=list, blank=True)  # FORM: as Phase.forms
    content = models.JSONField(_("изменения плана"), default=list, blank=True)  # PLAN: see programmes.alterations
    leaving = models.ForeignKey(  # MEMBERS: who leaves
        RelationMember, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("кто выбывает")
    )
    joining = models.ForeignKey(  # MEMBERS: who comes
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("кто войдёт")
    )
    role = models.CharField(max_length=6, choices=MemberRole, blank=True)
    order_change = models.OneToOneField(
        RelationChange, models.SET_NULL, null=True, blank=True, related_name="programme_change"
    )
    after = models.ForeignKey(  # of a change that was not agreed: the one that splits off who did not (edge case 26)
        "self", models.SET_NULL, null=True, blank=True, related_name="followers"
    )
    proposed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            # who prolongs and who changes the plan at the same moment meet here: one after the other (edge case 62)
            models.UniqueConstraint("programme", condition=Q(state="open"), name="one_open_change_of_a_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.programme}"


class ChangeAgreement(Keyed):
    """A member's private answer to a change: the others learn only whether all have agreed (8.2)."""

    personal = PersonalData(
        identifying=(),
        plain=("agrees", "given_at"),
        person="member__person",
        ground="8.2",
        keep="как программа",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    change = models.ForeignKey(ProgrammeChange, models.CASCADE, related_name="agreements")
    member = models.ForeignKey(RelationMember, models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    given_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("change", "member", name="one_answer_to_a_change")]
