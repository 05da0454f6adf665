"""Hard rules: pairs that are never proposed, whatever their score (7.1/1, 3.3.3, 1.4/5)."""

from nastavnik.matching.model import NETWORK, ORDINARY_FORMS, REVERSIVE, VIRTUAL, Mentee, Mentor

NO_TOPIC = "no_topic"
SELF = "self"
LINE_MANAGER = "line_manager"
VETO = "veto"
DECLINED = "declined"
REVERSED = "reversive"
NO_FORM = "no_form"
OTHER_INSTITUTION = "other_institution"
NO_PLACE = "no_place"

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
    found = []
    if not set(mentee.topics) & set(mentor.topics):
        found.append(NO_TOPIC)
    if mentee.human == mentor.human:
        found.append(SELF)
    if mentee.line_manager and mentee.line_manager in (mentor.human, mentor.id):
        found.append(LINE_MANAGER)
    if mentor.id in mentee.vetoes or mentee.id in mentor.vetoes:
        found.append(VETO)
    if (mentee.id, mentor.id) in excluded:
        found.append(DECLINED)
    if form_ban := _form_ban(mentee, mentor):
        found.append(form_ban)
    if mentor.free == 0:
        found.append(NO_PLACE)
    return tuple(found)


def shared_forms(mentee: Mentee, mentor: Mentor) -> frozenset[str]:
    """Forms that both accept, before the rules about age and institution.

    Consent to distance meetings makes `virtual` shared only if one of the two names that form: two people
    who both «can also do it at a distance» but want different forms still have none in common. Nor does it
    turn a request for the reversive form alone (3.3.3) into a request for any mentor at a distance.
    """
    if mentee.forms and mentor.forms:
        shared = mentee.forms & mentor.forms
    else:
        shared = mentee.forms or mentor.forms or ORDINARY_FORMS
    if not (mentee.accepts_distance and mentor.accepts_distance):
        return shared - {VIRTUAL}
    named = VIRTUAL in mentee.forms or VIRTUAL in mentor.forms
    if named and not mentee.reversive_only and not mentor.reversive_only:
        return shared | {VIRTUAL}
    return shared


def usable_forms(mentee: Mentee, mentor: Mentor) -> frozenset[str]:
    """Forms in which this pair can really work."""
    forms = shared_forms(mentee, mentor)
    if REVERSIVE in forms and reversive_holds(mentee, mentor) is False:
        forms -= {REVERSIVE}
    if in_other_institutions(mentee, mentor) and not (mentee.accepts_distance and mentor.accepts_distance):
        forms &= {NETWORK}
    return forms


def reversive_holds(mentee: Mentee, mentor: Mentor) -> bool | None:
    """3.3.3: the mentor is younger and the mentee more experienced. None: not known, people attest."""
    younger = _more(mentor.birth_year, mentee.birth_year)
    experienced = _more(mentee.experience_months, mentor.experience_months)
    if younger is False or experienced is False:
        return False
    return None if younger is None or experienced is None else True


def needs_attestation(mentee: Mentee, mentor: Mentor) -> bool:
    """Only the reversive form is left to the pair and its condition cannot be checked from the data."""
    return usable_forms(mentee, mentor) == {REVERSIVE} and reversive_holds(mentee, mentor) is None


def in_other_institutions(mentee: Mentee, mentor: Mentor) -> bool:
    return bool(mentee.institution and mentor.institution and mentee.institution != mentor.institution)


def _form_ban(mentee: Mentee, mentor: Mentor) -> str | None:
    shared = shared_forms(mentee, mentor)
    if not shared:
        return NO_FORM
    if shared == {REVERSIVE} and reversive_holds(mentee, mentor) is False:
        return REVERSED
    return None if usable_forms(mentee, mentor) else OTHER_INSTITUTION


def _more(one: int | None, other: int | None) -> bool | None:
    return None if one is None or other is None else one > other
