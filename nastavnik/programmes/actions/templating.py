"""Templates of programmes: the starting kit, the institution's own, beginning a draft with one (1.4/8, 4.5/3)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.actions.locking import check_version, locked, new_text
from nastavnik.programmes.kit_of_templates import KIT
from nastavnik.programmes.models import (
    Direction,
    PlanItem,
    Programme,
    ProgrammeState,
    ProgrammeTemplate,
    TemplateItem,
)

TEMPLATE_TEXTS = ("goal", "tasks", "expected_result")
TEMPLATE_FIELDS = ("title", "about", "directions", *TEMPLATE_TEXTS)
ITEM_PARTS = ("kind", "title", "content", "method", "expected")


@transaction.atomic
def start_templates(organisation: Organisation) -> None:
    """The starting kit, once: what the institution has retired or rewritten stays as it has left it."""
    known = set(ProgrammeTemplate.objects.of(organisation).exclude(code="").values_list("code", flat=True))
    for one in KIT:
        if one.code in known:
            continue
        template, is_new = ProgrammeTemplate.objects.get_or_create(
            organisation=organisation,
            code=one.code,
            defaults={
                "title": one.title,
                "about": one.about,
                "directions": [str(code) for code in one.directions],
                **{name: getattr(one, name) for name in TEMPLATE_TEXTS},
                "made_at": clock.now(),
            },
        )
        if is_new:
            rows = [{name: getattr(item, name) for name in (*ITEM_PARTS, "days")} for item in one.items]
            _keep_items(template, rows)


@transaction.atomic
def write_template(
    organisation: Organisation,
    *,
    by: User,
    items: Sequence[Mapping[str, Any]],
    template: ProgrammeTemplate | None = None,
    **texts: Any,
) -> ProgrammeTemplate:
    """A new template, or an own one rewritten. `items` have the parts of an activity and `days` from the beginning.

    Programmes that have begun with it keep what they have taken.
    """
    if not str(texts.get("title", "")).strip():
        raise Refused(_("Назовите шаблон."), field="title")
    if set(texts.get("directions", [])) - set(Direction.values):
        raise Refused(_("Такого направления нет."), field="directions")
    fields = {name: texts[name] for name in TEMPLATE_FIELDS if name in texts}
    if template is None:
        template = ProgrammeTemplate(organisation=organisation, made_at=clock.now(), made_by=by)
    for name, value in fields.items():
        setattr(template, name, value)
    template.save()
    template.items.all().delete()
    _keep_items(template, items)
    journal.record("template_written", template, by=by, items=len(items))
    return template


@transaction.atomic
def retire_template(template: ProgrammeTemplate, *, by: User) -> ProgrammeTemplate:
    """It is not offered any more; what has begun with it stays."""
    if template.retired_on is not None:
        raise Refused(_("Этот шаблон уже не предлагается."))
    template.retired_on = clock.today()
    template.save(update_fields=["retired_on"])
    journal.record("template_retired", template, by=by)
    return template


@transaction.atomic
def use_template(programme: Programme, template: ProgrammeTemplate, *, by: User, version: int) -> Programme:
    """Begin a draft with a template: empty texts are filled, activities are added; nothing written is overwritten.

    Days beyond the term of the programme fall on its last day. The request stays as the mentee has put it (1.4/8).
    """
    locked(programme)
    check_version(programme, version)
    if programme.state != ProgrammeState.DRAFT:
        raise Refused(_("С шаблона начинают, пока программа составляется."))
    if template.retired_on is not None or template.organisation_id != programme.organisation_id:
        raise Refused(_("Этот шаблон больше не предлагается."), field="template")
    empty = [name for name in TEMPLATE_TEXTS if not getattr(programme, name).strip()]
    for name in empty:
        setattr(programme, name, getattr(template, name))
    if not programme.directions:
        programme.directions = list(template.directions)
    programme.template = template
    programme.save(update_fields=[*TEMPLATE_TEXTS, "directions", "template"])
    _add_items(programme, template)
    new_text(programme)
    journal.record("template_used", programme, by=by, template=template.pk, version=programme.version)
    return programme


def _add_items(programme: Programme, template: ProgrammeTemplate) -> None:
    standing = set(programme.items.values_list("title", flat=True))
    first = programme.items.count()
    PlanItem.objects.bulk_create(
        PlanItem(
            organisation_id=programme.organisation_id,
            programme=programme,
            due_on=min(programme.since + timedelta(days=item.days), programme.until),
            sort=first + number,
            **{name: getattr(item, name) for name in ITEM_PARTS},
        )
        for number, item in enumerate(template.items.all())
        if item.title not in standing
    )


def _keep_items(template: ProgrammeTemplate, items: Sequence[Mapping[str, Any]]) -> None:
    TemplateItem.objects.bulk_create(
        TemplateItem(organisation_id=template.organisation_id, template=template, sort=number, **row)
        for number, row in enumerate(items)
    )
