"""The version for weak sight: size, colours, spacing, pictures; a cookie, so it works before sign-in."""

from dataclasses import asdict, dataclass, fields

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.access import public

COOKIE = "appearance"
_YEAR = 365 * 24 * 3600

SIZES = (("1", _("Обычный")), ("1.5", _("В полтора раза крупнее")), ("2", _("Вдвое крупнее")))
CONTRASTS = (
    ("normal", _("Обычные")),
    ("black", _("Чёрным по белому")),
    ("white", _("Белым по чёрному")),
    ("blue", _("Тёмно-синим по голубому")),
)
SPACINGS = (("normal", _("Обычное")), ("wide", _("Увеличенное")), ("widest", _("Большое")))
PICTURES = (("on", _("Показывать")), ("off", _("Заменить описанием")))


@dataclass(frozen=True)
class Appearance:
    """What a visitor has chosen; the first choice of each list is the usual look."""

    size: str = "1"
    contrast: str = "normal"
    spacing: str = "normal"
    pictures: str = "on"

    @property
    def is_usual(self) -> bool:
        return self == Appearance()

    @property
    def groups(self) -> list[dict]:
        """The choices for the form: name, legend, options as (value, label, chosen)."""
        return [
            {
                "name": name,
                "legend": legend,
                "options": [(value, label, value == getattr(self, name)) for value, label in choices],
            }
            for name, legend, choices in _GROUPS
        ]


_GROUPS = (
    ("size", _("Размер шрифта"), SIZES),
    ("contrast", _("Цвета"), CONTRASTS),
    ("spacing", _("Расстояние между буквами"), SPACINGS),
    ("pictures", _("Изображения"), PICTURES),
)
_ALLOWED = {name: {value for value, _label in choices} for name, _legend, choices in _GROUPS}


def chosen(request: HttpRequest) -> Appearance:
    """Read the cookie `size_contrast_spacing_pictures`; anything unknown in it means the usual look."""
    names = [field.name for field in fields(Appearance)]
    values = request.COOKIES.get(COOKIE, "").split("_")
    return _only_allowed(dict(zip(names, values, strict=False)))


@public("the look of the pages is chosen before anybody signs in, and tells nothing of anybody")
def appearance(request: HttpRequest) -> HttpResponse:
    """GET: the choices as a page. POST: keep them and return to `next`; `usual` in the form drops them."""
    here = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(here, {request.get_host()}, require_https=request.is_secure()):
        here = "/"
    if request.method != "POST":
        return render(request, "kit/appearance.html", {"next": here})
    answer = redirect(here)
    choice = Appearance() if "usual" in request.POST else _only_allowed(request.POST.dict())
    if choice.is_usual:
        answer.delete_cookie(COOKIE)
    else:
        answer.set_cookie(
            COOKIE,
            "_".join(asdict(choice).values()),
            max_age=_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def _only_allowed(values: dict[str, str]) -> Appearance:
    return Appearance(**{name: values[name] for name, allowed in _ALLOWED.items() if values.get(name) in allowed})
