"""The parts of «Партнёры»."""

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.organisations.models import Organisation


def tabs_of(organisation: Organisation, current: str) -> list[dict]:
    """For `{% tabs %}`."""
    parts = [
        (_("Партнёры и соглашения"), "partners:partner-list"),
        (_("События"), "partners:event-list"),
        (_("Отчёт за год"), "partners:event-report"),
    ]
    return [
        {"label": label, "url": reverse(name, args=[organisation.slug]), "current": name == current, "count": None}
        for label, name in parts
    ]
