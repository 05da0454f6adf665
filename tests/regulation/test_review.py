"""What a page promises of who reads a note is so (5.2/8)."""

import pytest
from django.urls import reverse

from nastavnik.regulation.actions import publish_code
from nastavnik.regulation.readings import code_warning, unread_codes

pytestmark = pytest.mark.django_db


@pytest.mark.clause("5.2/8")
def test_a_mentor_is_told_that_an_unread_code_is_named_to_those_who_sign(signed_in, full_cast):
    publish_code(full_cast.organisation, by=full_cast.user("curator"), kind="code", text="Честность")
    names = code_warning(unread_codes(full_cast.organisation, [full_cast.mentor]))
    assert full_cast.mentor.full_name in names  # so others do see it
    said = signed_in("mentor").get(reverse("regulation:reading-list", args=["ryabinka"])).content.decode()
    assert "отметку видите только вы" not in said
    assert "не прочитал манифест или кодекс, видно у приказа о закреплении пары" in said
