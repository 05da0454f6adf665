"""Clean input of teachers: professional requests (R2.1), the questionnaire of would-be mentors (R3.1)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.forms.directions import TopicField, TopicsField, topics_for
from nastavnik.banks.models import MenteeCategory, MenteeEntry, MentorEntry, Topic
from nastavnik.banks.topics import HOURS
from nastavnik.kit.ui.forms import Choices, Ticks
from nastavnik.organisations.models import Organisation
from nastavnik.regulation.models import Form

LEAST_REQUESTS = 3
"""So many requests the page asks for; one that says more already gets as many lines as it has."""


class _Wishes(forms.Form):
    """What requests and questionnaires ask alike: times, distance, forms, wishes in words."""

    hide_optional = True  # nearly everything is: the page says it once, not at every field

    hours = forms.MultipleChoiceField(
        label=_("Когда удобно встречаться"),
        choices=HOURS,
        required=False,
        widget=Ticks,
        help_text=_("Ничего не отмечено — подойдёт любое время."),
    )
    distance_ok = forms.BooleanField(label=_("Можно встречаться дистанционно"), required=False)
    wishes = forms.CharField(
        label=_("Пожелания своими словами"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Например: кроме четверга; хотелось бы работать с …"),
    )
    # last: below this line the name means the field, not the module
    forms = forms.MultipleChoiceField(
        label=_("Удобные формы наставничества"),
        choices=Form.choices,
        required=False,
        widget=Ticks(
            hints={
                Form.SHORT: _("две — четыре встречи с ясной целью"),
                Form.SITUATIONAL: _("помощь по мере надобности"),
                Form.REVERSIVE: _("молодой учит опытного новому"),
                Form.TRADITIONAL: _("от трёх месяцев до года"),
                Form.VIRTUAL: _("видеосвязь и переписка"),
            }
        ),
        help_text=_("Ничего не отмечено — подойдёт любая."),
    )


class RequestsForm(_Wishes):
    """Professional requests, the most important first (R2.1): one direction and own words on each line."""

    no_requests = forms.BooleanField(label=_("Сейчас запросов нет"), required=False)
    category = forms.ChoiceField(
        label=_("О себе"), required=False, choices=[("", _("не выбрано")), *MenteeCategory.choices]
    )

    def __init__(self, *arguments, organisation: Organisation, entry: MenteeEntry | None = None, **options) -> None:
        said = _said_by(entry)
        options["initial"] = {**_initial_of(entry, said), **options.get("initial", {})}
        super().__init__(*arguments, **options)
        self.lines = range(1, max(LEAST_REQUESTS, len(said)) + 1)
        topics = topics_for(organisation, entry)
        for number in self.lines:
            self.fields[f"topic{number}"] = TopicField(
                topics, label=_("Направление"), required=False, empty_label=_("выберите")
            )
            self.fields[f"text{number}"] = forms.CharField(
                label=_("Своими словами: в чём нужна помощь"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        lines = [name for number in self.lines for name in (f"topic{number}", f"text{number}")]
        self.order_fields([*lines, "no_requests", "category", "forms", "hours", "distance_ok", "wishes"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("no_requests"):
            if any(cleaned.get(f"topic{number}") or cleaned.get(f"text{number}") for number in self.lines):
                self.add_error("no_requests", _now("Снимите эту отметку или уберите запросы выше."))
            return cleaned
        for number in self.lines:
            if cleaned.get(f"text{number}") and f"topic{number}" in cleaned and not cleaned[f"topic{number}"]:
                self.add_error(f"topic{number}", _now("Выберите направление: по нему подбирается наставник."))
        if not self.errors and not self.requests():
            self.add_error("topic1", _now("Выберите хотя бы одно направление или отметьте, что запросов нет."))
        return cleaned

    def requests(self) -> list[dict[str, Any]]:
        """What was asked for, in order; empty when there are no requests."""
        if self.cleaned_data.get("no_requests"):
            return []
        return [
            {"topics": [topic], "text": self.cleaned_data.get(f"text{number}", "")}
            for number in self.lines
            if (topic := self.cleaned_data.get(f"topic{number}"))
        ]

    def shown_lines(self) -> list[dict[str, Any]]:
        """The fields of each request for the page: their names, and whether there is something to see in them."""
        shown = []
        for number in self.lines:
            names = f"topic{number}", f"text{number}"
            is_open = any(self[name].value() or self[name].errors for name in names)
            shown.append({"topic": names[0], "text": names[1], "is_open": is_open})
        return shown


def _said_by(entry: MenteeEntry | None) -> list[tuple[Topic | None, str]]:
    """The open requests as lines of the form: a request with two directions takes two lines, its words the first."""
    if entry is None:
        return []
    lines: list[tuple[Topic | None, str]] = []
    for request in entry.requests.filter(state="open").prefetch_related("topics"):
        topics: list[Topic | None] = list(request.topics.all()) or [None]
        lines += [(topic, "" if place else request.text) for place, topic in enumerate(topics)]
    return lines


def _initial_of(entry: MenteeEntry | None, said: list[tuple[Topic | None, str]]) -> dict[str, Any]:
    """What is known already is played back, not asked again (interaction, chapter 3)."""
    if entry is None:
        return {}
    known = {name: getattr(entry, name) for name in ("category", "forms", "hours", "distance_ok", "wishes")}
    for number, (topic, text) in enumerate(said, start=1):
        known[f"topic{number}"], known[f"text{number}"] = topic, text
    return known


class MentorForm(_Wishes):
    """The questionnaire of a would-be mentor (R3.1). Nothing is ticked beforehand (1.4/5)."""

    ready = forms.TypedChoiceField(
        label=_("Готовы ли вы стать наставником?"),
        choices=[("yes", _("да")), ("no", _("нет, сейчас не могу"))],
        coerce=lambda value: value == "yes",
        widget=Choices,
    )
    competences = TopicsField(Topic.objects.none(), label=_("Ваши сильные темы"), required=False)
    about = forms.CharField(
        label=_("Опыт и достижения"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    adults_experience = forms.CharField(label=_("Опыт обучения взрослых"), required=False, max_length=500)
    capacity = forms.TypedChoiceField(
        label=_("Сколько наставляемых готовы вести"), coerce=int, choices=[(1, "1")], initial=1
    )
    group_size = forms.TypedChoiceField(
        label=_("Готовы ли вести группу"), coerce=int, choices=[(1, _("нет, только пары"))], initial=1
    )
    hours_per_week = forms.IntegerField(label=_("Часов в неделю"), required=False, min_value=1, max_value=20)
    needs = forms.CharField(label=_("Что вам нужно для начала"), required=False, max_length=500)

    def __init__(self, *arguments, organisation: Organisation, entry: MentorEntry | None = None, **options) -> None:
        options["initial"] = {**_profile_of(entry), **options.get("initial", {})}
        super().__init__(*arguments, **options)
        topics, capacity, group = (self.fields[name] for name in ("competences", "capacity", "group_size"))
        assert isinstance(topics, TopicsField)
        assert isinstance(capacity, forms.ChoiceField)
        assert isinstance(group, forms.ChoiceField)
        topics.queryset = topics_for(organisation, entry)
        limit = organisation.settings.mentor_limit
        capacity.choices = [(number, str(number)) for number in range(1, limit + 1)]
        group.choices = [
            (1, _now("нет, только пары")),
            *((number, _now("до %(number)s человек") % {"number": number}) for number in range(2, limit + 1)),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("ready"):
            return cleaned
        if not cleaned.get("competences"):
            self.add_error("competences", _now("Отметьте хотя бы одну тему: по ней подбираются наставляемые."))
        if (cleaned.get("group_size") or 1) > (cleaned.get("capacity") or 1):
            self.add_error("group_size", _now("Группа не может быть больше, чем всего наставляемых."))
        return cleaned


def _profile_of(entry: MentorEntry | None) -> dict[str, Any]:
    """What is known already is played back."""
    if entry is None:
        return {}
    names = (
        "about", "adults_experience", "capacity", "group_size", "hours_per_week", "needs", "forms", "hours",
        "distance_ok", "wishes",
    )  # fmt: skip
    known = {name: getattr(entry, name) for name in names}
    return {**known, "ready": "yes", "competences": list(entry.competences.all())}
