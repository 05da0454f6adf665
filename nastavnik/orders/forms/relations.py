"""Orders on pairs and groups: those to be fixed, and changes of those in force (4.3/5, 7.2, 8.1, 8.2)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.ui.forms import Ticks
from nastavnik.orders.forms.draft import DraftForm
from nastavnik.orders.models import ItemKind
from nastavnik.pairs.models import Relation, RelationChange


class RelationsOrderForm(DraftForm):
    """Which agreed pairs and groups the order fixes; under each stands what it still lacks."""

    kind = ItemKind.ASSIGN_RELATION

    relations = forms.ModelMultipleChoiceField(
        Relation.objects.none(),
        label=_("пары и группы"),
        widget=Ticks,
        error_messages={"required": _("Отметьте хотя бы одну пару или группу.")},
    )

    def __init__(self, *arguments, relations, hints: Mapping[str, str], **options) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["relations"]
        field.queryset, field.widget.hints = relations, hints


class ChangeOrderForm(DraftForm):
    """Which prepared changes the order carries out; under each stands what it still lacks."""

    changes = forms.ModelMultipleChoiceField(
        RelationChange.objects.none(),
        label=_("что изменить"),
        widget=Ticks,
        error_messages={"required": _("Отметьте хотя бы одно изменение.")},
    )

    def __init__(self, *arguments, changes, hints: Mapping[str, str], **options) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["changes"]
        field.queryset, field.widget.hints = changes, hints
        field.label_from_instance = lambda change: f"{change.get_kind_display()}: {change.relation}"
