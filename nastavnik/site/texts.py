"""Ready texts for places outside: markup for a site, words for a community. Only what may be shown today (9.3)."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from nastavnik.organisations.models import Organisation
from nastavnik.site.shown import Shown, ShownPerson


def markup_of(seen: Shown, organisation: Organisation) -> str:
    """A piece of HTML with headings and lists, without styles, scripts and pictures; every word is escaped."""
    text = render_to_string("site/fragment.html", {"seen": seen, "organisation": organisation})
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def post_of(seen: Shown, organisation: Organisation) -> str:
    """Plain words for a community."""
    publication = seen.publication
    parts = [publication.title, publication.done, publication.outcome]
    parts += ["\n".join(_lines(one)) for one in seen.people if not one.is_anonymous]
    return "\n\n".join([*filter(None, parts), organisation.short_name]) + "\n"


def _lines(one: ShownPerson) -> list[str]:
    head = f"{one.role}: " + ", ".join(filter(None, (one.name, one.post, one.experience)))
    said = [head.removesuffix(": ")]
    if one.achievements:
        said.append(_("Достижения: %(text)s") % {"text": one.achievements})
    if one.review:
        said.append(_("Отзыв: «%(text)s»") % {"text": one.review})
    return said
