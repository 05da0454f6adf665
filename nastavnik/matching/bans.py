"""Hard rules: pairs that are never proposed, whatever their score (7.1/1, 3.3.3, 1.4/5).

What each rule says stands in `profiles/rules.py`, over whole numbers; here are its codes and its words.
"""

from nastavnik.matching.model import Mentee, Mentor
from nastavnik.matching.profiles import rules
from nastavnik.matching.profiles.coding import code_pair

NO_TOPIC = "no_topic"
SELF = "self"
LINE_MANAGER = "line_manager"
VETO = "veto"
DECLINED = "declined"
REVERSED = "reversive"
NO_FORM = "no_form"
OTHER_INSTITUTION = "other_institution"
NO_PLACE = "no_place"

# In the order of the bits of `rules`: the strongest first.
# A veto is not told apart by its side and a refusal never names who refused (1.4/5, 7.1/2).
BAN_TEXTS = {
    NO_TOPIC: "нет общего направления с запросом",
    SELF: "это тот же человек",
    LINE_MANAGER: "прямой руководитель",
    VETO: "есть просьба не предлагать эту пару",
    DECLINED: "в этот раз не сложилось",
    REVERSED: (
        "подходит только реверсивная форма, а в ней наставник должен быть младше, наставляемый — опытнее (п. 3.3.3)"
    ),
    NO_FORM: "нет формы, на которую согласны оба",
    OTHER_INSTITUTION: "другой детский сад, а дистанционные или сетевые встречи не согласованы",
    NO_PLACE: "свободных мест нет",
}

# Bans that belong to the two people, not to forms and places: these are named beside every proposal.
PERSONAL = (SELF, LINE_MANAGER, VETO, DECLINED, REVERSED)


def bans(mentee: Mentee, mentor: Mentor, excluded: frozenset[tuple[str, str]] = frozenset()) -> tuple[str, ...]:
    """Codes of all hard rules that stand between the two, the strongest first; empty: a candidate."""
    coded = code_pair(mentee, mentor, excluded)
    return codes_of(rules.bans_of(*coded.pair(0, 0)))


def codes_of(bits: int) -> tuple[str, ...]:
    """The rules behind the bits, the strongest first."""
    return tuple(code for place, code in enumerate(BAN_TEXTS) if bits >> place & 1)


def usable_forms(mentee: Mentee, mentor: Mentor) -> frozenset[str]:
    """Forms in which this pair can really work."""
    coded = code_pair(mentee, mentor)
    a, b, _ = coded.pair(0, 0)
    return coded.form_keys(rules.usable_of(a, b))


def needs_attestation(mentee: Mentee, mentor: Mentor) -> bool:
    """Only the reversive form is left to the pair and its condition cannot be checked from the data (3.3.3)."""
    a, b, _ = code_pair(mentee, mentor).pair(0, 0)
    return bool(rules.usable_of(a, b) == rules.REVERSIVE and rules.reversive_holds(a, b) == rules.NOT_KNOWN)


def in_other_institutions(mentee: Mentee, mentor: Mentor) -> bool:
    a, b, _ = code_pair(mentee, mentor).pair(0, 0)
    return bool(rules.elsewhere(a, b))
