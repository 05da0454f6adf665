"""A database of the first landing is carried on: its rows fit what came later (ADR 14)."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nastavnik.consents.models import Consent
from tests.cast import build_cast

FIRST = "0001_initial"


@pytest.mark.django_db(transaction=True)
def test_a_consent_withdrawn_before_keeps_its_day_and_all_rows_fit_the_new_tables():
    executor = MigrationExecutor(connection)
    ours = sorted({config.label for config in apps.get_app_configs() if config.name.startswith("nastavnik.")})
    ours = [app for app in ours if app in executor.loader.migrated_apps and (app, FIRST) in executor.loader.graph.nodes]
    latest = [node for node in executor.loader.graph.leaf_nodes() if node[0] in ours]
    executor.migrate([(app, FIRST) for app in ours if app not in NEW] + [(app, None) for app in NEW])
    before = executor.loader.project_state([(app, FIRST) for app in ours if app not in NEW]).apps
    organisation = before.get_model("organisations", "Organisation").objects.create(
        slug="star", full_name="Детский сад", short_name="Сад"
    )
    before.get_model("organisations", "Settings").objects.create(organisation=organisation)
    person = before.get_model("people", "Person").objects.create(organisation=organisation, surname="Иванова")
    text = before.get_model("consents", "ConsentText").objects.create(
        organisation=organisation, kind="mentee", version=1, body="Согласна.", made_on=date(2026, 9, 1)
    )
    before.get_model("consents", "Consent").objects.create(
        organisation=organisation, person=person, kind="mentee", text=text, state="withdrawn",
        proposed_on=date(2026, 9, 1), given_on=date(2026, 9, 2), withdrawn_on=date(2026, 9, 10),
    )  # fmt: skip
    executor = MigrationExecutor(connection)
    executor.migrate(latest)
    carried = Consent.objects.get()
    assert (carried.withdrawn_on, carried.withdrawal_received_on) == (date(2026, 9, 10), date(2026, 9, 10))
    assert not carried.is_valid_on(date(2026, 9, 10)) and carried.is_valid_on(date(2026, 9, 9))
    assert carried.organisation.settings.paper_edition == "2025"
    build_cast()  # the acts of today work on it


NEW = ("appeals", "documents", "duties", "help", "partners", "reminders", "site")
"""Rooms that were not there."""
