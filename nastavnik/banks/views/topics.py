"""The directory of directions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.banks import actions
from nastavnik.banks.forms import TopicForm
from nastavnik.banks.models import Topic
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation


@act("banks.change_topics")
def topic_list(request: Request, organisation: Organisation) -> HttpResponse:
    """The directory of directions, with a form for a new one."""
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_topic(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("Направление добавлено."))
            return redirect("banks:topic-list", organisation.slug)
    places: dict[str, int] = {}
    topics = list(Topic.objects.of(organisation))
    for topic in topics:
        places.setdefault(topic.area, len(places))
    topics.sort(key=lambda topic: places[topic.area])  # an own direction stands with its area
    return render(request, "banks/topic_list.html", {"topics": topics, "form": form})


@act("banks.change_topics", Topic)
def topic_change(request: Request, organisation: Organisation, topic: Topic) -> HttpResponse:
    """Rename a direction, or offer it no more; what was said with it stays."""
    form = TopicForm(request.POST or None, instance=Topic.objects.get(pk=topic.pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_topic(topic, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("Направление сохранено."))
            return redirect("banks:topic-list", organisation.slug)
    return render(request, "banks/topic_change.html", {"form": form, "topic": topic})
