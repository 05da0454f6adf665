"""Words that pages need: how many, when, whose initials, which clause. Source language Russian."""

import re
import zlib
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from nastavnik.kit import clock

TINTS = 6


def counted(number: int, forms: str) -> str:
    """`counted(3, "пара/пары/пар")` is «3 пары». Whole numbers; a translation gives one/many."""
    parts = gettext(forms).split("/")
    return f"{number}\u00a0{parts[_form(abs(number), len(parts))]}"


def _form(number: int, forms: int) -> int:
    if forms < 3:
        return 0 if number == 1 else forms - 1
    if number % 10 == 1 and number % 100 != 11:
        return 0
    if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14:
        return 1
    return 2


def as_day(value: date | datetime) -> date:
    """The day of a moment in the active time zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: date | datetime) -> str:
    """«12 октября», with the year when it is not the current one."""
    value = as_day(value)
    pattern = gettext("j E") if value.year == clock.today().year else gettext("j E Y")
    return date_format(value, pattern).replace(" ", "\u00a0")


def ago(value: date | datetime) -> str:
    """The distance from today in words: «сегодня», «вчера», «3 дня назад», «через 5 дней»."""
    days = (clock.today() - as_day(value)).days
    near = {0: gettext("сегодня"), 1: gettext("вчера"), -1: gettext("завтра")}
    if days in near:
        return near[days]
    if days > 0:
        return gettext("%(days)s назад") % {"days": counted(days, _DAYS)}
    return gettext("через %(days)s") % {"days": counted(-days, _DAYS)}


def overdue(value: date | datetime) -> str:
    """«просрочено на 2 дня», or an empty string while there is time."""
    days = (clock.today() - as_day(value)).days
    return gettext("просрочено на %(days)s") % {"days": counted(days, _DAYS)} if days > 0 else ""


def lasts(value: date | datetime) -> str:
    """How long something has been so: «3 дня», or «с сегодняшнего дня»."""
    days = (clock.today() - as_day(value)).days
    return counted(days, _DAYS) if days > 0 else gettext("с сегодняшнего дня")


_DAYS = gettext_noop("день/дня/дней")


def whole(text: str) -> str:
    """«№ 7», «п. 4.1», «г. Иваново», «100 %» stay on one line: the space inside them does not break."""
    text = re.sub(r"(?<=\d) (?=[%—])|(?<=×) ", "\u00a0", text)
    return re.sub(r"(№|\bп\.|\bг\.|\bст\.) (?=[\w«])", "\\1\u00a0", text)


def dialled(phone: str) -> str:
    """A telephone as `tel:` wants it: digits and a leading plus."""
    return re.sub(r"(?!^\+)\D", "", phone.strip())


def initials(name: str) -> str:
    """«ОД» for «Овсянникова Дарья Максимовна»: the first letters of the first two words."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_][^\s.]*", name)[:2]).upper()


def tint(name: str) -> int:
    """A calm colour for a person's circle, 1…6, always the same for the same name."""
    return zlib.crc32(name.encode()) % TINTS + 1


def clause_label(clause: str) -> str:
    """`7.1/2` is «п. 7.1 (2)»; `M6/1` and `R5.3` name the annexes (monitoring, roadmap)."""
    match = re.fullmatch(r"([MR]?)(\d[\d.]*)(?:/(\d+))?", clause)
    if not match:
        return clause
    annex, number, bullet = match.groups()
    point = gettext("п. %(number)s") % {"number": number} + (f" ({bullet})" if bullet else "")
    if annex:
        name = gettext("Мониторинг") if annex == "M" else gettext("Дорожная карта")
        point = f"{name}, {point}"
    return point.replace(" ", "\u00a0")


def months(number: int) -> str:
    """A length of experience: «3 года 5 месяцев»."""
    years, rest = divmod(number, 12)
    parts = [counted(years, gettext_noop("год/года/лет"))] if years else []
    if rest or not years:
        parts.append(counted(rest, gettext_noop("месяц/месяца/месяцев")))
    return " ".join(parts)
