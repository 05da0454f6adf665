"""Clean input for changes of a programme, pauses and ends: a form for each kind of change (8.1, 8.2)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Choices
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.pairs.queries import mentee_choices, mentor_choices
from nastavnik.people.models import Person
from nastavnik.programmes.models import Alteration, ItemKind, ItemState, Pause, PauseReason, Programme
from nastavnik.programmes.phase_forms import ChooseFormsForm
from nastavnik.programmes.phases import span_on

NEW_ROWS = 2


def _words() -> forms.CharField:
    return forms.CharField(
        label=_("Почему это нужно"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Это прочитает каждый участник, прежде чем согласиться."),
        error_messages={"required": _("Напишите, почему нужно изменение.")},
    )


class _ChangeForm(forms.Form):
    """`change` is what propose_change takes."""

    def __init__(self, programme: Programme, data: Any = None) -> None:
        super().__init__(data)
        self.programme = programme

    @property
    def change(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ExtendForm(_ChangeForm):
    until = forms.DateField(label=_("Новое окончание"))
    words = _words()

    def __init__(self, programme: Programme, data: Any = None) -> None:
        super().__init__(programme, data)
        self.fields["until"].help_text = _("Сейчас — по %s. Традиционная форма длится не дольше года.") % (
            f"{programme.until:%d.%m.%Y}"
        )


class PlanForm(_ChangeForm):
    """Each activity still to come with its day and a tick to cancel it; a few lines for new ones."""

    words = _words()

    def __init__(self, programme: Programme, data: Any = None) -> None:
        super().__init__(programme, data)
        self.items = [item for item in programme.items.all() if item.state == ItemState.PLANNED]
        for item in self.items:
            self.fields[f"due-{item.pk}"] = forms.DateField(label=_("Срок"), initial=item.due_on)
            self.fields[f"off-{item.pk}"] = forms.BooleanField(label=_("Убрать из плана"), required=False)
        for number in range(NEW_ROWS):
            self.fields[f"title-{number}"] = forms.CharField(label=_("Мероприятие"), max_length=300, required=False)
            self.fields[f"kind-{number}"] = forms.ChoiceField(
                label=_("Вид"), choices=ItemKind.choices, initial=ItemKind.CONSULTATION, required=False
            )
            self.fields[f"due-{number}"] = forms.DateField(label=_("Срок"), required=False)

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """For the page: the activity, its day, its tick."""
        return [(item, self[f"due-{item.pk}"], self[f"off-{item.pk}"]) for item in self.items]

    @property
    def new_rows(self) -> list[tuple[Any, ...]]:
        return [tuple(self[f"{name}-{number}"] for name in ("title", "kind", "due")) for number in range(NEW_ROWS)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for number in range(NEW_ROWS):
            if said.get(f"title-{number}", "").strip() and not said.get(f"due-{number}"):
                self.add_error(f"due-{number}", _("Укажите срок нового мероприятия."))
        return said

    @property
    def change(self) -> dict[str, Any]:
        said = self.cleaned_data
        steps: list[dict[str, Any]] = []
        for item in self.items:
            if said[f"off-{item.pk}"]:
                steps.append({"act": "cancel", "item": str(item.pk)})
            elif said[f"due-{item.pk}"] != item.due_on:
                steps.append({"act": "move", "item": str(item.pk), "due_on": said[f"due-{item.pk}"].isoformat()})
        for number in range(NEW_ROWS):
            if title := said[f"title-{number}"].strip():
                kind, due_on = said[f"kind-{number}"], said[f"due-{number}"]
                steps.append({"act": "add", "title": title, "kind": kind, "due_on": due_on.isoformat()})
        return {"words": said["words"], "content": steps}


class OtherFormForm(ChooseFormsForm):
    """Other forms from a day on (3.3, 3.4)."""

    on = forms.DateField(label=_("С какого дня"), help_text=_("Прежняя форма закончится накануне."))
    words = _words()
    field_order = ("on", "leading", "others", "words")

    def __init__(self, programme: Programme, data: Any = None) -> None:
        super().__init__(programme, data, phase=span_on(programme, clock.today()).phase)
        for name in ("version", "topic", "rationale"):
            del self.fields[name]
        self.initial["on"] = clock.today() + timedelta(days=1)

    @property
    def change(self) -> dict[str, Any]:
        said = self.cleaned_data
        others = [code for code in said["others"] if code != said["leading"]]
        return {"on": said["on"], "words": said["words"], "forms": [said["leading"], *others]}


class LeaveForm(_ChangeForm):
    leaving = forms.ModelChoiceField(
        RelationMember.objects.none(),
        label=_("Кто выбывает"),
        empty_label=None,
        widget=Choices,
        error_messages={"required": _("Выберите, кто выбывает.")},
    )
    on = forms.DateField(label=_("С какого дня"))
    words = _words()

    def __init__(self, programme: Programme, data: Any = None) -> None:
        super().__init__(programme, data)
        field: Any = self.fields["leaving"]
        field.queryset = programme.relation.members.filter(left_on__isnull=True).select_related("person")
        field.label_from_instance = lambda one: f"{one.person.full_name} ({one.get_role_display()})"
        self.initial["on"] = clock.today() + timedelta(days=1)


class JoinForm(_ChangeForm):
    joining = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Кто войдёт"),
        empty_label=None,
        widget=Choices,
        error_messages={"required": _("Выберите, кто войдёт.")},
    )
    role = forms.ChoiceField(label=_("Кем войдёт"), choices=MemberRole.choices, widget=Choices)
    on = forms.DateField(label=_("С какого дня"))
    words = _words()

    def __init__(self, programme: Programme, data: Any = None) -> None:
        super().__init__(programme, data)
        organisation = programme.organisation
        hints = mentor_choices(organisation) | mentee_choices(organisation)
        here = {member.person_id for member in programme.relation.members.all()}
        field: Any = self.fields["joining"]
        field.queryset = Person.objects.of(organisation).filter(pk__in=set(hints) - here)
        field.widget.hints = {str(key): hint for key, hint in hints.items()}
        self.initial.update({"on": clock.today() + timedelta(days=1), "role": MemberRole.MENTEE})


KINDS: dict[str, tuple[str, Any, Any, Any]] = {
    # what stands in the address: the kind, its form, its name, what it means
    "extend": (Alteration.EXTEND, ExtendForm, _("Продлить"), _("Новое окончание программы.")),
    "plan": (
        Alteration.PLAN, PlanForm, _("Изменить план"), _("Перенести, отменить или добавить мероприятия."),
    ),
    "form": (Alteration.FORM, OtherFormForm, _("Сменить форму"), _("С какого-то дня работать по-другому.")),
    "leave": (Alteration.MEMBERS, LeaveForm, _("Изменить состав: кто выбывает"), _("Остальные продолжают работу.")),
    "join": (Alteration.MEMBERS, JoinForm, _("Изменить состав: кто войдёт"), _("Новый участник подпишет согласие.")),
}  # fmt: skip


class SplitForm(forms.Form):
    """From which day the one who has not agreed works apart."""

    on = forms.DateField(label=_("С какого дня"), initial=lambda: clock.today() + timedelta(days=1))


class PauseForm(forms.Form):
    _fields: Mapping[str, Any] = forms.fields_for_model(Pause, ("since", "until", "reason"))
    since = _fields["since"]
    until = forms.DateField(
        label=_("По"),
        required=False,
        help_text=_("Не знаете — оставьте пустым: работу продолжите отметкой."),
    )
    reason = forms.ChoiceField(
        label=_("Почему"),
        choices=PauseReason.choices,
        widget=Choices,
        help_text=_("Только вид причины: о здоровье здесь не пишут."),
    )


class ResumeForm(forms.Form):
    on = forms.DateField(label=_("Работа продолжается с"), initial=clock.today)


class EndWishForm(forms.Form):
    note = forms.CharField(
        label=_("Обстоятельства"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AcceptWishForm(forms.Form):
    on = forms.DateField(label=_("День"), initial=lambda: clock.today() + timedelta(days=1))


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Ваше мнение"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
