"""The lives of a supplementary agreement and of a notice (domain 2.3.6)."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.duties.models import Notice, NoticeState, SupplementState
from nastavnik.kit import clock
from nastavnik.kit.lifecycle import Lifecycle, Move


def its_day_has_not_passed(notice: Notice) -> str | None:
    """What is settled cannot be taken back by one side: from then on a new pair is needed."""
    if notice.settled_on is not None:
        return _now("Приказ уже издан: отозвать заявление нельзя. Вернуться можно новой парой.")
    if notice.last_day < clock.today():
        return _now("Последний день наставничества уже прошёл: отозвать нельзя.")
    return None


SUPPLEMENT = Lifecycle(
    "supplementary agreement",
    SupplementState,
    (
        Move("register", _("Зарегистрировать подписанное"), ("draft",), "signed", "supplement_registered"),
        Move("drop", _("Снять"), ("draft", "not_needed"), "dropped", "supplement_dropped"),
    ),
    born=("draft", "not_needed"),  # that none is needed is said at once (ТК РФ ст. 351.8)
)

NOTICE = Lifecycle(
    "notice",
    NoticeState,
    (
        Move("give", _("Отметить вручение"), ("prepared",), "given", "notice_given"),
        Move("drop", _("Не вручать"), ("prepared",), "dropped", "notice_dropped"),
        Move("note", _("Принять к сведению"), ("given",), "noted", "notice_noted"),
        Move("withdraw", _("Отозвать"), ("given", "noted"), "withdrawn", "notice_withdrawn", its_day_has_not_passed),
    ),
)
