"""Clean input for programmes, their plan, meetings and end."""

import json
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Choices, Ticks
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.merging import WRITTEN, base_of, mark, plain, read_base
from nastavnik.programmes.models import (
    Direction,
    EndReason,
    ItemKind,
    ItemState,
    PlanItem,
    Programme,
    Structure,
)

_hints: dict[str, Any] = {
    "request": _("С чем нужна помощь — словами наставляемого."),
    "goal": _("Чего хотите добиться вместе. Можно не заполнять."),
    "tasks": _("Какими шагами. Можно не заполнять."),
    "expected_result": _("Что наставляемый будет делать уверенно к концу программы и по чему это видно."),
}
_texts = forms.fields_for_model(
    Programme,
    ("request", "goal", "tasks", "expected_result", "since", "until", "result"),
    help_texts=_hints,
)
_item = forms.fields_for_model(PlanItem, ("title", "content", "method", "due_on", "expected", "actual"))


class ProgrammeForm(forms.Form):
    """The texts that both sides write; `version` is the one that the writer has before them.

    Everything may be left for later: what is missing is asked for when the programme is offered.
    """

    hide_optional = True
    version = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, required=False)  # marks of the parts as they were shown
    directions = forms.MultipleChoiceField(
        label=_("Направления наставничества"), choices=Direction.choices, widget=Ticks, required=False
    )
    request = _texts["request"]
    goal = _texts["goal"]
    tasks = _texts["tasks"]
    expected_result = _texts["expected_result"]
    since = _texts["since"]
    until = _texts["until"]

    @classmethod
    def of(cls, programme: Programme, data: Any = None) -> "ProgrammeForm":
        """The form with the text that stands now."""
        stands = {name: getattr(programme, name) for name in ("version", *WRITTEN)}
        return cls(data, initial={**stands, "base": json.dumps(base_of(programme, WRITTEN))})

    def clean_base(self) -> dict[str, str] | None:
        return read_base(self.cleaned_data["base"])

    @classmethod
    def again(cls, programme: Programme, typed: "ProgrammeForm") -> "ProgrammeForm":
        """What was typed, with the version of the text that stands now: sent once more, it is taken.

        Parts that the writer has not touched come as others have left them: nothing older is sent back.
        """
        data = cast("QueryDict", typed.data).copy()
        base = typed.cleaned_data["base"]
        for name in WRITTEN:
            if base is not None and mark(typed.cleaned_data[name]) == base.get(name):
                stands = getattr(programme, name)
                data.setlist(name, stands if isinstance(stands, list) else [stands])
        data["version"] = str(programme.version)
        data["base"] = json.dumps(base_of(programme, WRITTEN))
        return cls.of(programme, data)

    def differences(self, programme: Programme) -> list[dict]:
        """Where the typed text differs from the one that stands now, both side by side."""
        return [
            {"label": self.fields[name].label, "stands": _shown(getattr(programme, name)), "typed": _shown(value)}
            for name, value in self.cleaned_data.items()
            if name in WRITTEN and plain(value) != plain(getattr(programme, name))
        ]


class NoteForm(forms.Form):
    """Words that go with a return."""

    note = forms.CharField(label=_("Что изменить"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class StartForm(forms.Form):
    """Why a programme starts before all surveys are in."""

    late_note = forms.CharField(
        label=_("Почему замер проводится позже"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Анкеты, сданные после начала, не войдут в сравнение «до» и «после»."),
    )


class ItemForm(forms.Form):
    """An activity of the plan (D13)."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = _item["title"]
    kind = forms.ChoiceField(label=_("Вид"), choices=ItemKind.choices, initial=ItemKind.CONSULTATION)
    due_on = _item["due_on"]
    responsible = forms.ModelChoiceField(
        label=_("Ответственный"),
        queryset=RelationMember.objects.none(),
        required=False,
        empty_label=_("оба"),
        error_messages={  # edge case 59
            "invalid_choice": _(
                "Ответственным может быть только участник программы. Коллегу приглашают в помощь со страницы "
                "программы: он ответит за мероприятие, когда согласится (5.1)."
            )
        },
    )
    structure = forms.ModelChoiceField(
        label=_("Вместе с кем ещё"), queryset=Structure.objects.none(), required=False, empty_label=_("только мы")
    )
    expected = _item["expected"]
    content = _item["content"]
    method = _item["method"]

    def __init__(self, programme: Programme, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["responsible"]
        staying = RelationMember.objects.staying(clock.today()).filter(relation=programme.relation_id)
        field.queryset = staying.select_related("person")  # type: ignore[attr-defined]
        field.label_from_instance = lambda member: member.person.short_name  # type: ignore[attr-defined]
        offered = Q(is_active=True) | Q(items__programme=programme)
        known = Structure.objects.of(programme.organisation).filter(offered).distinct()
        self.fields["structure"].queryset = known  # type: ignore[attr-defined]
        if not known:  # the directory is empty: nothing to choose from
            del self.fields["structure"]

    @classmethod
    def again(cls, item: PlanItem, typed: "ItemForm") -> "ItemForm":
        """What was typed, with the version that stands now: sent once more, it is taken."""
        data = cast("QueryDict", typed.data).copy()
        data["version"] = str(item.version)
        return cls(item.programme, data)

    @classmethod
    def anew(cls, programme: Programme, typed: QueryDict) -> "ItemForm":
        """What was typed of an activity that is no longer there."""
        data = typed.copy()
        data.pop("version", None)
        return cls(programme, data)

    def differences(self, item: PlanItem) -> list[dict]:
        """Where the typed activity differs from the one that stands now, both side by side."""
        return [
            {"label": field.label, "stands": self._words(name, stands), "typed": self._words(name, value)}
            for name, value in self.cleaned_data.items()
            if name != "version"
            and (field := self.fields[name])
            and plain(value or "") != plain(stands := getattr(item, name) or "")
        ]

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(field.label_from_instance(value) if value else field.empty_label)
        if isinstance(field, forms.ChoiceField):
            return str(dict(cast("Any", field.choices)).get(value, value))
        return _shown(value)


class DoForm(forms.Form):
    """What came of an activity."""

    actual = forms.CharField(label=_("Что получилось"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    on = forms.DateField(label=_("Когда"), initial=clock.today)


CURATOR_SAYS_WHY = _("Обязательны для завершения по инициативе куратора.")


class CloseForm(forms.Form):
    """The summary and the reason of the end (8.1); «план выполнен» is offered only when it is."""

    result = _texts["result"]
    reason = forms.ChoiceField(label=_("Почему завершается"), widget=Choices)
    note = forms.CharField(
        label=_("Обстоятельства"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, programme: Programme, role: str, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["result"].required = True
        self.fields["reason"].choices = reasons_for(programme, role)  # type: ignore[attr-defined]
        if EndReason.CURATOR in dict(self.fields["reason"].choices):  # type: ignore[attr-defined]
            self.fields["note"].help_text = CURATOR_SAYS_WHY


class TerminateForm(forms.Form):
    """Why a programme that has not begun is ended."""

    reason = forms.ChoiceField(
        label=_("Почему завершается"),
        widget=Choices,
        choices=[choice for choice in EndReason.choices if choice[0] != EndReason.DONE],
    )
    note = forms.CharField(
        label=_("Обстоятельства"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=CURATOR_SAYS_WHY,
    )


class CompleteForm(forms.Form):
    """The last day, and whether to wait for the surveys."""

    on = forms.DateField(label=_("Последний день программы"))
    without_surveys = forms.BooleanField(label=_("Завершить, не дожидаясь анкет «после»"), required=False)


def reasons_for(programme: Programme, role: str) -> list[tuple[str, Any]]:
    """Which reasons the reader may give: a side its own or a mutual one, the curator any (8.1)."""
    own = {
        MemberRole.MENTOR: (EndReason.MENTOR, EndReason.MUTUAL),
        MemberRole.MENTEE: (EndReason.MENTEE, EndReason.MUTUAL),
    }
    allowed = {*own.get(role, [reason for reason in EndReason if reason != EndReason.DONE])}  # type: ignore[call-overload]
    if sum(member.role == role for member in programme.members) > 1:  # one of a group leaves it, they do not end it
        allowed -= {EndReason.MENTOR, EndReason.MENTEE}
    if not programme.items.filter(state=ItemState.PLANNED).exists():
        allowed.add(EndReason.DONE)
    return [choice for choice in EndReason.choices if choice[0] in allowed]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(Direction(code).label) for code in value)
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else str(value)
