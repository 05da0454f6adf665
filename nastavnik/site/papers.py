"""The publication as a paper: to be placed on an official site as a file (9.1)."""

from collections.abc import Iterator

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.papers.model import Block, Definition, Heading, Letterhead, Paper, Paragraph
from nastavnik.site.shown import Shown, ShownPerson


def publication_paper(seen: Shown, organisation: Organisation) -> Paper:
    """Only what may be shown today; a hidden publication makes no paper."""
    assert not seen.hidden, "what may not be shown is not printed"
    return Paper(
        kind="publication",
        title=seen.publication.title,
        author=organisation.short_name,
        date=clock.today(),
        blocks=tuple(_blocks(seen, organisation)),
    )


def _blocks(seen: Shown, organisation: Organisation) -> Iterator[Block]:
    publication = seen.publication
    yield Letterhead(organisation.full_name, organisation.short_name)
    yield Heading(publication.title)
    for title, text in (("Что сделано", publication.done), ("Что получилось", publication.outcome)):
        yield Heading(title, 2)
        yield from _paragraphs(text)
    yield Heading("Участники", 2)
    for one in seen.people:
        yield Definition(one.role, ", ".join(filter(None, (one.name, one.post, one.experience))) or "имя не указано")
        yield from _words(one)


def _words(one: ShownPerson) -> Iterator[Block]:
    if one.achievements:
        yield Paragraph(f"Достижения: {one.achievements}")
    if one.review:
        yield Paragraph(f"Отзыв: «{one.review}»")


def _paragraphs(text: str) -> Iterator[Block]:
    for line in filter(None, (line.strip() for line in text.splitlines())):
        yield Paragraph(line)
