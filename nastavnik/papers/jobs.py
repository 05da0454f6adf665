"""Many papers as a job: it runs beside the pages, tells how far it has come, can be stopped.

The job lives in a thread of the server. When the server ends, so does the job; its row is then without a sign
of life and counts as failed («запустите ещё раз»): nothing is resumed half-way.
"""

import contextvars
import logging
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.core.files import File
from django.db import IntegrityError, connections, transaction
from django.utils.translation import gettext as _

from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.papers.many import Issued, write_many
from nastavnik.papers.model import Paper
from nastavnik.papers.models import FORMATS, JobState, PaperJob

SILENT = timedelta(seconds=45)  # without a sign of life: longer than any single paper takes
KEPT = timedelta(days=7)
BETWEEN_BEATS = 1.0  # seconds
_log = logging.getLogger(__name__)


class _Stopped(Exception):
    pass


def start_job(
    title: str,
    papers: Callable[[], Iterable[tuple[str, Paper | Issued]]],
    *,
    total: int,
    paper_format: str,
    organisation_id: UUID,
    by: Any,
) -> PaperJob:
    """Begin to pack papers, after the commit; the page shows the row. One at a time for an institution.

    `papers` is called in the job's own thread, with its own connection to the database: it reads its rows
    itself (a generator keeps memory flat). A Refused that it raises becomes the sentence of the job.
    """
    if paper_format not in FORMATS:
        raise Refused(_("Выберите вид файлов: Word или PDF."), field="paper_format")
    if total < 1:
        raise Refused(_("Нет ни одного документа, который можно подготовить."))
    settle_jobs(organisation_id)
    job = PaperJob(
        organisation_id=organisation_id,
        title=title[:200],
        format=paper_format,
        total=total,
        made_at=clock.now(),
        made_by_id=getattr(by, "pk", None),
        made_by_name=str(by)[:200] if by is not None else "",
        beat_at=clock.now(),
    )
    try:
        with transaction.atomic():
            job.save(force_insert=True)
            journal.record("paper_job_started", job, by=by, format=paper_format, total=total)
    except IntegrityError as error:
        raise Refused(_("Другие документы ещё готовятся. Дождитесь их или остановите.")) from error
    context = contextvars.copy_context()  # the moment, the language and the zone of who asks
    thread = threading.Thread(target=context.run, args=(_run, job.pk, papers), name=f"papers-{job.pk}", daemon=True)
    transaction.on_commit(thread.start)
    return job


def stop_job(job: PaperJob, *, by: Any) -> None:
    """Ask the job to end after the paper it is at; nothing of it is kept."""
    with transaction.atomic():
        running = PaperJob.objects.filter(pk=job.pk, state=JobState.RUNNING)
        if not running.update(is_stopping=True):
            raise Refused(_("Эта работа уже закончена."))
        journal.record("paper_job_stopped", job, by=by)
    settle_jobs(job.organisation_id)


def settle_jobs(organisation_id: UUID) -> None:
    """Jobs whose server is gone are told as what they are; archives older than a week go. Call before showing."""
    jobs = PaperJob.objects.filter(organisation_id=organisation_id)
    silent = jobs.filter(state=JobState.RUNNING, beat_at__lt=clock.now() - SILENT)
    silent.filter(is_stopping=True).update(state=JobState.STOPPED, finished_at=clock.now())
    silent.update(
        state=JobState.FAILED,
        finished_at=clock.now(),
        sentence=_("Работа прервалась: программу в это время закрыли. Запустите её ещё раз."),
    )
    for job in jobs.exclude(state=JobState.RUNNING).filter(made_at__lt=clock.now() - KEPT):
        discard_job(job)


def discard_job(job: PaperJob) -> None:
    """Delete a finished job and its archive: the papers can be packed again at any time."""
    if job.state == JobState.RUNNING:
        raise Refused(_("Эта работа ещё идёт. Сначала остановите её."))
    file = job.file
    job.delete()
    if file:
        file.delete(save=False)


# --- in the thread of the job ---------------------------------------------------------------------------------
def _run(key: UUID, papers: Callable[[], Iterable[tuple[str, Paper | Issued]]]) -> None:
    try:
        job = PaperJob.objects.get(pk=key)
        with tempfile.TemporaryFile() as archive:
            beat = _Beat(key)
            done = write_many(papers(), job.format, archive, beat, organisation_id=job.organisation_id)
            _keep(job, archive, done)
    except _Stopped:
        _end(key, JobState.STOPPED)
    except Refused as refusal:
        _end(key, JobState.FAILED, refusal.sentence)
    except Exception:
        _log.exception("papers could not be packed")
        _end(key, JobState.FAILED, _("Документы подготовить не удалось. Запустите работу ещё раз."))
    finally:
        connections.close_all()


class _Beat:
    """Tells the row how far the work has come, at most once a second, and hears there whether to stop."""

    def __init__(self, key: UUID) -> None:
        self.key = key
        self.last = time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() - self.last < BETWEEN_BEATS:
            return
        self.last = time.monotonic()
        wanted = PaperJob.objects.filter(pk=self.key, state=JobState.RUNNING, is_stopping=False)
        if not wanted.update(done=done, beat_at=clock.now()):
            raise _Stopped


def _keep(job: PaperJob, archive: BinaryIO, done: int) -> None:
    size = archive.tell()
    archive.seek(0)
    job.file.save("archive.zip", File(archive), save=False)
    wanted = PaperJob.objects.filter(pk=job.pk, state=JobState.RUNNING, is_stopping=False)
    kept = wanted.update(
        state=JobState.READY, done=done, total=done, size=size, file=job.file.name, finished_at=clock.now()
    )
    if not kept:
        job.file.delete(save=False)
        raise _Stopped


def _end(key: UUID, state: JobState, sentence: str = "") -> None:
    running = PaperJob.objects.filter(pk=key, state=JobState.RUNNING)
    running.update(state=state, sentence=sentence[:600], finished_at=clock.now())
