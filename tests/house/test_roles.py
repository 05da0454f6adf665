"""Which pages open for whom, all addresses at once: no page opens to a further role unnoticed (domain 2.2)."""

import pytest

from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import Role
from tests.house.test_addresses import IN_ORGANISATION, sample
from tests.pairs.made import brought_to

EVERYBODY = {
    "", "card/", "card/calendar/", "documents/", "surveys/",
    "people/<uuid:pk>/",  # the first person of the list is the one who looks
    "banks/my-mentoring/", "banks/my-requests/", "banks/my-wishes/", "duties/mine/", "publications/mine/",
    "consents/own/", "consents/own/<consent_kind:kind>/ask/",
    "card/services/", "programmes/hours/<uuid:pk>/", "programmes/trajectory/<uuid:pk>/",
    "programmes/calendar/", "programmes/calendar/open/", "programmes/calendar/renew/", "programmes/calendar/close/",
    "regulation/reading/",
    "regulation/acts/<uuid:pk>/read/", "regulation/editions/<uuid:pk>/read/",
    "regulation/", "regulation/acts/", "regulation/forms/", "regulation/editions/<uuid:pk>/",
    "reminders/",
    "appeals/", "appeals/proposals/", "appeals/proposals/submit/", "appeals/training/ask/", "appeals/mediation/ask/",
    "help/", "help/ask/",
}  # fmt: skip
COUNCIL = EVERYBODY | {
    "programmes/templates/", "programmes/templates/write/", "programmes/templates/<uuid:pk>/",
    "programmes/support/without-method/", "programmes/support/tasks/", "programmes/support/tasks/add/",
    "programmes/templates/<uuid:pk>/retire/", "programmes/structures/",
    "appeals/addressed/",
    "documents/minutes/", "documents/minutes/draft/",
    "people/", "banks/", "banks/<bank:bank>/", "banks/mentees/<uuid:pk>/", "banks/mentors/<uuid:pk>/",
    "pairs/", "pairs/<uuid:pk>/", "pairs/<uuid:pk>/opinion/", "pairs/add/", "pairs/match/", "pairs/match/weights/",
    "programmes/", "programmes/relations/<uuid:pk>/",
    "partners/", "partners/events/", "partners/events/report/", "partners/events/report.<str:paper_format>",
    "roadmap/", "monitoring/", "monitoring/goal/", "monitoring/process/", "monitoring/statistics.csv",
}  # fmt: skip
ADMINISTRATOR = EVERYBODY | {
    "people/", "people/access/", "people/access/cards/", "people/<uuid:pk>/access/", "people/staff/",
    "banks/answers/", "card/change/", "journal/", "orders/",
    "card/acting-head/", "card/new-head/", "card/roles/<uuid:pk>/end/", "card/roles/<uuid:pk>/cancel/",
    "card/calendar/<int:year>/fill/", "card/services/add/",
}  # fmt: skip


@pytest.mark.clause("1.4/4")
@pytest.mark.parametrize(
    ("kind", "expected"), [("teacher", EVERYBODY), ("council", COUNCIL), ("administrator", ADMINISTRATOR)]
)
def test_a_role_opens_its_own_pages_and_no_other(full_cast, signed_in, kind, expected):
    """Banks filled, a pair of other people in force: 403 on all that is theirs, 404 where there is no row."""
    brought_to(full_cast, "in_force")
    user = full_cast.user("bystander")
    if kind != "teacher":
        Role.objects.filter(user=user).delete()
        give_role(full_cast.organisation, user, kind, since=clock.today(), ground="приказ № 5", by=None)
    client, opened = signed_in("bystander"), set()
    for address, view in IN_ORGANISATION:
        answer = client.get(sample(address, full_cast, view))
        assert answer.status_code in (200, 403, 404, 405), f"{address}: {answer.status_code}"
        if answer.status_code in (200, 405):
            opened.add(address.removeprefix("o/<slug:slug>/"))
    assert opened == expected
