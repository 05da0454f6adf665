"""What the subject has ticked on a consent that is chosen cell by cell (152-ФЗ ст. 10.1; ГК РФ ст. 152.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.consents.models import FIELDS_OF, Consent, ConsentKind, Onward, PublicField, Resource
from nastavnik.kit.refusal import Refused

CONDITIONS, NO_CONDITIONS = "set", "none"


@dataclass(frozen=True)
class Choice:
    """`cells`: (field, key of the resource). `forbidden` and `words` (by field): conditions and prohibitions.

    `conditions` is the mark itself: «none» – the subject sets no conditions, «set» – they are listed. Without
    the mark the law lets nobody distribute anything (ст. 10.1 ч. 5).
    """

    cells: frozenset[tuple[str, UUID]] = frozenset()
    conditions: str = ""
    forbidden: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    onward: str = ""

    def ticked(self, name: str, resource: UUID) -> bool:
        """Whether this datum may be shown at this place."""
        return (name, resource) in self.cells

    @property
    def has_conditions(self) -> bool:
        return bool(self.forbidden or self.words)


def choice_of(consent: Consent) -> Choice:
    """What has been kept of a given consent; two queries, none when prefetched."""
    conditions = list(consent.conditions.all())
    return Choice(
        cells=frozenset((cell.field, cell.resource_id) for cell in consent.cells.all()),
        conditions=consent.scope.get("conditions", ""),
        forbidden=frozenset(one.field for one in conditions if one.is_ban),
        words={one.field: one.words for one in conditions if one.words},
        onward=consent.scope.get("onward", ""),
    )


def offered(consent: Consent) -> list[Resource]:
    """The resources that stand on the blank, in its order (one query)."""
    keys = consent.scope.get("resources", [])
    found = {str(one.pk): one for one in Resource.objects.filter(organisation=consent.organisation_id, pk__in=keys)}
    return [found[key] for key in keys if key in found]


def check_choice(consent: Consent, choice: Choice | None) -> Choice:
    """The choice as it may be kept. Raises Refused with the sentence that says what the paper lacks."""
    if choice is None or not choice.cells:
        raise Refused(
            _("Не отмечена ни одна клетка: без отметок ничего не разрешено. Если человек отказался, так и отметьте.")
        )
    places, fields = {one.pk for one in offered(consent)}, FIELDS_OF[consent.kind]
    if any(name not in fields or place not in places for name, place in choice.cells):
        raise Refused(_("Отмечено то, чего нет на бланке этого согласия."))
    if consent.kind == ConsentKind.DISTRIBUTION:
        _check_conditions(choice)
    return choice


def _check_conditions(choice: Choice) -> None:
    if choice.conditions not in (CONDITIONS, NO_CONDITIONS):
        raise Refused(
            _(
                "Не отмечено, устанавливает ли человек условия и запреты: без этой отметки распространять данные "
                "нельзя (152-ФЗ, статья 10.1, часть 5). Попросите его заполнить эту строку."
            ),
            field="conditions",
        )
    if choice.onward not in Onward.values:
        raise Refused(_("Не отмечено, как разрешена дальнейшая передача: перенесите отметку с бумаги."), field="onward")
    if choice.conditions == NO_CONDITIONS and choice.has_conditions:
        raise Refused(
            _("Отмечено, что условий нет, но условия перечислены: оставьте одно из двух."), field="conditions"
        )
    if choice.conditions == CONDITIONS and not choice.has_conditions:
        raise Refused(_("Отмечено, что условия установлены, но ни одно не названо: впишите их."), field="conditions")
    both = {name for name, _place in choice.cells} & choice.forbidden
    if both:
        named = ", ".join(str(PublicField(name).label) for name in PublicField.values if name in both)
        raise Refused(
            _("И разрешено, и запрещено: %(what)s. Уточните у человека, что он имел в виду.") % {"what": named},
            field="forbidden",
        )
