"""Clean input for meetings: to come, moved, held, not held; and for the hours with children."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.kit.ui.forms import ChoicesAcross
from nastavnik.kit.ui.words import day as in_words
from nastavnik.organisations.models import MeetingService
from nastavnik.people.models import Person
from nastavnik.programmes.form_rules import one_meeting_more
from nastavnik.programmes.hours import Stretch, clashes_of, hours_of, read_hours
from nastavnik.programmes.models import DEFAULT_MINUTES, Channel, Meeting, Programme, Weekday
from nastavnik.programmes.usual import usual_meeting

_meeting = forms.fields_for_model(Meeting, ("on", "starts_at", "topic"))
WHERE = ("channel", "service", "place")


class _WhereForm(forms.Form):
    """How and where people meet; the list of services is offered once the institution has filled it (3.3.5)."""

    minutes = forms.IntegerField(label=_("Сколько минут"), min_value=1, max_value=480, initial=DEFAULT_MINUTES)
    channel = forms.ChoiceField(
        label=_("Как"), choices=Channel.choices, initial=Channel.IN_PERSON, widget=ChoicesAcross
    )
    service = forms.ModelChoiceField(
        label=_("Сервис"), queryset=MeetingService.objects.none(), required=False, empty_label=_("другой")
    )
    place = forms.CharField(
        label=_("Место или ссылка"),
        max_length=300,
        required=False,
        help_text=_("Для видеосвязи и переписки — ссылка или название сервиса."),
    )

    def __init__(self, programme: Programme, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={**usual_meeting(programme), **(initial or {})})
        self.programme = programme
        allowed = MeetingService.objects.of(programme.organisation).filter(is_allowed=True)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = allowed
        if not allowed:
            del self.fields["service"]

    @property
    def names_a_place(self) -> str:
        """What was typed of the place, to look for foreign services in."""
        return f"{self.cleaned_data.get('service') or ''} {self.cleaned_data['place']}"


class MeetingMoveForm(_WhereForm):
    """Another day, hour or place; `seen` is the number of changes that the mover has read of."""

    on = _meeting["on"]
    starts_at = _meeting["starts_at"]
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order: tuple[str, ...] = ("on", "starts_at", "minutes", *WHERE)

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "MeetingMoveForm":
        """The form with the day and place that stand now."""
        stands = {name: getattr(meeting, name) for name in ("on", "starts_at", "minutes", *WHERE)}
        return cls(meeting.programme, data, initial={**stands, "seen": meeting.sequence})

    @property
    def clashes(self) -> str:
        """What the members do at that hour (1.5); "" when nothing is known against it."""
        facts = self.cleaned_data
        return "; ".join(clashes_of(self.programme, facts["on"], facts["starts_at"], facts["minutes"]))


class MeetingPlanForm(MeetingMoveForm):
    """A meeting to come."""

    topic = _meeting["topic"]
    seen = None  # type: ignore[assignment]  # nobody has read anything of it yet
    field_order = ("on", "starts_at", "topic", "minutes", *WHERE)


class ScheduleForm(_WhereForm):
    """Several meetings at once: a line for each, its topic or goal (3.3.1, 3.3.4)."""

    topics = forms.CharField(
        label=_("О чём встречи"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Каждая с новой строки: тема или цель встречи."),
    )
    first = forms.DateField(label=_("Первая встреча"))
    weeks = forms.TypedChoiceField(
        label=_("Как часто"),
        coerce=int,
        initial=2,
        widget=ChoicesAcross,
        choices=[(1, _("раз в неделю")), (2, _("раз в две недели")), (4, _("раз в четыре недели"))],
    )
    field_order = ("topics", "first", "weeks", "minutes", *WHERE)


class MeetingForm(_WhereForm):
    """A meeting that took place: one line of text is enough, the rest is filled in beforehand."""

    topic = forms.CharField(label=_("О чём говорили"), max_length=300)
    on = forms.DateField(label=_("День"), initial=clock.today)
    result = forms.CharField(
        label=_("К чему пришли"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    as_help = forms.BooleanField(
        label=_("Это разовая помощь"),
        required=False,
        help_text=_("Четыре встречи краткосрочной формы уже состоялись: эта в их счёт не войдёт."),
    )
    REST = ("on", "minutes", *WHERE, "result")
    field_order = ("topic", "as_help", *REST)

    def __init__(self, programme: Programme, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(programme, data, initial=initial)
        if one_meeting_more(programme, clock.today()) is None:
            del self.fields["as_help"]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The fields that stay folded: they are filled in already."""
        return [self[name] for name in self.REST if name in self.fields]

    @property
    def rest_words(self) -> str:
        """«14 сентября, 40 мин., очно»: what is written down when nothing is unfolded."""
        if self.is_bound:
            return _now("День, длительность, место, итог")
        channel = dict(Channel.choices).get(self["channel"].value(), "")
        facts = {"day": in_words(self["on"].value()), "minutes": self["minutes"].value(), "channel": channel}
        return _now("%(day)s, %(minutes)s мин., %(channel)s — изменить или дополнить") % facts

    @property
    def rest_has_errors(self) -> bool:
        return bool(set(self.errors) & set(self.REST))


class MeetingEndForm(forms.Form):
    """Why a meeting was not held, or is called off: a word, no reports."""

    note = forms.CharField(
        label=_("Почему"),
        max_length=200,
        help_text=_("Двух слов довольно: «замена в группе», «не успели». О здоровье не пишите."),
    )


class HoursForm(forms.Form):
    """A field for each weekday; `week` is what was read."""

    hide_optional = True

    def __init__(self, person: Person, data: Any = None) -> None:
        super().__init__(data, initial={f"day_{day}": text for day, text in hours_of(person).items()})
        self.week: dict[int, list[Stretch]] = {}
        for day in Weekday:
            field = forms.CharField(label=day.label, max_length=120, required=False)
            field.widget.attrs["placeholder"] = "8:00–12:00, 15:30–17:00" if day == Weekday.MONDAY else ""
            self.fields[f"day_{day.value}"] = field

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        for day in Weekday:
            try:
                stretches = read_hours(facts.get(f"day_{day.value}", ""))
            except Refused as refusal:
                self.add_error(f"day_{day.value}", refusal.sentence)
            else:
                if stretches:
                    self.week[day.value] = stretches
        return facts
