"""The words of orders: headings, preambles and items, with names and posts in their cases (domain 3.1, D1–D6)."""

from nastavnik.orders.wording.acts import act_words, preamble
from nastavnik.orders.wording.items import (
    Told,
    effect_words,
    is_declinable,
    item_words,
    order_in_prepositional,
    sentence,
)
from nastavnik.orders.wording.titles import TITLES, title_of

__all__ = [
    "TITLES",
    "Told",
    "act_words",
    "effect_words",
    "is_declinable",
    "item_words",
    "order_in_prepositional",
    "preamble",
    "sentence",
    "title_of",
]
