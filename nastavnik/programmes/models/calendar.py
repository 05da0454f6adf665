"""The private address that a person's own calendar programme reads meetings from."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac

from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person

KEY_BYTES = 16
PURPOSE = "nastavnik.calendar"


def new_salt() -> str:
    """256 random bits: a renewed address has nothing in common with the old one."""
    return secrets.token_hex(32)


class CalendarAddress(Keyed):
    """One per person; its absence means that the address is off.

    The token is the key of this row and 32 bytes of HMAC-SHA256 over the random salt by the secret key of the
    installation: the page can show the address at any time, and yet a copy of the database alone opens no calendar.
    """

    personal = PersonalData(
        identifying=(),
        plain=("salt", "made_at"),
        person="person",
        ground="включено самим человеком",
        keep="пока человек не выключит или не уволится",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="calendar_address")
    salt = models.CharField(max_length=64, default=new_salt)
    made_at = models.DateTimeField(default=clock.now)

    objects = OwnedQuerySet.as_manager()

    @property
    def token(self) -> str:
        """48 bytes as 64 characters that an address may hold."""
        secret = salted_hmac(PURPOSE, self.salt, algorithm="sha256").digest()
        return urlsafe_b64encode(self.id.bytes + secret).decode()

    @classmethod
    def by_token(cls, token: str) -> "CalendarAddress | None":
        """The row whose token this is. The row is found by its key; the secret is compared in constant time."""
        try:
            key = UUID(bytes=urlsafe_b64decode(token.encode("ascii"))[:KEY_BYTES])
        except ValueError:
            return None
        row = cls.objects.select_related("person__user", "organisation__settings").filter(pk=key).first()
        return row if row is not None and constant_time_compare(row.token, token) else None
