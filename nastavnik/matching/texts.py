"""Each criterion of a pair in words (interaction: why this pair, and what does not fit)."""

from nastavnik.matching.bans import in_other_institutions, usable_forms
from nastavnik.matching.criteria import FIT, MISS, PART, UNKNOWN, Grade
from nastavnik.matching.model import REVERSIVE, Mentee, Mentor
from nastavnik.matching.words import ORDINALS, Names, counted, experience

SHOWN_HOURS = 3


def text_of(grade: Grade, mentee: Mentee, mentor: Mentor, names: Names) -> str:
    """What the state of the criterion means for this pair, to stand inside a sentence."""
    return _TEXTS[grade.criterion](grade.state, mentee, mentor, names)


def _topics(state: str, mentee: Mentee, mentor: Mentor, names: Names) -> str:
    if state == MISS:
        return "направления не совпадают"
    met = [topic for topic in mentee.topics if topic in set(mentor.topics)]
    listed = ", ".join(names.topic(topic) for topic in met)
    word = "направление" if len(met) == 1 else "направления"
    if state == PART:
        rank = mentee.topics.index(met[0]) + 1
        return f"{word} ({listed}) — в запросе не первое, а {rank}-е по важности"
    return f"{word} ({listed})"


def _experience(state: str, mentee: Mentee, mentor: Mentor, names: Names) -> str:
    if state == UNKNOWN:
        return f"не указан стаж {_whose(mentee.experience_months, mentor.experience_months)}"
    has_months, asks_months = mentor.experience_months or 0, mentee.experience_months or 0
    has, asks = experience(has_months), experience(asks_months)
    if usable_forms(mentee, mentor) == {REVERSIVE}:
        return f"реверсивная форма: учит коллега со стажем {has} при стаже наставляемого {asks}"
    if state == MISS:
        return f"опыт не больше, чем у наставляемого ({has} и {asks})"
    if state == PART:
        gap = counted(has_months - asks_months, "месяц", "месяца", "месяцев")
        return f"опыт больше только на {gap}"
    request = "при запросе «первый год»" if asks_months < 12 else f"при стаже {asks}"
    return f"опыт {has} {request}"


def _position(state: str, mentee: Mentee, mentor: Mentor, names: Names) -> str:
    if state == UNKNOWN:
        return f"не указана должность {_whose(mentee.position, mentor.position)}"
    return f"{'та же' if state == FIT else 'другая'} должность ({names.position(mentor.position or '')})"


def _forms(state: str, mentee: Mentee, mentor: Mentor, names: Names) -> str:
    usable = usable_forms(mentee, mentor)
    if state == MISS:
        return "нет общей формы"
    if state == PART:
        return f"форма ({_form_list(usable, names)}) — не та, что названа в запросе, но согласие на неё есть"
    if state == FIT:
        return f"форма ({_form_list(usable & mentee.forms, names)})"
    return "форма любая"


def _hours(state: str, mentee: Mentee, mentor: Mentor, names: Names) -> str:
    if state == UNKNOWN:
        return f"не указано свободное время {_whose(mentee.hours, mentor.hours)}"
    common = sorted(mentee.hours & mentor.hours, key=names.hour_order)
    if not common:
        return "нет общего свободного времени"
    listed = ", ".join(names.hour(hour) for hour in common[:SHOWN_HOURS])
    more = len(common) - SHOWN_HOURS
    return f"свободное время совпадает ({listed}{f' и ещё {more}' if more > 0 else ''})"


def _place(state: str, mentee: Mentee, mentor: Mentor, names: Names) -> str:
    if state == UNKNOWN:
        return f"не указано место работы {_whose(mentee.place, mentor.place)}"
    if in_other_institutions(mentee, mentor):
        apart = mentee.municipality and mentor.municipality and mentee.municipality != mentor.municipality
        where = "детский сад другого муниципалитета" if apart else "другой детский сад"
        return where + (", но оба согласны встречаться дистанционно" if state == PART else "")
    where = f" ({names.place(mentor.place)})" if mentor.place else ""
    if state == FIT:
        return f"тот же корпус{where}"
    if state == PART:
        return f"другой корпус{where}, но оба согласны встречаться дистанционно"
    if state == MISS:
        return f"другой корпус{where}"
    return "место не важно: встречи дистанционные"


def _wishes(state: str, mentee: Mentee, mentor: Mentor, names: Names) -> str:
    if state == MISS:
        return "в пожеланиях назван другой наставник"
    asked, offered = mentor.id in mentee.wishes, mentee.id in mentor.wishes
    if asked and offered:
        return "оба назвали друг друга в пожеланиях"
    if asked:
        rank = mentee.wishes.index(mentor.id)
        how = ORDINALS[rank] if rank < len(ORDINALS) else f"{rank + 1}-м"
        return f"наставник назван в пожеланиях {how}"
    if offered:
        return "наставник сам хотел бы работать с этим коллегой"
    return "пожеланий нет"


def _waiting(state: str, mentee: Mentee, mentor: Mentor, names: Names) -> str:
    if not mentee.waiting_days:
        return "ожидания нет"
    return f"ждёт наставника {counted(mentee.waiting_days, 'день', 'дня', 'дней')}"


def _whose(of_mentee: object, of_mentor: object) -> str:
    """Whose answer is missing. Nought months of experience are an answer."""
    if of_mentee in (None, "", frozenset()):
        return "обоих" if of_mentor in (None, "", frozenset()) else "наставляемого"
    return "наставника"


def _form_list(forms: frozenset[str], names: Names) -> str:
    return ", ".join(sorted(names.form(form) for form in forms))


_TEXTS = {
    "topics": _topics,
    "experience": _experience,
    "position": _position,
    "forms": _forms,
    "hours": _hours,
    "place": _place,
    "wishes": _wishes,
    "waiting": _waiting,
}
