"""How sign-in differs from the library's way: no self-registration; a changed password is one's own."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the curator or the administrator (4.4.5), never by passers-by."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def set_password(self, user, password) -> None:
        user.must_change_password = False
        super().set_password(user, password)
