"""Clean input for the log of the work: one line is enough, the rest is filled in beforehand (sections 5 and 6)."""

from copy import deepcopy
from typing import Any, cast

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import ChoicesAcross
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.partners.models import Level
from nastavnik.programmes.models import (
    Difficulty,
    EventRole,
    GrowthRecord,
    Observation,
    Participation,
    Programme,
    Project,
    ProjectKind,
    Recommendation,
    RecommendationKind,
    Remark,
)

_difficulty = forms.fields_for_model(Difficulty, ("text", "action", "outcome"))
_recommendation = forms.fields_for_model(Recommendation, ("text", "due_on", "answer", "result"))
_observation = forms.fields_for_model(Observation, ("text", "on", "comment"))
_hints: dict[str, Any] = {"minutes": _("Например: протокол от 12.11.2026 № 3.")}
_remark = forms.fields_for_model(Remark, ("text", "minutes"), help_texts=_hints)
_project = forms.fields_for_model(Project, ("title", "aim", "result"))
_participation = forms.fields_for_model(Participation, ("title", "on", "preparation", "result"))


def _words(field: forms.Field | None, *, rows: int = 0, required: bool = True) -> forms.Field:
    """A field of its own: the same words are asked for by several forms."""
    assert field is not None
    field = deepcopy(field)
    field.required = required
    if rows:
        field.widget = forms.Textarea(attrs={"rows": rows, "maxlength": getattr(field, "max_length", None)})
    return field


def _whom() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=_("О ком"), queryset=RelationMember.objects.none(), required=False, empty_label=_("обо всех")
    )


class RecordForm(forms.Form):
    """A new record. Whom it is about is asked only where there are several mentees."""

    asks_one = False

    def __init__(self, programme: Programme, me: RelationMember, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        mentees = programme.relation.mentees
        if "member" not in self.fields:
            return
        if me.role == MemberRole.MENTEE or len(mentees) < 2:
            del self.fields["member"]
            return
        field = self.fields["member"]
        field.queryset = RelationMember.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in mentees]
        ).select_related("person")
        field.label_from_instance = lambda member: member.person.short_name  # type: ignore[attr-defined]
        field.required = self.asks_one
        if self.asks_one:
            field.empty_label = _("выберите")  # type: ignore[attr-defined]


class DifficultyForm(RecordForm):
    text = _words(_difficulty["text"], rows=2)
    member = _whom()


class RecommendationForm(RecordForm):
    text = _words(_recommendation["text"], rows=2)
    kind = forms.ChoiceField(
        label=_("О чём"), choices=RecommendationKind.choices, initial=RecommendationKind.ADVICE, widget=ChoicesAcross
    )
    due_on = _words(_recommendation["due_on"], required=False)
    member = _whom()


class ObservationForm(RecordForm):
    asks_one = True
    text = _words(_observation["text"], rows=3)
    member = _whom()
    on = forms.DateField(label=_("Когда"), initial=clock.today)


class RemarkForm(RecordForm):
    text = _words(_remark["text"], rows=3)
    minutes = _words(_remark["minutes"], required=False)
    member = _whom()


class ProjectForm(RecordForm):
    title = _words(_project["title"])
    kind = forms.ChoiceField(
        label=_("Вид"), choices=ProjectKind.choices, initial=ProjectKind.EDUCATIONAL, widget=ChoicesAcross
    )
    aim = _words(_project["aim"], required=False)


class ParticipationForm(RecordForm):
    asks_one = True
    title = _words(_participation["title"])
    member = _whom()
    on = forms.DateField(label=_("День"), initial=clock.today)
    level = forms.ChoiceField(label=_("Уровень"), choices=Level.choices, initial=Level.MUNICIPAL)
    role = forms.ChoiceField(label=_("В качестве кого"), choices=EventRole.choices, initial=EventRole.PARTICIPANT)
    preparation = _words(_participation["preparation"], required=False)
    result = _words(_participation["result"], required=False)


class ActionForm(forms.Form):
    action = _words(_difficulty["action"], rows=2)


class OutcomeForm(forms.Form):
    outcome = _words(_difficulty["outcome"], rows=2)


class AnswerForm(forms.Form):
    answer = _words(_recommendation["answer"], rows=3)


class DoneForm(forms.Form):
    result = _words(_recommendation["result"], rows=2, required=False)


class CommentForm(forms.Form):
    comment = _words(_observation["comment"], rows=3)


class ProjectResultForm(forms.Form):
    result = _words(_project["result"], rows=3)
    on = forms.DateField(label=_("Когда закончен"), initial=clock.today)


class EventResultForm(forms.Form):
    result = _words(_participation["result"])


class MendForm(forms.Form):
    """The words of a record, for its author within three days."""

    def __init__(self, record: GrowthRecord, field: str, data: Any = None) -> None:
        super().__init__(data, initial={"words": getattr(record, field)})
        longest = cast("models.CharField", record._meta.get_field(field)).max_length or 500
        words = forms.CharField(
            label=_("Запись"), max_length=longest, widget=forms.Textarea(attrs={"rows": 3, "maxlength": longest})
        )
        self.fields["words"] = words
