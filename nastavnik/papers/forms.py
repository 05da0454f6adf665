"""Forms of pages that send files in: clean input, nothing is saved here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.papers.own_forms.kinds import all_kinds


class OwnFormUpload(forms.Form):
    """A Word file as the institution's own form of a kind."""

    kind = forms.ChoiceField(label=_("Вид документа"))
    name = forms.CharField(
        label=_("Название"),
        max_length=200,
        required=False,
        help_text=_("Можно не заполнять: будет назван вид документа."),
    )
    file = forms.FileField(
        label=_("Файл .docx"),
        help_text=_("До 5 МБ. Проще всего скачать пример и изменить в нём шапку и расположение."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.kind, one.words) for one in all_kinds()]  # type: ignore[attr-defined]
