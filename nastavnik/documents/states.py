"""The life of minutes: written, then signed on paper and registered; what is signed is never changed."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.documents.models import Minutes, MinutesState
from nastavnik.kit import clock
from nastavnik.kit.lifecycle import Lifecycle, Move


def is_whole(minutes: Minutes) -> str | None:
    """The first thing that the minutes lack, in a sentence."""
    lacks = lacks_of(minutes)
    return lacks[0] if lacks else None


def lacks_of(minutes: Minutes) -> list[str]:
    """Everything that has to be written before the paper can be signed."""
    items, present = list(minutes.items.all()), minutes.presences.count()
    found = []
    if minutes.held_on > clock.today():
        found.append(_now("День ещё не наступил: протокол подписывают после того, как всё прошло."))
    if not present:
        found.append(_now("Не отмечено, кто присутствовал."))
    if minutes.chair_id is None:
        found.append(_now("Не указано, кто вёл (председатель)."))
    if minutes.decides and minutes.secretary_id is None:
        found.append(_now("Не указан секретарь: он ведёт и подписывает протокол."))
    if minutes.secretary_id is not None and minutes.secretary_id == minutes.chair_id:
        found.append(_now("Председатель и секретарь — один человек. Укажите двоих."))
    if not items:
        found.append(_now("В повестке нет ни одного вопроса."))
    for number, item in enumerate(items, start=1):
        words = {"number": number, "topic": item.topic}
        if not item.decided.strip():
            found.append(_now("Вопрос %(number)s «%(topic)s»: не записано, что решили.") % words)
        if minutes.decides and item.votes is None:
            found.append(_now("Вопрос %(number)s «%(topic)s»: не записано, как голосовали.") % words)
        if item.votes and sum(item.votes) > present:
            words |= {"votes": sum(item.votes), "present": present}
            found.append(
                _now("Вопрос %(number)s «%(topic)s»: голосов %(votes)s, а присутствовали %(present)s.") % words
            )
    return found


MINUTES = Lifecycle(
    "minutes",
    MinutesState,
    (Move("sign", _("Зарегистрировать подписанный"), ("draft",), "signed", "minutes_signed", is_whole),),
)
