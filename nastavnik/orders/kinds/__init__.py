"""What an order item may do: one table of ordinary functions (house, chapter 1).

Each kind says what is lacking on a day, carries out its effect, names what the effect depends on (so that it
cannot change under a paper that waits for its signature), and reverses it when the order is revoked.
A new kind is a copy of the nearest one and a line in KINDS.
"""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

from nastavnik.orders.kinds import people, relations, setting_up, texts
from nastavnik.orders.kinds.base import Kind, Lack
from nastavnik.orders.models import ItemKind, OrderItem

KINDS: dict[str, Kind] = {
    ItemKind.INTRODUCE_MODEL: setting_up.INTRODUCTION,
    ItemKind.APPROVE_REGULATION: setting_up.EDITION,
    ItemKind.APPOINT_CURATOR: setting_up.CURATOR,
    ItemKind.APPROVE_BODY: setting_up.BODY,
    ItemKind.APPROVE_ROADMAP: setting_up.ROADMAP_PLAN,
    ItemKind.APPROVE_BANK: people.BANK,
    ItemKind.APPOINT_MENTOR: people.MENTOR,
    ItemKind.ASSIGN_RELATION: relations.RELATION,
    ItemKind.CHANGE_RELATION: relations.CHANGE,
    ItemKind.EXTEND_RELATION: relations.CHANGE,
    ItemKind.REPLACE_MENTOR: relations.CHANGE,
    ItemKind.RELIEVE_MENTOR: relations.CHANGE,
    ItemKind.END_RELATION: relations.CHANGE,
    ItemKind.REWARD: people.REWARD,
    ItemKind.AMEND: texts.AMENDMENT,
}
KINDS[ItemKind.REVOKE] = texts.revocation(KINDS)


def subject_hash(item: OrderItem) -> str:
    """A fingerprint of what the item will do (hex SHA-256), "" for a kind that depends on its own row only."""
    subject = KINDS[item.kind].subject(item)
    if subject is None:
        return ""
    return hashlib.sha256(json.dumps(subject, cls=DjangoJSONEncoder, ensure_ascii=False).encode()).hexdigest()


__all__ = ["KINDS", "Kind", "Lack", "subject_hash"]
