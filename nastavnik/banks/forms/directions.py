"""Fields that choose directions, under the headings of their areas."""

from collections.abc import Iterator

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator

from nastavnik.banks.models import Entry, MenteeEntry, MentorEntry, Topic
from nastavnik.kit.ui.forms import Ticks
from nastavnik.organisations.models import Organisation


class _TopicIterator(ModelChoiceIterator):
    """Directions under the headings of their areas, in the order of the directory."""

    def __iter__(self) -> Iterator:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        areas: dict[str, list[Topic]] = {}
        for topic in self.queryset:
            areas.setdefault(topic.area, []).append(topic)
        for area, topics in areas.items():
            yield area, [self.choice(topic) for topic in topics]


class TopicField(forms.ModelChoiceField):
    """One direction."""

    iterator = _TopicIterator


class TopicsField(forms.ModelMultipleChoiceField):
    """Several directions, as ticks."""

    iterator = _TopicIterator
    widget = Ticks


def topics_for(organisation: Organisation, entry: Entry | None = None) -> QuerySet[Topic]:
    """The directions that are offered, and those that this entry has named although they no longer are."""
    offered = Q(is_active=True)
    if isinstance(entry, MentorEntry):
        offered |= Q(pk__in=entry.competences.values("pk"))
    elif isinstance(entry, MenteeEntry):
        offered |= Q(pk__in=Topic.objects.filter(requests__entry=entry, requests__state="open").values("pk"))
    return Topic.objects.of(organisation).filter(offered)
