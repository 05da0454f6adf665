"""The directory of directions: an institution starts with ours and edits its own copy."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import Topic
from nastavnik.banks.topics import TOPICS
from nastavnik.kit import journal
from nastavnik.kit.keys import new_key
from nastavnik.kit.refusal import Refused
from nastavnik.kit.text import folded
from nastavnik.organisations.models import Organisation


@transaction.atomic
def start_topics(organisation: Organisation) -> None:
    """Give a new institution its own copy of the directory of directions."""
    Topic.objects.bulk_create(
        Topic(organisation=organisation, code=code, name=name, area=area, sort=sort)
        for sort, (code, name, area) in enumerate(TOPICS)
    )


@transaction.atomic
def add_topic(organisation: Organisation, *, by: User, name: str, area: str, is_active: bool = True) -> Topic:
    """A direction of the institution's own. Raises Refused when there is one of that name."""
    _refuse_double(organisation, name)
    last = Topic.objects.of(organisation).order_by("-sort").first()
    topic = Topic.objects.create(
        organisation=organisation, code=f"own-{new_key().hex[-12:]}", name=name, area=area, is_active=is_active,
        sort=last.sort + 1 if last else 0,
    )  # fmt: skip
    journal.record("topic_added", topic, by=by)
    return topic


@transaction.atomic
def change_topic(topic: Topic, *, by: User, **fields: Any) -> Topic:
    """Rename a direction, or offer it no more. Raises Refused when another bears the new name."""
    if "name" in fields:
        _refuse_double(topic.organisation, fields["name"], but=topic)
    for name, value in fields.items():
        setattr(topic, name, value)
    topic.save(update_fields=list(fields))
    journal.record("topic_changed", topic, by=by, fields=list(fields))
    return topic


def _refuse_double(organisation: Organisation, name: str, but: Topic | None = None) -> None:
    """Two directions of one name would part people who mean the same."""
    for other in Topic.objects.of(organisation):
        if other != but and folded(other.name) == folded(name):
            raise Refused(_("Такое направление уже есть: «%(name)s».") % {"name": other.name}, field="name")
