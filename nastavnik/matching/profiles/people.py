"""People of a matching round as rows of whole numbers: what stands where."""

from collections.abc import Sequence
from typing import NamedTuple

# The columns of a row; -1 stands for «not known» and «nobody».
ROW = 0  # the number of the row
PERSON, ID = 1, 2  # codes of people: who this is, the id
LOT = 3  # the lot of the person, 62 bits
FORMS, FAR, HOURS = 4, 5, 6  # bits of forms; whether distance is agreed to; bits of free times
POSITION, MONTHS, BORN, PLACE, INSTITUTION, MUNICIPALITY = 7, 8, 9, 10, 11, 12
WISHED = 13  # 1: has wishes, be it only of the dismissed
TOPICS, TOPICS_END = 14, 15  # where the topics stand among the lists
# of a mentor: places to give, places taken before; the last columns hold a bit for each topic, WORD to a column
FREE, USED, BITS = 16, 17, 18
WORD = 62
# of a mentee: the direct superior; days; lists of mentors: vetoes of either side, exclusions, wishes of either side
MANAGER, WAITING = 16, 17
VETO, VETO_END, DECLINED, DECLINED_END, WISH, WISH_END, OFFER, OFFER_END = 18, 19, 20, 21, 22, 23, 24, 25

Numbers = Sequence[int]  # a list, or a NumPy array of int64 where the engine is compiled


class People(NamedTuple):
    """Mentees and mentors, each in a fixed order of their own, and the lists that their rows point into.

    Topics of a mentee stand the most important first, those of a mentor ascending, lists of mentors ascending;
    the quarters that wishes count (`rules.WISH_PARTS`) stand right after the wishes.
    """

    mentees: Sequence[Numbers]
    mentors: Sequence[Numbers]
    lists: Numbers
