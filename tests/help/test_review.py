"""Help looked at by somebody with a bad intent: two institutions, who reads the answer."""

import pytest

from nastavnik.help.actions import take_help
from nastavnik.help.models import HelpRequest
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.actions import give_role
from tests.help.made import ask, brought_to, stored
from tests.help.test_views import at, page

pytestmark = pytest.mark.django_db


def test_who_leads_here_and_has_a_card_elsewhere_does_not_answer_with_that_card(signed_in, full_cast):
    """A curator of two institutions: a person of the other one is never the helper in this one."""
    help = ask(full_cast, topic="emotional") if "emotional" in full_cast.topics else ask(full_cast, topic="ethics")
    assert help.helper is None
    user = full_cast.stranger.user
    give_role(full_cast.organisation, user, "curator", since=clock.today(), ground="приказ № 43-ОД", by=None)
    with pytest.raises(Refused) as caught:
        take_help(stored(help), by=user)
    assert caught.value.sentence == "Отвечать может тот, у кого есть карточка сотрудника."
    assert signed_in("stranger").post(at("help-take", help.pk)).status_code in (302, 403)
    assert HelpRequest.objects.get().helper is None


@pytest.mark.clause("3.3.2")
def test_the_page_of_an_answer_says_that_the_council_reads_the_journal_of_the_pair(signed_in, paired):
    help = brought_to(paired, "taken")
    said = page(signed_in("mentor"), at("help-answer", help.pk))
    assert "встанет и в журнал встреч вашей программы, который читают участники, куратор, руководитель и совет" in said
