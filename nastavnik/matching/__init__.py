"""The matching engine (7.1, 7.2, R4.1, R5.1, R5.3): plain Python, no Django, usable alone.

Callers import from here and from nowhere deeper, so that the solver behind can be replaced.
"""

from nastavnik.matching.certificate import check_certificate
from nastavnik.matching.engine import Choice, cost_of_choice, propose, propose_for, repair
from nastavnik.matching.many import Result, match_columns
from nastavnik.matching.model import Instance, Mentee, Mentor
from nastavnik.matching.plain import from_plain, to_plain
from nastavnik.matching.refusal import EngineFault, InputError
from nastavnik.matching.round import Match, Round, Unmatched
from nastavnik.matching.weights import DEFAULT, LABELS, Weights
from nastavnik.matching.words import Names

__all__ = [
    "DEFAULT",
    "LABELS",
    "Choice",
    "EngineFault",
    "InputError",
    "Instance",
    "Match",
    "Mentee",
    "Mentor",
    "Names",
    "Result",
    "Round",
    "Unmatched",
    "Weights",
    "check_certificate",
    "cost_of_choice",
    "from_plain",
    "match_columns",
    "propose",
    "propose_for",
    "repair",
    "to_plain",
]
