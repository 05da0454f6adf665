"""Many papers at once: each batch packs what it names; the page shows how far it is, and stops it."""

import hashlib
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from nastavnik.consents.models import Consent
from nastavnik.documents.batches import BATCHES, Wanted
from nastavnik.kit import clock
from nastavnik.orders.models import Order
from nastavnik.organisations.actions import change_organisation
from nastavnik.papers.many import write_many
from nastavnik.papers.models import IssuedPaper, JobState, PaperJob
from tests.cast import TODAY, build_cast, fill_banks
from tests.orders.made import base_order, on_pairs, signed
from tests.pairs.made import agreed, make_room, ready
from tests.papers.test_jobs import settled
from tests.programmes.conftest import bring_to, relation_in_force

SLOT = {"what": "waiting", "year": "2026", "paper_format": "pdf"}


def names(wanted: Wanted, batch: str) -> list[str]:
    return [name for name, _paper in BATCHES[batch].papers(wanted)]


@pytest.mark.django_db
@pytest.mark.parametrize("batch", BATCHES)
def test_a_batch_packs_as_many_papers_as_it_has_counted(full_cast, batch):
    base_order(full_cast)
    bring_to(full_cast, "running", relation_in_force(full_cast))
    order = signed(full_cast, *on_pairs(ready(full_cast, ("second_mentor",), ("third_mentee",))))
    make_room(full_cast, "second_mentor")
    agreed(full_cast, ("second_mentor",), ("second_mentee",))
    wanted = Wanted(full_cast.organisation.pk, 2026, order.pk)
    assert len(names(wanted, batch)) == BATCHES[batch].count(wanted) > 0


@pytest.mark.django_db
def test_the_papers_of_an_order_are_those_of_its_people(full_cast):
    base_order(full_cast)
    relation_in_force(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast, ("second_mentor",), ("third_mentee",))))
    found = names(Wanted(full_cast.organisation.pk, 2026, order.pk), "order")
    assert found == [
        "Приказ от 14.09.2026 № 42-ОД о закреплении наставнических пар (групп)",
        "Гаврилюк О. П. – согласие на наставничество",
        "Мухаметзянова А. Р. – согласие наставляемого",
    ]


@pytest.mark.django_db
def test_what_was_issued_is_packed_as_it_was_kept(full_cast, django_capture_on_commit_callbacks):
    """Edge case 48: a new name of the institution or a new form changes nothing of what was signed."""
    base_order(full_cast)
    with django_capture_on_commit_callbacks(execute=True):
        order = signed(full_cast, *on_pairs(ready(full_cast, ("second_mentor",), ("third_mentee",))))
    change_organisation(full_cast.organisation, by=full_cast.user("head"), full_name="Детский сад «Переименован»")
    out = BytesIO()
    papers = BATCHES["order"].papers(Wanted(full_cast.organisation.pk, 2026, order.pk))
    write_many(papers, "docx", out, lambda done: None, organisation_id=full_cast.organisation.pk)
    with zipfile.ZipFile(out) as archive:
        packed = {hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    assert (
        packed == set(IssuedPaper.objects.filter(format="docx").values_list("sha256", flat=True)) and len(packed) == 3
    )


@pytest.mark.django_db
def test_a_consent_that_was_signed_elsewhere_in_other_words_is_not_packed_in_ours(full_cast):
    base_order(full_cast)
    relation = ready(full_cast, ("second_mentor",), ("third_mentee",))
    order = signed(full_cast, *on_pairs(relation))
    Consent.objects.filter(about_id=relation.pk, kind="mentee").update(given_on=TODAY - timedelta(days=90))
    wanted = Wanted(full_cast.organisation.pk, 2026, order.pk)
    assert names(wanted, "order")[1:] == ["Гаврилюк О. П. – согласие на наставничество"]
    assert BATCHES["order"].count(wanted) == 2


@pytest.mark.django_db
def test_nothing_of_another_institution_is_packed(full_cast):
    bring_to(full_cast, "running", relation_in_force(full_cast))
    for batch in ("waiting", "programmes", "portfolios"):
        assert names(Wanted(full_cast.other.pk, 2026), batch) == []


@pytest.fixture
def working(transactional_db):
    """The kindergarten with two blanks that wait, in a database that the thread of a job sees too."""
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
        agreed(cast)
        yield cast


def page_of(client, cast) -> PaperJob:
    client.post(reverse("documents:job-list", args=[cast.organisation.slug]), SLOT)
    return PaperJob.objects.get()


def test_blanks_are_packed_shown_taken_and_discarded(working, client):
    client.force_login(working.user("curator"), backend="allauth.account.auth_backends.AuthenticationBackend")
    job = settled(page_of(client, working))
    assert (job.state, job.done, job.sentence) == (JobState.READY, 2, "")
    here = reverse("documents:job-detail", args=[working.organisation.slug, job.pk])
    said = client.get(here).content.decode()
    assert "Взять архив" in said and "http-equiv" not in said
    archive = client.get(reverse("documents:job-archive", args=[working.organisation.slug, job.pk]))
    with zipfile.ZipFile(BytesIO(archive.getvalue())) as found:
        assert found.namelist() == [
            "Белокопытова И. Г. – согласие на наставничество.pdf", "Зайцева П. А. – согласие наставляемого.pdf",
        ]  # fmt: skip
    client.post(reverse("documents:job-discard", args=[working.organisation.slug, job.pk]))
    assert not PaperJob.objects.exists()


@pytest.fixture
def running(full_cast) -> PaperJob:
    return PaperJob.objects.create(
        organisation_id=full_cast.organisation.pk, title="Бланки", format="pdf", total=1000, done=250,
        made_at=clock.now(), beat_at=clock.now(),
    )  # fmt: skip


@pytest.mark.django_db
def test_a_running_job_shows_how_far_it_is_and_renews_its_page(full_cast, running, signed_in):
    here = reverse("documents:job-detail", args=[full_cast.organisation.slug, running.pk])
    said = signed_in("curator").get(here).content.decode()
    assert '<meta http-equiv="refresh" content="3">' in said
    assert "250 из 1000" in said and 'value="250" max="1000"' in said and "Остановить" in said


@pytest.mark.django_db
def test_a_job_is_stopped_and_a_silent_one_is_said_to_have_failed(full_cast, running, signed_in):
    client, slug = signed_in("curator"), full_cast.organisation.slug
    client.post(reverse("documents:job-stop", args=[slug, running.pk]))
    running.refresh_from_db()
    assert running.is_stopping
    PaperJob.objects.filter(pk=running.pk).update(is_stopping=False, beat_at=clock.now() - timedelta(minutes=5))
    said = client.get(reverse("documents:job-detail", args=[slug, running.pk])).content.decode()
    assert "Работа прервалась" in said and "http-equiv" not in said


@pytest.mark.django_db
def test_a_second_job_waits_and_an_order_is_asked_for(full_cast, running, signed_in):
    agreed(full_cast)
    client, here = signed_in("curator"), reverse("documents:job-list", args=[full_cast.organisation.slug])
    assert "Другие документы ещё готовятся" in client.post(here, SLOT).content.decode()
    assert "Выберите приказ" in client.post(here, SLOT | {"what": "order"}).content.decode()
    assert not Order.objects.exists()


@pytest.mark.django_db
def test_nothing_to_pack_is_said(full_cast, signed_in):
    here = reverse("documents:job-list", args=[full_cast.organisation.slug])
    answer = signed_in("curator").post(here, SLOT)
    assert "Нет ни одного документа" in answer.content.decode()


@pytest.mark.django_db
def test_a_job_of_another_institution_does_not_exist_here(full_cast, running, signed_in):
    for name in ("job-detail", "job-archive"):
        assert (
            signed_in("stranger").get(reverse(f"documents:{name}", args=[full_cast.other.slug, running.pk])).status_code
            == 404
        )
