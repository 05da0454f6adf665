"""Clean input of the curator: campaigns, the directory, filters of a bank."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.forms.directions import TopicField
from nastavnik.banks.models import Collection, Topic
from nastavnik.banks.queries import LAPSED
from nastavnik.organisations.models import Organisation


class CollectionForm(forms.ModelForm):
    """Until when the answers are asked for."""

    class Meta:
        model = Collection
        fields = ("deadline",)

    def __init__(self, *arguments, days: int, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["deadline"].required = False
        self.fields["deadline"].help_text = _now("Если не указать, срок будет через %(days)s дн.") % {"days": days}


class TopicForm(forms.ModelForm):
    """A direction of the institution's directory."""

    class Meta:
        model = Topic
        fields = ("name", "area", "is_active")


class EntryFilterForm(forms.Form):
    q = forms.CharField(label=_("Человек"), required=False, max_length=200)
    topic = forms.ModelChoiceField(Topic.objects.none(), label=_("Направление"), required=False, empty_label=_("любое"))
    state = forms.ChoiceField(
        label=_("Состояние"),
        required=False,
        choices=[
            ("", _("в базе и черновики")),
            ("active", _("в базе")),
            ("draft", _("черновики")),
            (LAPSED, _("в базе, но не участвуют в подборе")),
            ("suspended", _("приостановлены")),
            ("excluded", _("исключены")),
        ],
    )

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["topic"] = TopicField(
            Topic.objects.of(organisation), label=_("Направление"), required=False, empty_label=_("любое")
        )
        self.order_fields(("q", "topic", "state"))
