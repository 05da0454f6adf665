"""What every template knows of the look of the page."""

from django.http import HttpRequest

from nastavnik.kit.ui import appearance as look


def appearance(request: HttpRequest) -> dict:
    """`appearance`: the visitor's choices (kit/ui/appearance.py), read by base.html."""
    return {"appearance": look.chosen(request)}
