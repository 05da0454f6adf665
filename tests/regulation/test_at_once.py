"""Two who publish at the same moment: each text is a version of its own, or is told that it stands already (5.2/8)."""

import pytest

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.actions import add_structure
from nastavnik.programmes.models import Structure
from nastavnik.regulation.actions import publish_code
from nastavnik.regulation.models import MentorCode
from tests.cast import TODAY, build_cast
from tests.pairs.test_at_once import refusals
from tests.pairs.threads import Crowd, shared_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.clause("5.2/8")
def test_the_first_versions_of_two_curators_are_one_after_the_other(transactional_db, tmp_path):
    with clock.at(TODAY):
        cast = build_cast()

        def publish(number: int) -> int:
            organisation = Organisation.objects.get(pk=cast.organisation.pk)
            text = f"Редакция {number // 2}"
            return publish_code(organisation, by=cast.user("curator"), kind="code", text=text).version

        crowd = Crowd()
        with shared_database(tmp_path):
            outcomes = crowd(6, publish)
            refusals(outcomes)  # and nothing strange
            made = sorted(each for each in outcomes if isinstance(each, int))
            assert made == list(range(1, len(made) + 1)) and len(made) >= 3
            assert crowd.looks(lambda: MentorCode.objects.count()) == len(made)


@pytest.mark.clause("5.2/2")
def test_a_structure_of_one_name_is_added_once(transactional_db, tmp_path):
    with clock.at(TODAY):
        cast = build_cast()

        def add(number: int):
            organisation = Organisation.objects.get(pk=cast.organisation.pk)
            return add_structure(organisation, by=cast.user("curator"), name="психологическая служба")

        crowd = Crowd()
        with shared_database(tmp_path):
            assert refusals(crowd(5, add)) == ["«психологическая служба» уже есть в перечне."] * 4
            assert crowd.looks(lambda: Structure.objects.count()) == 1
