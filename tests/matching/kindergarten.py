"""One kindergarten by hand, after the answers to its two questionnaires: 14 who ask, 12 who offer."""

from nastavnik.matching import Mentee, Mentor, Names

TOPICS = {
    "plan": "Планирование образовательной работы",
    "parents": "Взаимодействие с родителями",
    "adapt": "Адаптация детей раннего возраста",
    "docs": "Документация педагога",
    "speech": "Речевое развитие",
    "games": "Игровые технологии",
    "cognition": "Познавательное развитие",
    "special": "Работа с детьми с ОВЗ",
    "rank": "Подготовка к аттестации",
    "social": "Социально-коммуникативное развитие",
    "digital": "Цифровые инструменты в работе педагога",
    "watch": "Педагогическая диагностика и наблюдение",
    "sport": "Физическое развитие",
    "contest": "Конкурсы и открытые занятия",
    "space": "Развивающая предметно-пространственная среда",
    "art": "Художественно-эстетическое развитие",
}
NAMES = Names(topics=TOPICS, places={"main": "ул. Садовая", "new": "ул. Новая"})
NAP = frozenset({"mon-nap", "tue-nap", "wed-nap", "thu-nap", "fri-nap"})
TEACHER = "воспитатель"


def _mentee(key, months, topics, forms, hours, *, distance=True, born=None, **more):
    return Mentee(
        id=key,
        topics=tuple(topics.split()),
        position=more.pop("position", TEACHER),
        experience_months=months,
        birth_year=born,
        forms=frozenset(forms.split()),
        distance_ok=distance,
        hours=hours if isinstance(hours, frozenset) else frozenset(hours.split()),
        place=more.pop("place", "main"),
        line_manager=more.pop("line_manager", None),
        **more,
    )


def _mentor(key, months, topics, forms, capacity, hours, *, distance=True, born=None, **more):
    return Mentor(
        id=key,
        topics=tuple(topics.split()),
        capacity=capacity,
        position=more.pop("position", TEACHER),
        experience_months=months,
        birth_year=born,
        forms=frozenset(forms.split()),
        distance_ok=distance,
        hours=hours if isinstance(hours, frozenset) else frozenset(hours.split()),
        place=more.pop("place", "main"),
        **more,
    )


MENTEES = (
    _mentee(
        "ovsyannikova",
        8,
        "plan parents adapt docs",
        "traditional",
        NAP - {"thu-nap"},
        wishes=("abrosimova",),
        waiting_days=11,
    ),
    _mentee("elkina", 12, "speech games", "traditional", "mon-nap wed-nap", place="new"),
    _mentee("lapshina", 23, "plan docs", "short", "", line_manager="kudryavtseva"),
    _mentee("safina", 0, "adapt cognition", "traditional situational", "mon-pm tue-pm fri-pm", distance=False),
    _mentee("ismailova", 48, "special", "short", "tue-am thu-am", wishes=("tsvetkova",)),
    _mentee("melnik", 42, "rank", "traditional", ""),
    _mentee("drozdetskaya", 36, "parents social", "situational", ""),
    _mentee("ponomarenko", 408, "digital", "reversive", "thu-pm", distance=False, born=1969, wishes=("ryabykh",)),
    _mentee("zhavoronkova", 468, "digital watch", "reversive", NAP, distance=False, born=1964),
    _mentee("khomyakov", 23, "sport special", "virtual", "mon-eve tue-eve", position="инструктор"),
    _mentee("karpenko", 96, "contest space", "traditional", "fri-pm", wishes=("kudryavtseva",)),
    _mentee("sharipova", 36, "art parents", "", "sat-am", position="педагог доп. образования"),
    _mentee("tretyakova", 156, "plan digital", "short virtual", ""),
    _mentee("petrova", 24, "watch", "traditional", NAP),
)

MENTORS = (
    _mentor("abrosimova", 180, "plan adapt parents", "traditional situational", 2, NAP - {"thu-nap"}, born=1988),
    _mentor("belokopytova", 216, "social watch games", "traditional short", 2, "mon-nap wed-nap", accepts_group=2),
    _mentor("gavrilyuk", 324, "speech rank contest", "traditional", 2, NAP, distance=False, place="new"),
    _mentor("zaytseva", 127, "speech art digital", "short virtual", 1, "tue-nap thu-nap"),
    _mentor(
        "tsvetkova",
        264,
        "speech special",
        "short situational",
        3,
        "tue-am thu-am",
        position="учитель-логопед",
    ),
    _mentor("shchepkina", 84, "special cognition", "situational", 3, "wed-am", position="учитель-дефектолог"),
    _mentor("ryabykh", 60, "digital", "reversive virtual", 4, "thu-pm", born=1998, accepts_group=4),
    _mentor("nikitina", 108, "social parents", "situational traditional", 2, "fri-pm"),
    _mentor("fokin", 132, "art", "short", 1, "", position="музыкальный руководитель"),
    _mentor(
        "kudryavtseva",
        72,
        "plan contest rank docs",
        "traditional short",
        1,
        "fri-pm",
        position="старший воспитатель",
    ),
    _mentor("veretennikova", 108, "docs parents", "short", 1, "", distance=False, position="заведующий"),
    _mentor("ponomarenko", 408, "adapt games", "traditional", 2, NAP, distance=False, born=1969),
)
