"""The ten-minute path: what has been done of it, until the first pair stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.desk.home.state import State


def path_of(state: State) -> list[dict]:
    """The steps with their states, or an empty list when the whole path is behind."""
    organisation = state.organisation
    slug = organisation.slug
    steps = [
        (_("Карточка учреждения"), True, reverse("organisations:organisation-detail", args=[slug])),
        (
            _("Руководитель и куратор"),
            state.has_curator,
            reverse("organisations:organisation-detail", args=[slug]),
        ),
        (_("Список сотрудников"), state.teachers > 1, reverse("people:staff-import-upload", args=[slug])),
        (_("Первый запрос"), state.has_requests, reverse("banks:bank-list", args=[slug])),
        (_("Первая пара"), state.has_relations, reverse("pairs:relation-list", args=[slug])),
    ]
    if all(done for _title, done, _url in steps):
        return []
    current = next(number for number, step in enumerate(steps) if not step[1])
    return [
        {
            "title": title,
            "state": "done" if done else "current" if number == current else "next",
            "url": url if number == current else "",
        }
        for number, (title, done, url) in enumerate(steps)
    ]
