"""The list that is gone through before a publication is approved: names, posts, children (edge cases 31, 36, 37)."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from nastavnik.consents.models import PublicField
from nastavnik.kit import clock
from nastavnik.people.models import FormerName, Person
from nastavnik.site.models import Publication
from nastavnik.site.names import Mention, capitals, lone_posts, mentions, posts_named


@dataclass(frozen=True)
class Check:
    """What a look at the texts has found.

    `named`: people in the text who are not shown by name: they are chosen, or removed from the text; nothing is
    published before. `doubts`: sentences for whoever approves, who answers for having looked at them.
    `capitals`: words that may be names of children or parents.
    """

    named: list[Mention] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    capitals: list[str] = field(default_factory=list)

    @property
    def why_not(self) -> str | None:
        if not self.named:
            return None
        said = ", ".join(f"«{mention.word}» ({mention.person.short_name})" for mention in self.named)
        return _(
            "В тексте названы сотрудники, чьё имя не выбрано для публикации: %(who)s. Выберите их имя среди "
            "участников или уберите из текста."
        ) % {"who": said}


def look_through(publication: Publication) -> Check:
    """Go through all texts of a publication."""
    organisation = publication.organisation
    texts = list(publication.texts.values())
    people = list(Person.objects.of(organisation))
    rows = {row.person_id: row for row in publication.people.all()}
    chosen = {key for key, row in rows.items() if PublicField.NAME in row.fields}
    found = [
        mention
        for mention in mentions(texts, people, FormerName.objects.of(organisation))
        if mention.person.pk not in chosen
    ]
    doubts = [
        _("«%(word)s» похоже на имя (%(who)s). Если это не имя, оставьте.")
        % {"word": mention.word, "who": mention.person.short_name}
        for mention in found
        if not mention.sure
    ]
    return Check(
        [mention for mention in found if mention.sure],
        [*doubts, *_recognisable(publication, texts)],
        capitals(texts),
    )


def _recognisable(publication: Publication, texts: list[str]) -> list[str]:
    """Who can be recognised without being named: by a post held by one person only, or as the other of a pair."""
    rows = list(publication.people.all())
    unnamed = [row for row in rows if PublicField.NAME not in row.fields]
    lone = lone_posts(publication.organisation, clock.today())
    named = posts_named(texts, lone)
    shown = {row.person_id for row in rows if PublicField.POST in row.fields}
    doubts = [
        _("Должность «%(post)s» в учреждении занимает один человек: по ней его узнают.") % {"post": one.post}
        for one in lone
        if (one in named and one.person_id not in shown)
        or any(row.person_id == one.person_id and PublicField.POST in row.fields for row in unnamed)
    ]
    if len(rows) == 2 and len(unnamed) == 1:
        doubts.append(_("Один участник пары назван, другой нет: в коллективе второго узнают по первому."))
    return doubts
