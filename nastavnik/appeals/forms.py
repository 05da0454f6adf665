"""Clean input. What is written about people is kept by no browser (edge case 81)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.appeals.addressees import holders_of, mediators
from nastavnik.appeals.models import MediationOutcome, PartyAnswer, PetitionReason
from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Choices, ChoicesAcross, Ticks
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.people.models import Person


def _private(rows: int) -> forms.Textarea:
    """A long text that a browser neither offers again nor sends to a spelling service."""
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "spellcheck": "false"})


class _MentorField(forms.ModelChoiceField):
    def label_from_instance(self, member: RelationMember) -> str:
        return member.person.full_name


class PetitionForm(forms.Form):
    """Nothing here is compulsory but the mentor, and that only where there are two (1.4/5)."""

    mentor = _MentorField(
        RelationMember.objects.none(),
        label=_("О замене кого вы просите"),
        empty_label=None,
        widget=Choices,
        error_messages={"required": _("Выберите наставника, о замене которого просите.")},
    )
    reasons = forms.MultipleChoiceField(
        label=_("Почему"), choices=PetitionReason.choices, required=False, widget=Ticks
    )  # fmt: skip
    text = forms.CharField(
        label=_("Что ещё важно знать"), required=False, max_length=2000, widget=_private(4)
    )  # fmt: skip

    def __init__(self, *arguments, member: RelationMember, **options) -> None:
        super().__init__(*arguments, **options)
        mentors = member.relation.mentors
        if len(mentors) == 1:
            del self.fields["mentor"]
        else:
            field: Any = self.fields["mentor"]
            keys = [mentor.pk for mentor in mentors]
            field.queryset = RelationMember.objects.filter(pk__in=keys).select_related("person")


class RepeatForm(forms.Form):
    text = forms.CharField(
        label=_("Что добавить"), required=False, max_length=2000, widget=_private(4),
        help_text=_("Если ничего не добавить, останется прежний текст."),
    )  # fmt: skip


class GrantForm(forms.Form):
    answer = forms.CharField(label=_("Ответ автору"), required=False, max_length=1000, widget=_private(3))


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label=_("Почему отклонено"), max_length=1000, widget=_private(4),
        help_text=_("Прочтёт автор. Он сможет подать ходатайство повторно — руководителю."),
        error_messages={"required": _("Напишите, почему: автор прочтёт ваш ответ.")},
    )  # fmt: skip


class ProposalForm(forms.Form):
    text = forms.CharField(
        label=_("Что предлагаете изменить в программах наставничества"), max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Напишите, что предлагаете изменить.")},
    )  # fmt: skip
    is_shown = forms.BooleanField(
        label=_("Показать коллегам, когда будет ответ"), required=False,
        help_text=_("Вместе с вашим именем. Решение можно изменить в любой день."),
    )  # fmt: skip


class TrainingForm(forms.Form):
    """What a teacher wants to learn (6.1/1)."""

    text = forms.CharField(
        label=_("Чему хотите учиться"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Тема; если знаете — курс, вебинар, стажировка и когда. Хватит и одной строки."),
        error_messages={"required": _("Напишите, чему хотите учиться.")},
    )  # fmt: skip


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Ответ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Напишите ответ: автор его ждёт.")},
    )  # fmt: skip


class _UserField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return user.shown_name


class MediatorForm(forms.Form):
    """Who is to mediate: the council and the curator, but no party and not the head."""

    mediator = _UserField(
        User.objects.none(), label=_("Медиатор"), empty_label=None, widget=Choices,
        error_messages={"required": _("Выберите медиатора.")},
    )  # fmt: skip

    def __init__(self, *arguments, possible: QuerySet[User], **options) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["mediator"]
        field.queryset = possible


class MediationForm(MediatorForm):
    """With whom, through whom, and if the author wants, about what."""

    near = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("С кем нужен разговор"), required=False, widget=Ticks,
        help_text=_("Здесь те, с кем вы в паре или группе."),
    )  # fmt: skip
    others = forms.ModelChoiceField(
        Person.objects.none(), label=_("Или с другим сотрудником"), required=False, empty_label=_("никого больше")
    )
    text = forms.CharField(
        label=_("О чём нужно поговорить"), required=False, max_length=2000, widget=_private(4),
        help_text=_("Прочтёт только медиатор. Когда медиация завершится, текст сотрётся."),
    )  # fmt: skip
    field_order = ("near", "others", "mediator", "text")

    def __init__(self, *arguments, author: Person, **options) -> None:
        super().__init__(*arguments, possible=possible_mediators(author.organisation, [author]), **options)
        near = partners_of(author)
        everybody = Person.objects.of(author.organisation).filter(user__isnull=False).employed(clock.today())
        for name, rows in (("near", near), ("others", everybody.exclude(pk__in=near).exclude(pk=author.pk))):
            field: Any = self.fields[name]
            field.queryset = rows.order_by("sort_key")
        if not near.exists():
            del self.fields["near"]
            self.fields["others"].label = _("С кем нужен разговор")

    def clean(self) -> dict[str, Any]:
        """At least one person on the other side."""
        said = super().clean() or self.cleaned_data
        parties = [*said.get("near", ()), *filter(None, [said.get("others")])]
        if not parties and "others" not in self.errors:
            self.add_error("others", _("Укажите, с кем нужен разговор."))
        said["parties"] = parties
        return said


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Чем закончилось"), choices=MediationOutcome.choices, widget=Choices,
        error_messages={"required": _("Отметьте, чем закончилась медиация.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("О чём договорились"), required=False, max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Несколько слов, без пересказа и обвинений. Прочтут участники."),
    )  # fmt: skip


class PartyForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Ваш ответ"),
        choices=[choice for choice in PartyAnswer.choices if choice[0]],
        widget=ChoicesAcross,
        error_messages={"required": _("Выберите ответ.")},
    )


def possible_mediators(organisation: Organisation, parties: list[Person]) -> QuerySet[User]:
    """Whom the author may choose from, by name."""
    own = frozenset(person.user_id for person in parties if person.user_id)
    keys = mediators(holders_of(organisation, clock.today()), own)
    return User.objects.filter(pk__in=keys, is_active=True).order_by("shown_name")


def partners_of(person: Person) -> QuerySet[Person]:
    """Those who are in a pair or group in force with the person."""
    own = RelationMember.objects.staying(clock.today()).filter(person=person, relation__state="in_force")
    there = RelationMember.objects.staying(clock.today()).filter(relation__in=own.values("relation"))
    found = Person.objects.of(person.organisation).filter(pk__in=there.values("person"), user__isnull=False)
    return found.exclude(pk=person.pk)
