"""Which word is the surname, the given name, the patronymic, when they stand in one cell without initials."""

from dataclasses import dataclass

from .name_words import (
    is_given_name,
    is_oblique_patronymic,
    is_patronymic,
    is_womans_patronymic,
    looks_like_surname,
)
from .readings import Issue, doubt, fault

_HOW = "впишите фамилию, имя и отчество полностью"


@dataclass(frozen=True, slots=True)
class Order:
    surname: str
    first_name: str
    patronymic: str
    issues: tuple[Issue, ...] = ()


def put_in_order(words: list[str]) -> Order:
    """`words` are capitalised and hold no initials; «Бакыт кызы» is one of them."""
    return (_one, _two, _three, _many, _many)[len(words) - 1](words)


def _one(words: list[str]) -> Order:
    if is_given_name(words[0]) and not looks_like_surname(words[0]):
        return Order("", words[0], "", (fault("surname_missing", f"указано только имя «{words[0]}»; {_HOW}"),))
    return Order(words[0], "", "", (fault("first_name_missing", f"указана только фамилия «{words[0]}»; {_HOW}"),))


def _two(words: list[str]) -> Order:
    one, two = words
    if is_patronymic(two) and (is_given_name(one) or is_womans_patronymic(two)):
        if not is_womans_patronymic(two) and not one.endswith(("а", "я", "ь")) and not looks_like_surname(two):
            pass
        elif not is_womans_patronymic(two) and one.endswith(("а", "я", "ь")):
            return _swapped(Order(two, one, ""))  # «Алла Мицкевич»
        if looks_like_surname(one) and not is_given_name(one):
            issue = fault("first_name_missing", f"нет имени: «{one} {two}»; {_HOW}")
            return Order(one, "", two, (issue,))
        return Order("", one, two, (fault("surname_missing", f"нет фамилии: «{one} {two}»; {_HOW}"),))
    if is_given_name(one) and not is_given_name(two) and looks_like_surname(two):
        return _swapped(Order(two, one, ""))
    return Order(one, two, "")


def _three(words: list[str]) -> Order:
    one, two, three = words
    if is_patronymic(three) and not (is_womans_patronymic(two) or (is_womans_patronymic(one))):
        if is_patronymic(two) and not is_given_name(two):
            return _swapped(Order(three, one, two))  # «Ян Казимирович Мицкевич»
        return Order(one, two, three)
    if is_womans_patronymic(three):
        return Order(one, two, three)
    if is_patronymic(two):
        return _swapped(Order(three, one, two))  # «Мария Петровна Иванова»
    if is_womans_patronymic(one):
        return _swapped(Order(three, two, one))
    if is_oblique_patronymic(three):
        return Order(one, two, three)
    if is_given_name(three) and not is_given_name(two):
        return Order(f"{one} {two}", three, "", (_two_surnames(f"{one} {two}"),))
    if is_given_name(two):
        issue = doubt("patronymic_unusual", f"«{three}» не похоже на отчество; если это не так, исправьте")
        return Order(one, two, three, (issue,))
    issue = doubt("name_doubtful", f"понято так: фамилия {one}, имя {two} {three}, отчества нет; проверьте")
    return Order(one, f"{two} {three}", "", (issue,))


def _many(words: list[str]) -> Order:
    last = len(words) - 1
    if is_patronymic(words[last]):
        if is_given_name(words[1]) and is_given_name(words[last - 1]):
            first_name = " ".join(words[1:last])
            issue = doubt("name_doubtful", f"понято так: имя из двух слов, {first_name}; проверьте")
            return Order(words[0], first_name, words[last], (issue,))
        surname = " ".join(words[: last - 1])
        return Order(surname, words[last - 1], words[last], (_two_surnames(surname),))
    if is_patronymic(words[1]):
        return _swapped(Order(" ".join(words[2:]), words[0], words[1]))
    said = f"«{' '.join(words)}» не похоже на имя человека; {_HOW}"
    return Order(" ".join(words), "", "", (fault("name_unclear", said),))


def _swapped(order: Order) -> Order:
    said = (
        f"имя стоит перед фамилией; понято как "
        f"{' '.join(filter(None, (order.surname, order.first_name, order.patronymic)))}"
    )
    return Order(order.surname, order.first_name, order.patronymic, (doubt("name_order", said + ", проверьте"),))


def _two_surnames(surname: str) -> Issue:
    return doubt(
        "name_doubtful",
        f"понято так: фамилия из двух слов, {surname}; проверьте (обычно её пишут через дефис)",
    )
