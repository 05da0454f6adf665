"""The components of the pages, one tag each; the gallery shows every one of them with its call.

Tags of one line make a whole component; tags with an end (`{% card %}…{% endcard %}`) wrap what a page says.
Lists are of dicts or objects: the template reads the named attributes.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from nastavnik.kit import sent_forms
from nastavnik.kit.ui import words
from nastavnik.kit.ui.tables import labelled

register = template.Library()

TONE_ICONS = {
    "neutral": "circle-dashed",
    "info": "info",
    "good": "circle-check",
    "waiting": "hourglass",
    "warn": "triangle-alert",
    "bad": "octagon-x",
}
ROAD_ICONS = {"done": "check", "blocked": "x", "skipped": "minus"}


# --- words and marks ---------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the lucide set; hidden from screen readers unless `label` says what it means."""
    return _drawn(str(name), str(label))


@lru_cache(maxsize=512)
def _drawn(name: str, label: str) -> SafeString:
    facts = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return mark_safe(lucide(name, size=None, **{"class": "icon"}, focusable="false", **facts))  # noqa: S308  # the set's own files


@register.simple_tag
def badge(text: str, tone: str = "neutral", icon: str = "") -> SafeString:
    """A state in a word, with the icon of its tone: never told by colour alone."""
    mark = _drawn(icon or TONE_ICONS[tone], "")
    return format_html('<span class="badge tone-{}">{}{}</span>', tone, mark, text)


@register.simple_tag
def clause(name: str, url: str = "") -> SafeString:
    """The clause that a demand rests on: `7.1/2` shows as «п. 7.1 (2)»."""
    if not name:
        return SafeString("")
    label = words.clause_label(name)
    hint = _("Пункт Положения")
    if url:
        return format_html('<a class="clause" href="{}" title="{}">{}</a>', url, hint, label)
    return format_html('<span class="clause" title="{}">{}</span>', hint, label)


@register.simple_tag
def when(value: Any, plain: bool = False) -> SafeString:
    """«12 октября (3 дня назад)», or without the distance; an empty string for no date."""
    if not value:
        return SafeString("")
    moment, shown = words.as_day(value).isoformat(), words.day(value)
    if plain:
        return format_html('<time datetime="{}">{}</time>', moment, shown)
    return format_html('<time datetime="{}">{} ({})</time>', moment, shown, words.ago(value))


register.filter("day", lambda value: words.day(value) if value else "")
register.filter("ago", lambda value: words.ago(value) if value else "")
register.filter("overdue", lambda value: words.overdue(value) if value else "")
register.filter("lasts", lambda value: words.lasts(value) if value else "")
register.filter("counted", words.counted)
register.filter("months", words.months)
register.filter("whole", lambda text: words.whole(str(text)))
register.filter("dialled", lambda phone: words.dialled(str(phone)))
register.filter("initials", lambda name: words.initials(str(name)))
register.filter("tint", lambda name: words.tint(str(name)))


@register.inclusion_tag("kit/person.html")
def person(name: Any, post: str = "", url: str = "", note: str = "", size: str = "") -> dict:
    """A person in one line; `size` is "", "large" or "small"."""
    return {"name": str(name), "post": post, "url": url, "note": note, "size": size}


@register.inclusion_tag("kit/duo.html")
def duo(mentor: Any, mentee: Any, url: str = "") -> dict:
    """A pair in one line: the mentor and the mentee (or the mentees, joined by a comma)."""
    return {"mentor": str(mentor), "mentee": str(mentee), "url": url}


@register.inclusion_tag("kit/picture.html", takes_context=True)
def picture(context, src: str, alt: str) -> dict:
    """A picture, or its description when the visitor has turned pictures off."""
    look = context.get("appearance")
    return {"src": src, "alt": alt, "off": bool(look and look.pictures == "off")}


# --- buttons and forms -------------------------------------------------------------------------------------


@register.inclusion_tag("kit/button.html")
def button(label: str, href: str = "", tone: str = "", icon: str = "", **extra) -> dict:
    """A link when `href` is given, else the submit of the form around it.

    `tone`: primary (a submit by default), secondary (a link by default), quiet, danger, danger-sure.
    `extra`: `wide`, `disabled`, and `name` with `value` of a submit.
    """
    tone = tone or ("secondary" if href else "primary")
    return {"label": label, "href": href, "tone": tone, "icon": icon, **extra}


@register.inclusion_tag("kit/post_button.html", takes_context=True)
def post_button(context, label: str, action: str, tone: str = "secondary", icon: str = "", **values) -> dict:
    """A form of one button: an act that needs no input. `values` are sent as hidden fields."""
    return {
        **_request_of(context),
        "label": label,
        "action": action,
        "tone": tone,
        "icon": icon,
        "values": values,
    }


@register.inclusion_tag("kit/post_form.html", takes_context=True)
def post_form(context, form: Any, submit: str, cancel: str = "", **extra) -> dict:
    """A whole form: key, summary of errors, fields, buttons.

    `extra`: `tone`, `icon` of the submit; `action` (this page when absent); `cancel_label`; `wide`.
    """
    return {**_request_of(context), "form": form, "submit": submit, "cancel": cancel, **extra}


@register.inclusion_tag("kit/form_start.html", takes_context=True)
def form_start(context, form: Any) -> dict:
    """What a form with a layout of its own begins with: key, summary of errors, hidden fields."""
    return {**_request_of(context), "form": form}


@register.inclusion_tag("kit/fields.html")
def fields(form: Any, *names: str, legend: str = "", hint: str = "") -> dict:
    """Some fields of a form, in this order; with `legend` as a group with a heading."""
    return {"fields": [form[name] for name in names], "legend": legend, "hint": hint}


@register.simple_tag(takes_context=True)
def form_key(context) -> SafeString:
    """The hidden marks that make a form do its work once and survive a lost session (kit/sent_forms.py)."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return SafeString("")
    return format_html(
        '<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}">',
        sent_forms.KEY,
        sent_forms.fresh_key(),
        sent_forms.WHO,
        sent_forms.signed_user(request),
    )


@register.inclusion_tag("kit/error_summary.html")
def error_summary(form: Any) -> dict:
    """All errors of a form at its top, each a link to its field."""
    return {"form": form}


@register.inclusion_tag("kit/filters.html", takes_context=True)
def filters(context, form: Any, reset: str = "") -> dict:
    """A form of filters over a list, sent by GET; `reset` is the address without filters."""
    form.hide_optional = True
    return {"form": form, "reset": reset or context["request"].path}


@register.inclusion_tag("kit/search.html")
def search_field(value: str = "", label: str = "", name: str = "q", action: str = "") -> dict:
    """One search box with its button, sent by GET."""
    return {"value": value, "label": label or _("Найти"), "name": name, "action": action}


# --- places on a page --------------------------------------------------------------------------------------


@register.simple_block_tag
def card(content, title="", icon="", level=2, quiet=False, id=""):
    """A box with a heading (`level` is that of its tag)."""
    return _made("card", content=content, title=title, icon=icon, level=level, quiet=quiet, id=id)


@register.simple_block_tag
def notice(content, tone="info", title=""):
    """A sentence that must not be missed. `tone`: info, good, waiting, warn, bad."""
    return _made("notice", content=content, tone=tone, title=title, icon=TONE_ICONS[tone])


@register.simple_block_tag
def turn(content, what, who="", mine=False, done=False, since=None, due=None, then="", then_who=""):
    """What is asked now, of whom, since when and until when; what happens then. Inside: the buttons.

    `mine`: the reader's turn (the one dark place of a page). `done`: nothing is asked of anybody.
    """
    return _made(
        "turn", content=content, what=what, who=who, mine=mine, done=done, since=since, due=due, then=then,
        then_who=then_who,
    )  # fmt: skip


@register.simple_block_tag
def table(content, caption="", cards=True):
    """A table that turns into cards in a narrow place: inside are plain `<thead>` and `<tbody>`."""
    rows = mark_safe(labelled(content))  # noqa: S308  # already escaped by the page
    return _made("table", rows=rows, caption=caption, cards=cards)


@register.simple_block_tag
def facts(content):
    """A list of facts; each inside is a `{% fact %}`."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag
def fact(content, label):
    """One fact: its name, and what a page says of it."""
    said = content if content.strip() else format_html('<span class="soft">{}</span>', _("не указано"))
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, said)


@register.simple_block_tag
def empty(content, title, icon="sprout"):
    """Nothing here yet: why, and what to do."""
    return _made("empty", content=content, title=title, icon=icon)


@register.simple_block_tag
def more(content, summary, is_open=False):
    """Something that opens on demand: «Почему?», «Как посчитано»."""
    return _made("more", content=content, summary=summary, is_open=is_open)


@register.simple_block_tag
def paper(content):
    """A sheet of a document as it will be printed."""
    return format_html('<div class="paper">{}</div>', content)


@register.simple_block_tag
def capture(content):
    """`{% capture as name %}…{% endcapture %}`: keep a piece to show it twice or to ask if it is empty."""
    return SafeString(content.strip())


# --- lists and processes -----------------------------------------------------------------------------------


@register.inclusion_tag("kit/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict:
    """`{% breadcrumbs "Пары" pairs_url "Овсянникова" %}`: names and addresses by turns, the last bare."""
    names, urls = parts[::2], [*parts[1::2], ""]
    return {"crumbs": [{"name": name, "url": url} for name, url in zip(names, urls, strict=False)]}


@register.inclusion_tag("kit/todo.html", takes_context=True)
def todo(context, items: Iterable, more: int = 0, more_url: str = "") -> dict:
    """What to do. Items: title; or else reason, url, clause, due, button with button_url, post (by POST)."""
    return {**_request_of(context), "items": items, "more": more, "more_url": more_url}


@register.inclusion_tag("kit/road.html")
def road(steps: Iterable, across: bool = False, label: str = "") -> dict:
    """The stages of a process. Steps: title, state (done current next blocked skipped), note, when, url."""
    states = {
        "done": _("пройдено"),
        "current": _("сейчас"),
        "next": _("впереди"),
        "blocked": _("стоит"),
        "skipped": _("не требуется"),
    }
    rows = [{"step": step, "state": _of(step, "state", "next")} for step in steps]
    for row in rows:
        row["icon"], row["word"] = ROAD_ICONS.get(row["state"], ""), states[row["state"]]
    return {"rows": rows, "across": across, "label": label or _("Ход дела")}


@register.inclusion_tag("kit/progress.html")
def progress(done: int, total: int, label: str) -> dict:
    """How much of a whole number of things is done."""
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag("kit/wizard.html")
def wizard(number: int, total: int, title: str = "") -> dict:
    """«Шаг 2 из 6»."""
    return {"number": number, "total": total, "title": title, "bars": range(1, total + 1)}


@register.inclusion_tag("kit/answers.html")
def answers(items: Iterable) -> dict:
    """Check your answers. Items: label, value, url (where to change it)."""
    return {"items": items}


@register.inclusion_tag("kit/tabs.html")
def tabs(items: Iterable, label: str = "") -> dict:
    """Parts of one thing, each an address. Items: label, url, current, count."""
    return {"items": items, "label": label or _("Разделы")}


@register.inclusion_tag("kit/pagination.html", takes_context=True)
def pagination(context, page: Any) -> dict:
    """Pages of a list (a Page of Django's paginator); the rest of the query string stays."""
    return {
        "page": page,
        "request": context["request"],
        "numbers": page.paginator.get_elided_page_range(page.number),
    }


@register.inclusion_tag("kit/journal.html")
def journal(events: Iterable) -> dict:
    """What happened, latest first. Events: at, who, what; or else note, clause, url."""
    return {"events": events}


@register.inclusion_tag("kit/number.html")
def number(label: str, value: Any, unit: str = "", **extra) -> dict:
    """One figure. `extra`: numerator, denominator, of (what), formula, clause, change, url with url_label."""
    return {"label": label, "value": value, "unit": unit, **extra}


@register.inclusion_tag("kit/criteria.html")
def criteria(items: Iterable, caption: str = "") -> dict:
    """Why this pair: items with label, weight, share (0…1), note. The sum is counted here and shown."""
    rows = []
    for item in items:
        weight, share = float(_of(item, "weight")), float(_of(item, "share"))
        rows.append({"item": item, "weight": weight, "points": weight * share, "percent": f"{share * 100:.1f}"})
    total, most = sum(row["points"] for row in rows), sum(row["weight"] for row in rows)
    return {"rows": rows, "total": total, "most": most, "caption": caption or _("Совпадение по критериям")}


def _made(name: str, **values) -> SafeString:
    return SafeString(get_template(f"kit/{name}.html").render(values))  # already escaped by the template


def _of(item: Any, name: str, default: Any = None) -> Any:
    return item.get(name, default) if isinstance(item, dict) else getattr(item, name, default)


def _request_of(context) -> dict:
    """What a form inside an included template needs of the page around it."""
    return {"request": context.get("request"), "csrf_token": context.get("csrf_token")}
