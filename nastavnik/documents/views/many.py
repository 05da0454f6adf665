"""Many papers in one archive: started, watched, stopped, taken (papers/jobs.py). The page renews itself, no script."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.documents.batches import BATCHES, Wanted, title_of
from nastavnik.documents.forms import BatchForm
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import kept_file
from nastavnik.papers.jobs import discard_job, settle_jobs, start_job, stop_job
from nastavnik.papers.models import JobState, PaperJob


@act("documents.make_many")
def job_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What can be packed; what is being packed or was in the last week."""
    form = BatchForm(request.POST or None, organisation=organisation, initial={"year": clock.today().year})
    if request.method == "POST" and form.is_valid():
        order = form.cleaned_data["order"]
        wanted = Wanted(organisation.pk, form.cleaned_data["year"], order.pk if order else None)
        name = form.cleaned_data["what"]
        batch = BATCHES[name]
        try:
            job = start_job(
                title_of(name, wanted),
                lambda: batch.papers(wanted),
                total=batch.count(wanted),
                paper_format=form.cleaned_data["paper_format"],
                organisation_id=organisation.pk,
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            return redirect("documents:job-detail", organisation.slug, job.pk)
    settle_jobs(organisation.pk)
    jobs = PaperJob.objects.of(organisation).order_by("-made_at", "-pk")
    return render(request, "documents/job_list.html", {"form": form, "jobs": jobs})


@act("documents.make_many", PaperJob)
def job_detail(request: Request, organisation: Organisation, job: PaperJob) -> HttpResponse:
    """How far it has come; the page asks again by itself while it runs."""
    settle_jobs(organisation.pk)
    job.refresh_from_db()
    return render(request, "documents/job_detail.html", {"job": job, "runs": job.state == JobState.RUNNING})


@act("documents.make_many", PaperJob)
@require_POST
def job_stop(request: Request, organisation: Organisation, job: PaperJob) -> HttpResponse:
    """End it after the paper it is at."""
    try:
        stop_job(job, by=request.user)
        messages.success(request, _("Останавливаем: работа закончится после начатого документа."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("documents:job-detail", organisation.slug, job.pk)


@act("documents.make_many", PaperJob)
def job_archive(request: Request, organisation: Organisation, job: PaperJob) -> FileResponse:
    """The archive, when it is ready."""
    return kept_file(job if job.file else None)  # type: ignore[arg-type]  # named and typed like what is kept


@act("documents.make_many", PaperJob)
@require_POST
def job_discard(request: Request, organisation: Organisation, job: PaperJob) -> HttpResponse:
    """A finished job goes with its archive: it holds personal data, and can be packed again."""
    try:
        discard_job(job)
        messages.success(request, _("Архив удалён. Документы можно собрать снова."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("documents:job-list", organisation.slug)
