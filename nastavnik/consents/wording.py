"""What pages say of each kind: why it is asked, what follows when it is given, refused or withdrawn."""

from datetime import date, timedelta

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.consents.actions.withdrawing import NOTICE, REVIEW, first_day_without
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.organisations.calendar import working_calendar

_PAIR_GIVEN = _("Когда согласие дадут все участники, руководитель подпишет приказ, и пара начнёт действовать.")
WHEN_GIVEN = {
    ConsentKind.MENTORING: _PAIR_GIVEN,
    ConsentKind.MENTEE: _PAIR_GIVEN,
    ConsentKind.PROCESSING: _("Запись можно будет включить в базу."),
    ConsentKind.DISTRIBUTION: _("Опубликовать можно будет только отмеченное и только там, где отмечено."),
    ConsentKind.IMAGE: _("Снимки можно будет использовать только там, где отмечено."),
    ConsentKind.SPECIALIST: _("Специалиста можно будет назначить ответственным за мероприятия программы."),
    ConsentKind.TRANSFER: _("Данные можно будет передать названному получателю — и никому другому."),
    ConsentKind.SIGNATURE: _("Остальные согласия человек сможет подписывать в системе сам."),
}
"""What comes next once the paper is signed."""

REGISTERED = {
    ConsentKind.PROCESSING: _("Готово. Согласие зарегистрировано: %(who)s. Запись можно включить в базу."),
    ConsentKind.MENTORING: _("Готово. Согласие наставника зарегистрировано: %(who)s. Дальше — приказ."),
    ConsentKind.MENTEE: _("Готово. Согласие наставляемого зарегистрировано: %(who)s. Дальше — приказ."),
    ConsentKind.DISTRIBUTION: _(
        "Готово. Согласие зарегистрировано: %(who)s. Публиковать можно только отмеченное и только там, где отмечено."
    ),
    ConsentKind.IMAGE: _("Готово. Согласие зарегистрировано: %(who)s. Снимки можно размещать там, где отмечено."),
    ConsentKind.SPECIALIST: _("Готово. Согласие зарегистрировано: %(who)s. Специалиста можно привлекать."),
    ConsentKind.TRANSFER: _("Готово. Согласие зарегистрировано: %(who)s. Данные можно передать получателю."),
    ConsentKind.SIGNATURE: _(
        "Готово. Согласие зарегистрировано: %(who)s. С этого дня человек может подписывать согласия в системе."
    ),
}
"""What is said aloud after a paper has been registered."""

_PAIR_REFUSED = _("Приказ об этой паре без согласия не составить; куратор продолжит подбор.")
_NOT_PUBLISHED = _("Ничего опубликовано не будет. На участие в наставничестве это не влияет, больше не спросят.")
WHEN_REFUSED = {
    ConsentKind.MENTORING: _PAIR_REFUSED,
    ConsentKind.MENTEE: _PAIR_REFUSED,
    ConsentKind.PROCESSING: _("Запись останется черновиком и в подборе участвовать не будет."),
    ConsentKind.DISTRIBUTION: _NOT_PUBLISHED,
    ConsentKind.IMAGE: _NOT_PUBLISHED,
    ConsentKind.SPECIALIST: _("Куратор предложит мероприятия другому специалисту."),
    ConsentKind.TRANSFER: _("Данные никому переданы не будут."),
    ConsentKind.SIGNATURE: _("Согласия по-прежнему подписывают на бумаге."),
}
"""What a refusal means: a normal outcome (1.4/5)."""

_PAIR_OVER = _("Новый приказ на его основании не составить; подписанные приказы остаются.")
WHEN_OVER = {
    ConsentKind.MENTORING: _PAIR_OVER,
    ConsentKind.MENTEE: _PAIR_OVER,
    ConsentKind.PROCESSING: _("Записи в базах остаются, но в подборе не участвуют."),
    ConsentKind.DISTRIBUTION: _("Публиковать на его основании больше нельзя."),
    ConsentKind.IMAGE: _("Использовать изображение на его основании больше нельзя."),
    ConsentKind.SPECIALIST: _("Привлекать специалиста на его основании больше нельзя."),
    ConsentKind.TRANSFER: _("Передавать данные на его основании больше нельзя."),
    ConsentKind.SIGNATURE: _("Подписывать в системе больше нельзя; подписанное раньше сохраняет силу."),
}
"""What no longer can be done once it does not hold."""

KEPT_BY_LAW = (
    _("приказы, в которых назван человек, и дополнительные соглашения к трудовому договору — 125-ФЗ, сроки архива;"),
    _("реестры согласий, приказов и программ — по ним видно, что всё делалось с согласия;"),
    _("само согласие и заявление об отзыве — три года после отзыва (приказ Росархива № 236);"),
    _("сведения о работе — их учреждение обрабатывает как работодатель (глава 14 ТК РФ)."),
)
"""What stays after the consent to processing is withdrawn, and why (edge case 28): shown to the person too."""


def consequences(consent: Consent, day: date) -> list[str]:
    """What a withdrawal received on that day will bring, in plain words, before it is made."""
    calendar = working_calendar(consent.organisation)
    soon = calendar.add(day, NOTICE)
    days = {"day": f"{soon:%d.%m.%Y}"}
    match ConsentKind(consent.kind):
        case ConsentKind.MENTORING:
            said = _notice(first_day_without(consent, day), days)
        case ConsentKind.MENTEE:
            said = [
                _now("Участие прекращается сразу, новый приказ на основании этого согласия не составить."),
                _now("До %(day)s куратор готовит приказ: работу пары завершают или наставляемого заменяют.") % days,
                _now("Подписанные приказы остаются в деле."),
            ]
        case ConsentKind.PROCESSING:
            return [
                _now("С этого дня записи человека в базах не участвуют в подборе: стоит отметка об отзыве."),
                _now("До %(day)s проверяют, что хранится на другом основании; остальное уничтожают.")
                % {"day": f"{day + timedelta(days=REVIEW):%d.%m.%Y}"},
                _now("Подписанные приказы и реестры остаются: их хранение требует закон."),
            ]
        case ConsentKind.DISTRIBUTION | ConsentKind.IMAGE:
            said = [
                _now("С этой минуты ничего нового опубликовать нельзя, страницы учреждения в системе скрываются."),
                _now("До %(day)s опубликованное уберут со всех ресурсов, которые названы в согласии.") % days,
                _now("На участие в наставничестве это не влияет."),
            ]
        case ConsentKind.SPECIALIST:
            said = [
                _now("С этого дня специалиста к программе не привлекают."),
                _now("До %(day)s куратор и наставник решают, кто его заменит.") % days,
            ]
        case ConsentKind.TRANSFER:
            said = [
                _now("Данные больше не передаются."),
                _now("До %(day)s учреждение требует от получателя прекратить обработку: %(who)s.")
                % {**days, "who": consent.about},
            ]
        case ConsentKind.SIGNATURE:
            return [
                _now("С этой минуты в системе ничего подписать нельзя: согласия подписывают на бумаге."),
                _now("Подписанное раньше сохраняет силу."),
            ]
    return [*said, *filter(None, [calendar.assumption(day, soon)])]


def _notice(free_from: date, days: dict[str, str]) -> list[str]:
    """ТК РФ ст. 351.8: three full working days, and nobody may say no to it (5.1/3)."""
    return [
        _now("Последний день наставничества — %(last)s, с %(free)s обязанностей наставника больше нет.")
        % {"last": f"{free_from - timedelta(days=1):%d.%m.%Y}", "free": f"{free_from:%d.%m.%Y}"},
        _now("Три рабочих дня — срок предупреждения по статье 351.8 ТК РФ; отказать в отзыве никто не вправе."),
        _now("До %(day)s куратор готовит приказ: работу пары завершают или наставника заменяют.") % days,
        _now("Подписанные приказы остаются в деле."),
    ]
