"""Clean input for publications."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nastavnik.consents.models import PublicField, Resource
from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Choices, Ticks
from nastavnik.site.models import SHOWN_FIELDS, Publication, PublishedPerson

_hints: dict[str, Any] = {
    "title": _("Без имён: заголовок виден и в списке раздела."),
    "done": _("Чем занимались наставник и наставляемый. Имён не пишите: участники показаны отдельно."),
    "outcome": _("Что изменилось к концу программы и по чему это видно."),
}
_words = forms.fields_for_model(
    PublishedPerson,
    ("achievements", "review"),
    widgets={name: forms.Textarea(attrs={"rows": 3}) for name in ("achievements", "review")},
)
_texts = forms.fields_for_model(Publication, ("title", "done", "outcome"), help_texts=_hints)


class PlaceForm(forms.Form):
    """Where the text will stand: a consent is given for one place, so is a publication."""

    resource = forms.ModelChoiceField(
        label=_("Где публикуется"), queryset=Resource.objects.none(), empty_label=None, widget=Choices
    )

    def __init__(self, places: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["resource"]
        field.queryset = places  # type: ignore[attr-defined]
        field.label_from_instance = lambda place: f"{place.name}, {place.address}"  # type: ignore[attr-defined]


class PublicationForm(forms.Form):
    """The text, and for each participant which fields appear; `version` is the one that the writer has read.

    `known` holds (key of the person, field) that the place has a consent for: the ticks say it.
    """

    hide_optional = True
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = _texts["title"]
    done = _texts["done"]
    outcome = _texts["outcome"]
    no_children = forms.BooleanField(
        label=_("В тексте нет детей: ни имён, ни примет, ни сведений о здоровье и семье"),
        required=False,
        help_text=_("Без этой отметки публикацию не утвердить. Фотографий в публикациях нет."),
    )

    def __init__(self, publication: Publication, known: set[tuple[Any, str]], *arguments: Any, **options: Any) -> None:
        names = ("version", "title", "done", "outcome", "no_children")
        options.setdefault("initial", {name: getattr(publication, name) for name in names})
        super().__init__(*arguments, **options)
        self.rows = list(publication.people.all())
        for row in self.rows:
            self._add_row(row, known)

    def _add_row(self, row: PublishedPerson, known: set[tuple[Any, str]]) -> None:
        has = {field: (row.person_id, str(field)) in known for field in (*SHOWN_FIELDS, PublicField.RESULTS)}
        whole = has[PublicField.RESULTS]
        hints = {
            str(field): _("согласие есть") if has[field] and whole else _("согласия нет") for field in SHOWN_FIELDS
        }
        key = row.pk.hex
        self.fields[f"fields_{key}"] = forms.MultipleChoiceField(
            label=_("Что показать"),
            choices=[(str(field), PublicField(field).label) for field in SHOWN_FIELDS],
            widget=Ticks(hints=hints),
            required=False,
            initial=row.fields,
        )
        for name in ("achievements", "review"):
            own = deepcopy(_words[name])
            own.initial = getattr(row, name)
            self.fields[f"{name}_{key}"] = own

    def keep_typed(self, version: int | None) -> None:
        """What was typed stays; with the version that stands now, so that sent once more it is taken."""
        if version is not None:
            typed = cast("QueryDict", self.data).copy()  # several ticks of one name stay several
            typed["version"] = str(version)
            self.data = typed

    @property
    def people(self) -> list[dict[str, Any]]:
        """The rows for the page: the person, and the names of their fields in this form."""
        names = ("fields", "achievements", "review")
        return [{"row": row, "fields": [self[f"{name}_{row.pk.hex}"] for name in names]} for row in self.rows]

    @property
    def chosen(self) -> dict[Any, dict[str, Any]]:
        """What was chosen, by the key of the row."""
        names = ("fields", "achievements", "review")
        return {row.pk: {name: self.cleaned_data[f"{name}_{row.pk.hex}"] for name in names} for row in self.rows}


class ApproveForm(forms.Form):
    """The head's decision on the text of one version."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    looked = forms.BooleanField(label=_("Проверено: сомнительного в тексте не осталось"), required=False)

    def __init__(self, doubts: Iterable[str], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not list(doubts):
            del self.fields["looked"]


class PlacedForm(forms.Form):
    """What was placed by hand: its address and day."""

    link = forms.URLField(
        label=_("Адрес страницы"),
        max_length=300,
        assume_scheme="https",
        help_text=_("По нему сведения найдут, если согласие отзовут."),
    )
    on = forms.DateField(label=_("Когда размещено"), initial=clock.today)


class WithdrawForm(forms.Form):
    """Why it is taken down; nobody has to say."""

    note = forms.CharField(label=_("Почему"), max_length=300, required=False)


class ReadyTextsForm(forms.Form):
    """Texts to be copied: nothing is sent."""

    post = forms.CharField(label=_("Текст для сообщества"), widget=forms.Textarea(attrs={"rows": 12, "readonly": True}))
    markup = forms.CharField(
        label=_("Разметка для сайта (HTML)"), widget=forms.Textarea(attrs={"rows": 12, "readonly": True})
    )
