"""The cast is built by acts once in a process; each further test gets the same rows back by a few inserts."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction

from nastavnik.banks.models import Topic
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from tests.cast import Cast

Rows = dict[type[models.Model], dict[object, models.Model]]
Made = TypeVar("Made")
_built: dict[str, tuple[Any, "Delta"]] = {}


@dataclass(frozen=True)
class Delta:
    """What an act of building left in the tables: rows that came, rows that were changed."""

    come: Rows
    changed: Rows

    def put(self) -> None:
        """The same once more, upon the same rows, by a few inserts."""
        with transaction.atomic():
            for model, rows in self.come.items():
                model._base_manager.bulk_create([copy.deepcopy(row) for row in rows.values()])
            for rows in self.changed.values():
                for row in rows.values():
                    copy.deepcopy(row).save_base(raw=True, force_update=True)


def delta_of(build: Callable[[], Made]) -> tuple[Made, Delta]:
    """What `build` gives and what it leaves."""
    before = _rows()
    made = build()
    come: Rows = {}
    changed: Rows = {}
    for model, rows in _rows().items():
        for key, row in rows.items():
            if key not in before[model]:
                come.setdefault(model, {})[key] = row
            elif _values(row) != _values(before[model][key]):
                changed.setdefault(model, {})[key] = row
    return made, Delta(come, changed)


def once(name: str, build: Callable[[], Made]) -> Made:
    """What `build` makes, from its second time on without building it."""
    if name not in _built:
        _built[name] = delta_of(build)
    else:
        _built[name][1].put()
    return copy.copy(_built[name][0])


def organisation_once(name: str, build: Callable[[], Organisation]) -> Organisation:
    """The institution that `build` makes, with all that belongs to it; from the second time on without building."""
    key = once(name, lambda: build().pk)
    return Organisation.objects.select_related("settings").get(pk=key)


def _rows() -> Rows:
    """Everything that stands in the tables of the product, by model and key."""
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("nastavnik.")]
    return {model: {row.pk: row for row in model._base_manager.all()} for model in ours}


def _values(row: models.Model) -> list:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def fresh(cast: Cast) -> Cast:
    """The same people as objects of this test, with nothing remembered on them."""
    institutions = Organisation.objects.select_related("settings").in_bulk()
    people = Person.objects.select_related("user").in_bulk()
    for person in people.values():
        person.organisation = institutions[person.organisation_id]
    topics = Topic.objects.in_bulk()
    return Cast(
        organisation=institutions[cast.organisation.pk],
        people={part: people[person.pk] for part, person in cast.people.items()},
        other=institutions[cast.other.pk],
        stranger=people[cast.stranger.pk],
        topics={code: topics[topic.pk] for code, topic in cast.topics.items()},
    )
