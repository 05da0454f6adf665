"""A post out of the cell of posts: put in full, remarks taken out, two posts told apart.

«воспитатель (внешн. совм., 0,5 ст.)» is воспитатель, external, half a post. Small letters, as in an order.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from .categories import find_category
from .cells import fold, is_nothing, mend_letters, one_line, shorten
from .employments import NOTHING_SAID, Employment, divide, read_employment
from .model import UNKNOWN
from .post_words import (
    DOUBTFUL_SYNONYMS,
    INSTITUTION_TAIL,
    KNOWN_POSTS,
    SYNONYMS,
    begins_post,
    expanded,
)
from .readings import Issue, doubt, fault

LONGEST_POST = 1000

_BRACKETS = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?")
_CATEGORY_TAIL = re.compile(
    r",?\s*(?:(?:высш\w*|перв\w*|[12i]{1,2}(?:-?\s?[йояая]{1,2})?)\s+(?:кв\w*\.?\s*)?кат\w*\.?"
    r"|соответств\w+\s+занимаемой\s+должности)\s*$"
)
# «воспитатель 2 младшей группы», «воспитатель гр. № 5»: where, not what. «группы компенсирующей направленности» stays.
_GROUP_TAIL = re.compile(
    r"(?<=\w)\s+(?:(?:\d|[iv]+\b|перв|втор|млад|мл\.|сред|ср\.|старш|ст\.|подг|ясел|ранн|разновоз)[\w\s.-]{0,40}?"
    r"(?:гр\b|групп)|(?:гр\b\.?|групп\w*)\s*(?:№|\d|[«\"]))[^,;]*$",
    re.I,
)
_SEPARATOR = re.compile(r"(?<!\d),|,(?!\d)|[;\n+]|(?<=[а-яё]{3})\s?/|\s+[–—-]\s+|\s+и\s+(?=[а-яё])", re.I)


@dataclass(frozen=True, slots=True)
class PostReading:
    """`position` is all posts joined by a comma; `remark` keeps the words taken out of the cell."""

    position: str = ""
    positions: tuple[str, ...] = ()
    remark: str = ""
    employment: Employment = NOTHING_SAID
    category: str = UNKNOWN
    issues: tuple[Issue, ...] = ()


@lru_cache(maxsize=4096)
def read_post(text: str) -> PostReading:
    """Understand one cell (plain text, lines kept)."""
    if len(text) > LONGEST_POST:
        issue = fault("post_too_long", f"должность длиннее {LONGEST_POST} знаков ({len(text)}); сократите её")
        return PostReading(issues=(issue,))
    if is_nothing(text):
        return PostReading()
    if text[0] in "=+@" or re.match(r"-\s*[\d(]", text):
        issue = fault("post_is_formula", f"«{shorten(text)}» похоже на формулу, а не на должность; впишите должность")
        return PostReading(text, (text,), issues=(issue,))
    issues: list[Issue] = []
    text, mended = mend_letters(re.sub(r"-\n(?=[а-яё])", "-", text))
    if mended:
        issues.append(doubt("letters_mended", "в должности были латинские буквы; заменены русскими"))
    body, employment, remarks = _without_brackets(text)
    category = UNKNOWN
    positions: list[str] = []
    for piece in _pieces(body):
        said = read_employment(piece)
        bare, remark = divide(piece) if said.said_something else (piece, "")
        employment = employment.joined(said)
        bare, category = _without_category(bare, category)
        if positions and not begins_post(bare):
            bare, remark = "", piece  # «группа «Солнышко»», «находится в отпуске по уходу»
        if group := _GROUP_TAIL.search(bare):
            bare, remark = bare[: group.start()], "; ".join(filter(None, (group.group().strip(), remark)))
        remarks.append(remark)
        if bare and (post := _in_full(bare, issues)) not in positions:
            positions.append(post)
    if not positions:
        issue = fault("post_missing", f"в «{shorten(text)}» нет должности; впишите её")
        return PostReading("", (), "; ".join(remarks), employment, category, (*issues, issue))
    if not any(re.search(r"[^\W\d_]{2}", post) for post in positions):
        issues.append(doubt("post_unclear", f"«{shorten(text)}» не похоже на должность; проверьте"))
    remark = "; ".join(dict.fromkeys(filter(None, remarks)))
    return PostReading(", ".join(positions), tuple(positions), remark, employment, category, tuple(issues))


def _without_brackets(text: str) -> tuple[str, Employment, list[str]]:
    employment, remarks = Employment(), []

    def take(match: re.Match[str]) -> str:
        nonlocal employment
        inside = one_line(match[1] or match[2] or "").strip(" ,;")
        if inside:
            employment = employment.joined(read_employment(inside, bare_rate=True))
            remarks.append(inside)
        return " "

    return _BRACKETS.sub(take, text), employment, remarks


def _pieces(body: str) -> list[str]:
    """The parts that may be posts of their own; what does not begin a post stays with the one before."""
    body = re.sub(
        r"(?<=[а-яё])\s?-\s?(?=(?:логопед|дефектолог|психолог|организатор|библиотекарь))",
        "-",
        body,
        flags=re.I,
    )
    pieces: list[str] = []
    separator, position = "", 0
    for match in [*_SEPARATOR.finditer(body), None]:
        piece = body[position : match.start() if match else len(body)].strip(" .,;")
        if piece:
            if pieces and not _begins_anew(pieces[-1], separator.strip(" ") or separator, piece):
                pieces[-1] += (" " if separator == "\n" else separator) + piece
            else:
                pieces.append(piece)
        if match:
            separator, position = match.group(), match.end()
    return _comma_inside(pieces)


def _begins_anew(before: str, separator: str, piece: str) -> bool:
    begins = begins_post(piece)
    if separator == "\n":
        earlier = expanded(fold(one_line(before)))
        complete = earlier in KNOWN_POSTS or earlier in SYNONYMS or len(earlier.split()) > 2
        return (begins and complete and f"{earlier} {fold(piece)}" not in SYNONYMS) or _is_remark(piece)
    if separator == "и":
        return begins
    return begins or separator in (",", ";") or _is_remark(piece)


def _is_remark(piece: str) -> bool:
    return read_employment(piece).said_something and not divide(piece)[0]


def _comma_inside(pieces: list[str]) -> list[str]:
    """«заместитель заведующего по воспитательной, методической работе»: the comma is part of the post."""
    joined: list[str] = []
    for piece in pieces:
        if joined and re.search(r"\bпо\s+[\w-]+(?:ой|ому)$", joined[-1]) and re.match(r"[\w-]+(?:ой|ому)\b", piece):
            joined[-1] += ", " + piece
        else:
            joined.append(piece)
    return joined


def _without_category(piece: str, known: str) -> tuple[str, str]:
    match = _CATEGORY_TAIL.search(fold(piece))
    if not match:
        return piece, known
    category = find_category(match.group()).category
    return piece[: match.start()].strip(" ,–—-"), known or category


def _in_full(piece: str, issues: list[Issue]) -> str:
    line = one_line(piece)
    line = re.sub(r"\s*[-–—]\s*", "-", line) if re.search(r"[^\W\d]\s*[-–—]\s*[^\W\d]", line) else line
    folded = fold(_small_letters(line))
    full = expanded(folded)
    full = INSTITUTION_TAIL.sub(r"\1", re.sub(r"\bзаведующая\b", "заведующий", full))
    post = SYNONYMS.get(full, full)
    if full in DOUBTFUL_SYNONYMS:
        issues.append(
            doubt("post_renamed", f"должность «{full}» понята как «{post}»; если это не так, напишите полностью")
        )
    if post in KNOWN_POSTS or post != folded:
        return post
    near = get_close_matches(post, KNOWN_POSTS, 1, 0.9) if len(post) > 6 else []
    if near and near[0] != post:
        issues.append(doubt("post_misspelled", f"должности «{shorten(post)}» нет; возможно, «{near[0]}»? Проверьте"))
    return _small_letters(line)


def _small_letters(line: str) -> str:
    """«Старший Воспитатель», «ВОСПИТАТЕЛЬ» in small letters; abbreviations (ЛФК) and names in quotes stay."""
    shouting = line.isupper()
    words = []
    quoted = False
    for word in line.split(" "):
        quoted = quoted or word[:1] in '«"„“'
        abbreviation = not shouting and word.isupper() and len(word.strip(".,")) > 1
        words.append(word if quoted or abbreviation else word.lower())
        if word.rstrip(".,;")[-1:] in '»"”':
            quoted = False
    return " ".join(words)
