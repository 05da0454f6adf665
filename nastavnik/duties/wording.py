"""What a draft says before anybody has changed it: content, form and term of the work, from the pair."""

from typing import Any

from nastavnik.pairs.models import Relation

CONTENT = (
    "сопровождение профессионального становления, развития и адаптации наставляемого по персонализированной программе "
    "наставничества; участие в её составлении; проведение встреч; помощь в работе; отметки о выполнении; участие "
    "в подведении итогов."
)


def terms_of(relation: Relation) -> dict[str, Any]:
    """The fields of a new draft; what the product does not know (payment, the contract) stays blank."""
    topic = f" Направление: {relation.topic}." if relation.topic else ""
    names = ", ".join(member.person.full_name for member in relation.mentees)
    who = "Наставляемые" if len(relation.mentees) > 1 else "Наставляемый"
    return {
        "content": f"{CONTENT}{topic} {who}: {names}.",
        "form_words": f"{relation.get_form_display()}; «{relation.get_category_form_display()}»",
        "since": relation.since,
        "until": relation.until,
    }
