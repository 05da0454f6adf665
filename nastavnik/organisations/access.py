"""Loading is authorising: what belongs to another institution does not exist for you (404)."""

import logging
from collections.abc import Callable
from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit.access import Access
from nastavnik.kit.sent_forms import keep_typed, typed_before
from nastavnik.organisations.models import Organisation
from nastavnik.organisations.rules import is_member
from nastavnik.papers.model import laid_out_by

log = logging.getLogger("nastavnik.access")


class Request(HttpRequest):
    """What a view behind `act` receives: somebody has signed in, and the institution is known."""

    user: User  # type: ignore[assignment]
    organisation: Organisation


def act(permission: str, load: type[models.Model] | None = None, *, related: tuple[str, ...] = ()) -> Callable:
    """Decorate a view at `/o/<slug>/…`: `view(request, organisation[, row])`.

    `load` is the model whose `pk` stands in the address; it is looked for inside the organisation only.
    `related` are its joins. A stranger gets 404, a member without the permission 403 with a sentence,
    a visitor the sign-in page (what they typed is kept).
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, pk=None, **rest) -> HttpResponse:
            if not request.user.is_authenticated:
                if request.method == "POST":
                    keep_typed(request)
                return redirect_to_login(request.get_full_path())
            organisation = get_object_or_404(Organisation.objects.select_related("settings"), slug=slug)
            edition = organisation.settings.paper_edition
            # rights follow the institution's own days: in Kamchatka a role ends nine hours before it does in Moscow
            with timezone.override(ZoneInfo(organisation.time_zone)), laid_out_by(edition):
                arguments = _allowed(request, organisation, pk)
                return typed_before(request) or _whole(request, view(request, *arguments, **rest))

        def _allowed(request: HttpRequest, organisation: Organisation, pk) -> list:
            """What the view receives besides the request. Raises Http404 and PermissionDenied."""
            if not is_member(request.user, organisation):
                raise _not_theirs(request)
            request.organisation = organisation  # type: ignore[attr-defined]
            arguments: list = [organisation]
            if load is not None:
                rows = load._default_manager.of(organisation).select_related(*related)  # type: ignore[attr-defined]
                row = rows.filter(pk=pk).first()
                if row is None:
                    raise _not_theirs(request)
                row.organisation = organisation  # the same object: no further query for it
                arguments.append(row)
            if not request.user.has_perm(permission, arguments[-1]):
                raise PermissionDenied(_("Эта страница открыта не для вашей роли."))
            return arguments

        wrapped.access = Access(permission=permission)  # type: ignore[attr-defined]
        wrapped.loads = load  # type: ignore[attr-defined]
        return wrapped

    return decorate


def _not_theirs(request: HttpRequest) -> Http404:
    """Who asks for what is not theirs is written down by key, not by name (edge case 87)."""
    log.warning("%s %s: not there for user %s", request.method, request.path, request.user.pk)
    return Http404()


def _whole(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address that only acts, opened as a page (a reload after sign-in): a sentence in place of a blank."""
    if response.status_code != 405:
        return response
    page = render(request, "405.html", status=405)
    page.headers["Allow"] = response.headers["Allow"]
    return page
