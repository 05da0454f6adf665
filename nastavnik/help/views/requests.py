"""Screens of a question: two taps to ask, one to react, a line to answer (3.3.2, 6.1/3)."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.help import actions, queries
from nastavnik.help.forms import AnswerForm, HelpForm, RouteForm
from nastavnik.help.models import HelpRequest
from nastavnik.help.outside import outside_help
from nastavnik.help.queries import RELATED
from nastavnik.help.states import HELP
from nastavnik.help.turns import turn_of
from nastavnik.help.views.answering import back_to, form_page, tabs_of, typed
from nastavnik.help.words import lasted
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.models import Programme


@act("help.view_own")
def help_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What the reader has asked and is asked; whom they accompany, who accompanies them."""
    context = {
        "own": queries.own_help(organisation, request.user),
        "may_ask": request.user.has_perm("help.ask_help", organisation),
        "tab_items": tabs_of(request, organisation, "help-list"),
    }
    return render(request, "help/help_list.html", context)


@act("help.ask_help")
def help_ask(request: Request, organisation: Organisation) -> HttpResponse:
    """The second tap: a direction sends the question."""
    author = request.user.person
    author.organisation = organisation
    form = HelpForm(typed(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            help = actions.ask_help(author, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _sent(help))
            return back_to(organisation, help)
    own = queries.home_part(organisation, author)
    context = {
        "form": form,
        "groups": queries.topics_for(author),
        "first": queries.first_asked(author),
        "open": [help for help in own["open"] if help.is_open],
    }
    return render(request, "help/help_ask.html", context)


@act("help.view_requests")
def request_list(request: Request, organisation: Organisation) -> HttpResponse:
    """For whoever leads: what waits for them, what is under way, the times of the institution (1.4/9: of nobody)."""
    page = Paginator(queries.of_year(organisation), 50).get_page(request.GET.get("page"))
    context = {
        "waiting": queries.waiting_for_leads(organisation),
        "rows": [(help, lasted(help.reaction) if help.reaction is not None else "") for help in page],
        "page": page,
        "figures": queries.figures(organisation),
        "year": queries.year_of(organisation),
        "repeating": queries.repeating(organisation),
        "tab_items": tabs_of(request, organisation, "request-list"),
    }
    return render(request, "help/request_list.html", context)


@act("help.view_programme_help", Programme, related=("relation",))
def programme_help(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """That somebody outside the pair has helped, when and about what; nothing of whom and how."""
    page = Paginator(outside_help(programme, request.user), 50).get_page(request.GET.get("page"))
    return render(request, "help/programme_help.html", {"programme": programme, "page": page})


@act("help.view_help", HelpRequest, related=(*RELATED, "meeting__programme"))
def help_detail(request: Request, organisation: Organisation, help: HelpRequest) -> HttpResponse:
    """One question: its words for the two, its topic, times and record for whoever leads."""
    user = request.user
    possible = HELP.possible(help)

    def may(move: str, permission: str) -> bool:
        return move in possible and user.has_perm(f"help.{permission}", help)

    is_author = user.has_perm("help.close_help", help)
    context = {
        "help": help,
        "is_author": is_author,
        "is_helper": user.has_perm("help.answer_help", help),
        "reads": user.has_perm("help.read_help", help),
        "lasted": lasted(help.reaction) if help.reaction is not None else "",
        "passed": help.asks.exclude(passed_at=None).count(),
        "again": HelpRequest.objects.filter(follows=help).first() if is_author else None,
        "sees_all": user.has_perm("help.view_requests", organisation),
        "turn": turn_of(help, user),
        "may_take": may("take", "take_help"),
        "may_answer": may("answer", "answer_help"),
        "may_pass": may("pass_on", "pass_help_on"),
        "may_route": may("route", "route_help"),
        "may_close": may("close", "close_help"),
        "may_withdraw": may("withdraw", "withdraw_help"),
    }
    return render(request, "help/help_detail.html", context)


@act("help.take_help", HelpRequest, related=RELATED)
@require_POST
def help_take(request: Request, organisation: Organisation, help: HelpRequest) -> HttpResponse:
    """«Отвечаю»."""
    words = _("Автор видит, что вы отвечаете. Когда поможете, запишите ответ одной строкой.")
    return _do(request, organisation, help, actions.take_help, words)


@act("help.answer_help", HelpRequest, related=RELATED)
def help_answer(request: Request, organisation: Organisation, help: HelpRequest) -> HttpResponse:
    """The one-line record."""
    return form_page(
        request, organisation, AnswerForm(typed(request)),
        partial(actions.answer_help, help, by=request.user),
        _("Записано. Автор вопроса отметит, помогло ли. Больше ничего не нужно."),
        "help/help_answer.html",
        help=help,
    )  # fmt: skip


@act("help.pass_help_on", HelpRequest, related=RELATED)
@require_POST
def help_pass(request: Request, organisation: Organisation, help: HelpRequest) -> HttpResponse:
    """To the next person; whoever has passed it on no longer sees it."""
    try:
        actions.pass_help_on(help, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Вопрос передан дальше. Объяснять ничего не нужно."))
    return redirect("help:help-list", organisation.slug)


@act("help.route_help", HelpRequest, related=RELATED)
def help_route(request: Request, organisation: Organisation, help: HelpRequest) -> HttpResponse:
    """Whoever leads chooses whom to ask."""
    return form_page(
        request, organisation, RouteForm(typed(request), help=help),
        partial(actions.route_help, help, by=request.user),
        _("Вопрос направлен. Автор видит, у кого он сейчас."),
        "help/help_route.html",
        help=help,
    )  # fmt: skip


@act("help.close_help", HelpRequest, related=(*RELATED, "meeting__programme__relation"))
@require_POST
def help_close(request: Request, organisation: Organisation, help: HelpRequest) -> HttpResponse:
    """It helped."""
    return _do(request, organisation, help, actions.close_help, _("Хорошо. Вопрос закрыт, больше ничего не нужно."))


@act("help.ask_help_again", HelpRequest, related=RELATED)
@require_POST
def help_again(request: Request, organisation: Organisation, help: HelpRequest) -> HttpResponse:
    """It did not: to somebody else."""
    try:
        help = actions.ask_help_again(help, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _sent(help))
    return back_to(organisation, help)


@act("help.withdraw_help", HelpRequest, related=RELATED)
@require_POST
def help_withdraw(request: Request, organisation: Organisation, help: HelpRequest) -> HttpResponse:
    """Taken back by the author."""
    return _do(request, organisation, help, actions.withdraw_help, _("Вопрос отозван, написанное стёрто."))


def _do(request: Request, organisation: Organisation, help: HelpRequest, deed, words: str) -> HttpResponse:
    try:
        deed(help, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    return back_to(organisation, help)


def _sent(help: HelpRequest) -> str:
    """Who has it now, or why the curator."""
    if help.helper is not None:
        return _("Вопрос отправлен: %(who)s") % {"who": help.helper.full_name}
    return _("Вопрос у куратора. %(why)s") % {"why": help.get_nobody_display()}
