"""The lot of a pair: the last, fixed tie-break (house rule: the same input, the same pairs, on any machine)."""

from nastavnik.matching.profiles.compiling import small
from nastavnik.matching.profiles.people import LOT

HALF, MASK = 31, (1 << 31) - 1
TIE_BITS, TIE_MASK = 40, (1 << 40) - 1


@small
def lot_of(a, b):
    """40 bits out of the lots of mentee row `a` and mentor row `b`, mixed within 63 bits.

    Random lots of 40 bits make the cheapest of all equally good solutions unique but for a chance of
    arcs / 2**40 (isolation lemma); even then the fixed order of ids makes every run give the same one.
    The mixing must not be a sum or an exclusive «or» of two halves: along a swap of mentors such lots cancel.
    """
    other = b[LOT]
    state = _stir(a[LOT], 1812433253)
    state = _stir(state ^ other, 1664525069)
    state = _stir(state ^ (other & MASK) << HALF ^ other >> HALF, 1103515245)
    state = _stir(state, 1299709651)
    return (state >> 11) & TIE_MASK


@small
def _stir(state, factor):
    state = (state & MASK) * factor + (state >> HALF)
    return state ^ (state >> 29)
