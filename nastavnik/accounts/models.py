"""The user: a name to sign in with and a password, nothing else about the person."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from nastavnik.kit.models import Keyed
from nastavnik.kit.personal import Erasure, PersonalData


class UserManager(BaseUserManager["User"]):
    """`create_user` is what Django and allauth expect; acts use `accounts.actions`."""

    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


class User(Keyed, AbstractBaseUser):
    """A way in. `shown_name` is a copy of the person's name for the journal and the header."""

    personal = PersonalData(
        identifying=("username", "email", "shown_name"),
        plain=("password", "last_login", "is_active", "must_change_password", "created_at"),
        person="person",
        ground="152-ФЗ ст. 6 ч. 1 п. 5; согласие C3",
        keep="пока человек работает в учреждении",
        erasure=Erasure.BLANK,
    )

    username = models.CharField("имя для входа", max_length=60, unique=True)
    email = models.EmailField("электронная почта", blank=True)
    shown_name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)  # type: ignore[misc]  # a column here, a constant in the base
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.shown_name or self.username

    def has_perm(self, permission: str, obj=None) -> bool:
        """Whether the table of predicates (`rules.py` of the rooms) lets this user do it."""
        import rules  # the table is filled when the rooms are loaded

        return self.is_active and rules.has_perm(permission, self, obj)

    # what the framework asks of any user; the product has no admin site
    is_staff = False
    is_superuser = False
