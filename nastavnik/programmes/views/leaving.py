"""A wish to end, its decision, and what a side says to an end by the curator (8.1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.actions.leaving import ended_by_curator, goes_on_without
from nastavnik.programmes.change_forms import AcceptWishForm, CommentForm, EndWishForm
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import EndWish, Programme
from nastavnik.programmes.views.answering import back_to, try_act, try_form

HERE = "#changing"
RELATED = ("programme__relation", "member__person", "order_change")


@act("programmes.ask_end", Programme, related=("relation",))
def end_ask(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Two taps: the door on the page, and the button here; circumstances only if one wishes."""
    member = as_member(programme, request.user)
    form = EndWishForm(request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.ask_end(programme, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Куратор увидит вашу просьбу и скажет, что дальше. Пока всё идёт как шло."))
        return back_to(programme, organisation, HERE)
    context = {
        "programme": programme,
        "form": form,
        "leaves": goes_on_without(programme, member),
        "is_mentor": member.role == "mentor",
        "member": member,
    }
    return render(request, "programmes/end_ask.html", context)


@act("programmes.withdraw_wish", EndWish, related=RELATED)
@require_POST
def wish_withdraw(request: Request, organisation: Organisation, wish: EndWish) -> HttpResponse:
    """Thought otherwise."""
    try_act(
        request, lambda: actions.withdraw_wish(wish, by=request.user), _("Просьба отозвана. Программа продолжается.")
    )
    return back_to(wish.programme, organisation, HERE)


@act("programmes.accept_wish", EndWish, related=RELATED)
def wish_accept(request: Request, organisation: Organisation, wish: EndWish) -> HttpResponse:
    """From which day, or up to which; then the order."""
    leaves = goes_on_without(wish.programme, wish.member)
    form = AcceptWishForm(request.POST or None)
    form.fields["on"].label = _("С какого дня выбывает") if leaves else _("Последний день наставничества")
    if request.method == "POST" and try_form(
        form, lambda: actions.accept_wish(wish, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Изменение подготовлено. Дальше — приказ: с ним оно вступит в силу."))
        return redirect("pairs:relation-detail", organisation.slug, wish.programme.relation_id)
    context = {"programme": wish.programme, "form": form, "wish": wish, "leaves": leaves}
    return render(request, "programmes/wish_accept.html", context)


@act("programmes.comment_end", Programme, related=("relation",))
def end_comment(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """What a side says to an end by the initiative of the curator (8.1/3)."""
    words = ended_by_curator(programme)
    if not words:
        messages.info(request, _("Программа не завершается по инициативе куратора."))
        return back_to(programme, organisation)
    mine = programme.end_comments.filter(member__person__user=request.user).first()
    form = CommentForm(request.POST or None, initial={"text": mine.text if mine else ""})
    if request.method == "POST" and try_form(
        form, lambda: actions.comment_end(programme, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Ваше мнение записано: его прочитают куратор, руководитель и участники."))
        return back_to(programme, organisation, HERE)
    context = {"programme": programme, "form": form, "words": words}
    return render(request, "programmes/end_comment.html", context)
