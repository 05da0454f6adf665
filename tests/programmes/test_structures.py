"""The mentor works with all who work with the mentee: each sees what it is asked to take part in (5.2/2)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nastavnik.desk.home.teacher import teacher_page
from nastavnik.kit.refusal import Refused
from nastavnik.papers.plain import to_text
from nastavnik.programmes.actions import add_item, add_structure, change_structure
from nastavnik.programmes.models import PlanItem, Structure
from nastavnik.programmes.papers import programme_paper
from tests.cast import TODAY
from tests.programmes.conftest import bring_to

LATER = TODAY + timedelta(days=20)


@pytest.fixture
def service(full_cast) -> Structure:
    """The bystander is the psychologist."""
    by, person = full_cast.user("curator"), full_cast.bystander
    return add_structure(full_cast.organisation, by=by, name="Психологическая служба", person=person)


def joined(cast) -> list[str]:
    return [item.title for item in teacher_page(cast.organisation, cast.bystander)["joined"]]


@pytest.mark.clause("5.2/2")
def test_an_activity_with_the_psychologist_appears_in_her_tasks_when_the_programme_is_approved(
    full_cast, pair, service, signed_in
):
    programme = bring_to(full_cast, "draft", pair)
    slug = full_cast.organisation.slug
    address = reverse("programmes:item-add", args=[slug, programme.pk])
    typed = {"title": "Тревожный ребёнок в группе", "kind": "case", "due_on": LATER, "structure": service.pk}
    signed_in("mentor").post(address, typed)
    item = PlanItem.objects.get(structure=service)
    assert joined(full_cast) == [], "what is only being written asks nobody"
    programme.state, programme.approved_on = "approved", TODAY
    programme.save()
    assert joined(full_cast) == [item.title]
    home = signed_in("bystander").get(f"/o/{slug}/").content.decode()
    assert "Ждут: Психологическая служба" in home
    page = signed_in("bystander").get(reverse("programmes:structure-detail", args=[slug, service.pk]))
    shown = page.content.decode()
    assert item.title in shown
    assert full_cast.mentor.full_name in shown
    assert programme.request not in shown, "the programme stays between its members"
    assert (
        signed_in("bystander").get(reverse("programmes:programme-detail", args=[slug, programme.pk])).status_code == 403
    )
    assert signed_in("mentee").get(reverse("programmes:structure-detail", args=[slug, service.pk])).status_code == 403
    assert "Вместе: Психологическая служба" in to_text(programme_paper(programme))
    item.state, item.done_on = "done", TODAY
    item.save()
    assert joined(full_cast) == []


@pytest.mark.clause("5.2/2")
def test_the_directory_refuses_doubles_and_another_institutions_rows(full_cast, pair, service):
    curator = full_cast.user("curator")
    for name, words in (("  ", "Назовите"), ("психологическая  СЛУЖБА", "уже есть")):
        with pytest.raises(Refused, match=words):
            add_structure(full_cast.organisation, by=curator, name=name)
    change_structure(service, by=curator, name="Психологи", is_active=False)
    assert (Structure.objects.get().name, Structure.objects.get().is_active) == ("Психологи", False)
    theirs = Structure.objects.create(organisation=full_cast.stranger.organisation, name="Чужая")
    programme = bring_to(full_cast, "draft", pair)
    with pytest.raises(Refused, match="в перечне учреждения нет"):
        add_item(programme, by=full_cast.user("mentor"), title="Беседа", due_on=LATER, structure=theirs)


@pytest.mark.clause("5.2/2")
def test_the_directory_is_kept_on_its_page_by_who_leads(full_cast, signed_in):
    root = reverse("programmes:structure-list", args=[full_cast.organisation.slug])
    assert "Перечень пуст" in signed_in("curator").get(root).content.decode()
    sent = {"name": "Методическое объединение воспитателей", "person": full_cast.bystander.pk, "contact": ""}
    assert signed_in("curator").post(f"{root}add/", sent).status_code == 302
    assert full_cast.bystander.full_name in signed_in("curator").get(root).content.decode()
    assert signed_in("mentor").get(root).status_code == 403
    assert signed_in("stranger").get(root).status_code == 404
