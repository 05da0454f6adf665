"""Acts on accounts: give a way in, close it."""

import secrets

from django.db import IntegrityError, transaction

from nastavnik.accounts.models import User
from nastavnik.kit.text import folded

_SOUNDS = dict(zip("абвгдеёзийклмнопрстуфъыьэ", "abvgdeeziyklmnoprstuf-y-e", strict=True))
_TRANSLIT = _SOUNDS | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ю": "yu",
    "я": "ya",
}
_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"  # none that is mistaken for another on paper


@transaction.atomic
def open_account(*, shown_name: str, wanted_name: str, email: str = "") -> tuple[User, str]:
    """A new user with a one-time password to be printed on an access card; returns both.

    `wanted_name` (a surname with initials, Cyrillic or Latin) becomes a free Latin sign-in name.
    """
    password = one_time_password()
    facts = {"shown_name": shown_name, "email": email, "must_change_password": True}
    try:
        with transaction.atomic():
            user = User.objects.create_user(free_username(wanted_name), password, **facts)
    except IntegrityError:  # a namesake took the name at the same moment: the next one is free
        user = User.objects.create_user(free_username(wanted_name), password, **facts)
    return user, password


@transaction.atomic
def renew_password(user: User) -> str:
    """A new one-time password for somebody who has lost theirs (domain, edge case 80)."""
    password = one_time_password()
    user.set_password(password)
    user.must_change_password, user.is_active = True, True
    user.save(update_fields=["password", "must_change_password", "is_active"])
    return password


@transaction.atomic
def close_account(user: User) -> None:
    """No way in from now on (dismissal); the row stays for the journal."""
    user.is_active = False
    user.save(update_fields=["is_active"])


def one_time_password() -> str:
    """Twelve letters in three groups, easy to copy from paper."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def free_username(wanted: str) -> str:
    """A Latin sign-in name that nobody has yet, made from the wanted words."""
    latin = "".join(_TRANSLIT.get(letter, letter) for letter in folded(wanted))
    base = "".join(
        letter for letter in latin.replace(" ", ".") if letter.isascii() and (letter.isalnum() or letter == ".")
    )
    base = base.strip(".")[:40] or "user"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}{number}"
    return name
