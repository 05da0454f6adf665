"""The life of a roadmap: drawn up by the curator, approved by the head's order, replaced by a newer one."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.roadmap.models import Roadmap, RoadmapState


def has_terms(roadmap: Roadmap) -> str | None:
    """A plan without a term or a responsible person cannot be carried out (domain G14, 1.4/7)."""
    bare = [item.title for item in roadmap.items.all() if item.due_on is None]
    if bare:
        return _now("Не указан срок: %(title)s.") % {"title": bare[0]}
    return None


ROADMAP = Lifecycle(
    "roadmap",
    RoadmapState,
    (
        # only an order does this (4.3/4): `orders` calls `approve_roadmap`
        Move("approve", _("Утвердить приказом"), ("draft",), "approved", "roadmap_approved", has_terms),
        Move("replace", _("Заменить новой редакцией"), ("approved",), "replaced", "roadmap_replaced"),
        # a revoking order (edge case 40): it is a plan to be approved anew
        Move("reopen", _("Вернуть в проект"), ("approved",), "draft", "roadmap_reopened"),
    ),
)
