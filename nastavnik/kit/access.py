"""Every address says who may open it; a house test looks for the saying on each view."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Access:
    """What a view declares: the permission it asks for, or the reason why it is public."""

    permission: str = ""
    public: str = ""


def public(reason: str) -> Callable:
    """Mark a view that anybody may open, and why."""

    def mark(view):
        view.access = Access(public=reason)
        return view

    return mark


def signed_in_only(reason: str) -> Callable:
    """Mark a view that any signed-in person may open for themselves, and why that is enough."""
    from django.contrib.auth.decorators import login_required  # the settings must be ready

    def mark(view):
        wrapped = login_required(view)
        wrapped.access = Access(permission=f"signed in: {reason}")  # type: ignore[attr-defined]
        return wrapped

    return mark
