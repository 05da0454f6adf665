"""Whether a programme is a template that nobody has made one's own, and somebody else has it too (1.4/8)."""

from typing import Any

from django.utils.translation import gettext as _

from nastavnik.programmes.merging import plain
from nastavnik.programmes.models import PlanItem, Programme, ProgrammeState, TemplateItem


def copied_from_template(programme: Programme) -> str | None:
    """The sentence that questions an untouched copy for a second person, or None.

    The request does not count: it is filled in from the bank. Neither do days: they follow from the term. A group
    of several mentees with one untouched plan is questioned as well: it is the same for two people.
    """
    if programme.template_id is None or not is_untouched(programme):
        return None
    template = {"title": programme.template.title}  # type: ignore[union-attr]
    if len(programme.relation.mentees) > 1:
        return (
            _("Программа повторяет шаблон «%(title)s» без изменений, а составлена для нескольких человек.") % template
        )
    same = (
        Programme.objects.filter(organisation_id=programme.organisation_id, template=programme.template_id)
        .exclude(pk=programme.pk)
        .exclude(relation=programme.relation_id)
        .exclude(state__in=(ProgrammeState.DRAFT, ProgrammeState.TERMINATED))
        .prefetch_related("items")
    )
    twin = next((one for one in same if is_untouched(one)), None)
    if twin is None:
        return None
    return _(
        "Программа повторяет шаблон «%(title)s» без изменений, и такая же уже есть — %(twin)s. "
        "У каждого наставляемого своя программа."
    ) % {**template, "twin": twin}


def is_untouched(programme: Programme) -> bool:
    """Texts and activities are still those of the template, word for word."""
    template = programme.template
    if template is None:
        return False
    texts = ("goal", "tasks", "expected_result")
    if any(plain(getattr(programme, name)) != plain(getattr(template, name)) for name in texts):
        return False
    return sorted(map(_said, programme.items.all())) == sorted(map(_said, template.items.all()))


def _said(item: PlanItem | TemplateItem) -> tuple[Any, ...]:
    return item.kind, plain(item.title), plain(item.content), plain(item.method), plain(item.expected)
