"""Clean input for minutes, for the note of a destruction, for the journals of a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.documents.batches import BATCHES
from nastavnik.documents.models import BODIES, AgendaItem, Minutes, MinutesKind
from nastavnik.documents.papers.destruction import CATEGORIES, REASONS, WAYS
from nastavnik.kit import clock
from nastavnik.kit.dates import believable
from nastavnik.kit.ui.forms import ChoiceCards, ChoicesAcross, Ticks
from nastavnik.orders.models import REGISTERED_STATES, Order
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.pairs.queries import MEMBERS
from nastavnik.people.models import Person

KIND_HINTS = {
    MinutesKind.COUNCIL: _("Состав и председатель подставятся из приказа."),
    MinutesKind.PEDAGOGICAL: _("Подставятся педагоги и руководитель."),
    MinutesKind.ACQUAINTANCE: _("Подставятся участники пары, форма и срок; протокол — перед приказом (7.2)."),
    MinutesKind.SESSION: _("Подставятся наставники действующих пар."),
}


class DraftMinutesForm(forms.Form):
    """What it was, when; for an acquaintance, whose."""

    kind = forms.ChoiceField(label=_("Что это было"), widget=ChoiceCards(hints=KIND_HINTS))
    held_on = forms.DateField(label=_("Когда"), validators=[believable])
    relation = forms.ModelChoiceField(
        Relation.objects.none(),
        label=_("Пара или группа"),
        required=False,
        empty_label=_("выберите, если это знакомство"),
        help_text=_("Только те, кого уже познакомили."),
    )

    def __init__(self, *arguments, organisation: Organisation, kinds: list[str], **options) -> None:
        super().__init__(*arguments, **options)
        kind: Any = self.fields["kind"]
        kind.choices = [(one, MinutesKind(one).label) for one in kinds]
        relation: Any = self.fields["relation"]
        if MinutesKind.ACQUAINTANCE in kinds:
            relation.queryset = (
                Relation.objects.of(organisation)
                .filter(introduced_on__isnull=False)
                .exclude(state__in=("dropped", "not_formed"))
                .prefetch_related(MEMBERS)
            )
        else:
            del self.fields["relation"]


class MinutesForm(forms.ModelForm):
    """Who was there and who led."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Кто присутствовал"), required=False, widget=Ticks
    )

    class Meta:
        model = Minutes
        fields = ("held_on", "chair", "secretary", "guests")
        labels = {"chair": _("Председатель")}
        help_texts = {"guests": _("Кто не работает в учреждении или приглашён: по одному в строке.")}
        widgets = {"guests": forms.Textarea(attrs={"rows": 2})}

    field_order = ("held_on", "chair", "secretary", "people", "guests", "version")

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        day = self.instance.held_on
        kept = [self.instance.chair_id, self.instance.secretary_id]
        kept += self.instance.presences.values_list("person", flat=True)
        found = Person.objects.of(organisation)
        found = (found.employed(day) | found.filter(pk__in=kept)).distinct().order_by("sort_key")
        found = found.prefetch_related("employments")
        for name in ("people", "chair", "secretary"):
            field: Any = self.fields[name]
            field.queryset = found
            field.label_from_instance = lambda person: ", ".join(
                filter(None, (person.full_name, person.position_on(day)))
            )
        for name in ("chair", "secretary"):
            empty: Any = self.fields[name]
            empty.empty_label = _("не указан")
        self.fields["held_on"].validators.append(believable)  # type: ignore[attr-defined]
        if self.instance.kind not in BODIES:
            self.fields["chair"].label = _("Кто ведёт")
        if not self.is_bound:
            self.initial["people"] = list(self.instance.presences.values_list("person", flat=True))
            self.initial["version"] = self.instance.version


class AgendaForm(forms.ModelForm):
    """A question of the agenda."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = AgendaItem
        fields = ("topic", "speaker", "spoke", "decided", "votes_for", "votes_against", "abstained")

    def __init__(self, *arguments, minutes: Minutes, **options) -> None:
        super().__init__(*arguments, **options)
        if not minutes.decides:
            for name in ("votes_for", "votes_against", "abstained"):
                del self.fields[name]
        if not self.is_bound:
            self.initial["version"] = minutes.version


class ScanForm(forms.Form):
    """The scan of the signed paper; it may come later."""

    scan = forms.FileField(
        label=_("Скан или фотография"),
        required=False,
        help_text=_("JPEG, PNG, HEIC или PDF, до 20 МБ. Можно приложить позже."),
    )


class ScanNeededForm(forms.Form):
    scan = forms.FileField(label=_("Скан или фотография"), help_text=_("JPEG, PNG, HEIC или PDF, до 20 МБ."))


class DestructionForm(forms.Form):
    """What was destroyed by hand, of whom, why, how, when (Роскомнадзор, № 179)."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Чьи данные"), empty_label=_("выберите человека"))
    categories = forms.MultipleChoiceField(
        label=_("Какие данные уничтожены"),
        choices=list(CATEGORIES.items()),
        widget=Ticks,
        error_messages={"required": _("Отметьте, какие данные уничтожены.")},
    )
    reason = forms.ChoiceField(label=_("Почему"), choices=list(REASONS.items()))
    way = forms.ChoiceField(label=_("Как"), choices=list(WAYS.items()))
    on = forms.DateField(label=_("Когда"), validators=[believable], initial=lambda: clock.today())

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        person: Any = self.fields["person"]
        person.queryset = Person.objects.of(organisation)


class YearForm(forms.Form):
    """A calendar year: numbers of journals and registers begin anew on 1 January (edge case 42)."""

    year = forms.IntegerField(label=_("Календарный год"), min_value=2000, max_value=2199)


class BatchForm(forms.Form):
    """Which papers, in which format; the order and the year where they are needed."""

    what = forms.ChoiceField(label=_("Что собрать"))
    order = forms.ModelChoiceField(
        Order.objects.none(), label=_("Приказ"), required=False, empty_label=_("не нужен для других наборов")
    )
    year = forms.IntegerField(label=_("Календарный год"), min_value=2000, max_value=2199, help_text=_("Для программ."))
    paper_format = forms.ChoiceField(
        label=_("Вид файлов"), choices=[("pdf", "PDF"), ("docx", "Word")], initial="pdf", widget=ChoicesAcross
    )

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        what: Any = self.fields["what"]
        what.widget = ChoiceCards(hints={name: batch.hint for name, batch in BATCHES.items()})
        what.choices = [(name, batch.label) for name, batch in BATCHES.items()]
        self.initial.setdefault("what", next(iter(BATCHES)))
        orders: Any = self.fields["order"]
        orders.queryset = (
            Order.objects.of(organisation)
            .filter(state__in=REGISTERED_STATES, is_entered_later=False, items__relation__isnull=False)
            .distinct()
            .order_by("-signed_on", "-pk")
        )

    def clean(self):
        """An order is asked for where its people are wanted."""
        super().clean()
        if self.cleaned_data.get("what") == "order" and not self.cleaned_data.get("order"):
            self.add_error("order", _("Выберите приказ, чьи документы собрать."))
