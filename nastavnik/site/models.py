"""A publication of results: one text for one place, and what of whom it shows (9.3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.consents.models import PublicField, Resource
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme


class PublicationState(models.TextChoices):
    DRAFT = "draft", _("готовится")
    APPROVED = "approved", _("утверждена")
    PUBLISHED = "published", _("опубликована")
    WITHDRAWN = "withdrawn", _("снята")


HELD = (PublicationState.APPROVED, PublicationState.PUBLISHED)
"""Its text is decided on: it changes no more, only goes back or down."""

SHOWN_FIELDS = (
    PublicField.NAME,
    PublicField.POST,
    PublicField.EXPERIENCE,
    PublicField.ACHIEVEMENTS,
    PublicField.REVIEW,
)
"""What a publication may show of a person. Photographs and recordings have no place here (edge case 36);
the results of the programme are the text itself."""


PEOPLE = ("people__person__employments",)
"""What is read of the people of publications before they are asked about one by one."""


class PublicationQuerySet(OwnedQuerySet):
    def about(self, person: Person) -> "PublicationQuerySet":
        """Those that were decided to show something of the person."""
        return self.filter(
            pk__in=PublishedPerson.objects.filter(person=person).exclude(fields=[]).values("publication")
        )

    def with_people(self) -> "PublicationQuerySet":
        """With all that is asked when one is shown: four queries whatever the number of rows."""
        return self.select_related("resource", "programme__relation").prefetch_related(*PEOPLE)


class Publication(Keyed):
    """Results of a completed programme for one information resource: a consent is given for a place, so is this."""

    personal = PersonalData(
        identifying=("title", "done", "outcome", "withdraw_note"),
        plain=(
            "number", "state", "version", "no_children", "prepared_on", "approved_on", "published_on", "link",
            "withdrawn_on",
        ),
        person="people__person",
        ground="9.3; согласие на распространение (152-ФЗ ст. 10.1)",
        keep="до отзыва согласия или снятия, затем — текст без имён",
        erasure=Erasure.BLANK,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="publications")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="publications", verbose_name=_("где"))
    number = models.PositiveIntegerField()  # of the institution; stands in the address, so it never changes
    state = models.CharField(max_length=10, choices=PublicationState, default=PublicationState.DRAFT)
    version = models.PositiveIntegerField(default=1)  # grows with each change of the text: two tabs are noticed
    title = models.CharField(_("заголовок"), max_length=200)
    done = models.TextField(_("что сделано"), max_length=5000, blank=True)
    outcome = models.TextField(_("что получилось"), max_length=5000, blank=True)
    no_children = models.BooleanField(default=False)
    prepared_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    prepared_on = models.DateField()
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    published_on = models.DateField(null=True, blank=True)
    link = models.URLField(_("адрес страницы"), max_length=300, blank=True)  # where it was placed by hand
    withdrawn_on = models.DateField(null=True, blank=True)
    withdraw_note = models.CharField(max_length=300, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("organisation", "number", name="publication_number_is_unique"),
            models.UniqueConstraint(
                "programme", "resource", condition=~Q(state="withdrawn"), name="one_publication_in_a_place"
            ),
            models.CheckConstraint(
                name="decided_publication_has_its_day",
                condition=~Q(state__in=["approved", "published"]) | Q(approved_on__isnull=False, no_children=True),
            ),
            models.CheckConstraint(
                name="published_publication_has_its_day",
                condition=~Q(state="published") | Q(published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="withdrawn_publication_has_its_day",
                condition=~Q(state="withdrawn") | Q(withdrawn_on__isnull=False),
            ),
        ]
        indexes = [models.Index("organisation", "state", name="publications_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def texts(self) -> dict[str, str]:
        """Everything that people have written for it, by what it is: all of it is looked through for names."""
        own = {
            str(_("заголовок")): self.title,
            str(_("что сделано")): self.done,
            str(_("что получилось")): self.outcome,
        }
        for one in self.people.all():
            for name in (PublicField.ACHIEVEMENTS, PublicField.REVIEW):
                if name in one.fields:
                    own[f"{PublicField(name).label}, {one.person.short_name}"] = one.words(name)
        return own

    @property
    def is_held(self) -> bool:
        return self.state in HELD


class PublishedPerson(Keyed):
    """A participant in a publication: exactly which fields of theirs appear. None: they stay unnamed."""

    personal = PersonalData(
        identifying=("review", "achievements"),
        plain=("role", "fields"),
        person="person",
        ground="согласие на распространение (152-ФЗ ст. 10.1)",
        keep="до отзыва согласия или снятия публикации",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="publications")
    role = models.CharField(max_length=6, choices=MemberRole)
    fields = models.JSONField(default=list)  # codes of SHOWN_FIELDS, in that order
    review = models.TextField(_("отзыв"), max_length=2000, blank=True)
    achievements = models.TextField(_("достижения"), max_length=1000, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint("publication", "person", name="one_row_per_published_person")]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def needs(self) -> tuple[str, ...]:
        """The fields that need a consent: those shown, and the results, which become theirs by naming them."""
        return (*self.fields, PublicField.RESULTS) if self.fields else ()

    def words(self, field: str) -> str:
        """What was written for a field that is words."""
        return {PublicField.REVIEW: self.review, PublicField.ACHIEVEMENTS: self.achievements}[PublicField(field)]
