"""What of the two base orders is in force (4.1)."""

from dataclasses import dataclass
from datetime import date

from nastavnik.organisations.models import Organisation
from nastavnik.regulation.models import Edition, ExtraForm, Form, ModelIntroduction


@dataclass(frozen=True)
class Base:
    """Both effects that mentoring is organised on; None for what is not in force on the day."""

    introduction: ModelIntroduction | None
    edition: Edition | None

    @property
    def is_whole(self) -> bool:
        """Pairs can be fixed only when both are in force (4.1)."""
        return self.introduction is not None and self.edition is not None


def base_on(organisation: Organisation, day: date) -> Base:
    """The introduction of the model and the edition of the regulation on that day (two queries)."""
    return Base(
        ModelIntroduction.objects.of(organisation).on(day).order_by("-since").first(),
        Edition.objects.of(organisation).on(day).order_by("-since").first(),
    )


def form_names(organisation: Organisation, *, active: bool = False) -> dict[str, str]:
    """Code → name: the five forms of 3.3, then those of the institution's own by their keys (one query).

    `active` leaves out own forms that are not offered any more: for choosing, not for reading.
    """
    extra = ExtraForm.objects.of(organisation)
    if active:
        extra = extra.filter(is_active=True)
    return {str(code): str(label) for code, label in Form.choices} | {str(one.pk): one.name for one in extra}
