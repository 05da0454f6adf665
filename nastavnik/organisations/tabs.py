"""The parts of «Учреждение»: card, regulation, normative acts, working days, settings. By name: some lie above."""

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.organisations.models import Organisation


def tabs_of(organisation: Organisation, user: User, current: str) -> list[dict]:
    """What the user may open, for `{% tabs %}`; `current` is the name of the address that is open."""
    parts = [
        (_("Карточка"), "organisations:organisation-detail", "organisations.view_organisation"),
        (_("Положение"), "regulation:edition-detail", "regulation.view_edition"),
        (_("Что прочитать"), "regulation:reading-list", "regulation.view_readings"),
        (_("Формы наставничества"), "regulation:extra-form-list", "regulation.view_extra_forms"),
        (_("Нормативные акты"), "regulation:act-list", "regulation.view_acts"),
        (_("Производственный календарь"), "organisations:calendar-now", "organisations.view_calendar"),
        (_("Сервисы для встреч"), "organisations:service-list", "organisations.view_services"),
        (_("Настройки"), "organisations:settings-change", "organisations.change_settings"),
    ]
    return [
        {
            "label": label,
            "url": reverse(name, args=[organisation.slug]),
            "current": name == current,
            "count": None,
        }
        for label, name, permission in parts
        if user.has_perm(permission, organisation)
    ]
