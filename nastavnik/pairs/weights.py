"""What matters more in the matching: the institution's own weights, the defaults, and what a change would change."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from nastavnik.matching import DEFAULT, LABELS, InputError, Round, Weights, propose_for
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.instances import instance_of
from nastavnik.pairs.models import MatchWeights

# Buildings of a kindergarten are not known here: a criterion that nobody can judge is left out.
LEFT_OUT = ("place",)
DEFAULT_HERE = replace(DEFAULT, **dict.fromkeys(LEFT_OUT, 0))
WEIGHED = tuple(name for name in LABELS if name not in LEFT_OUT)

MOST = 100
TRIED_AT_MOST = 300  # people: a trial of more would keep the reader waiting


def weights_of(organisation: Organisation) -> Weights:
    """The weights that count now: the last that were set, else the defaults."""
    latest = MatchWeights.objects.of(organisation).first()
    return to_weights(latest.values) if latest else DEFAULT_HERE


def to_weights(values: Mapping[str, int]) -> Weights:
    """Stored values as the engine's weights; a criterion that came later counts as by default."""
    known = asdict(DEFAULT_HERE)
    return Weights(**{name: values.get(name, known[name]) for name in known})


def rows_of(weights: Weights) -> list[dict]:
    """For a page: each criterion with its weight, in the order of the explanations."""
    return [{"name": name, "label": LABELS[name], "weight": getattr(weights, name)} for name in WEIGHED]


def try_weights(organisation: Organisation, wanted: Weights) -> dict | None:
    """What a run today would give by the wanted weights against those of now; nothing is kept.

    `pairs` now and then, `moved`: people who would be proposed another mentor or none. None: nobody to match, or so
    many that the trial would take long.
    """
    instance = instance_of(organisation, weights_of(organisation))
    if not instance.mentees or not instance.mentors or len(instance.mentees) > TRIED_AT_MOST:
        return None
    try:
        now, then = propose_for(instance), propose_for(replace(instance, weights=wanted))
    except InputError:  # the data are at fault, not the weights: the run itself will say it
        return None
    before, after = _mates(now), _mates(then)
    moved = sum(before.get(mentee.id) != after.get(mentee.id) for mentee in instance.mentees)
    return {"pairs_now": len(now.pairs), "pairs_then": len(then.pairs), "moved": moved, "asked": len(instance.mentees)}


def _mates(found: Round) -> dict[str, str]:
    return {pair.mentee: pair.mentor for pair in found.pairs}
