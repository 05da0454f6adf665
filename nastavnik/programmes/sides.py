"""Who of mentor and mentee is younger and who is more experienced, as far as is known (3.3.3, 3.3.4, cases 14, 15)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from nastavnik.pairs.models import RelationMember
from nastavnik.people.models import Person
from nastavnik.russian.numerals import months_words


@dataclass(frozen=True)
class Sides:
    """What a form says of the two. `mentor_is_younger` None: age does not matter."""

    mentor_has_more_experience: bool
    mentor_is_younger: bool | None = None


SENIOR = Sides(mentor_has_more_experience=True)  # 3.3.4
REVERSED = Sides(mentor_has_more_experience=False, mentor_is_younger=True)  # 3.3.3


class Verdict(StrEnum):
    """What of the form does not hold for a mentor and a mentee, from the mildest to the worst."""

    UNKNOWN = "unknown"  # the year of birth or the experience is not known, and nobody has attested
    HALF = "half"  # one of two holds, or the only one does not
    OPPOSITE = "opposite"


def judge(
    sides: Sides,
    mentors: Sequence[RelationMember],
    mentees: Sequence[RelationMember],
    day: date,
    *,
    is_attested: bool = False,
) -> Iterator[tuple[Verdict, str]]:
    """What does not fit, with its sentence; `day` is that of experience.

    A mentee with several mentors is judged with the one who fits best.
    """
    worst: dict[Verdict, list[str]] = {}
    for mentee in mentees:
        found = [(_verdicts(sides, one.person, mentee.person, day, is_attested), one) for one in mentors]
        if not found:
            continue
        verdicts, mentor = min(found, key=lambda one: [_ORDER.index(verdict) for verdict in reversed(one[0])])
        for verdict in verdicts:
            worst.setdefault(verdict, []).append(_who(sides, mentor.person, mentee.person, day))
    for verdict, pairs in worst.items():
        yield verdict, _sentence(sides, verdict) % {"who": "; ".join(pairs)}


_ORDER = list(Verdict)


def _verdicts(sides: Sides, mentor: Person, mentee: Person, day: date, is_attested: bool) -> tuple[Verdict, ...]:
    """Milder ones first; none: it fits."""
    if sides.mentor_is_younger is None:
        # nobody is asked to attest here: an unknown length of service is no sign of a wrong choice
        return (Verdict.HALF,) if _more_experience(mentor, mentee, day) is False else ()
    facts = [_younger(mentor, mentee), _more_experience(mentee, mentor, day)]
    if facts.count(False) == len(facts):
        return (Verdict.OPPOSITE,)
    half = (Verdict.HALF,) if False in facts else ()
    return (Verdict.UNKNOWN, *half) if None in facts and not is_attested else half


def _younger(one: Person, other: Person) -> bool | None:
    """By the years of birth; of the same year nobody can tell."""
    if one.birth_year is None or other.birth_year is None or one.birth_year == other.birth_year:
        return None
    return one.birth_year > other.birth_year


def _more_experience(one: Person, other: Person, day: date) -> bool | None:
    mine, theirs = one.experience_on(day), other.experience_on(day)
    return None if mine is None or theirs is None else mine > theirs


def _sentence(sides: Sides, verdict: Verdict) -> str:
    if sides == SENIOR:
        return _("В традиционной форме наставник опытнее наставляемого, а по стажу это не так (%(who)s).")
    return {
        Verdict.OPPOSITE: _(
            "В реверсивной форме наставник моложе, а наставляемый опытнее; здесь наоборот (%(who)s). Выберите другую "
            "форму или поменяйте участников местами."
        ),
        Verdict.HALF: _(
            "В реверсивной форме наставник моложе, а наставляемый опытнее; здесь верно только одно из двух (%(who)s)."
        ),
        Verdict.UNKNOWN: _(
            "Неизвестно, моложе ли наставник и опытнее ли наставляемый (%(who)s). Это подтвердит тот, кто утверждает "
            "программу: год рождения вносить не нужно."
        ),
    }[verdict]


def _who(sides: Sides, mentor: Person, mentee: Person, day: date) -> str:
    """«Белокопытова И. Г. – 18 лет, Зайцева П. А. – 8 месяцев»: the experience that both see on their cards."""
    if sides != SENIOR:
        return f"{mentor.short_name} – {mentee.short_name}"
    known = [(person.short_name, person.experience_on(day)) for person in (mentor, mentee)]
    return ", ".join(f"{name} – {months_words(months or 0)}" for name, months in known)
