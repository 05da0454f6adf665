"""How forms look: `{{ form }}` gives labels, hints, errors and marks through the templates in kit/forms/."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.template.loader import select_template


class Field(forms.BoundField):
    """A field on a page. Dates, times and long texts get inputs that suit a phone by themselves."""

    def __init__(self, form, field, name):
        native = _NATIVE.get(type(field.widget))
        if native and not field.widget.is_hidden:
            field.widget = native(attrs=field.widget.attrs)
        elif type(field.widget) is forms.Textarea and field.widget.attrs.get("rows") == "10":
            field.widget.attrs["rows"] = "5"  # Django's ten lines fill a phone
        super().__init__(form, field, name)

    @property
    def is_optional(self) -> bool:
        """Whether to say «необязательно»: not for a single tick, nor in a form of filters."""
        return not (
            self.field.required
            or self.field.disabled
            or isinstance(self.field.widget, forms.CheckboxInput)
            or getattr(self.form, "hide_optional", False)
        )

    @property
    def focus_id(self) -> str:
        """Where a link from the summary of errors leads: the input, or the first of several."""
        return self.id_for_label or f"{self.auto_id}_0"

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        kind = _kind(widget)
        if kind:
            attrs["class"] = f"{attrs.get('class') or widget.attrs.get('class', '')} {kind}".strip()
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)  # the group says it; a single radio button may not
        return attrs


class Renderer(TemplatesSetting):
    """Templates of Django's forms, each replaced by ours of the same name under kit/forms/ when there is one.

    Asking for ours by name makes the look independent of the order of installed apps.
    """

    bound_field_class = Field

    def get_template(self, template_name):
        ours = template_name.replace("django/forms/", "kit/forms/", 1)
        return select_template([ours, template_name])


class DateInput(forms.DateInput):
    """The browser's own calendar; it wants ISO dates whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own calendar with a clock."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class _Hinted(forms.widgets.ChoiceWidget):
    """Options may carry a line of explanation: `hints={value: text}`. `look` is a variant in forms.css."""

    look = ""

    def __init__(self, attrs=None, choices=(), hints=None):
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["look"] = self.look
        return context


class Choices(_Hinted, forms.RadioSelect):
    """Radio buttons, one below another, with hints."""


class ChoiceCards(Choices):
    """Radio buttons as cards: few options that need a word of explanation each."""

    look = "cards"


class ChoicesAcross(Choices):
    """Short radio buttons in one line: да, нет."""

    look = "across"


class Scale(Choices):
    """A scale of agreement: its numbers stay in one line on a phone, what stands apart follows."""

    look = "scale"


class Ticks(_Hinted, forms.CheckboxSelectMultiple):
    """Several ticks, one below another, with hints."""


class TickCards(Ticks):
    """Several ticks as cards."""

    look = "cards"


_NATIVE = {
    forms.DateInput: DateInput,
    forms.TimeInput: TimeInput,
    forms.DateTimeInput: DateTimeInput,
}
_KINDS = {
    forms.DateInput: "input input--date",
    forms.TimeInput: "input input--time",
    forms.DateTimeInput: "input input--datetime",
    forms.NumberInput: "input input--number",
}


_BOXED = (forms.CheckboxInput, forms.RadioSelect, forms.FileInput)


def _kind(widget: forms.Widget) -> str:
    """The CSS classes of an input; ticks, radio buttons and files are styled by their boxes."""
    if widget.is_hidden or isinstance(widget, _BOXED):
        return ""
    for kind, classes in _KINDS.items():
        if isinstance(widget, kind):
            return classes
    return "input"
