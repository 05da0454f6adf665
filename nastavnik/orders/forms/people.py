"""Orders about people: bodies, banks, mentors, rewards (4.2, 4.3/3, 4.3/8, 4.4.3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.models import Bank
from nastavnik.kit.ui.forms import Choices, Ticks
from nastavnik.orders.forms.draft import DraftForm, choose_staff
from nastavnik.orders.models import ItemKind, Journal
from nastavnik.people.models import AwardKind, Person
from nastavnik.regulation.models import BodyKind, Duty

GROUP_NAME = _("Внедрение целевой модели наставничества")


class BodyOrderForm(DraftForm):
    """The composition of a working group or of the mentors' association (4.3/3, 4.4.3)."""

    kind = ItemKind.APPROVE_BODY

    body = forms.ChoiceField(
        label=_("чей состав утвердить"),
        choices=BodyKind.choices,
        widget=Choices,
        error_messages={"required": _("Выберите, чей состав утверждает приказ.")},
    )
    name = forms.CharField(label=_("название"), max_length=200, required=False)
    chair = forms.ModelChoiceField(
        Person.objects.none(), label=_("председатель"), empty_label=_("выберите сотрудника"),
        error_messages={"required": _("Выберите председателя.")},
    )  # fmt: skip
    secretary = forms.ModelChoiceField(
        Person.objects.none(), label=_("секретарь"), required=False, empty_label=_("без секретаря")
    )
    members = forms.ModelMultipleChoiceField(Person.objects.none(), label=_("члены"), required=False, widget=Ticks)

    def __init__(self, *arguments, people, council_name: str, **options) -> None:
        super().__init__(*arguments, **options)
        self.council_name = council_name.strip()
        for name in ("chair", "secretary", "members"):
            choose_staff(self.fields[name], people)
        body: Any = self.fields["body"]
        body.widget.hints = {
            BodyKind.WORKING_GROUP: _("Готовит внедрение наставничества и документы (4.3)."),
            BodyKind.COUNCIL: self.council_name or _("Названия в настройках нет: впишите его ниже (4.5)."),
        }
        self.fields["name"].help_text = _(
            "Если не указать: рабочая группа — «%(group)s», объединение — по настройкам учреждения."
        ) % {"group": GROUP_NAME}

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        cleaned["name"] = " ".join(cleaned.get("name", "").split()).strip("«»") or self._usual_name()
        if cleaned.get("body") and not cleaned["name"]:
            self.add_error("name", _("Впишите название объединения: в настройках учреждения его нет."))
        chair, secretary = cleaned.get("chair"), cleaned.get("secretary")
        if chair and chair == secretary:
            self.add_error("secretary", _("Председатель и секретарь — разные люди."))
        return cleaned

    def _usual_name(self) -> str:
        return self.council_name if self.cleaned_data.get("body") == BodyKind.COUNCIL else str(GROUP_NAME)

    @property
    def facts(self) -> dict[str, Any]:
        """For the item; who leads or keeps the minutes is not a plain member besides."""
        cleaned = self.cleaned_data
        seats = [(cleaned["chair"], Duty.CHAIR), (cleaned["secretary"], Duty.SECRETARY)]
        seats += [(person, Duty.MEMBER) for person in cleaned["members"]]
        seated: dict[str, str] = {}
        for person, duty in seats:
            if person is not None:
                seated.setdefault(str(person.pk), str(duty))
        return {"body": cleaned["body"], "name": cleaned["name"], "seats": [list(seat) for seat in seated.items()]}


class BankOrderForm(DraftForm):
    """Which bank the order approves, one or both (4.3/3)."""

    kind = ItemKind.APPROVE_BANK

    banks = forms.MultipleChoiceField(
        label=_("какую базу утвердить"),
        choices=Bank.choices,
        widget=Ticks,
        error_messages={"required": _("Отметьте хотя бы одну базу.")},
    )

    def __init__(self, *arguments, hints: Mapping[str, str], **options) -> None:
        super().__init__(*arguments, **options)
        banks: Any = self.fields["banks"]
        banks.widget.hints = hints


class MentorOrderForm(DraftForm):
    """Whom the order appoints as mentors, before any pair (4.2)."""

    kind = ItemKind.APPOINT_MENTOR

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("кого назначить наставником"),
        widget=Ticks,
        error_messages={"required": _("Отметьте хотя бы одного человека.")},
    )

    def __init__(self, *arguments, people, hints: Mapping[str, str], **options) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["people"]
        choose_staff(field, people)
        field.widget.hints = hints


_BEGINNINGS = ("за ", "в связи ", "по итогам ")


class RewardOrderForm(DraftForm):
    """Who is rewarded, how and what for (4.3/8)."""

    kind, journal = ItemKind.REWARD, Journal.PERSONNEL

    award = forms.ChoiceField(
        label=_("как поощрить"),
        choices=AwardKind.choices,
        widget=Choices(hints={AwardKind.BONUS: _("Размер премии устанавливает отдельный приказ: здесь суммы нет.")}),
        error_messages={"required": _("Выберите вид поощрения.")},
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("кого поощрить"),
        widget=Ticks,
        error_messages={"required": _("Отметьте хотя бы одного человека.")},
    )
    text = forms.CharField(
        label=_("за что"),
        max_length=300,
        help_text=_(
            "Слова продолжают предложение «Объявить благодарность Ивановой М. П. …»: "
            "«за успешное сопровождение молодых педагогов»."
        ),
    )

    def __init__(self, *arguments, people, leading: Sequence[Person] = (), **options) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["people"]
        choose_staff(field, people)
        field.widget.hints = {str(person.pk): _("наставник") for person in leading}

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split()).rstrip(".")
        text = text[:1].lower() + text[1:]
        if not text.startswith(_BEGINNINGS):
            raise forms.ValidationError(
                _("Начните со слов «за …», «в связи …» или «по итогам …»: так читается приказ.")
            )
        return text
