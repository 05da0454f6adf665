"""«Умения и самостоятельность»: the page, a word at a checkpoint, words about directions (2.2/7, 2.2/8)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes import actions
from nastavnik.programmes.checkpoints import open_point
from nastavnik.programmes.competences import open_moment, topics_of
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import Checkpoint, Competence, Moment, Programme
from nastavnik.programmes.skills_forms import CheckpointForm, CompetencesForm
from nastavnik.programmes.skills_pages import skills_page
from nastavnik.programmes.views.answering import address, try_form

RELATED = ("relation",)


@act("programmes.view_skills", Programme, related=RELATED)
def programme_skills(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Checkpoints and the map: a mentor reads those of each mentee, a mentee their own."""
    parts = skills_page(programme, request.user)
    context = {"programme": programme, "parts": parts, "is_alone": len(programme.relation.mentees) < 2}
    return render(request, "programmes/skills_page.html", context)


@act("programmes.record_skills", Programme, related=RELATED)
def checkpoint_record(request: Request, organisation: Organisation, programme: Programme, key: Any) -> HttpResponse:
    """One tap on the words, a line if one likes."""
    me, mentee = _sides(request, programme, key)
    point = open_point(programme, mentee, clock.today())
    if point is None:
        messages.info(request, _("Сейчас отмечать нечего: ближайшая контрольная точка ещё впереди."))
        return _back(programme, organisation)
    stands = Checkpoint.objects.filter(programme=programme, member=mentee, month=point.month, side=me.role).first()
    initial = {"level": stands.level, "note": stands.note} if stands else {}
    form = CheckpointForm(request.POST or None, initial=initial)
    if request.method == "POST" and try_form(
        form, lambda: actions.record_checkpoint(programme, by=request.user, member=mentee, **form.cleaned_data)
    ):
        messages.success(request, _("Записано. До следующей точки от вас ничего не нужно."))
        return _back(programme, organisation)
    context = {"programme": programme, "form": form, "point": point, "mentee": mentee, "is_own": me.pk == mentee.pk}
    return render(request, "programmes/checkpoint_record.html", context)


@act("programmes.record_skills", Programme, related=RELATED)
def competences_write(request: Request, organisation: Organisation, programme: Programme, key: Any) -> HttpResponse:
    """All directions on one page: answer what one likes."""
    me, mentee = _sides(request, programme, key)
    moment = open_moment(programme, mentee, clock.today())
    if moment is None:
        messages.info(request, _("Карту умений заполняют, пока программа реализуется."))
        return _back(programme, organisation)
    words = list(Competence.objects.filter(programme=programme, member=mentee).select_related("topic"))
    stand = {one.topic_id: one.level for one in words if one.side == me.role and one.moment == moment}
    form = CompetencesForm(organisation, topics_of(mentee, words), stand, request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.say_competences(programme, by=request.user, member=mentee, levels=form.levels)
    ):
        said = _("Записано. В конце программы ответите ещё раз, и будет видно, что изменилось.")
        messages.success(request, said if moment == Moment.BEFORE else _("Записано."))
        return _back(programme, organisation)
    context = {"programme": programme, "form": form, "moment": moment, "mentee": mentee, "is_own": me.pk == mentee.pk}
    return render(request, "programmes/competences_write.html", context)


def _sides(request: Request, programme: Programme, key: Any) -> tuple[RelationMember, RelationMember]:
    """The reader and the mentee spoken of; another mentee of the group does not exist for a mentee."""
    me = as_member(programme, request.user)
    about = [me] if me.role == MemberRole.MENTEE else programme.relation.mentees
    mentee = next((one for one in about if one.pk == key), None)
    if mentee is None:
        raise Http404
    return me, mentee


def _back(programme: Programme, organisation: Organisation) -> HttpResponse:
    return redirect(address("programme-skills", organisation, programme))
