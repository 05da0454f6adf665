"""Clean input for changes of a pair in force: one form for each kind, and which kinds a pair can choose."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Choices, Ticks
from nastavnik.pairs.forms import LoadForm
from nastavnik.pairs.load import is_near_limit
from nastavnik.pairs.models import ChangeKind, EndReason, MemberRole, Relation, RelationKind, RelationMember
from nastavnik.pairs.queries import mentee_choices, mentor_choices
from nastavnik.people.models import Person
from nastavnik.regulation.models import CategoryForm, Form

KINDS: dict[ChangeKind, tuple[Any, Any, str]] = {
    ChangeKind.EXTEND: (_("Продлить"), _("Новый срок; традиционная форма — не дольше года."), "8.2"),
    ChangeKind.TERMS: (_("Изменить форму или направление"), _("Люди и срок остаются."), "8.2"),
    ChangeKind.JOIN: (_("Включить ещё одного"), _("Пара станет группой; все подпишут согласия."), "4.3/5"),
    ChangeKind.LEAVE: (_("Исключить из группы"), _("Остальные продолжают работу."), "8.1/2"),
    ChangeKind.REPLACE: (_("Заменить наставника"), _("Новый наставник и наставляемые подпишут согласия."), "6.1/5"),
    ChangeKind.RELIEVE: (
        _("Освободить наставника от обязанностей"),
        _("По его заявлению или уведомлению работодателя."),
        "5.1/3",
    ),
    ChangeKind.END: (_("Прекратить наставничество"), _("Для всех участников, с причиной."), "8.1"),
}


def kinds_for(relation: Relation) -> list[dict[str, Any]]:
    """The cards: what can be chosen for this pair or group, with what it means and its clause."""
    return [
        {"kind": kind, "title": title, "note": note, "clause": clause}
        for kind, (title, note, clause) in KINDS.items()
        if kind != ChangeKind.LEAVE or relation.kind == RelationKind.GROUP
    ]


class ChangeForm(forms.Form):
    """What all kinds have: the day from which, and the circumstances."""

    on = forms.DateField(label=_("С какого дня"), help_text=_("Не раньше, чем вступит в силу приказ."))
    note = forms.CharField(
        label=_("Обстоятельства"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *arguments, relation: Relation, wanted: Mapping[str, str], **options) -> None:
        super().__init__(*arguments, **options)
        self.relation = relation
        self.initial.setdefault("on", wanted.get("on") or clock.today() + timedelta(days=1))
        self.initial.setdefault("leaving", wanted.get("leaving"))
        if "note" in self.fields:
            self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def _offer_members(self, *roles: str) -> None:
        """Who may leave: those who have not left already."""
        field: Any = self.fields["leaving"]
        rows = self.relation.members.filter(left_on__isnull=True, role__in=roles).select_related("person")
        field.queryset = rows
        if rows.count() == 1:
            self.initial["leaving"] = rows[0].pk

    def _ask_load(self) -> None:
        """When somebody leads as many as usual, the curator may say why one more (1.5)."""
        if is_near_limit(self.relation.organisation):
            self.fields["load_reason"] = LoadForm().fields["load_reason"]

    def _offer_people(self, hints: dict) -> None:
        here = {member.person_id for member in self.relation.members.all()}
        field: Any = self.fields["people"]
        field.queryset = Person.objects.of(self.relation.organisation).filter(pk__in=set(hints) - here)
        field.widget.hints = {str(key): hint for key, hint in hints.items()}


class _MemberField(forms.ModelChoiceField):
    def __init__(self, **options) -> None:
        super().__init__(RelationMember.objects.none(), empty_label=None, widget=Choices, **options)

    def label_from_instance(self, member: RelationMember) -> str:
        return f"{member.person.full_name} ({member.get_role_display()})"


class ExtendForm(ChangeForm):
    until = forms.DateField(label=_("Новое окончание"))
    on = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """A prolongation takes effect the day after the term of today."""
        said = super().clean() or self.cleaned_data
        if self.relation.until is not None:
            said["on"] = min(self.relation.until, clock.today()) + timedelta(days=1)
        return said


class TermsForm(ChangeForm):
    form = forms.ChoiceField(label=_("Форма"), choices=Form.choices)
    category_form = forms.ChoiceField(label=_("Форма по категории"), choices=CategoryForm.choices)
    topic = forms.CharField(label=_("Направление"), max_length=200, required=False)

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        for name in ("form", "category_form", "topic"):
            self.initial.setdefault(name, getattr(self.relation, name))


class JoinForm(ChangeForm):
    role = forms.ChoiceField(
        label=_("Кем войдёт"), choices=MemberRole.choices, initial=MemberRole.MENTEE, widget=Choices
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Кто войдёт"),
        widget=Ticks,
        help_text=_(
            "Здесь те, кто состоит в базах: наставляемые с открытым запросом и наставники со свободным местом."
        ),
        error_messages={"required": _("Отметьте, кто войдёт в группу.")},
    )

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        organisation = self.relation.organisation
        self._offer_people(mentor_choices(organisation) | mentee_choices(organisation))
        self._ask_load()


class LeaveForm(ChangeForm):
    leaving = _MemberField(label=_("Кто выбывает"))

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self._offer_members(MemberRole.MENTEE, MemberRole.MENTOR)


class ReplaceForm(ChangeForm):
    leaving = _MemberField(label=_("Кто выбывает"))
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Новый наставник"),
        widget=Ticks,
        help_text=_("Здесь наставники со свободными местами."),
        error_messages={"required": _("Отметьте нового наставника.")},
    )

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self._offer_members(MemberRole.MENTOR)
        self._offer_people(mentor_choices(self.relation.organisation))
        self._ask_load()


class RelieveForm(ChangeForm):
    leaving = _MemberField(label=_("Кто освобождается"))

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self._offer_members(MemberRole.MENTOR)
        self.fields["on"].label = _("С какого дня свободен от обязанностей")


class EndForm(ChangeForm):
    reason = forms.ChoiceField(
        label=_("Причина"),
        choices=[choice for choice in EndReason.choices if choice[0] != EndReason.DONE],
        widget=Choices,
        error_messages={"required": _("Выберите причину.")},
    )

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["on"].label = _("Последний день наставничества")


FORMS: dict[ChangeKind, type[ChangeForm]] = {
    ChangeKind.EXTEND: ExtendForm,
    ChangeKind.TERMS: TermsForm,
    ChangeKind.JOIN: JoinForm,
    ChangeKind.LEAVE: LeaveForm,
    ChangeKind.REPLACE: ReplaceForm,
    ChangeKind.RELIEVE: RelieveForm,
    ChangeKind.END: EndForm,
}
