"""What one person's answer says to the acts of the banks, and what it would change."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nastavnik.banks.answer_import.plan import (
    ASKED,
    CHANGED,
    LEAVES,
    LEFT_OUT,
    NEW,
    NOTHING,
    SAME,
    SKIP,
    Fact,
    Line,
    Said,
)
from nastavnik.banks.answer_sheets import NO, YES, AnswerRow
from nastavnik.banks.answer_sheets.values import says_no_requests
from nastavnik.banks.models import Entry, EntryState, MenteeCategory, MenteeEntry, MentorEntry, RequestState, Topic
from nastavnik.banks.topics import HOURS
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form
from nastavnik.russian.numerals import months_words

LONGEST = 2000
MONTHS_APART = 24
"""So far the experience that is told may be from that of the card before the curator is asked to look."""


@dataclass(frozen=True)
class Context:
    """A row with everything that has been found out about it."""

    row: AnswerRow
    person: Person
    entry: Entry | None
    topics: tuple[Topic, ...]
    words: tuple[str, ...]
    earlier: tuple[int, ...]
    notes: tuple[str, ...]
    limit: int
    is_head: bool
    day: date


def line_of_mentee(context: Context) -> Line:
    """A request: drafts, changes, or says that there is none."""
    row, entry = context.row, context.entry
    assert entry is None or isinstance(entry, MenteeEntry)
    if not context.topics and not context.words and (not row.text or says_no_requests(row.text)):
        has_open = entry is not None and bool(_open_requests(entry))
        outcome = LEAVES if has_open else NOTHING
        warning = (_("Ответ «запросов нет»: открытые запросы будут сняты."),) if has_open else ()
        return _line(context, outcome, Said(yes=False), notes=warning)
    if context.is_head:
        return _line(context, LEFT_OUT, notes=(_("Руководитель не может быть наставляемым (3.2)."),))
    text, notes = _fitting(_with_words(context.words, row.text))
    requests: tuple[tuple[tuple[Topic, ...], str], ...] = tuple(
        ((topic,), "" if place else text) for place, topic in enumerate(context.topics)
    ) or (((), text),)
    profile = {**_conditions(row), "category": row.category or (entry.category if entry else "")}
    if row.category_text and not row.category:
        notes.append(_("Категория «%(said)s» не распознана: её можно выбрать позже.") % {"said": row.category_text})
    said = Said(yes=True, requests=requests, profile=profile)
    facts = _facts(
        [(_("Запросы"), _requests_words(requests), _requests_words(_open_requests(entry)) if entry else "")],
        profile,
        entry,
    )
    return _line(context, _outcome(entry, facts), said, facts, tuple(notes))


def line_of_mentor(context: Context, ready: str) -> Line:
    """A questionnaire: only «да» drafts a profile (R3.1); `ready` is the cell's word or the curator's answer."""
    row, entry = context.row, context.entry
    assert entry is None or isinstance(entry, MentorEntry)
    if ready == ASKED:
        return _line(context, ASKED)
    if ready == SKIP:
        return _line(context, LEFT_OUT, notes=(_("Ответ не вносится по вашему решению."),))
    if ready == NO:
        stays = entry is None or entry.state == EntryState.EXCLUDED
        warning = () if stays else (_("Ответ «нет»: запись уйдёт из базы, действующие пары продолжаются."),)
        return _line(context, NOTHING if stays else LEAVES, Said(yes=False), notes=warning)
    about, notes = _fitting(_with_words(context.words, row.text))
    if not context.topics and not about:
        return _line(context, LEFT_OUT, notes=(_("Не названа ни одна сильная тема."),))
    capacity = min(row.capacity or 1, context.limit)
    if row.capacity is None:
        notes.append(_("Сколько наставляемых, числом не сказано: записан один."))
    elif row.capacity > context.limit:
        notes.append(
            ngettext(
                "Сказано «%(said)s», а в учреждении у наставника не больше %(limit)s наставляемого (1.5).",
                "Сказано «%(said)s», а в учреждении у наставника не больше %(limit)s наставляемых (1.5).",
                context.limit,
            )
            % {"said": row.capacity_text, "limit": context.limit}
        )
    profile = {
        **_conditions(row),
        "about": about,
        "adults_experience": row.adults[:500],
        "capacity": capacity,
        "group_size": min(entry.group_size if entry else 1, capacity),
        "hours_per_week": row.hours_per_week,
        "needs": row.needs[:500],
    }
    said = Said(yes=True, competences=context.topics, profile=profile)
    before = ", ".join(topic.name for topic in entry.competences.all()) if entry else ""
    named = ", ".join(topic.name for topic in sorted(context.topics, key=lambda topic: (topic.sort, topic.name)))
    facts = _facts([(_("Сильные темы"), named, before)], profile, entry)
    return _line(context, _outcome(entry, facts), said, facts, tuple(notes))


def _line(
    context: Context,
    outcome: str,
    said: Said | None = None,
    facts: tuple[Fact, ...] = (),
    notes: tuple[str, ...] = (),
) -> Line:
    return Line(
        row=context.row.row,
        name=context.person.full_name,
        outcome=outcome,
        person=context.person,
        said=said,
        earlier=context.earlier,
        facts=facts,
        notes=(*context.notes, *notes, *_experience_note(context)),
    )


def _conditions(row: AnswerRow) -> dict[str, Any]:
    return {
        "forms": row.forms,
        "hours": row.hours,
        "distance_ok": row.distance == YES,
        "wishes": "\n".join(row.wishes)[:1000],
    }


def _with_words(words: tuple[str, ...], text: str) -> str:
    """Wordings that are no direction stay in the words of the answer."""
    return "\n".join(filter(None, (_("Темы: %(words)s.") % {"words": ", ".join(words)} if words else "", text)))


def _fitting(text: str) -> tuple[str, list[str]]:
    if len(text) <= LONGEST:
        return text, []
    return text[: LONGEST - 1] + "…", [_("Ответ длиннее 2000 знаков: взято начало.")]


def _open_requests(entry: MenteeEntry) -> tuple[tuple[tuple[Topic, ...], str], ...]:
    return tuple(
        (tuple(request.topics.all()), request.text)
        for request in entry.requests.all()
        if request.state == RequestState.OPEN
    )


def _requests_words(requests) -> str:
    lines = [": ".join(filter(None, (", ".join(topic.name for topic in topics), text))) for topics, text in requests]
    return "\n".join(lines)


def _outcome(entry: Entry | None, facts: tuple[Fact, ...]) -> str:
    if entry is None:
        return NEW
    return CHANGED if facts or entry.state == EntryState.EXCLUDED else SAME


def _facts(first: list[tuple[str, str, str]], profile: dict[str, Any], entry: Entry | None) -> tuple[Fact, ...]:
    """What is said, in words; for an entry that is there only what differs from it."""
    rows = list(first)
    for name, after in profile.items():
        before = getattr(entry, name) if entry is not None else None
        label, words = _WORDS[name]
        rows.append((label(), words(after), "" if before is None else words(before)))
    if entry is None:
        return tuple(Fact(label, after) for label, after, _before in rows if after)
    return tuple(Fact(label, after or _("не указано"), before) for label, after, before in rows if after != before)


def _experience_note(context: Context) -> tuple[str, ...]:
    """The card is not changed by an answer; when the two are far apart the curator may want to look."""
    told, known = context.row.months, context.person.experience_on(context.day)
    if told is None or known is None or abs(told - known) < MONTHS_APART:
        return ()
    facts = {"told": months_words(told), "known": months_words(known)}
    return (_("Стаж в ответе — %(told)s, в карточке — %(known)s: проверьте карточку.") % facts,)


_WORDS: dict[str, tuple] = {
    "category": (lambda: _("Категория"), lambda code: str(MenteeCategory(code).label) if code else ""),
    "forms": (
        lambda: _("Удобные формы"),
        lambda codes: ", ".join(str(form.label) for form in Form if form.value in codes),
    ),
    "hours": (
        lambda: _("Удобное время"),
        lambda codes: ", ".join(str(words) for code, words in HOURS if code in codes),
    ),
    "distance_ok": (lambda: _("Дистанционно"), lambda value: _("можно") if value else _("нет")),
    "wishes": (lambda: _("Пожелания"), str),
    "about": (lambda: _("Опыт и достижения"), str),
    "adults_experience": (lambda: _("Опыт обучения взрослых"), str),
    "capacity": (lambda: _("Наставляемых, не больше"), str),
    "group_size": (lambda: _("Группа до, человек"), lambda size: "" if size == 1 else str(size)),
    "hours_per_week": (lambda: _("Часов в неделю"), lambda hours: "" if hours is None else str(hours)),
    "needs": (lambda: _("Нужно для начала"), str),
}
"""Label and wording of each thing that a profile holds."""
