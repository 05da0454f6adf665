"""Word lists and patterns by which the head of a post is found."""

from __future__ import annotations

import re

from .spelling import words

# «и. о.», «врио» stand for an unchanging word; what follows them is in the genitive already.
ACTING = re.compile(r"\s*(?:вр(?:ем)?\.\s*и|в\.\s*и|вр\.?и|и)\s*[./]?\s*о(?:\.|\s|$)|\s*врио\b", re.IGNORECASE)
TOKENS = re.compile(r"(\s+|(?<=\.)(?=[^\W\d_]))")
HYPHEN = re.compile("([-‐‑‒–—])")
EDGES = re.compile(r"^([^\w]*)(.*?)([^\w]*)$", re.DOTALL)
ORDINAL = re.compile(r"\d+-?(?:й|ый|ий|ой|я|ая)")

ABBREVIATED_ADJECTIVES = words(
    "ст стар мл гл вед муз мед соц пед доп физ хоз тех техн науч рем деж подс кух внеш внутр спорт"
)
ABBREVIATED_HEADS = words("зам зав пом рук нач преп инстр восп спец дир упр уч исп")
INDECLINABLE = re.compile("(?:зам|зав|пом)\\w+(?:его|ого|ей|ой|ым|им|ом|ем|ами|ика|ора|еля|ача|ана)")
PREPOSITIONS = words("без в во для за из на над от по при с со у")
ADVERBS = words("временно постоянно")

# First halves that never decline: шеф-повара, пресс-секретаря.
FROZEN_HALVES = words(
    "арт бизнес бренд веб видео вице генерал гранд интернет контент медиа обер онлайн премьер пресс спорт "
    "топ фитнес фото шеф штаб экс эко"
)

# Adjectives that stand for a person by themselves, even in brackets or after a comma.
SUBSTANTIVES = words(
    "ведущая ведущий вожатая вожатый горничная дежурная дежурный заведующая заведующий исполняющая "
    "исполняющий младшая младший наставляемая наставляемый ответственная ответственный рабочая рабочий "
    "служащая служащий старшая старший уполномоченная уполномоченный управляющая управляющий"
)
# Ends of words for people that the dictionary does not hold («тьютор», «нейропсихолог», «диетсестра»).
PROFESSION = re.compile(
    "(?:ист|лог|тель|ник|тор|зор|ёр|нер|арь|граф|вод|вед|ант|ент|мейстер|щик|[дзт]чик|рук|хоз|педагог|пед|"
    "педиатр|сестра|брат|няня|щица|[дзт]чица|ница|истка|нтка|мастер|врач|терапевт|менеджер|корректор)$"
)
PET_NAME = re.compile("(?:[её]к|ик|ок|ка)$")
# Other words for people that may follow a comma, a bracket or «и», with whatever letter they begin.
PEOPLE = words(
    "ветеран глава депутат диктор директриса доктор друг герой историк кандидат капитан лидер магистр мама "
    "математик мать медик механик отец педагог повар снабженец староста тренер физик химик член шеф эксперт "
    "электрик юноша"
)
NOT_PEOPLE = words("дух тип язык")
