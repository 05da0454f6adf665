"""The cast is built by acts once in a process; each further test gets the same rows back by a few inserts."""

import copy
from collections.abc import Callable

from django.apps import apps
from django.db import models, transaction

from nastavnik.banks.models import Topic
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from tests.cast import Cast

Rows = dict[type[models.Model], dict[object, models.Model]]
_built: dict[str, tuple[Cast, Rows]] = {}
_added: dict[str, Rows] = {}
_institutions: dict[str, tuple[object, Rows]] = {}


def once(name: str, build: Callable[[], Cast], *, upon: str = "") -> Cast:
    """What `build` makes, from its second time on without building it.

    `upon` names what stands in the database already (then only what has come or changed is written).
    """
    if name not in _built:
        cast = build()
        rows = _rows()
        _built[name] = (copy.copy(cast), rows)
        _added[name] = _more(rows, _built[upon][1]) if upon else rows
        return cast
    cast, _all = _built[name]
    with transaction.atomic():
        for model, rows_of_model in _added[name].items():
            before = _built[upon][1].get(model, {}) if upon else {}
            fresh = [copy.deepcopy(row) for key, row in rows_of_model.items() if key not in before]
            model._base_manager.bulk_create(fresh)
            for key, row in rows_of_model.items():
                if key in before:
                    copy.deepcopy(row).save(force_update=True)
    return _fresh(cast)


def organisation_once(name: str, build: Callable[[], Organisation]) -> Organisation:
    """The institution that `build` makes, with all that belongs to it; from the second time on without building."""
    if name not in _institutions:
        before = _rows()
        organisation = build()
        _institutions[name] = (organisation.pk, _more(_rows(), before))
        return organisation
    key, rows = _institutions[name]
    with transaction.atomic():
        for model, found in rows.items():
            model._base_manager.bulk_create([copy.deepcopy(row) for row in found.values()])
    return Organisation.objects.select_related("settings").get(pk=key)


def _rows() -> Rows:
    """Everything that stands in the tables of the product, by model and key."""
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("nastavnik.")]
    return {model: {row.pk: row for row in model._base_manager.all()} for model in ours}


def _more(rows: Rows, before: Rows) -> Rows:
    """The rows that are not in `before`, or not the same there."""
    return {
        model: {key: row for key, row in found.items() if _values(row) != _values(before[model].get(key))}
        for model, found in rows.items()
    }


def _values(row: models.Model | None) -> list:
    return [] if row is None else [getattr(row, field.attname) for field in row._meta.concrete_fields]


def _fresh(cast: Cast) -> Cast:
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
