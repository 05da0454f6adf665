"""The two measurings of the impact: before entering a programme and at its end (M2)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Wave(models.TextChoices):
    BEFORE = "before", pgettext_lazy("wave", "до")
    AFTER = "after", pgettext_lazy("wave", "после")
