"""What a choice at a revocation would do, in words for the page: each effect is decided on knowingly (edge case 40)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nastavnik.orders.forms.correcting import Question
from nastavnik.orders.kinds import KINDS
from nastavnik.orders.models import Fate, ItemKind, OrderItem
from nastavnik.orders.wording import effect_words
from nastavnik.pairs.models import RelationState


def questions_of(effects: Sequence[OrderItem]) -> list[Question]:
    """Each effect with the fates that make sense for its kind, and what each of them would do."""
    return [
        Question(
            key=str(effect.pk),
            label=_capital(effect_words(effect)),
            choices=[
                (str(fate), _capital(str(Fate(fate).label)), _over(effect, fate) or consequence(effect.kind, fate))
                for fate in KINDS[effect.kind].fates
                if not (fate == Fate.END and _is_over(effect))
            ],
        )
        for effect in effects
    ]


def consequence(kind: str, fate: str) -> str:
    """One sentence: what would be true after the revocation."""
    if fate == Fate.KEEP:
        return str(_KEPT.get(ItemKind(kind)) or _("Всё остаётся как есть."))
    return str(_CONSEQUENCES[ItemKind(kind), Fate(fate)])


def _is_over(effect: OrderItem) -> bool:
    """The last day of the pair that the item fixed has come: there is nothing left to end."""
    return effect.relation is not None and not effect.relation.is_running


def _over(effect: OrderItem, fate: str) -> str:
    """What keeping means for a pair whose end is fixed, or past; "" for all the rest."""
    if fate != Fate.KEEP or effect.relation is None or effect.relation.state != RelationState.ENDED:
        return ""
    words = _("Пара или группа завершена, её последний день — %(day)s; это не меняется.")
    return words % {"day": f"{effect.relation.ended_on:%d.%m.%Y}"}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_KEPT = {
    ItemKind.ASSIGN_RELATION: gettext_lazy("Пара или группа продолжает работу: её программа и согласия в силе."),
    ItemKind.APPOINT_CURATOR: gettext_lazy("Куратор остаётся в должности."),
    ItemKind.REWARD: gettext_lazy("Поощрение остаётся в сведениях о сотруднике."),
}

_CONSEQUENCES = {
    (ItemKind.INTRODUCE_MODEL, Fate.END): gettext_lazy(
        "С этого дня модель не введена: новые пары закрепить нельзя, пока нет нового приказа (4.1)."
    ),
    (ItemKind.INTRODUCE_MODEL, Fate.VOID): gettext_lazy(
        "Модель считается не введённой ни на один день. Закреплённые пары это не затрагивает: о них решают отдельно."
    ),
    (ItemKind.APPROVE_REGULATION, Fate.END): gettext_lazy(
        "Положение действует по день перед этим: новые пары закрепить нельзя, пока не утверждено другое (4.1)."
    ),
    (ItemKind.APPROVE_REGULATION, Fate.VOID): gettext_lazy(
        "Эта редакция Положения считается не действовавшей ни на один день; текст остаётся в этом приказе."
    ),
    (ItemKind.APPOINT_CURATOR, Fate.END): gettext_lazy(
        "Куратор исполняет обязанности по день перед этим. Прежний куратор сам не возвращается: нужен новый приказ."
    ),
    (ItemKind.APPROVE_BODY, Fate.END): gettext_lazy("Состав действует по день перед этим."),
    (ItemKind.APPROVE_BODY, Fate.VOID): gettext_lazy("Состав считается не утверждённым ни на один день."),
    (ItemKind.APPROVE_ROADMAP, Fate.END): gettext_lazy(
        "Дорожная карта снова становится проектом: её можно исправить и утвердить другим приказом."
    ),
    (ItemKind.APPROVE_BANK, Fate.END): gettext_lazy(
        "Утверждённый список действует по день перед этим. Сама база и пары в ней не меняются."
    ),
    (ItemKind.APPROVE_BANK, Fate.VOID): gettext_lazy(
        "Список считается не утверждённым ни на один день. Сама база и пары не меняются."
    ),
    (ItemKind.APPOINT_MENTOR, Fate.END): gettext_lazy(
        "Назначение действует по день перед этим. Пары, закреплённые другими приказами, продолжаются."
    ),
    (ItemKind.ASSIGN_RELATION, Fate.END): gettext_lazy(
        "Последний день пары или группы — день перед этим; программа завершается. "
        "Сделанное остаётся и учитывается в показателях."
    ),
    (ItemKind.ASSIGN_RELATION, Fate.VOID): gettext_lazy(
        "Пара или группа считается не состоявшейся: программа прекращается, в показатели она не входит."
    ),
    (ItemKind.CHANGE_RELATION, Fate.VOID): gettext_lazy(
        "С этого дня возвращаются прежние состав и условия. Кто пришёл по приказу, выбывает."
    ),
    (ItemKind.EXTEND_RELATION, Fate.VOID): gettext_lazy("Возвращается прежний срок."),
    (ItemKind.REPLACE_MENTOR, Fate.VOID): gettext_lazy(
        "С этого дня возвращается прежний наставник. Кто согласился на нового, подписывает согласие заново: до этого "
        "пара не действует."
    ),
    (ItemKind.RELIEVE_MENTOR, Fate.VOID): gettext_lazy("С этого дня наставник снова исполняет свои обязанности."),
    (ItemKind.END_RELATION, Fate.VOID): gettext_lazy(
        "Пара или группа снова действует. Завершённая программа сама не возобновляется."
    ),
    (ItemKind.REWARD, Fate.VOID): gettext_lazy("Поощрение отменяется и в сведениях о сотруднике не показывается."),
}
