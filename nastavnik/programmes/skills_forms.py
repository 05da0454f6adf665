"""Clean input for a checkpoint and for the map of skills: taps on words, one line at most (2.2/7, 2.2/8)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.models import Topic
from nastavnik.kit.ui.forms import Choices
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.models import Checkpoint, Independence, Mastery


class CheckpointForm(forms.Form):
    level = forms.ChoiceField(label=_("Как идёт работа"), choices=Independence.choices, widget=Choices)
    note = forms.fields_for_model(Checkpoint, ("note",))["note"]


class CompetencesForm(forms.Form):
    """A question for each direction, none of them compulsory; and one more direction, if it is missing."""

    def __init__(
        self, organisation: Organisation, topics: list[Topic], stand: dict[Any, str], *arguments: Any, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.topics = topics
        for topic in topics:
            self.fields[self.name_of(topic)] = forms.ChoiceField(
                label=topic.name,
                choices=[("", _("пока не отвечаю")), *Mastery.choices],
                initial=stand.get(topic.pk, ""),
                required=False,
            )
        others = Topic.objects.of(organisation).filter(is_active=True).exclude(pk__in=[one.pk for one in topics])
        self.fields["other"] = forms.ModelChoiceField(
            label=_("Ещё направление"), queryset=others, required=False, empty_label=_("не добавлять")
        )
        self.fields["other_level"] = forms.ChoiceField(
            label=_("Как с ним"), choices=[("", "—"), *Mastery.choices], required=False
        )

    @staticmethod
    def name_of(topic: Topic) -> str:
        return f"topic_{topic.pk.hex}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        other, level = cleaned.get("other"), cleaned.get("other_level")
        if other and not level:
            self.add_error("other_level", _("Выберите ответ о добавленном направлении."))
        if level and not other:
            self.add_error("other", _("Выберите направление, о котором этот ответ."))
        return cleaned

    @property
    def levels(self) -> dict[Topic, str]:
        """What was said, by direction; "" where nothing was."""
        said = {topic: self.cleaned_data[self.name_of(topic)] for topic in self.topics}
        if self.cleaned_data.get("other"):
            said[self.cleaned_data["other"]] = self.cleaned_data["other_level"]
        return said
