"""Papers that are made with one press: the name in the address, and the builder (institution, calendar year)."""

from collections.abc import Callable

from nastavnik.banks.models import Bank
from nastavnik.documents.papers.bases import bank_paper
from nastavnik.documents.papers.journals import orders_journal, regulation_acquaintance
from nastavnik.documents.papers.partners import mentor_contract, partner_agreement
from nastavnik.documents.papers.questionnaires import survey_paper
from nastavnik.documents.papers.replacement import replacement_blank
from nastavnik.documents.papers.site_section import site_section
from nastavnik.orders.models import Journal
from nastavnik.organisations.models import Organisation
from nastavnik.papers.model import Paper
from nastavnik.programmes.papers_register import programmes_register
from nastavnik.surveys.questionnaires import MENTEE, MENTOR
from nastavnik.surveys.waves import Wave

AT_ONCE: dict[str, Callable[[Organisation, int], Paper]] = {
    "base-of-mentees": lambda organisation, year: bank_paper(organisation, Bank.MENTEES),
    "base-of-mentors": lambda organisation, year: bank_paper(organisation, Bank.MENTORS),
    "survey-mentee-before": lambda organisation, year: survey_paper(organisation, MENTEE, Wave.BEFORE),
    "survey-mentee-after": lambda organisation, year: survey_paper(organisation, MENTEE, Wave.AFTER),
    "survey-mentor-before": lambda organisation, year: survey_paper(organisation, MENTOR, Wave.BEFORE),
    "survey-mentor-after": lambda organisation, year: survey_paper(organisation, MENTOR, Wave.AFTER),
    "partner-agreement": lambda organisation, year: partner_agreement(organisation),
    "mentor-contract": lambda organisation, year: mentor_contract(organisation),
    "replacement-petition": lambda organisation, year: replacement_blank(organisation),
    "orders-main": lambda organisation, year: orders_journal(organisation, year, Journal.MAIN),
    "orders-personnel": lambda organisation, year: orders_journal(organisation, year, Journal.PERSONNEL),
    "programmes-register": programmes_register,
    "regulation-acquaintance": lambda organisation, year: regulation_acquaintance(organisation),
    "site-section": lambda organisation, year: site_section(organisation),
}
YEARLY = ("orders-main", "orders-personnel", "programmes-register")
"""Those that are kept by calendar year."""
