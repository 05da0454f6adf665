"""Foreign messengers and video services, told by their names and addresses (149-ФЗ ст. 10 ч. 8–10)."""

import re

from django.utils.translation import gettext as _

_FOREIGN = {
    "WhatsApp": r"what'?s\s?app|ватсап|вотсап|\bwa\.me\b",
    "Telegram": r"telegram|телеграмм?|\bt\.me\b",
    "Viber": r"viber|вайбер",
    "Skype": r"skype|скайп",
    "Zoom": r"\bzoom\b|zoom\.us|\bзум\b",
    "Google Meet": r"google\s*meet|meet\.google|гугл\s*мит",
    "Microsoft Teams": r"microsoft\s*teams|teams\.(microsoft|live)",
    "Discord": r"discord|дискорд",
    "Signal": r"\bsignal\b",
    "WeChat": r"wechat|вичат",
    "Snapchat": r"snapchat",
    "Threema": r"threema",
}


def foreign_service_in(text: str) -> str:
    """The first foreign service that a name or a link speaks of, or ""."""
    return next((name for name, words in _FOREIGN.items() if re.search(words, text, re.IGNORECASE)), "")


def foreign_warning(text: str) -> str:
    """The sentence that warns of it, or "". A warning only: the list of what is banned is kept by the supervisor."""
    name = foreign_service_in(text)
    if not name:
        return ""
    return _(
        "%(name)s — иностранный сервис. Государственным и муниципальным учреждениям закон ограничивает общение "
        "через иностранные мессенджеры (149-ФЗ, ст. 10, ч. 8–10; список ведёт Роскомнадзор): не передавайте через "
        "него персональные данные и документы, а лучше выберите российский сервис."
    ) % {"name": name}
