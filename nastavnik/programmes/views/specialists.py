"""A colleague is asked to help with one activity, answers privately, sees this activity alone (5.1/1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.marks import marks_of, side_of
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import Engagement, PlanItem
from nastavnik.programmes.specialist_forms import InviteForm
from nastavnik.programmes.views.answering import address, back_to, try_act, try_form

OF_ITEM = ("programme__relation",)
OF_ENGAGEMENT = ("item__programme__relation", "item__responsible", "person", "consent")
PLAN = "#plan"


@act("programmes.invite_specialist", PlanItem, related=OF_ITEM)
def specialist_invite(request: Request, organisation: Organisation, item: PlanItem) -> HttpResponse:
    """Ask a colleague; who already helps with this activity stands beside."""
    item.programme.organisation = organisation
    form = InviteForm(item.programme, item, request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.invite_specialist(item, by=request.user, **form.cleaned_data)
    ):
        said = _("Приглашение отправлено (%(who)s): ответ появится здесь.")
        messages.success(request, said % {"who": form.cleaned_data["person"].short_name})
        return redirect(address("specialist-invite", organisation, item))
    engagements = item.engagements.select_related("person", "consent")
    context = {"programme": item.programme, "item": item, "form": form, "engagements": engagements}
    return render(request, "programmes/specialist_invite.html", context)


@act("programmes.view_engagement", Engagement, related=OF_ENGAGEMENT)
def engagement_detail(request: Request, organisation: Organisation, engagement: Engagement) -> HttpResponse:
    """The limited view: the activity, whom it helps, who asks; nothing else of the programme."""
    item = engagement.item
    context = {
        "engagement": engagement,
        "item": item,
        "relation": engagement.programme.relation,
        "marks": marks_of(item),
        "may_mark": side_of(item, request.user) == "specialist" and not marks_of(item).of("specialist"),
    }
    return render(request, "programmes/engagement_detail.html", context)


@act("programmes.answer_engagement", Engagement, related=OF_ENGAGEMENT)
@require_POST
def engagement_accept(request: Request, organisation: Organisation, engagement: Engagement) -> HttpResponse:
    """Yes: the blank of the written consent opens."""
    said = _("Спасибо. Осталось подписать согласие: бланк ждёт на странице «Мои согласия».")
    try_act(request, lambda: actions.accept_engagement(engagement, by=request.user), said)
    return redirect(address("engagement-detail", organisation, engagement))


@act("programmes.answer_engagement", Engagement, related=OF_ENGAGEMENT)
@require_POST
def engagement_decline(request: Request, organisation: Organisation, engagement: Engagement) -> HttpResponse:
    """No: nothing is asked, nothing follows."""
    said = _("Ответ записан. Больше ничего не нужно, причину никто не спросит.")
    try_act(request, lambda: actions.decline_engagement(engagement, by=request.user), said)
    return redirect("/")


@act("programmes.entrust_item", Engagement, related=OF_ENGAGEMENT)
@require_POST
def item_entrust(request: Request, organisation: Organisation, engagement: Engagement) -> HttpResponse:
    """The specialist answers for the activity."""
    said = _("Готово: теперь за мероприятие отвечает %(who)s") % {"who": engagement.person.short_name}
    try_act(request, lambda: actions.entrust_item(engagement, by=request.user), said)
    return back_to(engagement.programme, organisation, PLAN)


@act("programmes.release_specialist", Engagement, related=OF_ENGAGEMENT)
@require_POST
def specialist_release(request: Request, organisation: Organisation, engagement: Engagement) -> HttpResponse:
    """The mentor does without, or the specialist steps back."""
    is_member = member_of(engagement, request.user) is not None
    try_act(
        request,
        lambda: actions.release_specialist(engagement, by=request.user),
        _("Готово. Специалист больше не привлекается."),
    )
    if is_member:
        return redirect(address("specialist-invite", organisation, engagement.item))
    return redirect("/")
