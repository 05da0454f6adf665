"""A refusal names nobody, wherever one looks; members see people and not points (7.1/2, 1.4/5)."""

import re

import pytest
from django.urls import reverse

from nastavnik.kit.models import JournalEntry
from nastavnik.pairs.models import Relation
from nastavnik.pairs.rounds import outcome_of, run_matching
from nastavnik.pairs.taking import take_pairs
from tests.pairs.made import answer, introduced, member_of

pytestmark = pytest.mark.clause("7.1/2", "1.4/5")


def places(cast, relation):
    """Every page of the two who lead on which a pair can be seen."""
    slug = cast.organisation.slug
    yield f"/o/{slug}/"
    yield f"/o/{slug}/journal/"
    yield reverse("pairs:relation-list", args=[slug])
    yield reverse("pairs:relation-detail", args=[slug, relation.pk])
    yield reverse("banks:entry-list", args=[slug, "mentors"])
    yield reverse("banks:entry-list", args=[slug, "mentees"])
    yield reverse("people:person-list", args=[slug])
    yield reverse("consents:consent-list", args=[slug])


def without_keys(page: str) -> str:
    """The page without what differs from one showing to the next: keys of forms, keys of rows."""
    page = re.sub(r'(csrfmiddlewaretoken|form_key|form_user)" value="[^"]*"', "", page)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", page)


@pytest.mark.parametrize("reader", ["curator", "head", "bystander"])
def test_pages_are_the_same_whoever_has_refused(full_cast, signed_in, reader):
    """The mentor refuses, and is looked at; then everything again, and the mentee refuses."""
    from django.db import transaction

    seen = []
    for who in ("mentor", "mentee"):
        try:
            with transaction.atomic():
                relation = introduced(full_cast)
                other = {"mentor": "mentee", "mentee": "mentor"}[who]
                answer(relation, full_cast, other, "yes")
                answer(relation, full_cast, who, "no")
                client = signed_in(reader)
                seen.append([without_keys(client.get(at).content.decode()) for at in places(full_cast, relation)])
                raise InterruptedError
        except InterruptedError:
            continue
    assert seen[0] == seen[1]


def test_the_journal_has_no_actor_of_an_answer(full_cast):
    relation = introduced(full_cast)
    answer(relation, full_cast, "mentor", "yes")
    answer(relation, full_cast, "mentee", "no")
    entries = JournalEntry.objects.filter(event__in=("interest_answered", "relation_declined"))
    assert [(one.actor_id, one.actor_name, one.facts, one.subject_id) for one in entries] == [
        (None, "", {}, relation.pk)
    ] * 3


@pytest.mark.parametrize("part", ["mentor", "mentee"])
def test_members_see_no_points_no_bans_and_no_other_candidates(full_cast, signed_in, part):
    cast = full_cast
    curator = cast.user("curator")
    run = run_matching(cast.organisation, by=curator)
    proposal = next(one for one in outcome_of(run).proposals if one.mentor == cast.mentor)
    take_pairs(run, {proposal.key}, by=curator)
    relation = Relation.objects.get()
    client = signed_in("curator")
    slug = cast.organisation.slug
    client.post(reverse("pairs:relation-introduce", args=[slug, relation.pk]))
    pair = {"mentor": cast.mentor, "mentee": proposal.mentee}
    client.force_login(pair[part].user, backend="allauth.account.auth_backends.AuthenticationBackend")
    member = relation.members.get(person=pair[part])
    others = {cast.second_mentor, cast.mentee, cast.second_mentee, cast.third_mentee} - set(pair.values())
    for at in (
        reverse("pairs:relation-detail", args=[slug, relation.pk]),
        reverse("pairs:interest-answer", args=[slug, member.pk]),
        f"/o/{slug}/",
    ):
        page = client.get(at).content.decode()
        assert "балл" not in page and "Не предлагаем" not in page and "Следующие по соответствию" not in page
        assert not [person.surname for person in others if person.surname in page], at
    assert client.get(reverse("pairs:match-detail", args=[slug, run.pk])).status_code == 403


def test_nobody_reads_or_gives_the_answer_of_another(full_cast, signed_in):
    relation = introduced(full_cast)
    place = reverse(
        "pairs:interest-answer", args=[full_cast.organisation.slug, member_of(relation, full_cast, "mentor").pk]
    )
    for reader in ("curator", "head", "mentee", "bystander"):
        client = signed_in(reader)
        assert client.get(place).status_code == client.post(place, {"interest": "yes"}).status_code == 403
    assert member_of(relation, full_cast, "mentor").interest == ""
