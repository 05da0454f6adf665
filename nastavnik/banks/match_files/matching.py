"""A bank through the engine: pairs, their proof, and the weights that were used."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from nastavnik.banks.match_files.model import Bank, MatchFileError
from nastavnik.matching import DEFAULT, LABELS, InputError, Instance, Round, Weights, check_certificate, propose_for
from nastavnik.people.staff_table.cells import fold

TIE_KEY = "nastavnik"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Outcome:
    """What a run found. `faults` is empty: the certificate was read anew and holds."""

    bank: Bank
    instance: Instance
    round: Round
    faults: tuple[str, ...]


def match_bank(
    bank: Bank, weights: Weights = DEFAULT, tie_key: str = TIE_KEY, progress: Progress | None = None
) -> Outcome:
    """Raises MatchFileError for data that contradict themselves."""
    try:
        instance = Instance(bank.mentees, bank.mentors, weights, bank.excluded, tie_key)
        found = propose_for(instance, names=bank.names, progress=progress)
    except InputError as error:
        raise MatchFileError(str(error)) from error
    return Outcome(bank, instance, found, tuple(check_certificate(instance, found)))


def read_weights(text: str, base: Weights = DEFAULT) -> Weights:
    """«topics=40,hours=0»; a criterion may be called by its Russian name. Raises MatchFileError."""
    given: dict[str, int] = {}
    for piece in filter(None, (each.strip() for each in text.replace(";", ",").split(","))):
        name, equals, number = (each.strip() for each in piece.partition("="))
        key = _criterion(name)
        if not equals or not key:
            known = ", ".join(f"{each} ({label.lower()})" for each, label in LABELS.items())
            raise MatchFileError(f"Вес «{piece}» не понят: пишите topics=40,hours=0. Есть веса: {known}.")
        if not number.isdecimal():
            raise MatchFileError(f"Вес «{piece}» не понят: после знака «=» нужно целое число от 0 до 1000.")
        given[key] = int(number)
    try:
        return replace(base, **given)
    except InputError as error:
        raise MatchFileError(str(error)) from error


def _criterion(name: str) -> str:
    own = fold(name)
    if own in LABELS:
        return own
    alike = [key for key, label in LABELS.items() if own and fold(label).startswith(own)]
    return alike[0] if len(alike) == 1 else ""
