"""The head of a post: which words of one segment decline, and how."""

from __future__ import annotations

from dataclasses import dataclass

from . import dictionary
from . import position_words as lists
from .cases import Cases, Forms
from .dictionary import Gender
from .position_table import longest_entry, plain, ready_table
from .spelling import attach, dress, is_word, keep


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of a segment: signs before it, the word itself, signs behind it."""

    before: str
    core: str
    behind: str

    @property
    def small(self) -> str:
        return self.core.lower()

    @property
    def is_abbreviated(self) -> bool:
        return self.behind.startswith(".")

    def unchanged(self) -> Cases:
        return Cases.unchanged(self.before + self.core + self.behind)

    def cases(self, forms: Forms) -> Cases:
        dressed = tuple(f"{self.before}{self._dressed(form)}{self.behind}" for form in forms)
        return Cases.of(self.before + self.core + self.behind, dressed)  # type: ignore[arg-type]

    def _dressed(self, form: str) -> str:
        """Capitals half by half («Педагог-Психолог»), and the writer's own dash between them."""
        own, ours = lists.HYPHEN.split(self.core), lists.HYPHEN.split(form)
        return "".join(half if index % 2 else dress(half, ours[index]) for index, half in enumerate(own))


def decline_segment(text: str, *, strict: bool, gender: Gender | None) -> tuple[Cases, Gender | None]:
    """One post without commas and brackets in six cases, with the gender of its head.

    `strict`: the segment is not the first one, so it may be a remark or part of the tail; only what is
    surely a word for a person in the nominative declines. `gender` is that of the main head, with which a
    bare adjective or participle must agree. A first segment without a head is not certain.
    """
    if lists.ACTING.match(text):
        return Cases.unchanged(text), None
    pieces = lists.TOKENS.split(text)
    tokens = [_token(piece) for piece in pieces[::2]]
    found = _from_table(tokens) or _from_dictionary(tokens, strict=strict, gender=gender)
    if found is None:
        return Cases.unchanged(text, certain=strict or _is_abbreviation(tokens)), None
    changed, head = found
    columns: list[Cases] = []
    for index, token in enumerate(tokens):
        columns.append(token.cases(changed[index]) if index in changed else token.unchanged())
        columns.extend(Cases.unchanged(space) for space in pieces[2 * index + 1 : 2 * index + 2])
    return Cases.joined(columns, ""), head


# What to change (number of the token -> its forms) and the gender of the head.
Found = tuple[dict[int, Forms], Gender | None]


def _from_table(tokens: list[_Token]) -> Found | None:
    """The longest beginning of the segment that the ready table knows."""
    ready = ready_table()
    for length in range(min(len(tokens), longest_entry()), 0, -1):
        if any(token.before or token.behind for token in tokens[: length - 1]):
            continue
        row = ready.get(" ".join(plain(token.core) for token in tokens[:length]))
        if row is None or tokens[length - 1].behind.startswith("."):
            continue
        changed = {index: forms for index, forms in enumerate(row) if any(form != forms[0] for form in forms[1:])}
        oblique = {index: forms[1:] for index, forms in changed.items()}
        gender: Gender = "masc" if all(forms[3] == forms[1] for forms in changed.values()) else "femn"
        oblique.update(_apposition(tokens, length, gender))
        return oblique, gender  # type: ignore[return-value]
    return None


def _from_dictionary(tokens: list[_Token], *, strict: bool, gender: Gender | None) -> Found | None:
    """The head-first rule: adjectives in the nominative, then the first noun for a person."""
    changed: dict[int, Forms] = {}
    adjective_gender: Gender | None = None
    last_adjective = ""
    for index, token in enumerate(tokens):
        word = token.small
        if _stands_for_adjective(token) or word in lists.ADVERBS:
            continue
        if _is_frozen(token):
            return None
        adjective = _adjective(token)
        if adjective is not None:
            adjective_gender, changed[index] = adjective
            last_adjective = word
            continue
        noun = _person(token) if not strict or _is_surely_person(token) else None
        if noun is None and not strict and not changed:
            noun = _any_noun(token)
        if noun is not None:
            head: Gender = "femn" if noun[2] != noun[0] else "masc"
            return {**changed, index: noun, **_apposition(tokens, index + 1, head)}, head
        if last_adjective and not _is_thing(token):
            break
        return None
    if not last_adjective or (strict and not _is_apposed(last_adjective, adjective_gender, gender)):
        return None
    return changed, adjective_gender


def _apposition(tokens: list[_Token], start: int, gender: Gender) -> dict[int, Forms]:
    """What agrees with the head right behind it: «медсестра диетическая», «учитель логопед»."""
    changed: dict[int, Forms] = {}
    for index in range(start, len(tokens)):
        token = tokens[index]
        if not _may_be_nominative(token) or tokens[index - 1].behind:
            return changed
        adjective = _adjective(token)
        if adjective is None or adjective[0] != gender:
            noun = _person(token) if index == start and _is_surely_person(token) else None
            if noun is not None:
                changed[index] = noun
                start += 1
                continue
            return {} if changed and _is_thing(token) else changed
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is not None and _starts_tail(token, following):
            return {}
        changed[index] = adjective[1]
    return changed


def _starts_tail(token: _Token, following: _Token) -> bool:
    """Does the adjective belong to the tail: «… (целевой модели)», «… высшая категория»?"""
    if following.small in lists.PREPOSITIONS:
        return False
    # -ой is a feminine genitive as well as a masculine nominative
    return token.small.endswith("ой") or following.is_abbreviated or _is_thing(following)


def _is_apposed(word: str, own: Gender | None, head: Gender | None) -> bool:
    """May a bare adjective in brackets or after a comma stand for the person («…, исполняющий …»)?"""
    return (head is None or own == head) and (word in lists.SUBSTANTIVES or dictionary.is_participle(word))


def _adjective(token: _Token) -> tuple[Gender, Forms] | None:
    if token.is_abbreviated or not token.small.endswith(("ый", "ий", "ой", "ая", "яя")):
        return None
    if not all(is_word(half) for half in lists.HYPHEN.split(token.core)[::2]):
        return None
    return dictionary.adjective_forms(token.small)


def _person(token: _Token) -> Forms | None:
    """Forms of a word for a person, both halves of «учитель-логопед» among them."""
    halves = lists.HYPHEN.split(token.core)
    if len(halves) == 1:
        return _person_word(token.core) if is_word(token.core) else None
    end = len(halves) - 1
    if _person_word(halves[end]) is None and _person_word(halves[0]) is None:
        return None
    columns = [
        keep(half) if index % 2 or (index == end and token.is_abbreviated) else _half_forms(half, index == end)
        for index, half in enumerate(halves)
    ]
    return tuple("".join(column) for column in zip(*columns, strict=True))  # type: ignore[return-value]


def _is_surely_person(token: _Token) -> bool:
    """In a remark «(Пчёлка)» or «(зайчик)» is a group of children, «(хореограф)», «(кочегар)» is a post."""
    known = lists.PEOPLE | lists.SUBSTANTIVES
    return (token.core.islower() and lists.PET_NAME.search(token.small) is None) or any(
        half in known or plain(half) in ready_table() or lists.PROFESSION.search(half) is not None
        for half in lists.HYPHEN.split(token.small)[::2]
    )


def _half_forms(half: str, is_last: bool) -> Forms:
    small = half.lower()
    forms = None if not is_last and small in lists.FROZEN_HALVES else _person_word(half)
    if forms is None and is_last and lists.PROFESSION.search(small) and small[-1] not in "ая":
        forms = attach(half, "а у а ом е")  # инженер-электроник: the dictionary has only «электроника»
    return forms or keep(half)


def _person_word(word: str) -> Forms | None:
    small = word.lower()
    if not is_word(word):
        return None
    row = ready_table().get(plain(word))
    if row is not None and len(row) == 1:
        return row[0][1:]  # type: ignore[return-value]
    forms = None if small in lists.NOT_PEOPLE else dictionary.noun_forms(small, person=True)
    if forms is None and small in lists.SUBSTANTIVES:
        adjective = dictionary.adjective_forms(small)
        forms = adjective and adjective[1]
    if forms is None and lists.PROFESSION.search(small) and not dictionary.is_known(small):
        forms = dictionary.guessed_noun_forms(small)
    return forms and tuple(dress(word, form) for form in forms)  # type: ignore[return-value]


def _any_noun(token: _Token) -> Forms | None:
    """The first word of a post is its head even when the dictionary takes it for a thing, or not at all."""
    if not is_word(token.core) or token.is_abbreviated:
        return None
    forms = dictionary.noun_forms(token.small)
    if forms is None and not dictionary.is_known(token.small) and not token.core.isupper():
        forms = dictionary.guessed_noun_forms(token.small)
    return forms


def _is_thing(token: _Token) -> bool:
    return is_word(token.core) and dictionary.is_thing(token.small)


def _may_be_nominative(token: _Token) -> bool:
    """A cheap look that spares the dictionary: «по», «группы», «дополнительного» cannot agree."""
    word = token.small
    return len(word) > 3 and not word.endswith(("о", "у", "ы", "и", "ю", "е", "ых", "их", "ым", "им", "ей"))


def _stands_for_adjective(token: _Token) -> bool:
    """«ст.», «муз.», «2-й»: they stay as they are, and the head comes after them."""
    if lists.ORDINAL.fullmatch(token.small):
        return True
    return token.small in lists.ABBREVIATED_ADJECTIVES and (token.is_abbreviated or len(token.small) <= 3)


def _is_frozen(token: _Token) -> bool:
    """«зам.», «зав.», «замдиректора»: an abbreviated head, so nothing of the segment changes."""
    word = token.small
    if word in lists.ABBREVIATED_HEADS or lists.INDECLINABLE.fullmatch(word):
        return True
    return token.is_abbreviated and _person(token) is None


def _is_abbreviation(tokens: list[_Token]) -> bool:
    """Does the segment stay because its head is written short («ПДО», «зам. зав.»), not for want of one?"""
    first = next((token for token in tokens if not _stands_for_adjective(token)), None)
    return first is not None and bool(first.core) and (_is_frozen(first) or first.core.isupper())


def _token(piece: str) -> _Token:
    match = lists.EDGES.match(piece)
    assert match is not None, "the pattern matches any text"
    return _Token(*match.groups())
