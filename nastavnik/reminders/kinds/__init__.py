"""KINDS: who is told of what, when, in which words, where the button leads, until when it stands.

What the law counts comes first, then people who wait, then the work, then the year: pages show them in this order.
"""

from nastavnik.reminders.kinds.base import Kind, Told, Words
from nastavnik.reminders.kinds.papers import PAPERS
from nastavnik.reminders.kinds.people import PEOPLE
from nastavnik.reminders.kinds.skills import SKILLS
from nastavnik.reminders.kinds.work import WORK
from nastavnik.reminders.kinds.year import YEAR

KINDS: dict[str, Kind] = {kind.code: kind for kind in (*PAPERS[:2], *PEOPLE, *WORK, *SKILLS, *PAPERS[2:], *YEAR)}

__all__ = ["KINDS", "Kind", "Told", "Words"]
