"""The journal is append-only and chained: a changed, lost or added entry is found."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from nastavnik.kit import journal
from nastavnik.kit.models import JournalEntry
from nastavnik.organisations.actions import change_organisation


@pytest.fixture
def written(cast):
    for place in ("г. Кинешма", "г. Шуя", "г. Тейково"):
        change_organisation(cast.organisation, by=cast.user("curator"), place=place)
    return cast.organisation


@pytest.mark.clause("1.4/7")
def test_an_act_leaves_who_what_and_when(cast, written):
    entry = JournalEntry.objects.filter(organisation_id=written.pk).order_by("-number").first()
    assert (entry.event, entry.subject_id, entry.actor_id) == (
        "organisation_changed",
        written.pk,
        cast.curator.user_id,
    )
    assert entry.actor_name == "Кудрявцева Елена Борисовна"
    assert entry.facts == {"fields": ["place"]}
    assert f"{entry.at:%d.%m.%Y}" == "14.09.2026"


def test_numbers_run_without_a_gap_and_the_chain_is_whole(written):
    numbers = list(
        JournalEntry.objects.filter(organisation_id=written.pk).order_by("number").values_list("number", flat=True)
    )
    assert numbers == list(range(1, len(numbers) + 1))
    assert journal.broken_link(written.pk) is None


def test_a_changed_entry_breaks_the_chain_at_its_number(written):
    entry = JournalEntry.objects.filter(organisation_id=written.pk).order_by("number")[3]
    JournalEntry.objects.filter(pk=entry.pk).update(actor_name="Кто-то другой")
    assert journal.broken_link(written.pk) == entry.number


def test_a_lost_entry_breaks_the_chain(written):
    JournalEntry.objects.filter(organisation_id=written.pk, number=3).delete()
    assert journal.broken_link(written.pk) == 4


def test_the_journals_of_two_institutions_are_apart(cast, written):
    assert journal.broken_link(cast.other.pk) is None
    assert not JournalEntry.objects.filter(organisation_id=cast.other.pk, event="organisation_changed").exists()


@pytest.mark.django_db(transaction=True)
def test_writing_outside_a_transaction_is_a_mistake(transactional_db):
    from nastavnik.organisations.models import Organisation

    organisation = Organisation.objects.create(slug="a", full_name="А", short_name="А")
    with pytest.raises(AssertionError):
        journal.record("organisation_founded", organisation, by=None)


def test_an_undone_act_leaves_no_entry(written, cast):
    before = JournalEntry.objects.filter(organisation_id=written.pk).count()
    with pytest.raises(RuntimeError), transaction.atomic():
        change_organisation(written, by=cast.user("curator"), place="г. Вичуга")
        raise RuntimeError
    assert JournalEntry.objects.filter(organisation_id=written.pk).count() == before


WRITERS = """
import sys, uuid
from concurrent.futures import ThreadPoolExecutor

import django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
from nastavnik.kit import journal
from nastavnik.kit.models import JournalHead

call_command("migrate", "kit", verbosity=0)
institution = uuid.uuid4()

def write(number):
    for _each in range(3):
        with transaction.atomic():
            journal.record("tried", JournalHead(organisation_id=institution), by=None, number=number)
    connection.close()

with ThreadPoolExecutor(20) as pool:
    list(pool.map(write, range(20)))
print(JournalHead.objects.get(pk=institution).number, journal.broken_link(institution))
"""


def test_twenty_who_write_at_once_make_one_chain(tmp_path):
    """On the embedded database as it is served: a file, with the settings of the product."""
    surroundings = {"DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "nastavnik.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", WRITERS],
        env={**os.environ, **surroundings, "DATABASE_URL": f"sqlite:///{tmp_path / 'journal.sqlite3'}"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["60", "None"], done.stderr
