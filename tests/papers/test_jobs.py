"""Many papers as a job: progress, the archive, failing, stopping, a server that went away."""

import threading
import time
import uuid
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nastavnik.accounts.models import User
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.papers import jobs
from nastavnik.papers.download import kept_file
from nastavnik.papers.jobs import discard_job, settle_jobs, start_job, stop_job
from nastavnik.papers.models import JobState, PaperJob
from tests.papers.test_many import little

GARDEN, OTHER = uuid.UUID(int=7), uuid.UUID(int=8)


def papers(count: int = 3):
    return lambda: ((f"Бланк {number}", little(number)) for number in range(count))


def start(make=None, **changes) -> PaperJob:
    told = {"total": 3, "paper_format": "docx", "organisation_id": GARDEN, "by": None} | changes
    return start_job("Бланки", make or papers(), **told)


def settled(job: PaperJob) -> PaperJob:
    """The job after its thread has ended."""
    for thread in threading.enumerate():
        if thread.name == f"papers-{job.pk}":
            thread.join(20)
            assert not thread.is_alive()
    job.refresh_from_db()
    return job


@pytest.mark.django_db(transaction=True)
def test_a_job_packs_its_papers_and_is_ready():
    curator = User.objects.create_user("kudryavceva", shown_name="Кудрявцева Е. Б.")
    job = settled(start(by=curator))
    assert (job.state, job.done, job.total, job.percent, job.sentence) == (JobState.READY, 3, 3, 100, "")
    assert (job.made_by_id, job.made_by_name) == (curator.pk, "Кудрявцева Е. Б.")
    assert job.finished_at is not None
    with job.file.open() as file, zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["Бланк 0.docx", "Бланк 1.docx", "Бланк 2.docx"]
    assert job.size == job.file.size
    assert JournalEntry.objects.get().facts == {"format": "docx", "total": 3}
    answer = kept_file(job)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].endswith(".zip")
    answer.close()


@pytest.mark.django_db(transaction=True)
def test_progress_can_be_seen_while_it_runs_and_a_stop_is_heard(monkeypatch, settings):
    monkeypatch.setattr(jobs, "BETWEEN_BEATS", 0.0)
    go, third = threading.Event(), threading.Event()

    def slowly():
        for number in range(9):
            if number == 3:
                third.set()
                assert go.wait(20)
            yield f"{number}", little(number)

    job = start(slowly, total=9)
    assert third.wait(20)
    job.refresh_from_db()
    assert (job.state, job.done, job.percent) == (JobState.RUNNING, 3, 33)
    with pytest.raises(Refused, match="Сначала остановите её"):
        discard_job(job)
    stop_job(job, by=None)
    go.set()
    assert settled(job).state == JobState.STOPPED
    assert (job.done, job.file.name) == (3, "")
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.zip"))
    assert [entry.event for entry in JournalEntry.objects.all()] == ["paper_job_started", "paper_job_stopped"]
    with pytest.raises(Refused, match="Эта работа уже закончена"):
        stop_job(job, by=None)


@pytest.mark.django_db(transaction=True)
def test_a_stop_after_the_last_paper_keeps_nothing(settings):
    go, last = threading.Event(), threading.Event()

    def ends_late():
        yield "а", little(1)
        last.set()
        assert go.wait(20)

    job = start(ends_late, total=1)
    assert last.wait(20)
    stop_job(job, by=None)
    go.set()
    assert settled(job).state == JobState.STOPPED
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.zip"))


@pytest.mark.django_db
def test_progress_is_written_at_most_once_a_second():
    job = PaperJob.objects.create(
        organisation_id=GARDEN, title="а", format="pdf", total=9, made_at=timezone.now(), beat_at=timezone.now()
    )
    beat = jobs._Beat(job.pk)
    with CaptureQueriesContext(connection) as queries:
        for done in range(1000):
            beat(done)
    assert len(queries) == 0
    beat.last -= 1.01
    with CaptureQueriesContext(connection) as queries:
        for done in range(1000):
            beat(done)
    assert len(queries) == 1
    job.refresh_from_db()
    assert job.done == 0


@pytest.mark.django_db(transaction=True)
def test_a_refusal_inside_becomes_the_sentence_of_the_job():
    def refuses():
        yield "а", little(1)
        raise Refused("У Ким А. нет согласия. Зарегистрируйте его и запустите снова.")

    job = settled(start(refuses))
    assert (job.state, job.sentence) == (
        JobState.FAILED, "У Ким А. нет согласия. Зарегистрируйте его и запустите снова.",
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_an_unforeseen_failure_says_what_to_do(caplog):
    def breaks():
        yield "а", little(1)
        raise ZeroDivisionError

    job = settled(start(breaks))
    assert (job.state, job.sentence) == (JobState.FAILED, "Документы подготовить не удалось. Запустите работу ещё раз.")
    assert "papers could not be packed" in caplog.text
    assert settled(start()).state == JobState.READY


@pytest.mark.django_db(transaction=True)
def test_one_job_at_a_time_for_an_institution():
    go, waiting = threading.Event(), threading.Event()

    def waits():
        waiting.set()
        assert go.wait(20)
        yield "а", little(1)

    job = start(waits, total=1)
    assert waiting.wait(20)  # the tests' database in memory refuses two hands at one moment
    with pytest.raises(Refused, match="Другие документы ещё готовятся"):
        start()
    assert settled(start(organisation_id=OTHER)).state == JobState.READY
    go.set()
    assert settled(job).state == JobState.READY


@pytest.mark.django_db(transaction=True)
def test_nothing_begins_when_the_act_around_it_is_undone():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        job = start()
        raise ZeroDivisionError
    assert not PaperJob.objects.exists()
    assert all(thread.name != f"papers-{job.pk}" for thread in threading.enumerate())


@pytest.mark.parametrize(
    ("is_stopping", "state", "begins"),
    [(False, JobState.FAILED, "Работа прервалась"), (True, JobState.STOPPED, "")],
)
@pytest.mark.django_db
def test_a_job_without_a_sign_of_life_is_told_as_ended(is_stopping, state, begins):
    alive = PaperJob.objects.create(
        organisation_id=GARDEN, title="а", format="pdf", total=9, made_at=timezone.now(), is_stopping=is_stopping,
        beat_at=timezone.now() - jobs.SILENT + timedelta(seconds=9),
    )  # fmt: skip
    settle_jobs(GARDEN)
    alive.refresh_from_db()
    assert alive.state == JobState.RUNNING
    PaperJob.objects.update(beat_at=timezone.now() - jobs.SILENT - timedelta(seconds=1))
    settle_jobs(OTHER)
    alive.refresh_from_db()
    assert alive.state == JobState.RUNNING
    settle_jobs(GARDEN)
    alive.refresh_from_db()
    assert alive.state == state
    assert alive.sentence.startswith(begins)
    assert alive.finished_at is not None


@pytest.mark.django_db(transaction=True)
def test_archives_older_than_a_week_go(settings):
    job = settled(start())
    settle_jobs(GARDEN)
    assert PaperJob.objects.count() == 1
    PaperJob.objects.update(made_at=timezone.now() - timedelta(days=8))
    settle_jobs(GARDEN)
    assert not PaperJob.objects.filter(pk=job.pk).exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.zip"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"paper_format": "exe"}, "Выберите вид файлов: Word или PDF."),
        ({"total": 0}, "Нет ни одного документа, который можно подготовить."),
    ],
)
@pytest.mark.django_db
def test_what_makes_no_sense_is_refused(changes, sentence):
    with pytest.raises(Refused) as refused:
        start(**changes)
    assert refused.value.sentence == sentence
    assert not PaperJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_connection_of_the_job_is_closed(monkeypatch):
    closed: list[str] = []
    true_close = jobs.connections.close_all
    monkeypatch.setattr(
        jobs.connections, "close_all", lambda: (closed.append(threading.current_thread().name), true_close())
    )
    job = settled(start())
    assert closed == [f"papers-{job.pk}"]
    assert time.monotonic() > 0
