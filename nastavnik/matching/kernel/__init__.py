"""The solver's inner loops: whole numbers in lists or arrays, in the subset of Python that numba compiles.

speeds    chooses between the two, memory and arrays allocate
placing   as many mentees as can be
covering  the best fit of a part in which one side must be covered
state     who sits where, prices in three words
face      even load among the solutions of best fit
ways      the nearest node first, from two ends
route     shortest paths from both ends: refusals, what a choice costs; the smallest prices
growing   more candidates than before
drawing   what an earlier solution had, and the lot
proof     the check of all this in one pass
"""
