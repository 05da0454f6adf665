"""The questionnaires as data: a published version is never edited, a corrected one is a new version.

An item stands once and is asked in one or both waves, so «до» and «после» are literally the same sentence.
"""

from nastavnik.kit.refusal import never
from nastavnik.surveys.questionnaires.mentee import MENTEE_1
from nastavnik.surveys.questionnaires.mentor import MENTOR_1
from nastavnik.surveys.questionnaires.model import (
    NOT_SURE,
    SCALE,
    Kind,
    Question,
    Questionnaire,
    Section,
)

MENTEE, MENTOR = MENTEE_1.code, MENTOR_1.code
_VERSIONS: dict[tuple[str, int], Questionnaire] = {(one.code, one.version): one for one in (MENTEE_1, MENTOR_1)}


def questionnaire(code: str, version: int) -> Questionnaire:
    """The questionnaire as it was when somebody was invited to it."""
    return _VERSIONS.get((code, version)) or never(f"no questionnaire {code} of version {version}")


def current(code: str) -> Questionnaire:
    """The newest version: invitations are made with it."""
    return max((one for one in _VERSIONS.values() if one.code == code), key=lambda one: one.version)


__all__ = [
    "MENTEE", "MENTOR", "NOT_SURE", "SCALE", "Kind", "Question", "Questionnaire", "Section", "current",
    "questionnaire",
]  # fmt: skip
