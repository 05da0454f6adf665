"""Many small questions about one institution, put to the database as one query.

A first page wants to know of twenty tables whether anything waits there, and mostly nothing does: asking is cheap
when it is done at once, and only what is there is read then.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.db.models import Exists, IntegerField, QuerySet, Subquery

from nastavnik.organisations.models import Organisation


class Number(Subquery):
    """How many rows there are."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet) -> None:
        super().__init__(rows.order_by().values("pk"))


def first(rows: QuerySet, field: str) -> Subquery:
    """A field of the first row in the order of the rows; None when there is no row."""
    return Subquery(rows.values(field)[:1])


def ask(organisation: Organisation, **questions: Any) -> SimpleNamespace:
    """The answers by name: `Exists(rows)`, `Number(rows)`, `first(rows, "since")` (one query)."""
    return SimpleNamespace(**Organisation.objects.values(**questions).get(pk=organisation.pk))


def ask_and_read(organisation: Organisation, lists: Mapping[str, QuerySet], **questions: Any) -> SimpleNamespace:
    """The answers, and each list by its name: empty ones cost nothing, each of the others is read once."""
    there = {f"there_are_{name}": Exists(rows) for name, rows in lists.items()}
    found = ask(organisation, **questions, **there)
    for name, rows in lists.items():
        setattr(found, name, list(rows) if getattr(found, f"there_are_{name}") else [])
    return found
