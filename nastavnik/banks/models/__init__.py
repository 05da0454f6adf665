"""Entries of the banks, professional requests, campaigns that collect them, yearly actualisation."""

from nastavnik.banks.models.collections import Collection, CollectionAnswer
from nastavnik.banks.models.entries import (
    IN_BANK,
    Entry,
    EntryQuerySet,
    EntryState,
    MenteeCategory,
    MenteeEntry,
    MentorEntry,
    ProfessionalRequest,
    RequestState,
)
from nastavnik.banks.models.records import Actualisation, AnswerSheet, AnswerSheetState, BankList
from nastavnik.banks.models.topics import Bank, Topic
from nastavnik.banks.models.wishes import MOST_WISHES, PairVeto, PairWish

__all__ = [
    "IN_BANK",
    "MOST_WISHES",
    "Actualisation",
    "AnswerSheet",
    "AnswerSheetState",
    "Bank",
    "BankList",
    "Collection",
    "CollectionAnswer",
    "Entry",
    "EntryQuerySet",
    "EntryState",
    "MenteeCategory",
    "MenteeEntry",
    "MentorEntry",
    "PairVeto",
    "PairWish",
    "ProfessionalRequest",
    "RequestState",
    "Topic",
]
