"""Minutes as a paper (D27): number, date, who was there, agenda; heard – spoke – decided – voted."""

from collections.abc import Iterator

from nastavnik.documents.models import AgendaItem, Minutes, MinutesKind
from nastavnik.documents.papers.parts import NO_NAME, letterhead
from nastavnik.papers.frozen import thaw
from nastavnik.papers.model import (
    Block,
    DateNumberPlace,
    Definition,
    DocumentName,
    Heading,
    Item,
    Paper,
    Paragraph,
    Run,
    Signature,
)
from nastavnik.people.models import Person


def minutes_paper(minutes: Minutes) -> Paper:
    """What is printed now: of signed minutes the frozen text, whatever has changed since (edge case 47)."""
    return thaw(minutes.text) if minutes.text else compose(minutes)


def compose(minutes: Minutes) -> Paper:
    """The text as it stands; what is not written yet is left for the hand."""
    organisation = minutes.organisation
    return Paper(
        kind="minutes",
        title=f"Протокол № {minutes.number} от {minutes.held_on:%d.%m.%Y}: {title_of(minutes)}",
        author=organisation.short_name,
        date=minutes.held_on,
        blocks=tuple(_blocks(minutes)),
    )


def title_of(minutes: Minutes) -> str:
    """What has met, in the genitive after «протокол», with the institution's own name of its body (domain G2)."""
    match minutes.kind:
        case MinutesKind.COUNCIL:
            own = minutes.organisation.settings.council_name
            return f"заседания объединения наставников («{own}»)" if own else "заседания объединения наставников"
        case MinutesKind.PEDAGOGICAL:
            return "заседания педагогического совета"
        case MinutesKind.SESSION:
            return "установочной сессии наставников"
    group = minutes.relation is not None and minutes.relation.kind == "group"
    return f"знакомства участников наставнической {'группы' if group else 'пары'}"


def _blocks(minutes: Minutes) -> Iterator[Block]:
    items = list(minutes.items.all())
    yield letterhead(minutes.organisation, founder=False)
    yield DocumentName("ПРОТОКОЛ")
    yield DateNumberPlace(minutes.held_on, str(minutes.number), minutes.organisation.place)
    yield Heading(title_of(minutes))
    yield from _people(minutes)
    yield Heading("Повестка", 2)
    for number, item in enumerate(items, 1):
        yield Item(f"{number}.", item.topic)
    if not items:
        yield Paragraph(NO_NAME)
    for number, item in enumerate(items, 1):
        yield from _item(minutes, number, item)
    yield Signature("Председатель" if minutes.decides else "Ведущий встречи", _signed(minutes.chair))
    if minutes.secretary_id or minutes.decides:
        yield Signature("Секретарь", _signed(minutes.secretary))
    if minutes.kind == MinutesKind.ACQUAINTANCE:
        for presence in minutes.presences.select_related("person"):
            if presence.person_id != minutes.chair_id:
                yield Signature("Участник", presence.person.signature_name)


def _people(minutes: Minutes) -> Iterator[Block]:
    day = minutes.held_on
    present = minutes.presences.select_related("person").prefetch_related("person__employments")
    people = [presence.person for presence in present]
    if minutes.chair is not None:
        yield Definition("Председатель" if minutes.decides else "Ведёт встречу", _short(minutes.chair, day))
    if minutes.secretary is not None:
        yield Definition("Секретарь", _short(minutes.secretary, day))
    others = [one for one in people if one.pk not in (minutes.chair_id, minutes.secretary_id)]
    if others:
        yield Definition("Присутствовали", ";\n".join(_short(one, day) for one in others))
    if minutes.guests.strip():
        yield Definition("Также присутствовали", minutes.guests.strip())
    if people:
        yield Definition("Всего", f"{len(people)} чел.")


def _item(minutes: Minutes, number: int, item: AgendaItem) -> Iterator[Block]:
    yield Heading(f"{number}. {item.topic}", 2)
    yield _said("СЛУШАЛИ", item.speaker or NO_NAME)
    if item.spoke.strip():
        yield from _lines("ВЫСТУПИЛИ", item.spoke)
    yield from _lines("РЕШИЛИ", item.decided or NO_NAME)
    votes = item.votes
    if votes is not None:
        yield _said("ГОЛОСОВАЛИ", f"«за» – {votes[0]}, «против» – {votes[1]}, «воздержались» – {votes[2]}.")
    elif minutes.decides:
        yield _said("ГОЛОСОВАЛИ", "«за» – ____, «против» – ____, «воздержались» – ____.")


def _said(word: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{word}: ", bold=True), Run(text)), align="left", indent=False)


def _lines(word: str, text: str) -> Iterator[Block]:
    first, *rest = [line.strip() for line in text.splitlines() if line.strip()] or [NO_NAME]
    yield _said(word, first)
    yield from (Paragraph(line, align="left", indent=False) for line in rest)


def _short(person: Person, day) -> str:
    return ", ".join(filter(None, (person.short_name, person.position_on(day))))


def _signed(person: Person | None) -> str:
    return person.signature_name if person else NO_NAME
