"""What a visitor sees of a publication on a day: asked anew each time, so that a withdrawal works at once (9.3).

Whose consent has gone loses their fields; where the text itself names them, or a post that gives them away, the
whole page goes (edge cases 31, 83). Ready texts for other places are made of the same answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.consents.models import PublicField
from nastavnik.kit.ui.words import months
from nastavnik.people.models import FormerName, Person
from nastavnik.site.gate import lacks_of, why_not_programme
from nastavnik.site.models import Publication, PublishedPerson
from nastavnik.site.names import LonePost, lone_posts, mentions, posts_named


@dataclass(frozen=True)
class ShownPerson:
    """A participant as a visitor sees them; a field that may not be shown is an empty string. `key` is for no page."""

    key: object
    role: str
    name: str = ""
    post: str = ""
    experience: str = ""
    achievements: str = ""
    review: str = ""

    @property
    def fields(self) -> set[str]:
        """The codes of what is shown; the results of the programme are theirs as soon as anything is."""
        names = ("name", "post", "experience", "achievements", "review")
        found = {name for name in names if getattr(self, name)}
        return found | {str(PublicField.RESULTS)} if found else found

    @property
    def is_anonymous(self) -> bool:
        return not self.fields


@dataclass(frozen=True)
class Shown:
    """`hidden` says why nothing of it is shown, for those who run the section; `lost` are people cut out."""

    publication: Publication
    people: list[ShownPerson] = field(default_factory=list)
    hidden: str = ""
    lost: list[Person] = field(default_factory=list)

    @property
    def names_people(self) -> bool:
        """Whether personal data stand on it: then search engines are asked to keep no copy."""
        return any(not one.is_anonymous for one in self.people)


def shown(publication: Publication, day: date) -> Shown:
    """What may be seen of one publication on the day, whatever its state."""
    return shown_of([publication], day)[0]


def shown_of(publications: Sequence[Publication], day: date) -> list[Shown]:
    """The same for many of one institution; the number of queries does not grow with them."""
    lacks = lacks_of(publications, day)
    lacking = {key: {(lack.person.pk, str(lack.field)) for lack in found} for key, found in lacks.items()}
    cut = _Cut.of([lack.person for found in lacks.values() for lack in found], publications, day)
    return [_shown(publication, lacking[publication.pk], cut, day) for publication in publications]


@dataclass(frozen=True)
class _Cut:
    """What gives away the people whose consent has gone: former names, posts that they alone hold."""

    former: Sequence[FormerName] = ()
    posts: Sequence[LonePost] = ()

    @classmethod
    def of(cls, people: list[Person], publications: Sequence[Publication], day: date) -> "_Cut":
        if not people:
            return cls()
        former = list(FormerName.objects.filter(person__in={person.pk for person in people}))
        return cls(former, lone_posts(publications[0].organisation, day))

    def named_in(self, texts: Iterable[str], people: list[Person]) -> bool:
        """Whether the texts give away any of the people, surely or perhaps."""
        texts, keys = list(texts), {person.pk for person in people}
        posts = [one for one in self.posts if one.person_id in keys]
        return bool(people) and bool(mentions(texts, people, self.former) or posts_named(texts, posts))


def _shown(publication: Publication, lacking: set[tuple[Any, str]], cut: _Cut, day: date) -> Shown:
    rows = list(publication.people.all())
    allowed = {row.pk: _allowed(row, lacking, cut) for row in rows}
    lost = [row.person for row in rows if _is_lost(row, lacking)]
    why = why_not_programme(publication.programme) or _why_place(publication, day)
    if not why and cut.named_in(_texts(publication, allowed), lost):
        why = _("Отозвано или истекло согласие того, кто назван в тексте: страница скрыта целиком.")
    if why:
        return Shown(publication, hidden=why, lost=lost)
    return Shown(publication, [_person(row, allowed[row.pk]) for row in rows], lost=lost)


def _allowed(row: PublishedPerson, lacking: set[tuple[Any, str]], cut: _Cut) -> list[str]:
    """The fields that may be shown; with the results gone nothing of the person stands beside them."""
    if (row.person_id, str(PublicField.RESULTS)) in lacking:
        return []
    left = [name for name in row.fields if (row.person_id, name) not in lacking]
    lost_name = PublicField.NAME in row.fields and PublicField.NAME not in left
    if lost_name and any(one.person_id == row.person_id for one in cut.posts):
        left = [name for name in left if name != PublicField.POST]  # the post alone would still name them
    return left


def _is_lost(row: PublishedPerson, lacking: set[tuple[Any, str]]) -> bool:
    """Whoever may no longer be recognised: the name, the post or the results have lost their consent."""
    betraying = (PublicField.NAME, PublicField.POST, PublicField.RESULTS)
    return any((row.person_id, str(name)) in lacking for name in betraying if name in row.needs)


def _why_place(publication: Publication, day: date) -> str:
    retired = publication.resource.retired_on
    return _("Это место больше не используется.") if retired is not None and retired <= day else ""


def _texts(publication: Publication, allowed: dict[Any, list[str]]) -> list[str]:
    """What would still be read on the page."""
    own = [publication.title, publication.done, publication.outcome]
    for row in publication.people.all():
        own += [row.words(name) for name in allowed[row.pk] if name in (PublicField.REVIEW, PublicField.ACHIEVEMENTS)]
    return own


def _person(row: PublishedPerson, allowed: list[str]) -> ShownPerson:
    """The values of the day on which the programme ended: later posts are no part of its results (edge case 47)."""
    person, day = row.person, row.publication.programme.ended_on
    assert day is not None, "a completed programme has its last day"
    values = {
        PublicField.NAME: person.full_name,
        PublicField.POST: person.position_on(day),
        PublicField.EXPERIENCE: _experience(person, day),
        PublicField.ACHIEVEMENTS: row.achievements,
        PublicField.REVIEW: row.review,
    }
    said = {str(name): value for name, value in values.items() if str(name) in allowed}
    return ShownPerson(person.pk, str(row.get_role_display()).capitalize(), **said)


def _experience(person: Person, day: date) -> str:
    worked = person.experience_on(day)
    category = str(person.get_category_display()) if person.category else ""
    stated = _("педагогический стаж %(months)s") % {"months": months(worked)} if worked is not None else ""
    rank = _("категория: %(category)s") % {"category": category} if category else ""
    return ", ".join(filter(None, (stated, rank)))
