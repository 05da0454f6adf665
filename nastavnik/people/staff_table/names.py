"""Names of people out of one cell or three: «ИВАНОВА мария петровна», «Иванова М.П.», «Мария Петровна Иванова»."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .cells import DASHES, fold, is_nothing, mend_letters, one_line, shorten
from .name_order import put_in_order
from .name_words import (
    PARTICLES,
    SMALL_WORDS,
    is_given_name,
    is_oblique_patronymic,
    is_patronymic,
    looks_like_surname,
    nominative,
)
from .post_words import POST_START, begins_post
from .readings import Issue, doubt, fault

LONGEST_NAME = 1000

_INITIAL = re.compile(r"[А-ЯЁA-Z][а-яё]?\.(?:-?[А-ЯЁA-Z]\.)?")
_HOW = "впишите фамилию, имя и отчество полностью"
_BIRTH_YEAR = re.compile(
    r",?\s*\(?\b(?:0?\d\.\d\d\.)?(19[3-9]\d|20[01]\d)\s*(?:г\.?\s*р\.?|года рождения|г\.\s?рожд\w*)\)?"
)
_BRACKETS = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?")
_MAIDEN_WORDS = re.compile(
    r"^(?:дев\w*\.?|до брака|до замужества|урожд\w*\.?|бывш\w*\.?|ранее|прежн\w+ фамилия"
    r"|по мужу)\s*[:–—-]?\s*",
    re.I,
)
_FOREIGN = re.compile(r"[^А-Яа-яЁёA-Za-zІіЇїЄєҐґӘәӨөҮүҢңҚқҒғҺһҲҳҶҷӢӣӮӯ.'’`ʼ\s-]")
_NOT_A_NAME = re.compile(rf"{POST_START.pattern}|фамилия|имя\b|отчество|фио\b")
_DASH = re.compile(f"[{re.escape(DASHES)}]")
_DASHED = re.compile(rf"(?<=[^\W\d_])\s*{_DASH.pattern}\s*(?=[^\W\d_])")
_LEADING_DASH = re.compile(rf"{_DASH.pattern}+\s*[А-Яа-яЁё]")
_LEADING_NUMBER = re.compile(r"^\s*\d{1,4}\s*[.)]\s*")
_LONE_LETTER = re.compile(r"(?<![^\W_])([а-яёА-ЯЁ])[.,](?=\s*-?\s*[^\W\d_]|$|\s)")
_DOUBLE_INITIAL = re.compile(r"([А-ЯЁ]\.) -\s*(?=[А-ЯЁ]\.)")
_DOT_AFTER_WORD = re.compile(r"(?<=[^\W\d_]{3})\.")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class NameReading:
    """`short`: only initials stand for the given name. `rest` is what else stood in the cell."""

    surname: str = ""
    first_name: str = ""
    patronymic: str = ""
    short: bool = False
    former_surname: str = ""
    birth_year: int | None = None
    rest: str = ""
    issues: tuple[Issue, ...] = ()

    @property
    def name(self) -> str:
        """«Иванова Мария Петровна», «Кольцова Яна», «Иванова М.П.»."""
        glue = "" if self.short and self.first_name.endswith(".") else " "
        given = glue.join(filter(None, (self.first_name, self.patronymic)))
        return " ".join(filter(None, (self.surname, given)))


@lru_cache(maxsize=4096)
def read_name(text: str) -> NameReading:
    """The whole name in one cell (plain text, lines kept)."""
    if len(text) > LONGEST_NAME:
        return _refused("name_too_long", f"имя длиннее {LONGEST_NAME} знаков ({len(text)}); {_HOW}", "")
    if is_nothing(text):
        return _refused("name_missing", f"нет фамилии, имени и отчества; {_HOW}", "")
    if text[0] in "=+@":
        said = f"«{shorten(text)}» похоже на формулу, а не на имя; {_HOW}"
        return _refused("name_is_formula", said, one_line(text))
    line, issues = _mended(text)
    line, former, remark = _without_brackets(line)
    birth = _BIRTH_YEAR.search(line)
    if birth:
        line = (line[: birth.start()] + line[birth.end() :]).strip(" ,")
    line, tail = _without_tail(line)
    if tail and looks_like_person(tail):
        said = f"в одной ячейке двое: «{shorten(line)}» и «{shorten(tail)}»; запишите их в две строки"
        return _refused("name_two_people", said, line, rest=tail)
    rest = "; ".join(filter(None, (remark, tail)))
    if found := _FOREIGN.search(line):
        said = f"в имени «{shorten(line)}» посторонний знак «{found.group()}»; {_HOW}"
        return _refused("name_strange", said, line, rest=rest)
    reading = _read_words(_words(line), line)
    return replace(
        reading,
        former_surname=former,
        birth_year=int(birth[1]) if birth else None,
        rest=rest,
        issues=(*issues, *reading.issues),
    )


@lru_cache(maxsize=4096)
def read_name_parts(surname: str, first_name: str, patronymic: str) -> NameReading:
    """The name in three columns (or two: then the given name may bring the patronymic with it)."""
    cells = [("" if is_nothing(cell) else cell) for cell in (surname, first_name, patronymic)]
    if max(map(len, cells)) > LONGEST_NAME:
        return _refused("name_too_long", f"имя длиннее {LONGEST_NAME} знаков; {_HOW}", "")
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return read_name(filled[0] if filled else "")
    if any(cell[0] in "=+@" for cell in filled):
        said = f"«{shorten(' '.join(filled))}» похоже на формулу, а не на имя; {_HOW}"
        parts = [one_line(cell) for cell in cells]
        return replace(_refused("name_is_formula", said, parts[0]), first_name=parts[1], patronymic=parts[2])
    whole = read_name(" ".join(filled))
    if any(issue.code in ("name_strange", "letters_mended", "dash_removed") for issue in whole.issues):
        parts_text = [_mended(cell)[0] for cell in cells]
    else:
        parts_text = [one_line(cell) for cell in cells]
    parts = [_capitalised(_without_brackets(_dehyphened(cell))[0]) for cell in parts_text]
    if whole.short or not all(parts[:2]) or any(issue.severity == "error" for issue in whole.issues):
        return whole
    in_place = is_patronymic(parts[2]) or not parts[2]
    elsewhere = is_patronymic(parts[1]) and " " not in parts[1]
    if (elsewhere and not in_place) or (not parts[2] and " " in parts[1] and is_patronymic(whole.patronymic)):
        return whole
    if elsewhere and not parts[2]:
        return whole
    issues = tuple(issue for issue in whole.issues if issue.code in ("letters_mended", "dash_removed"))
    if not in_place:
        said = f"«{parts[2]}» не похоже на отчество; если это не так, исправьте"
        issues = (*issues, doubt("patronymic_unusual", said))
    if is_oblique_patronymic(parts[2]):
        return whole
    return replace(whole, surname=parts[0], first_name=parts[1], patronymic=parts[2], issues=issues)


def name_and_post(text: str) -> tuple[str, str]:
    """«Иванова Мария Петровна, воспитатель» told apart where the post begins."""
    words = list(re.finditer(r"\S+", text))
    for word in words[2:]:
        if begins_post(text[word.start() :]):
            return text[: word.start()].strip(" ,;\n–—-"), text[word.start() :].strip()
    return text, ""


def looks_like_person(text: str) -> bool:
    """Could this be a person's name? Strict: used where a stray line must not become a person."""
    line = one_line(text).strip(" .,;")
    if not 4 < len(line) < 80 or re.search(r"[\d:_№«\"]", line) or _NOT_A_NAME.match(fold(line)):
        return False
    words = _words(_without_brackets(mend_letters(line)[0])[0])
    full = [word for word in words if not _INITIAL.fullmatch(word)]
    if not full or not 2 <= len(words) <= 5:
        return False
    if len(words) > len(full):
        return len(full) == 1 and len(words) <= 3 and full[0][:1].isupper()
    if len(full) == 2 and not all(word[:1].isupper() for word in full):
        return False
    reading = read_name(line)
    if is_patronymic(reading.patronymic) and reading.surname:
        return True
    return len(full) == 2 and is_given_name(reading.first_name) and looks_like_surname(reading.surname)


def _mended(text: str) -> tuple[str, list[Issue]]:
    issues = []
    line, mended = mend_letters(one_line(text))
    if mended:
        issues.append(doubt("letters_mended", f"в имени были латинские буквы; заменены русскими: {shorten(line)}"))
    line = _LEADING_NUMBER.sub("", line)
    if _LEADING_DASH.match(line):
        line = line.lstrip(DASHES + " ")
        issues.append(doubt("dash_removed", "перед именем стояла черта; убрана"))
    return _dehyphened(line.strip(" ,;*")), issues


def _dehyphened(line: str) -> str:
    """One kind of hyphen, no spaces round it inside a name («Быстрова - Ким»)."""
    if not _DASH.search(line):
        return line

    def join(match: re.Match[str]) -> str:
        before, after = line[: match.start()], line[match.end() :]
        if match.group().strip() == match.group():
            return " – " if after[:1].islower() and begins_post(after) else "-"
        inside = after[:1].isupper() or " " not in before.strip()
        return "-" if inside and not begins_post(after) else " – "

    return _DASHED.sub(join, line)


def _without_brackets(line: str) -> tuple[str, str, str]:
    """The name, a former surname, other remarks: «Иванова (Петрова) А.И.», «Иванова А.И. (декрет)»."""
    former, remarks = "", []

    def take(match: re.Match[str]) -> str:
        nonlocal former
        inside = (match[1] or match[2] or "").strip(" ,.")
        surname = _MAIDEN_WORDS.sub("", inside)
        if re.fullmatch(r"[А-ЯЁ][А-Яа-яЁё-]+", surname) and not former:
            former = _capitalised(surname)
        elif inside:
            remarks.append(inside)
        return " "

    line = " ".join(_BRACKETS.sub(take, line).split())
    return line, former, "; ".join(remarks)


def _without_tail(line: str) -> tuple[str, str]:
    """«Иванова Мария Петровна, воспитатель», «… – заведующий»: the name and what follows it."""
    match = re.search(r"[,;]|\s[–—-]\s", line)
    if not match or not line[: match.start()].strip():
        return line, ""
    before, after = line[: match.start()].strip(), line[match.end() :].strip()
    if re.fullmatch(r"(?:[А-ЯЁ]\.?\s*){1,2}", after) or (
        " " not in before and len(after.split()) <= 2 and after[:1].isupper()
    ):
        return f"{before} {after}", ""
    return before, after


def _words(line: str) -> list[str]:
    """Words and initials apart; «Бакыт кызы» is one word; «МП» after a surname is two initials."""
    if "." in line or "," in line:
        line = _LONE_LETTER.sub(lambda match: match[1].upper() + ". ", line)
        line = _DOUBLE_INITIAL.sub(r"\1-", line)
        line = _DOT_AFTER_WORD.sub(" ", line)
    words: list[str] = []
    pieces = line.split()
    for index, piece in enumerate(pieces):
        if piece.lower() in PARTICLES and words:
            words[-1] += " " + piece.lower()
        elif re.fullmatch(r"[А-ЯЁ]", piece) and len(pieces) > 1:
            words.append(piece + ".")
        elif index and index == len(pieces) - 1 and re.fullmatch(r"[А-ЯЁ]{2}", piece) and not pieces[0].isupper():
            words.extend(letter + "." for letter in piece)
        elif piece.strip(".-'’"):
            words.append(piece)
    return words


def _read_words(words: list[str], line: str) -> NameReading:
    initials = [word for word in words if _INITIAL.fullmatch(word)]
    full = [_capitalised(word) for word in words if not _INITIAL.fullmatch(word)]
    if not full or not _LETTERS.search(line) or len(full) > 5:
        return _refused("name_unclear", f"«{shorten(line)}» не похоже на имя человека; {_HOW}", line)
    if initials:
        return _with_initials(full, initials, line)
    order = put_in_order(full)
    if re.search(r"[A-Za-z]", line):
        said = f"имя «{shorten(line)}» написано латинскими буквами; впишите его русскими, если так в документах"
        order = replace(order, issues=(*order.issues, doubt("name_in_latin", said)))
    reading = NameReading(order.surname, order.first_name, order.patronymic, issues=order.issues)
    if is_oblique_patronymic(reading.patronymic or reading.first_name) and reading.surname and reading.patronymic:
        found = nominative(reading.surname, reading.first_name, reading.patronymic)
        if found:
            said = f"«{shorten(line)}» — не именительный падеж; понято как {' '.join(found)}, проверьте"
            return NameReading(*found, issues=(doubt("name_not_nominative", said),))
        said = f"«{shorten(line)}» — не именительный падеж; впишите имя в именительном падеже"
        return replace(reading, issues=(fault("name_not_nominative", said),))
    return reading


def _with_initials(full: list[str], initials: list[str], line: str) -> NameReading:
    hint = doubt("name_is_short", f"вместо имени инициалы («{shorten(line)}»); {_HOW}")
    if len(full) == 1 and len(initials) <= 2:
        return NameReading(full[0], initials[0], initials[1] if initials[1:] else "", True, issues=(hint,))
    if len(full) == 2 and len(initials) == 1:
        if is_given_name(full[0]) and not is_given_name(full[1]):
            full.reverse()  # «Мария П. Иванова»
        return NameReading(full[0], full[1], initials[0], True, issues=(hint,))
    if len(full) == 2 and len(initials) == 2:
        return NameReading(" ".join(full), initials[0], initials[1], True, issues=(hint,))
    return _refused("name_unclear", f"«{shorten(line)}» не похоже на имя человека; {_HOW}", line)


def _refused(code: str, text: str, surname: str, rest: str = "") -> NameReading:
    return NameReading(surname=surname, rest=rest, issues=(fault(code, text),))


def _capitalised(words: str) -> str:
    return " ".join("-".join(_capital(part) for part in word.split("-")) for word in words.split())


def _capital(word: str) -> str:
    """«ИВАНОВА», «иванова» as «Иванова»; «кызы» stays small, «МакКинли» and «О'Коннор» stay as they are."""
    if word.lower() in SMALL_WORDS and (word.islower() or word.lower() in PARTICLES):
        return word.lower()
    if re.fullmatch(r"(?:[А-ЯЁA-Z][а-яёa-z]+){1,2}", word):
        return word
    head = re.match(r"([A-Za-zА-ЯЁа-яё])(['’`ʼ])(.+)", word)
    if head:
        return head[1].upper() + head[2] + _capital(head[3])
    return word[:1].upper() + word[1:].lower()
