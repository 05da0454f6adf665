"""Clean input about people."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Choices, ChoicesAcross
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Category, Employment, EmploymentKind, Person, Sex
from nastavnik.people.queries import namesakes, posts_held
from nastavnik.people.staff_import.plan import Plan

WHO_CHOICES = [
    ("all", _("все, кто работает")),
    ("teaching", _("педагоги")),
    ("on_leave", _("в длительном отпуске")),
    ("left", _("уволенные")),
]
EXPERIENCE_CHOICES = [
    ("", _("любой")),
    ("3", _("до 3 лет")),
    ("10", _("от 3 до 10 лет")),
    ("20", _("от 10 до 20 лет")),
    ("more", _("20 лет и больше")),
]


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it all empty; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _years(label) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=70)


def _rest(label) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=11)


def _choices(form: forms.BaseForm, name: str, choices: list) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class PeopleFilterForm(forms.Form):
    """What the list of people is narrowed by."""

    q = forms.CharField(label=_("Имя, должность или почта"), required=False, max_length=200)
    who = forms.ChoiceField(label=_("Кого показать"), choices=WHO_CHOICES, required=False)
    post = forms.ChoiceField(label=_("Должность"), required=False)
    category = forms.ChoiceField(label=_("Категория"), required=False)
    experience = forms.ChoiceField(label=_("Педагогический стаж"), choices=EXPERIENCE_CHOICES, required=False)

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        posts = posts_held(organisation, clock.today())
        _choices(self, "post", [("", _now("любая")), *((post, post) for post in posts)])
        named = [(value, label) for value, label in Category.choices if value]
        _choices(self, "category", [("", _now("любая")), ("none", _now("нет")), *named])


class PersonForm(forms.ModelForm):
    """The card of a person."""

    class Meta:
        model = Person
        fields = ("surname", "first_name", "patronymic", "sex", "birth_year", "category", "email", "phone")
        widgets = {"sex": ChoicesAcross}
        labels = {
            "surname": _("Фамилия"),
            "first_name": _("Имя"),
            "patronymic": _("Отчество"),
            "sex": _("Пол"),
            "birth_year": _("Год рождения"),
            "email": _("Рабочая почта"),
            "phone": _("Рабочий телефон"),
            "category": _("Квалификационная категория"),
        }
        help_texts = {"birth_year": _("Только год: день и месяц не нужны.")}

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["first_name"].required = True
        _choices(self, "sex", [*Sex.choices, ("", _("не знаю"))])
        _choices(self, "category", Category.choices)

    def clean(self):
        for part in ("surname", "first_name", "patronymic"):
            if part in self.cleaned_data:
                self.cleaned_data[part] = " ".join(self.cleaned_data[part].split())
        return self.cleaned_data


class ChangePersonForm(PersonForm):
    """The card of a person, and whether a new name is a new fact or a corrected mistake."""

    name_until = forms.DateField(
        label=_("Последний день прежней фамилии"),
        required=False,
        help_text=_("Заполните, если имя сменилось (не опечатка): прежнее останется в старых документах и в карточке."),
    )

    def clean_name_until(self):
        until = self.cleaned_data["name_until"]
        if until and until > clock.today():
            raise ValidationError(_now("Этот день ещё не наступил: внесите новое имя, когда оно начнёт действовать."))
        return until


class PostFields(forms.Form):
    """A post: what, of which kind, since when; experience in years and months, as people say it."""

    position = forms.CharField(
        label=_("Должность"),
        max_length=200,
        help_text=_("С маленькой буквы, полностью: «старший воспитатель», «учитель-логопед»."),
    )
    kind = forms.ChoiceField(
        label=_("Вид занятости"), choices=EmploymentKind.choices, initial=EmploymentKind.MAIN, widget=Choices
    )
    since = forms.DateField(
        label=_("Работает с"), required=False, help_text=_("Если день неизвестен, оставьте пустым.")
    )
    special_years = _years(_("Педагогический стаж, полных лет"))
    special_rest = _rest(_("Педагогический стаж, и ещё месяцев"))
    total_years = _years(_("Общий стаж, полных лет"))
    total_rest = _rest(_("Общий стаж, и ещё месяцев"))
    on_leave = forms.BooleanField(label=_("Сейчас в длительном отпуске"), required=False)

    def clean_position(self) -> str:
        return " ".join(self.cleaned_data["position"].split())

    def post_facts(self) -> dict[str, Any]:
        """Fields of Employment beside the position, the kind and the day."""
        facts: dict[str, Any] = {"on_leave": self.cleaned_data["on_leave"]}
        special, total = self._months("special"), self._months("total")
        if special is not None or total is not None:
            facts |= {"special_months": special, "total_months": total, "months_as_of": clock.today()}
        return facts

    def _months(self, name: str) -> int | None:
        """Whole months, or None when both fields are empty."""
        years, rest = self.cleaned_data[f"{name}_years"], self.cleaned_data[f"{name}_rest"]
        return None if years is None and rest is None else (years or 0) * 12 + (rest or 0)


class AddPersonForm(PersonForm, PostFields):
    """A new person with their post. Somebody of the same name is asked about first (edge case 7)."""

    another = forms.BooleanField(label=_("Это другой человек"), required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        self.organisation = organisation
        super().__init__(*arguments, **options)

    def clean(self):
        cleaned = super().clean()
        if "surname" in cleaned and "first_name" in cleaned and not cleaned.get("another"):
            name = (cleaned["surname"], cleaned["first_name"], cleaned.get("patronymic", ""))
            found = namesakes(self.organisation, *name)
            if found:
                self.fields["another"].widget = forms.CheckboxInput()
                self.add_error("another", self._warning(found))
        return cleaned

    def person_facts(self) -> dict[str, Any]:
        """Fields of Person."""
        return {name: self.cleaned_data[name] for name in PersonForm.Meta.fields}

    def _warning(self, found: list[Person]) -> str:
        today = clock.today()
        known = "; ".join(f"{one.full_name}, {one.position_on(today) or _now('не работает')}" for one in found)
        return _now("Уже есть: %(known)s. Если это другой человек, поставьте отметку.") % {"known": known}


class ChangeEmploymentForm(PostFields):
    """A post with its end, and whether it is a teacher's."""

    is_teaching = forms.BooleanField(
        label=_("Это педагогическая должность"),
        required=False,
        help_text=_("Наставником назначается педагогический работник (п. 4.2)."),
    )
    until = forms.DateField(
        label=_("Последний день в этой должности"),
        required=False,
        help_text=_("Пусто, пока человек в ней работает. Увольнение из учреждения — отдельной кнопкой в карточке."),
    )
    field_order = ("position", "is_teaching", "kind", "since", "until")

    @staticmethod
    def initial_of(job: Employment) -> dict[str, Any]:
        """What is known of the post, its experience counted up to today."""
        names = ("position", "is_teaching", "kind", "since", "until", "on_leave")
        today = clock.today()
        known = {name: getattr(job, name) for name in names}
        for name, months in (("special", job.experience_on(today)), ("total", job.total_on(today))):
            if months is not None:
                known[f"{name}_years"], known[f"{name}_rest"] = divmod(months, 12)
        return known

    def post_facts(self) -> dict[str, Any]:
        """Every field of the post; experience is stated anew only when its figures were changed."""
        facts = super().post_facts()
        if not {"special_years", "special_rest", "total_years", "total_rest"} & set(self.changed_data):
            facts = {"on_leave": facts["on_leave"]}
        elif "months_as_of" not in facts:
            facts |= {"special_months": None, "total_months": None, "months_as_of": None}
        named = ("position", "is_teaching", "kind", "since", "until")
        return {**facts, **{name: self.cleaned_data[name] for name in named}}


class DismissForm(forms.Form):
    """The last day at work."""

    on = forms.DateField(label=_("Последний день работы"), help_text=_("Как в приказе об увольнении."))


class CaseFormsForm(forms.Form):
    """Five cases of a full name; what is left empty is computed."""

    genitive = forms.CharField(label=_("Кого? — родительный"), required=False, max_length=300)
    dative = forms.CharField(label=_("Кому? — дательный"), required=False, max_length=300)
    accusative = forms.CharField(label=_("Кого? — винительный"), required=False, max_length=300)
    instrumental = forms.CharField(label=_("Кем? — творительный"), required=False, max_length=300)
    prepositional = forms.CharField(label=_("О ком? — предложный, без «о»"), required=False, max_length=300)


class StaffFileForm(forms.Form):
    """A staff table; its kind is told by its content."""

    file = forms.FileField(
        label=_("Файл со списком сотрудников"),
        allow_empty_file=True,  # the reader says it better
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt,.html,.htm"}),
        error_messages={"required": _("Выберите файл."), "missing": _("Выберите файл.")},
    )


class AccessForm(forms.Form):
    """Whose access cards to make."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), error_messages={"required": _("Отметьте хотя бы одного человека.")}
    )

    def __init__(self, *arguments, people, **options) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["people"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = people


def answers_sent(plan: Plan, sent: Mapping[str, str]) -> dict[str, str]:
    """The answers of a sent page by key of question; only questions that the plan has."""
    return {question.key: sent[question.key] for question in plan.questions if sent.get(question.key)}
