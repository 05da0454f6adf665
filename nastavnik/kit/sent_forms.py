"""Forms sent twice, from two tabs, or after the session has expired.

`{% form_key %}` puts a fresh key and the name of its user into a form. The middleware then sees to it that
the same form does its work once, and that what was typed survives a lost session.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from nastavnik.kit import clock
from nastavnik.kit.models import SentForm

KEY, WHO = "form_key", "form_user"
_KEPT = "kept_form"
_SECRET_FIELDS = ("password", "csrfmiddlewaretoken")
_STUCK_AFTER = timedelta(minutes=2)
_KEPT_SECONDS = 86400
_KEPT_LENGTH = 200_000  # characters: the longest form of the product holds a tenth of it


def fresh_key() -> str:
    """A key for a form that is being shown."""
    return str(uuid.uuid4())


def signed_user(request: HttpRequest) -> str:
    """Who the form is shown to, so that kept text returns to the same person only."""
    return signing.dumps(str(request.user.pk), salt=WHO)


class SentFormMiddleware:
    """One form, one effect. A form that came back with errors may be sent again with the same key."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key_of(request)
        if key is None:
            return self.get_response(request)
        sent, fresh = _claim(key, request)
        if not fresh:
            if sent.path != _path(request) or sent.user_id != request.user.pk:
                return self.get_response(request)  # a made-up key: CSRF and permissions still decide
            messages.info(request, _("Эта форма уже отправлена: второй раз ничего не сделано."))
            return redirect(sent.answer or request.path)
        try:
            response = self.get_response(request)
        except BaseException:
            sent.delete()
            raise
        if 300 <= response.status_code < 400:
            place = response.headers.get("Location", "")
            sent.answer = place if len(place) <= 500 else request.path[:500]
            sent.save(update_fields=["answer"])
        else:
            sent.delete()
        return response


def _key_of(request: HttpRequest) -> uuid.UUID | None:
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    try:
        return uuid.UUID(request.POST.get(KEY, ""))
    except ValueError:
        return None


def _claim(key: uuid.UUID, request: HttpRequest) -> tuple[SentForm, bool]:
    """Take the key; a claim without an answer that is older than two minutes died with its process."""
    stuck = SentForm.objects.filter(pk=key, answer="", at__lt=clock.timezone.now() - _STUCK_AFTER)
    stuck.delete()
    return SentForm.objects.get_or_create(
        pk=key,
        defaults={"user_id": request.user.pk, "path": _path(request), "at": clock.timezone.now()},
    )


def _path(request: HttpRequest) -> str:
    return request.path[:500]  # made-up addresses may be longer than the column


def never_kept(view: Callable) -> Callable:
    """Mark a view whose forms are kept nowhere: petitions and mediation on a shared computer (edge case 81)."""
    view.never_kept = True  # type: ignore[attr-defined]
    return view


def keep_typed(request: HttpRequest) -> bool:
    """Remember what was typed into a form whose session has expired (no files, no passwords).

    Only a form that the product has shown to somebody within a day, and of a size that people type: the
    sessions of passers-by are no store for whatever they send. Returns whether it is kept.
    """
    if _owner(request.POST.get(WHO, "")) is None:
        return False
    if getattr(getattr(request.resolver_match, "func", None), "never_kept", False):
        messages.warning(
            request,
            _("Форма не отправлена: вход закрылся. Текст этой формы нигде не сохраняется; войдите и напишите снова."),
        )
        return False
    typed = {
        name: values for name, values in request.POST.lists() if not any(secret in name for secret in _SECRET_FIELDS)
    }
    if sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > _KEPT_LENGTH:
        return False
    request.session[_KEPT] = {"path": request.path, "typed": typed}
    return True


def typed_before(request: HttpRequest) -> HttpResponse | None:
    """The page that gives back what was typed before the session expired, or None when nothing was kept."""
    kept: dict[str, Any] | None = request.session.get(_KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return None
    del request.session[_KEPT]
    if _owner(kept["typed"].get(WHO, [""])[0]) != str(request.user.pk):
        return None  # a shared computer: somebody else has signed in
    fields = [(name, value) for name, values in kept["typed"].items() for value in values]
    shown = [(name, value) for name, value in fields if name not in (KEY, WHO) and value.strip()]
    return render(request, "kit/typed_before.html", {"fields": fields, "shown": shown})


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of a page that is out of date (another tab has signed in anew): what was typed is given back.

    A forged form does not come so far: it cannot know what `{% form_key %}` has signed for this user.
    """
    owner = _owner(request.POST.get(WHO, ""))
    theirs = not request.user.is_authenticated or owner == str(request.user.pk)
    if request.path.startswith("/o/") and theirs and keep_typed(request):
        return redirect(request.get_full_path())
    return csrf_failure(request, reason)


def _owner(signed: str) -> str | None:
    """Who the form was shown to, or None when the saying is made up or older than a day."""
    try:
        return signing.loads(signed, salt=WHO, max_age=_KEPT_SECONDS)
    except signing.BadSignature:
        return None
