"""Screens of notices: a mentor lays the duties down in two clicks, the employer cancels on paper."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.duties import actions
from nastavnik.duties.calendar import notice_clock
from nastavnik.duties.forms import CancellationForm, GivenForm, LastDayForm, NoticeForm
from nastavnik.duties.models import Notice
from nastavnik.duties.papers import notice_paper, petition_paper
from nastavnik.duties.states import NOTICE
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, RelationMember, RelationState
from nastavnik.pairs.queries import MEMBERS
from nastavnik.papers.download import download

MEMBER = ("person", "relation", "consent")
RELATED = ("member__person", "member__relation", "member__consent", "noted_by")


@act("duties.give_notice", RelationMember, related=MEMBER)
def notice_give(request: Request, organisation: Organisation, member: RelationMember) -> HttpResponse:
    """Lay the duties down in this pair: the page says from which day the mentor is free, one button gives it."""
    own = member.person.user_id == request.user.pk
    form_class: Callable = NoticeForm
    return _notice_page(
        request, organisation, member, form_class, {"own": own}, actions.give_notice, "duties/notice_give.html"
    )


@act("duties.prepare_cancellation", RelationMember, related=MEMBER)
def cancellation_prepare(request: Request, organisation: Organisation, member: RelationMember) -> HttpResponse:
    """The employer cancels the assignment: a paper for the head to sign."""
    return _notice_page(
        request, organisation, member, CancellationForm, {}, actions.prepare_cancellation,
        "duties/cancellation_prepare.html",
    )  # fmt: skip


@act("duties.view_notice", Notice, related=RELATED)
def notice_detail(request: Request, organisation: Organisation, notice: Notice) -> HttpResponse:
    """One notice: how long it runs, what is asked of whom."""
    prefetch_related_objects([notice.member.relation], MEMBERS)
    user = request.user
    context = {
        "notice": notice,
        "leads": user.has_perm("duties.note_notice", notice),
        "may_withdraw": user.has_perm("duties.withdraw_notice", notice) and NOTICE.why_not(notice, "withdraw") is None,
        "clock": notice_clock(organisation, notice.given_on),
        "today": clock.today(),
    }
    return render(request, "duties/notice_detail.html", context)


@act("duties.note_notice", Notice, related=RELATED)
@require_POST
def notice_note(request: Request, organisation: Organisation, notice: Notice) -> HttpResponse:
    """Taken note of; there is nothing to allow."""
    words = _("Принято к сведению. Дальше — приказ: освободить, заменить или прекратить.")
    return _do(request, notice, lambda: actions.note_notice(notice, by=request.user), words)


@act("duties.withdraw_notice", Notice, related=RELATED)
@require_POST
def notice_withdraw(request: Request, organisation: Organisation, notice: Notice) -> HttpResponse:
    """Taken back by whoever gave it."""
    notice.member.relation.organisation = organisation
    words = _("Заявление отозвано. Чтобы продолжать, подпишите новое согласие: бланк уже готов.")
    if not notice.is_resignation:
        words = _("Уведомление отозвано: поручение остаётся в силе.")
    return _do(request, notice, lambda: actions.withdraw_notice(notice, by=request.user), words)


@act("duties.note_notice", Notice, related=RELATED)
@require_POST
def cancellation_drop(request: Request, organisation: Organisation, notice: Notice) -> HttpResponse:
    """The paper is not handed over."""
    words = _("Уведомление не вручается: всё остаётся как было.")
    return _do(request, notice, lambda: actions.drop_cancellation(notice, by=request.user), words)


@act("duties.note_notice", Notice, related=RELATED)
def cancellation_give(request: Request, organisation: Organisation, notice: Notice) -> HttpResponse:
    """The head's signed paper was handed over on a day."""
    form = GivenForm(request.POST or None, initial={"given_on": clock.today()})
    return _form_page(
        request, notice, form, actions.give_cancellation, _("Вручение отмечено. Дальше — приказ."),
        _("Отметить вручение"),
    )  # fmt: skip


@act("duties.agree_last_day", Notice, related=RELATED)
def last_day_agree(request: Request, organisation: Organisation, notice: Notice) -> HttpResponse:
    """Both sides have agreed on an earlier day."""
    form = LastDayForm(request.POST or None)
    words = _("Отмечено: стороны договорились о более раннем дне.")
    return _form_page(request, notice, form, actions.agree_last_day, words, _("Договорились о более раннем дне"))


@act("duties.view_notice", Notice, related=RELATED)
def notice_paper_download(
    request: Request, organisation: Organisation, notice: Notice, paper_format: str
) -> HttpResponse:
    """D22 or D25 to print and sign."""
    notice.member.relation.organisation = organisation
    return download(notice_paper(notice), paper_format, organisation_id=organisation.pk)


@act("duties.view_petition", RelationMember, related=MEMBER)
def petition_paper_download(
    request: Request, organisation: Organisation, member: RelationMember, paper_format: str
) -> HttpResponse:
    """D23, for the mentee's own hand; that it was downloaded is written down nowhere (6.1/5)."""
    if member.relation.ground_id is None or member.role != MemberRole.MENTEE:
        raise Http404
    member.relation.organisation = organisation
    return download(petition_paper(member), paper_format, organisation_id=organisation.pk)


def _notice_page(
    request: Request,
    organisation: Organisation,
    member: RelationMember,
    form_class: Callable,
    how: dict[str, Any],
    give: Callable[..., Notice],
    template: str,
) -> HttpResponse:
    relation = member.relation
    relation.organisation = organisation
    if request.method == "GET" and (
        relation.state != RelationState.IN_FORCE or member.role != MemberRole.MENTOR or member.left_on
    ):
        messages.info(request, _("Обязанностей наставника здесь нет."))
        return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    standing = member.notices.open().first()
    if standing is not None:
        messages.info(request, _("Заявление или уведомление об этой паре уже есть."))
        return redirect("duties:notice-detail", organisation.slug, standing.pk)
    prefetch_related_objects([relation], MEMBERS)
    ticking = notice_clock(organisation, clock.today())
    form = form_class(request.POST or None, earliest=ticking.earliest, **how)
    if request.method == "POST" and form.is_valid():
        try:
            notice = give(member, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _after(notice))
            return redirect("duties:notice-detail", organisation.slug, notice.pk)
    context = {"form": form, "member": member, "relation": relation, "clock": ticking}
    return render(request, template, context)


def _form_page(
    request: Request, notice: Notice, form, deed: Callable[..., Notice], words: str, title: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            deed(notice, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, words)
            return redirect("duties:notice-detail", notice.organisation.slug, notice.pk)
    return render(request, "duties/notice_form.html", {"form": form, "notice": notice, "page_title": title})


def _do(request: Request, notice: Notice, deed: Callable[[], Any], words: str) -> HttpResponse:
    try:
        deed()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    return redirect("duties:notice-detail", notice.organisation.slug, notice.pk)


def _after(notice: Notice) -> str:
    day = {"day": f"{notice.last_day:%d.%m.%Y}"}
    if notice.is_resignation:
        return _("Заявление подано. Последний день наставничества — %(day)s. Распечатайте и подпишите его.") % day
    return _("Уведомление готово: распечатайте, дайте подписать руководителю и вручите наставнику.")
