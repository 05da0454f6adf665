"""The hard rules and the criteria, each stated once, over whole numbers (7.1/1, 7.1/2, 3.3.3, 1.4/5).

The same small functions judge one pair for an explanation and sweep over millions of pairs compiled. A person
is a row of numbers (`coding.py` makes it, `people.py` says what stands where); words stand in `bans.py` and
`criteria.py`. Nothing here may need more than 63 bits.
"""

from nastavnik.matching.profiles.compiling import compiled, small
from nastavnik.matching.profiles.people import (
    BITS,
    BORN,
    DECLINED_END,
    FAR,
    FORMS,
    FREE,
    HOURS,
    ID,
    INSTITUTION,
    MANAGER,
    MONTHS,
    MUNICIPALITY,
    OFFER,
    OFFER_END,
    PERSON,
    PLACE,
    POSITION,
    ROW,
    TOPICS,
    TOPICS_END,
    VETO_END,
    WAITING,
    WISH,
    WISH_END,
    WISHED,
    WORD,
)
from nastavnik.matching.profiles.people import DECLINED as DECLINED_LIST
from nastavnik.matching.profiles.people import VETO as VETO_LIST

# Forms that the rules know, as bits; forms of the institution's own follow (3.1, 3.3).
SHORT, SITUATIONAL, REVERSIVE, TRADITIONAL, VIRTUAL, NETWORK = 1, 2, 4, 8, 16, 32
ORDINARY = SHORT | SITUATIONAL | REVERSIVE | TRADITIONAL | VIRTUAL

# Hard rules as bits, the strongest lowest.
NO_TOPIC, SELF, LINE_MANAGER, VETO, DECLINED, REVERSED, NO_FORM, OTHER_INSTITUTION, NO_PLACE = (
    1, 2, 4, 8, 16, 32, 64, 128, 256,
)  # fmt: skip

# States of a criterion.
FIT, PART, MISS, UNKNOWN, ANY = 0, 1, 2, 3, 4

# Criteria in the order in which people see them.
TOPICS_FIT, EXPERIENCE_FIT, POSITION_FIT, FORMS_FIT, HOURS_FIT, PLACE_FIT, WISHES_FIT, WAITING_FIT = range(8)
CRITERIA = 8

NO, YES, NOT_KNOWN = 0, 1, -1

# A mentor with three years more is experienced enough for anybody: whoever has thirty gains nothing by it.
ENOUGH_MONTHS = 36
WISH_PARTS = (4, 3, 2, 1)  # quarters of a side's share for the first, second, third and any later wish
FULL_WISH = 4
YEAR_OF_WAITING = 365


@small
def bans_of(a, b, lists):
    """Bits of all hard rules that stand between mentee `a` and mentor `b` (rows); 0: candidates."""
    away = elsewhere(a, b)
    found = form_ban(a[FORMS], a[FAR], b[FORMS], b[FAR], reversive_holds(a, b), away)
    if topics_met(a, b, lists) == 0:
        found |= NO_TOPIC
    return found | pair_bans(a, b, lists)


@small
def pair_bans(a, b, lists):
    """The hard rules apart from those about topics and forms."""
    found = 0
    if a[PERSON] == b[PERSON]:
        found |= SELF
    if a[MANAGER] >= 0 and (a[MANAGER] == b[PERSON] or a[MANAGER] == b[ID]):
        found |= LINE_MANAGER
    if position_in(lists, a[VETO_LIST], a[VETO_END], b[ROW]) >= 0:
        found |= VETO
    if position_in(lists, a[DECLINED_LIST], a[DECLINED_END], b[ROW]) >= 0:
        found |= DECLINED
    if b[FREE] <= 0:
        found |= NO_PLACE
    return found


@small
def form_ban(forms, far, mentor_forms, mentor_far, holds, away):
    """The bit of the rule about forms and institutions that forbids the pair, 0 if none does.

    forms, far     what the mentee wants and whether distance is agreed to; likewise the mentor's
    holds          `reversive_holds` of the two; away: whether they work in different institutions
    """
    shared = shared_forms(forms, far, mentor_forms, mentor_far)
    if shared == 0:
        return NO_FORM
    if shared == REVERSIVE and holds == NO:
        return REVERSED
    if usable_forms(forms, far, mentor_forms, mentor_far, holds, away) == 0:
        return OTHER_INSTITUTION
    return 0


@small
def shared_forms(forms, far, mentor_forms, mentor_far):
    """Forms that both accept, before the rules about age and institution.

    Consent to distance meetings makes `virtual` shared only if one of the two names that form: two people
    who both «can also do it at a distance» but want different forms still have none in common. Nor does it
    turn a request for the reversive form alone (3.3.3) into a request for any mentor at a distance.
    """
    if forms != 0 and mentor_forms != 0:
        shared = forms & mentor_forms
    elif forms != 0:
        shared = forms
    elif mentor_forms != 0:
        shared = mentor_forms
    else:
        shared = forms | ORDINARY
    if far == 0 or mentor_far == 0:
        return shared & ~VIRTUAL
    named = (forms | mentor_forms) & VIRTUAL
    if named != 0 and forms != REVERSIVE and mentor_forms != REVERSIVE:
        return shared | VIRTUAL
    return shared


@small
def usable_forms(forms, far, mentor_forms, mentor_far, holds, away):
    """Forms in which this pair can really work; 0: `form_ban` says why none."""
    usable = shared_forms(forms, far, mentor_forms, mentor_far)
    if holds == NO:
        usable &= ~REVERSIVE
    if away and (far == 0 or mentor_far == 0):
        usable &= NETWORK
    return usable


@small
def usable_of(a, b):
    return usable_forms(a[FORMS], a[FAR], b[FORMS], b[FAR], reversive_holds(a, b), elsewhere(a, b))


@small
def reversive_holds(a, b):
    """3.3.3: the mentor is younger and the mentee more experienced. NOT_KNOWN: people attest."""
    younger = _more(b[BORN], a[BORN])
    experienced = _more(a[MONTHS], b[MONTHS])
    if younger == NO or experienced == NO:
        return NO
    if younger == NOT_KNOWN or experienced == NOT_KNOWN:
        return NOT_KNOWN
    return YES


@small
def elsewhere(a, b):
    return a[INSTITUTION] >= 0 and b[INSTITUTION] >= 0 and a[INSTITUTION] != b[INSTITUTION]


@small
def score_of(a, b, lists, weights, usable, least):
    """The points of the pair, the sum over the criteria; -1 as soon as they cannot be as many as `least`.

    weights  one for each criterion and, after them, their sum; usable: the forms in which the two can work
    """
    spare = weights[CRITERIA] - least
    spare -= short_of(weights[TOPICS_FIT], _topics(a, b, lists))
    if spare < 0:
        return -1
    spare -= short_of(weights[EXPERIENCE_FIT], _experience(a, b, usable))
    if spare < 0:
        return -1
    spare -= short_of(weights[POSITION_FIT], _position(a, b))
    spare -= short_of(weights[FORMS_FIT], _forms(a, usable))
    if spare < 0:
        return -1
    spare -= short_of(weights[HOURS_FIT], _hours(a, b))
    spare -= short_of(weights[PLACE_FIT], _place(a, b))
    if spare < 0:
        return -1
    spare -= short_of(weights[WISHES_FIT], _wishes(a, b, lists))
    spare -= short_of(weights[WAITING_FIT], _waiting(a))
    return least + spare if spare >= 0 else -1


@small
def short_of(weight, share):
    """The points that the share leaves of the weight, whole points being rounded down."""
    part, whole, _ = share
    if part == whole:
        return 0
    if part == 0:
        return weight
    return weight - weight * part // whole


@small
def share_of(criterion, a, b, lists):
    """(part, whole, state): the share of the weight as a fraction of whole numbers."""
    if criterion == TOPICS_FIT:
        return _topics(a, b, lists)
    if criterion == EXPERIENCE_FIT:
        return _experience(a, b, usable_of(a, b))
    if criterion == POSITION_FIT:
        return _position(a, b)
    if criterion == FORMS_FIT:
        return _forms(a, usable_of(a, b))
    if criterion == HOURS_FIT:
        return _hours(a, b)
    if criterion == PLACE_FIT:
        return _place(a, b)
    if criterion == WISHES_FIT:
        return _wishes(a, b, lists)
    return _waiting(a)


@small
def topics_met(a, b, lists):
    """The first of n topics counts n, the last 1 (7.1/1): the sum over those that the mentor has."""
    met = 0
    end = a[TOPICS_END]
    for place in range(a[TOPICS], end):
        met += has_topic(b, lists[place]) * (end - place)
    return met


@small
def has_topic(b, topic):
    """1 or 0: a bit of the mentor's row, so that no search is needed."""
    return b[BITS + topic // WORD] >> topic % WORD & 1


@small
def position_in(lists, low, end, one):
    """Where `one` stands in an ascending list, -1 if it does not."""
    high = end
    while low < high:
        middle = (low + high) // 2
        if lists[middle] < one:
            low = middle + 1
        else:
            high = middle
    if low < end and lists[low] == one:
        return low
    return -1


@small
def _topics(a, b, lists):
    """A fit when the first topic is met."""
    met = topics_met(a, b, lists)
    if met == 0:
        return 0, 1, MISS
    count = a[TOPICS_END] - a[TOPICS]
    return met, count * (count + 1) >> 1, FIT if has_topic(b, lists[a[TOPICS]]) else PART


@small
def _experience(a, b, usable):
    if a[MONTHS] < 0 or b[MONTHS] < 0:
        return 1, 2, UNKNOWN
    gap = b[MONTHS] - a[MONTHS]
    if usable == REVERSIVE:
        gap = -gap  # 3.3.3: here the mentee is the experienced one
    if gap >= ENOUGH_MONTHS:
        return 1, 1, FIT
    if gap > 0:
        return gap, ENOUGH_MONTHS, PART
    return 0, 1, MISS


@small
def _position(a, b):
    if a[POSITION] < 0 or b[POSITION] < 0:
        return 1, 2, UNKNOWN
    if a[POSITION] == b[POSITION]:
        return 1, 1, FIT
    return 0, 1, MISS


@small
def _forms(a, usable):
    if usable == 0:
        return 0, 1, MISS
    if a[FORMS] == 0:
        return 1, 1, ANY
    if usable & a[FORMS]:
        return 1, 1, FIT
    return 1, 2, PART


@small
def _hours(a, b):
    """One free time in common is a fit, two leave a choice."""
    if a[HOURS] == 0 or b[HOURS] == 0:
        return 1, 2, UNKNOWN
    common = a[HOURS] & b[HOURS]
    if common == 0:
        return 0, 1, MISS
    if common & (common - 1):
        return 2, 2, FIT
    return 1, 2, FIT


@small
def _place(a, b):
    """If both agree to distance: half for another building, a quarter for another kindergarten, an eighth for
    one of another municipality (3.3.5, 4.4.6)."""
    if a[FORMS] == VIRTUAL:
        return 1, 1, ANY
    far = a[FAR] != 0 and b[FAR] != 0
    if elsewhere(a, b):
        apart = a[MUNICIPALITY] >= 0 and b[MUNICIPALITY] >= 0 and a[MUNICIPALITY] != b[MUNICIPALITY]
        return (1, 8 if apart else 4, PART) if far else (0, 1, MISS)
    if a[PLACE] < 0 or b[PLACE] < 0:
        return 1, 2, UNKNOWN
    if a[PLACE] == b[PLACE]:
        return 1, 1, FIT
    return (1, 2, PART) if far else (0, 1, MISS)


@small
def _wishes(a, b, lists):
    """Half of the weight for the wish of each side (7.1/2); all of it if the other side has no wishes."""
    found = 0
    if a[WISH] == a[WISH_END] and a[OFFER] == a[OFFER_END]:
        return 0, 1, MISS if a[WISHED] else ANY
    place = position_in(lists, a[WISH], a[WISH_END], b[ROW])
    if place >= 0:
        found += lists[place + a[WISH_END] - a[WISH]]
    place = position_in(lists, a[OFFER], a[OFFER_END], b[ROW])
    if place >= 0:
        found += lists[place + a[OFFER_END] - a[OFFER]]
    if found:
        return found, (a[WISHED] + b[WISHED]) * FULL_WISH, FIT
    return 0, 1, MISS if a[WISHED] else ANY


@small
def _waiting(a):
    """The same with every mentor: it decides only who gets a place where places are short (R5.3)."""
    return min(a[WAITING], YEAR_OF_WAITING), YEAR_OF_WAITING, ANY


@small
def _more(one, other):
    if one < 0 or other < 0:
        return NOT_KNOWN
    return YES if one > other else NO


# What would open the way, the nearest first: what the mentee decides alone, then what a mentor would have to.
DISTANCE, ANY_FORM, ANY_FORM_DISTANCE, MENTOR_DISTANCE, MENTOR_FORM = range(5)
RELAXATIONS = 5


@small
def is_needless(way, a):
    """The change would change nothing for this mentee (R5.3)."""
    if way == DISTANCE:
        return a[FAR] != 0
    if way == ANY_FORM:
        return a[FORMS] == 0
    if way == ANY_FORM_DISTANCE:
        return a[FORMS] == 0 or a[FAR] != 0
    if way == MENTOR_DISTANCE:
        return a[FAR] == 0
    return False


@compiled
def opens(way, a, b, lists):
    """Whether the change would leave nothing between the two who share a topic."""
    if pair_bans(a, b, lists):
        return False
    forms, far, mentor_forms, mentor_far = a[FORMS], a[FAR], b[FORMS], b[FAR]
    if way in (ANY_FORM, ANY_FORM_DISTANCE):
        forms = 0
    if way in (DISTANCE, ANY_FORM_DISTANCE):
        far = 1
    if way == MENTOR_DISTANCE:
        mentor_far = 1
    if way == MENTOR_FORM:
        mentor_forms = 0
    return form_ban(forms, far, mentor_forms, mentor_far, reversive_holds(a, b), elsewhere(a, b)) == 0
