"""Clean input of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.models import MentorEntry, Topic
from nastavnik.help.actions.helping import DEFAULT_MINUTES
from nastavnik.help.models import BY_HAND, ContactKind, HelpRequest, Way
from nastavnik.help.routing import here
from nastavnik.help.waiting import mentees_on
from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Choices, ChoicesAcross
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class HelpForm(forms.Form):
    """The topic is the button that sends; a line of text may be added."""

    text = forms.CharField(
        label=_("Вопрос одной строкой"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),  # not an input: the Enter key must not press a direction
        help_text=_("Можно ничего не писать: расскажете при разговоре. Имён детей и сведений о здоровье не пишите."),
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("Направление"),
        error_messages={"required": _("Нажмите направление: о чём вопрос.")},
    )  # fmt: skip

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["topic"]
        field.queryset = Topic.objects.of(organisation).filter(is_active=True)


class AnswerForm(forms.Form):
    """One line is enough; the rest is filled in beforehand."""

    record = forms.CharField(
        label=_("Что ответили"), max_length=300,
        help_text=_("Одной строкой. Прочтут автор вопроса и куратор."),
        error_messages={"required": _("Напишите одной строкой, что ответили.")},
    )  # fmt: skip
    way = forms.ChoiceField(label=_("Как"), choices=Way.choices, initial=Way.IN_PERSON, widget=ChoicesAcross)
    place = forms.CharField(
        label=_("Сервис или ссылка"), required=False, max_length=300, help_text=_("Для дистанционной помощи.")
    )  # fmt: skip
    on = forms.DateField(label=_("День"), initial=clock.today)
    minutes = forms.IntegerField(label=_("Сколько минут"), min_value=1, max_value=480, initial=DEFAULT_MINUTES)

    REST = ("on", "minutes")

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.REST]

    @property
    def rest_has_errors(self) -> bool:
        return bool(set(self.errors) & set(self.REST))


class _PersonField(forms.ModelChoiceField):
    """A person with a word of who they are."""

    hints: dict = {}

    def label_from_instance(self, person: Person) -> str:
        hint = self.hints.get(person.pk, "")
        return f"{person.full_name} — {hint}" if hint else person.full_name


class RouteForm(forms.Form):
    """Whom to ask: mentors of the bank who are here and have not been asked about this."""

    to = _PersonField(
        Person.objects.none(), label=_("Кому направить"), empty_label=None, widget=Choices,
        error_messages={"required": _("Выберите, кому направить вопрос.")},
    )  # fmt: skip

    def __init__(self, *arguments, help: HelpRequest, **options) -> None:
        super().__init__(*arguments, **options)
        entries = MentorEntry.objects.of(help.organisation).active().prefetch_related("competences")
        asked = help.asks.values_list("person_id", flat=True)
        people = here(help.organisation, clock.today()).exclude(pk=help.author_id)
        field: Any = self.fields["to"]
        field.queryset = people.filter(pk__in=[entry.person_id for entry in entries]).exclude(pk__in=asked)
        field.hints = {entry.person_id: ", ".join(topic.name for topic in entry.competences.all()) for entry in entries}

    @property
    def has_choice(self) -> bool:
        field: Any = self.fields["to"]
        return field.queryset.exists()


class SpecialistForm(forms.Form):
    """Who accompanies: anybody of the staff who is here and has a way in."""

    specialist = _PersonField(
        Person.objects.none(), label=_("Кто сопровождает"), empty_label=_("выберите сотрудника"),
        help_text=_("Методист, старший воспитатель, педагог-психолог — кто готов поддержать, пока нет наставника."),
        error_messages={"required": _("Выберите, кто будет сопровождать.")},
    )  # fmt: skip
    being_replaced = forms.BooleanField(
        label=_("Наставника меняют, нового пока нет"), required=False,
        help_text=_("Сейчас у педагога есть наставник. Сопровождение закончится само, когда приступит новый."),
    )  # fmt: skip

    def __init__(self, *arguments, person: Person, **options) -> None:
        super().__init__(*arguments, **options)
        if person.pk not in mentees_on(person.organisation, clock.today()):
            del self.fields["being_replaced"]
        people = here(person.organisation, clock.today()).exclude(pk=person.pk)
        field: Any = self.fields["specialist"]
        field.queryset = people.prefetch_related("employments")
        field.hints = {one.pk: one.post_today for one in field.queryset}


class ContactForm(forms.Form):
    """One line of the log."""

    note = forms.CharField(
        label=_("О чём"), max_length=300,
        help_text=_("Одной строкой. Прочтут педагог и куратор. О здоровье и семье не пишите."),
        error_messages={"required": _("Напишите одной строкой, о чём говорили или что сделали.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Что это было"), choices=ContactKind.choices, initial=ContactKind.TALK, widget=ChoicesAcross
    )
    on = forms.DateField(label=_("День"), initial=clock.today)


class EndForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Почему завершено"), choices=[(one.value, one.label) for one in BY_HAND], widget=Choices,
        error_messages={"required": _("Отметьте, почему сопровождение завершено.")},
    )  # fmt: skip
