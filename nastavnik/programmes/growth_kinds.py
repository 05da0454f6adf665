"""The kinds of record of the work, and what may be done with each: a table that page and addresses read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.lifecycle import Lifecycle
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes import growth_forms as by_hand
from nastavnik.programmes.actions import activity, growth
from nastavnik.programmes.growth_states import DIFFICULTY, RECOMMENDATION
from nastavnik.programmes.models import (
    Difficulty,
    GrowthRecord,
    Observation,
    Participation,
    Project,
    Recommendation,
    Remark,
)

BOTH = (MemberRole.MENTOR, MemberRole.MENTEE)


@dataclass(frozen=True)
class Deed:
    """Something done with a record: by whom (`roles`), with which form (None: at once), and what is said after it."""

    label: Any
    act: Callable[..., Any]
    said: Any
    roles: tuple[str, ...] = BOTH
    form: type[forms.Form] | None = None
    icon: str = ""
    move: str = ""  # of the lifecycle of its kind
    is_open: Callable[[Any], bool] = lambda record: True


@dataclass(frozen=True)
class Kind:
    """One kind of record: `words` is the field that its author types and may mend."""

    model: type[GrowthRecord]
    title: Any
    add: Any
    empty: Any
    lead: Any
    form: type[by_hand.RecordForm]
    act: Callable[..., GrowthRecord]
    deeds: dict[str, Deed]
    words: str = "text"
    clause: str = ""
    icon: str = ""
    roles: tuple[str, ...] = BOTH
    lifecycle: Lifecycle | None = None
    is_private: bool = False  # for the members of today alone


_MENTOR, _MENTEE = (MemberRole.MENTOR,), (MemberRole.MENTEE,)

KINDS: dict[str, Kind] = {
    "difficulty": Kind(
        Difficulty,
        _("Затруднения"),
        _("Затруднение"),
        _("Пока не записано. Назвать затруднение — половина дела: его снимают вместе."),
        _("Что пока не получается. Это не замечание: дальше вы вместе решите, что с этим делать."),
        by_hand.DifficultyForm,
        growth.reveal_difficulty,
        {
            "remove": Deed(
                _("Снято"),
                growth.remove_difficulty,
                _("Готово. Затруднение снято."),
                form=by_hand.OutcomeForm,
                icon="check",
                move="remove",
            ),
            "act": Deed(
                _("Что делаем"),
                growth.act_on_difficulty,
                _("Записано, что вы делаете вместе."),
                form=by_hand.ActionForm,
                move="act",
            ),
            "return": Deed(
                _("Вернуть в работу"), growth.return_difficulty, _("Затруднение снова в работе."), move="return"
            ),
        },
        clause="6.2/7",
        icon="puzzle",
        lifecycle=DIFFICULTY,
    ),
    "recommendation": Kind(
        Recommendation,
        _("Рекомендации"),
        _("Рекомендация"),
        _("Пока нет. Сюда записывают и совет в работе, и конкурс, в котором стоит участвовать."),
        _("Наставляемый ответит: примет или предложит обсудить. Не согласиться можно, это не нарушение."),
        by_hand.RecommendationForm,
        growth.give_recommendation,
        {
            "accept": Deed(
                _("Принимаю"),
                growth.accept_recommendation,
                _("Готово. Наставник увидит, что вы приняли рекомендацию."),
                roles=_MENTEE,
                icon="check",
                move="accept",
            ),
            "discuss": Deed(
                _("Обсудить"),
                growth.discuss_recommendation,
                _("Записано. Наставник прочитает, и вы обсудите это вместе."),
                roles=_MENTEE,
                form=by_hand.AnswerForm,
                move="discuss",
            ),
            "finish": Deed(
                _("Выполнено"),
                growth.finish_recommendation,
                _("Готово. Рекомендация выполнена."),
                form=by_hand.DoneForm,
                icon="check",
                move="finish",
            ),
            "drop": Deed(_("Снять"), growth.drop_recommendation, _("Рекомендация снята."), roles=_MENTOR, move="drop"),
        },
        clause="6.2/5",
        icon="lightbulb",
        roles=_MENTOR,
        lifecycle=RECOMMENDATION,
    ),
    "observation": Kind(
        Observation,
        _("Наблюдения наставника"),
        _("Наблюдение"),
        _("Пока нет. Наблюдение записывает наставник, наставляемый читает его сразу и может ответить."),
        _("Что вы увидели в работе. Наставляемый прочитает это сразу; исправить запись можно три дня."),
        by_hand.ObservationForm,
        growth.make_observation,
        {
            "comment": Deed(
                _("Ответить"),
                growth.comment_observation,
                _("Записано. Наставник увидит ваш ответ."),
                roles=_MENTEE,
                form=by_hand.CommentForm,
            ),
        },
        clause="5.1/4",
        icon="eye",
        roles=_MENTOR,
    ),
    "remark": Kind(
        Remark,
        _("Обсуждение"),
        _("Обсудить"),
        _("Пока ничего. Здесь участники обсуждают педагогическую работу наставляемого; кроме вас её никто не читает."),
        _("Это прочтут только участники программы. Имена детей и родителей не называйте."),
        by_hand.RemarkForm,
        growth.make_remark,
        {},
        clause="5.2/6",
        icon="messages-square",
        is_private=True,
    ),
    "project": Kind(
        Project,
        _("Совместные проекты"),
        _("Проект"),
        _("Пока нет. Образовательный или культурный проект, который вы делаете вместе."),
        _("Что вы делаете вместе. Итог допишете, когда закончите."),
        by_hand.ProjectForm,
        activity.start_project,
        {
            "finish": Deed(
                _("Итог"),
                activity.finish_project,
                _("Готово. Итог проекта записан."),
                form=by_hand.ProjectResultForm,
                icon="flag",
                is_open=lambda record: record.ended_on is None,
            ),
        },
        words="title",
        clause="M4/2",
        icon="blocks",
    ),
    "participation": Kind(
        Participation,
        _("Участие в событиях"),
        _("Событие"),
        _("Пока нет. Конкурсы, конференции, форумы, фестивали — от своего детского сада до международных."),
        _("Где наставляемый участвует или к чему готовится. Результат допишете потом."),
        by_hand.ParticipationForm,
        activity.note_participation,
        {
            "result": Deed(
                _("Результат"),
                activity.note_result,
                _("Готово. Результат записан."),
                form=by_hand.EventResultForm,
                icon="award",
                is_open=lambda record: not record.result and record.on <= clock.today(),
            ),
        },
        words="title",
        clause="5.2/5",
        icon="trophy",
    ),
}


def deeds_for(code: str, record: GrowthRecord, me: RelationMember | None) -> list[tuple[str, Deed]]:
    """What the reader may do with the record now, the likeliest first."""
    kind = KINDS[code]
    if me is None or not record.programme.is_under_way or not concerns(record, me):
        return []
    return [
        (name, deed) for name, deed in kind.deeds.items() if me.role in deed.roles and _possible(kind, record, deed)
    ]


def concerns(record: GrowthRecord, me: RelationMember | None) -> bool:
    """A mentee reads what is about them or about all, never what is about another mentee of the group (1.4/4)."""
    return me is None or me.role == MemberRole.MENTOR or record.member_id in (None, me.pk)


def may_mend(record: GrowthRecord, reader: User) -> bool:
    """Its author, within three days, while the work goes on."""
    return record.made_by_id == reader.pk and record.is_open_to_its_author and record.programme.is_under_way


def _possible(kind: Kind, record: GrowthRecord, deed: Deed) -> bool:
    if kind.lifecycle is not None and deed.move:
        return kind.lifecycle.why_not(record, deed.move) is None
    return deed.is_open(record)
