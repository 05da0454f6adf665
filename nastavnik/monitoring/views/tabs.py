"""The parts of «Мониторинг»; the chosen period goes along."""

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.organisations.access import Request
from nastavnik.organisations.models import Organisation


def tabs_of(request: Request, organisation: Organisation, current: str) -> list[dict]:
    """What the user may open, for `{% tabs %}`."""
    parts = [
        (_("Показатели"), "monitoring:indicator-list", "monitoring.view_indicators"),
        (_("Цель"), "monitoring:goal-detail", "monitoring.view_indicators"),
        (_("Ход программ и статистика"), "monitoring:process-detail", "monitoring.view_indicators"),
        (_("Отчёты"), "monitoring:report-list", "monitoring.view_reports"),
    ]
    query = request.GET.urlencode()
    return [
        {
            "label": label,
            "url": reverse(name, args=[organisation.slug]) + (f"?{query}" if query else ""),
            "current": name == current,
            "count": None,
        }
        for label, name, permission in parts
        if request.user.has_perm(permission, organisation)
    ]
