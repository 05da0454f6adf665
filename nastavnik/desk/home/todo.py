"""What there is to do, with its reason and clause: lawful terms first, then people who wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from nastavnik.accounts.models import User
from nastavnik.banks.models import Bank
from nastavnik.consents.models import OF_A_PAIR, ConsentKind
from nastavnik.desk.home.state import State
from nastavnik.duties.models import NoticeState
from nastavnik.kit.ui.words import counted
from nastavnik.orders.models import OrderState, VisaState
from nastavnik.pairs.models import RelationState
from nastavnik.programmes.models import ProgrammeState
from nastavnik.programmes.queries import programme_due

AT_MOST = 7
_DAYS = gettext_noop("день/дня/дней")


@dataclass(frozen=True)
class Deed:
    """A line of «Сегодня»: what, why, where; `post` when the button acts at once."""

    title: str
    reason: str
    button: str
    button_url: str
    clause: str = ""
    due: date | None = None
    post: bool = False


@dataclass(frozen=True)
class Waiting:
    """What is with somebody else, since when."""

    what: str
    who: str
    since: date | None
    url: str


def deeds(state: State) -> list[Deed]:
    """What those who lead can do now, the weightiest first."""
    return [
        *_foundation(state),
        *_steps(state),
        *_notices(state),
        *_orders(state),
        *_changes(state),
        *_programmes(state),
        *_undecided(state),
        *_silence(state),
        *_pairs(state),
        *_banks(state),
    ]


def waiting_for(state: State, reader: User) -> list[Waiting]:
    """What is with somebody else: answers of members, signatures, agreements.

    How many have answered is not said to a member: one of two would be the other one (7.1/2, edge case 20).
    """
    slug = state.organisation.slug
    found = []
    for relation in state.relations:
        if relation.state == RelationState.ACQUAINTANCE:
            members = relation.members.all()
            words = _("ответы участников")
            if all(member.person.user_id != reader.pk for member in members):
                words = _("ответы участников: %(done)s из %(all)s") % {
                    "done": sum(member.interest in ("yes", "no") for member in members),
                    "all": len(members),
                }
            url = reverse("pairs:relation-detail", args=[slug, relation.pk])
            found.append(Waiting(words, str(relation), relation.introduced_on, url))
    for order in state.orders:
        if order.state == OrderState.TO_SIGN:
            url = reverse("orders:order-detail", args=[slug, order.pk])
            found.append(Waiting(_("подпись приказа"), order.title, order.made_at.date(), url))
        if order.state == OrderState.AGREEING:
            url = reverse("orders:order-detail", args=[slug, order.pk])
            who = ", ".join(visa.who for visa in order.visas.all() if visa.state == VisaState.ASKED)
            found.append(Waiting(_("согласование приказа"), who, order.made_at.date(), url))
    for programme in state.programmes:
        if programme.state in (ProgrammeState.DRAFT, ProgrammeState.AGREEING):
            url = reverse("programmes:programme-detail", args=[slug, programme.pk])
            found.append(Waiting(str(programme.get_state_display()), str(programme.relation), None, url))
    return found


def _foundation(state: State) -> Iterator[Deed]:
    """Without these nothing lawful can follow (1.4/3, 4.1)."""
    slug, drafted = state.organisation.slug, any(order.state == OrderState.DRAFT for order in state.orders)
    if not (state.introduced and state.edition) and not drafted and not state.orders:
        yield Deed(
            _("Издать приказ о внедрении модели и утверждении Положения"),
            _("Без него нельзя закрепить ни одну пару."),
            _("Составить приказ"),
            reverse("orders:base-order-start", args=[slug]),
            "4.1",
        )
    if not state.has_curator:
        yield Deed(
            _("Назначить куратора"),
            _("Куратора назначает руководитель приказом; сейчас куратора нет."),
            _("Составить приказ"),
            reverse("orders:base-order-start", args=[slug]) + "?appoints=1",
            "4.4.1",
        )
    elif state.curator_until and not state.orders:
        yield Deed(
            _("Оформить назначение куратора приказом"),
            _("Пока куратор действует по поручению руководителя."),
            _("Составить приказ"),
            reverse("orders:base-order-start", args=[slug]) + "?appoints=1",
            "4.4.1",
            due=state.curator_until,
        )
    if state.teachers < 2:
        yield Deed(
            _("Внести сотрудников"),
            _("Загрузите штатную таблицу — как есть, из Excel, или страницу официального сайта."),
            _("Загрузить таблицу"),
            reverse("people:staff-import-upload", args=[slug]),
            "4.4.2",
        )


def _orders(state: State) -> Iterator[Deed]:
    slug = state.organisation.slug
    for order in state.orders:
        url = reverse("orders:order-detail", args=[slug, order.pk])
        words = {
            OrderState.TO_SIGN: (_("Подпишите на бумаге и зарегистрируйте скан."), _("К приказу")),
            OrderState.AGREED: (_("Проект согласован всеми: передайте его на подпись."), _("К проекту")),
            OrderState.DRAFT: (_("Проект приказа ждёт передачи на подпись."), _("К проекту")),
        }.get(OrderState(order.state))
        if order.state == OrderState.DRAFT and order.return_note:
            words = (_("Проект возвращён с замечаниями: исправьте и передайте снова."), _("К проекту"))
        if words:  # what is being agreed is with somebody else
            yield Deed(order.title, words[0], words[1], url, "4.3/2")
    ready = [
        relation
        for relation in state.relations
        if relation.state == RelationState.AGREED
        and relation.pk not in state.ordered
        and all(member.consent and member.consent.is_valid_on(state.today) for member in relation.members.all())
    ]
    if ready:
        yield Deed(
            ngettext(
                "Составить приказ о закреплении пары",
                "Составить приказ о закреплении пар и групп: %(count)s",
                len(ready),
            )
            % {"count": len(ready)},
            _("Все согласия подписаны: %(pairs)s") % {"pairs": "; ".join(map(str, ready[:3]))},
            _("Составить приказ"),
            reverse("orders:relations-order-start", args=[slug]),
            "7.2",
        )


def _steps(state: State) -> Iterator[Deed]:
    """What the law gives days for: the soonest by name, the others by their number (152-ФЗ ст. 10.1, 21)."""
    if not state.steps:
        return
    first, others = state.steps[0], len(state.steps) - 1
    reason = _("%(who)s: согласие отозвано или изменено.") % {"who": first.consent.person.short_name}
    if others:
        reason += " " + _("И ещё дел со сроком: %(count)s.") % {"count": others}
    url = reverse("consents:step-list", args=[state.organisation.slug])
    clause = "4.3/5" if first.consent.kind in OF_A_PAIR else "9.3"
    yield Deed(first.words, reason, _("К делам со сроком"), url, clause, due=first.due_on)


def _notices(state: State) -> Iterator[Deed]:
    """A notice is taken note of, never rejected; then the change of the pair is prepared (5.1/3)."""
    prepared = {change.relation_id for change in state.prepared}
    for notice in state.notices:
        if notice.state == NoticeState.PREPARED or notice.member.relation_id in prepared:
            continue
        url = reverse("duties:notice-detail", args=[state.organisation.slug, notice.pk])
        noted = notice.state == NoticeState.NOTED
        yield Deed(
            str(notice.get_kind_display()),
            _("%(who)s: последний день наставничества — %(day)s.")
            % {"day": f"{notice.last_day:%d.%m.%Y}", "who": notice.member.person.short_name},
            _("Подготовить изменение") if noted else _("Принять к сведению"),
            url,
            "5.1/3",
            due=notice.last_day,
        )


def _changes(state: State) -> Iterator[Deed]:
    waiting = sum(change.pk not in state.ordered for change in state.prepared)
    if waiting:
        yield Deed(
            _("Оформить приказом изменения в парах и группах: %(count)s") % {"count": waiting},
            _("Изменения подготовлены и ждут приказа."),
            _("Составить приказ"),
            reverse("orders:change-order-start", args=[state.organisation.slug]),
            "8.2",
        )


def _programmes(state: State) -> Iterator[Deed]:
    slug, with_programme = state.organisation.slug, {programme.relation_id for programme in state.programmes}
    for relation in state.relations:
        # a resting pair begins nothing (edge case 49)
        if relation.state == RelationState.IN_FORCE and not relation.is_resting and relation.pk not in with_programme:
            yield Deed(
                _("Начать программу: %(pair)s") % {"pair": relation},
                _("Пара действует, программы ещё нет."),
                _("К паре"),
                reverse("pairs:relation-detail", args=[slug, relation.pk]),
                "R5.2",
                due=programme_due(relation),
            )
    for programme in state.programmes:
        url = reverse("programmes:programme-detail", args=[slug, programme.pk])
        words = {
            ProgrammeState.REVIEW: (_("Проверить программу"), _("Участники согласовали текст."), "4.4.7"),
            ProgrammeState.APPROVED: (_("Начать реализацию программы"), _("Программа утверждена."), "4.4.7"),
            ProgrammeState.CLOSING: (_("Подвести итоги программы"), _("Участники подводят итоги."), "8.1"),
        }.get(ProgrammeState(programme.state))
        if words:
            yield Deed(f"{words[0]}: {programme.relation}", words[1], _("К программе"), url, words[2])


def _undecided(state: State) -> Iterator[Deed]:
    """A wish to end is a right; what all have agreed with wants its order (8.1/2, 8.2)."""
    for one in state.undecided:
        url = reverse("programmes:programme-detail", args=[state.organisation.slug, one.programme.pk]) + "#changing"
        words = {"who": one.who, "programme": one.programme}
        if one.who:
            title, clause = _("Просит о завершении: %(who)s") % words, "8.1/2"
        else:
            title, clause = _("Согласовано изменение программы %(programme)s: нужен приказ") % words, "8.2"
        yield Deed(title, str(one.programme.relation), _("К программе"), url, clause)


def _silence(state: State) -> Iterator[Deed]:
    """Nobody is graded by it: whoever leads asks whether help is needed (4.4.7)."""
    if not state.silent:
        return
    named = "; ".join(f"{one.programme.relation} ({counted(one.days, _DAYS)})" for one in state.silent[:3])
    yield Deed(
        _("Узнать, как идут дела: давно нет записей"),
        named,
        _("К программам"),
        reverse("programmes:programme-list", args=[state.organisation.slug]) + "?silent",
        "4.4.7",
    )


def _pairs(state: State) -> Iterator[Deed]:
    slug = state.organisation.slug
    for relation in state.relations:
        if relation.state == RelationState.PROPOSED:
            yield Deed(
                _("Познакомить: %(pair)s") % {"pair": relation},
                _("Подбор сделан, участники о нём ещё не знают."),
                _("К паре"),
                reverse("pairs:relation-detail", args=[slug, relation.pk]),
                "7.1/2",
            )
    if state.without_mentor and state.has_mentors:
        yield Deed(
            _("Подобрать пары"),
            ngettext("Без наставника %(count)s человек.", "Без наставника: %(count)s.", state.without_mentor)
            % {"count": state.without_mentor},
            _("К подбору"),
            reverse("pairs:relation-list", args=[slug]),
            "R4.1",
        )


def _banks(state: State) -> Iterator[Deed]:
    slug = state.organisation.slug
    if state.consents:
        first = state.consents[0]
        single = reverse("consents:consent-detail", args=[slug, first.pk])
        several = reverse("consents:consent-list", args=[slug]) + "?state=proposed"
        yield Deed(
            _("Подписать и зарегистрировать согласия: %(count)s") % {"count": len(state.consents)},
            ", ".join(dict.fromkeys(consent.person.short_name for consent in state.consents[:4])),
            _("К согласиям"),
            single if len(state.consents) == 1 else several,
            "R2.2" if all(consent.kind == ConsentKind.PROCESSING for consent in state.consents) else "4.3/5",
        )
    if state.unselected:
        yield Deed(
            _("Отобрать наставников: %(count)s") % {"count": state.unselected},
            _("Ответили «да» и ждут вашего решения."),
            _("К базе наставников"),
            reverse("banks:entry-list", args=[slug, Bank.MENTORS]) + "?state=draft",
            "1.3/1",
        )
    for bank, words, clause in (
        (Bank.MENTEES, _("Собрать профессиональные запросы педагогов"), "R2.1"),
        (Bank.MENTORS, _("Провести анкетирование будущих наставников"), "R3.1"),
    ):
        if bank not in state.ever_collected and state.teachers > 1:
            yield Deed(
                words,
                _("Педагоги ответят на своих страницах или на бумаге."),
                _("Открыть сбор"),
                reverse("banks:collection-open", args=[slug, bank]),
                clause,
            )
        running = state.collections.get(bank)
        if running and running.deadline < state.today:
            yield Deed(
                _("Закрыть сбор: %(bank)s") % {"bank": bank.label},
                _("Срок ответа прошёл."),
                _("К сбору"),
                reverse("banks:collection-detail", args=[slug, running.pk]),
                clause,
                due=running.deadline,
            )
        fresh = state.freshness[bank]
        if fresh.is_overdue:
            yield Deed(
                _("Актуализировать: %(bank)s") % {"bank": bank.label},
                _("Базу просматривают не реже одного раза в год."),
                _("Актуализировать"),
                reverse("banks:bank-actualise", args=[slug, bank]),
                "4.4.2",
                due=fresh.due_on,
            )
    if state.ready_drafts:
        yield Deed(
            _("Включить в базы: %(count)s") % {"count": state.ready_drafts},
            _("Согласие есть, запись ещё черновик."),
            _("К базам"),
            reverse("banks:bank-list", args=[slug]),
            "R2.2",
        )
