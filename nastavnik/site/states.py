"""The life of a publication (domain 2.3.8). Each step up asks the gate of 9.3; so does every showing."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.site.checks import look_through
from nastavnik.site.gate import why_not_programme, why_not_shown
from nastavnik.site.models import Publication, PublicationState


def may_be_shown(publication: Publication) -> str | None:
    """Completed (9.3), with every consent for this place, and nobody named beside those chosen (edge case 37)."""
    return (
        why_not_programme(publication.programme)
        or _text_is_whole(publication)
        or why_not_shown(publication, clock.today())
        or look_through(publication).why_not
    )


def _text_is_whole(publication: Publication) -> str | None:
    if not publication.done.strip() or not publication.outcome.strip():
        return _now("Текст не готов: напишите, что сделано и что получилось.")
    if not publication.no_children:
        return _now("Подтвердите, что в тексте нет детей, их имён и сведений о них.")
    return None


PUBLICATION = Lifecycle(
    "publication",
    PublicationState,
    (
        Move("approve", _("Утвердить"), ("draft",), "approved", "publication_approved", may_be_shown),
        Move("return", _("Вернуть на доработку"), ("approved",), "draft", "publication_returned"),
        Move("publish", _("Опубликовать"), ("approved",), "published", "publication_published", may_be_shown),
        Move("withdraw", _("Снять"), ("approved", "published"), "withdrawn", "publication_withdrawn"),
        Move("revise", _("Подготовить заново"), ("withdrawn",), "draft", "publication_revised"),
    ),
)
