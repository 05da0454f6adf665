"""Addresses of mail and telephones."""

import re
from dataclasses import dataclass

from .cells import is_nothing, mend_letters, plain, shorten
from .readings import Issue, doubt

LONGEST_TEXT = 1000
_SEPARATORS = re.compile(r"[\s,;/|<>()\[\]\"«»]+")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{}~-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_TO_LATIN = str.maketrans("аАсСеЕоОрРхХуУкКмМТВНё", "aAcCeEoOpPxXyYkKmMTBHe")
_LETTER_CYRILLIC = re.compile(r"[а-яё]", re.I)
_LETTER_LATIN = re.compile(r"[a-z]", re.I)
_PHONE = re.compile(r"[+\d(][\d\s()+.–—-]{4,}\d")


@dataclass(frozen=True, slots=True)
class MailReading:
    """Addresses in the order of the cell, small letters; `phone` if a telephone stood there instead."""

    emails: tuple[str, ...] = ()
    phone: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """«+79000000101» for a Russian number of eleven digits, otherwise the number as written."""

    phone: str = ""
    issues: tuple[Issue, ...] = ()


def read_emails(value: object) -> MailReading:
    """One address or several; what is no address is reported and left out."""
    text = plain(value)[:LONGEST_TEXT]
    if is_nothing(text) or re.match(r"нет\b[^@]*$", text, re.I):
        return MailReading()
    text = re.sub(r"mailto:", " ", text, flags=re.I)
    issues: list[Issue] = []
    joined = re.sub(r"\s*@\s*", "@", text)
    if joined != text:
        issues.append(doubt("email_mended", "пробелы внутри адреса убраны; проверьте адрес"))
    emails: list[str] = []
    bad: list[str] = []
    for piece in filter(None, _SEPARATORS.split(joined)):
        piece = piece.strip(".:'")
        if "@" not in piece:
            if piece and not is_nothing(piece):
                bad.append(piece)
            continue
        address, mended = _mended(piece)
        if not _ADDRESS.fullmatch(address) or ".." in address or len(address) > 254:
            bad.append(piece)
            continue
        if mended:
            issues.append(doubt("email_mended", f"в адресе были русские буквы; понято как {address}, проверьте"))
        if address.lower() not in emails:
            emails.append(address.lower())
    if bad and not emails:
        phone = read_phone(text)
        if phone.phone and not phone.issues and not _LETTER_LATIN.search(text):
            said = f"вместо адреса почты стоит телефон «{shorten(text, 30)}»; впишите адрес или оставьте пусто"
            return MailReading((), phone.phone, (doubt("email_is_phone", said),))
        said = f"«{shorten(text)}» — не адрес почты; напишите его как name@example.ru или оставьте пусто"
        return MailReading((), "", (doubt("email_wrong", said),))
    if len(emails) > 1:
        said = f"несколько адресов; взят первый, {emails[0]}. Если нужен другой, поставьте его первым"
        issues.append(doubt("email_several", said))
    broken = [piece for piece in bad if "@" in piece]
    if broken:
        issues.append(doubt("email_wrong", f"«{shorten(broken[0])}» — не адрес почты; исправьте его"))
    return MailReading(tuple(emails), "", tuple(issues))


def read_phone(value: object) -> PhoneReading:
    """The first telephone of the cell."""
    text = plain(value)[:LONGEST_TEXT].replace("\n", ", ")
    if is_nothing(text):
        return PhoneReading()
    match = _PHONE.search(mend_letters(text)[0])
    digits = re.sub(r"\D", "", match.group()) if match else ""
    if len(digits) == 22 and digits[0] in "78" and digits[11] in "78":
        digits = digits[:11]
    if len(digits) == 11 and digits[0] in "78":
        return PhoneReading("+7" + digits[1:])
    if len(digits) == 10 and digits[0] in "3489":
        return PhoneReading("+7" + digits)
    if 5 <= len(digits) <= 7 and match:
        return PhoneReading(match.group().strip())
    if match and match.group().startswith("+") and 8 <= len(digits) <= 15:
        return PhoneReading("+" + digits)
    return PhoneReading(
        "", (doubt("phone_wrong", f"«{shorten(text)}» — не телефон; напишите его как +7 900 000-00-00"),)
    )


def _mended(piece: str) -> tuple[str, bool]:
    """Russian look-alikes in an address of Latin letters put right; a wholly Russian domain is left."""
    if not (_LETTER_CYRILLIC.search(piece) and _LETTER_LATIN.search(piece)):
        return piece, False
    parts = []
    for part in re.split(r"([@.])", piece):
        mixed = _LETTER_CYRILLIC.search(part) and (_LETTER_LATIN.search(part) or part != piece.rsplit(".", 1)[-1])
        parts.append(part.translate(_TO_LATIN) if mixed else part)
    mended = "".join(parts)
    return mended, mended != piece
