"""Minutes brought to their states by the acts that people do, and papers compared with what is kept."""

import os
from datetime import date
from pathlib import Path

from nastavnik.documents.actions import draft_minutes, sign_minutes, write_item, write_minutes
from nastavnik.documents.models import Minutes, MinutesKind
from nastavnik.kit import clock
from nastavnik.papers.model import Paper
from nastavnik.papers.plain import to_text
from nastavnik.regulation.models import Body, BodyKind, Duty, Seat
from tests.cast import FOUNDED, Cast

SNAPSHOTS = Path(__file__).parent / "snapshots"


def is_as_kept(name: str, paper: Paper) -> None:
    """`SNAPSHOTS=new` writes them anew; review the difference."""
    text = to_text(paper).replace("\u00a0", " ")
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "new":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def council(cast: Cast) -> Body:
    """The association as an order makes it: the second mentor leads, the bystander writes."""
    body = Body.objects.create(
        organisation=cast.organisation, kind=BodyKind.COUNCIL, name="Совет наставников", since=FOUNDED,
        ground="приказ от 01.09.2026 № 42-ОД",
    )  # fmt: skip
    seats = (("second_mentor", Duty.CHAIR), ("bystander", Duty.SECRETARY), ("mentor", Duty.MEMBER))
    for sort, (part, duty) in enumerate(seats):
        Seat.objects.create(organisation=cast.organisation, body=body, person=cast.people[part], duty=duty, sort=sort)
    return body


def drafted(cast: Cast, kind: str = MinutesKind.COUNCIL, *, held_on: date | None = None, **facts) -> Minutes:
    return draft_minutes(cast.organisation, kind, by=cast.user("curator"), held_on=held_on or clock.today(), **facts)


def whole(cast: Cast, kind: str = MinutesKind.COUNCIL, **facts) -> Minutes:
    """A draft with everything that can be asked of it."""
    minutes = drafted(cast, kind, **facts)
    people = [cast.second_mentor, cast.bystander, cast.mentor]
    minutes = write_minutes(
        minutes, by=cast.user("curator"), version=minutes.version, held_on=minutes.held_on, people=people,
        chair=cast.second_mentor, secretary=cast.bystander, guests="Петрова И. И., методист информационного центра",
    )  # fmt: skip
    write_item(
        minutes, None, by=cast.user("curator"), version=minutes.version,
        topic="О персонализированных программах на 2026/2027 учебный год",
        speaker="Кудрявцеву Е. Б.: представила три проекта программ",
        spoke="Гаврилюк О. П.: предложила добавить взаимопосещения.\nБелокопытова И. Г.: поддержала.",
        decided="1. Одобрить проекты программ.\n2. Добавить в каждую не менее двух взаимопосещений.",
        votes_for=3, votes_against=0, abstained=0,
    )  # fmt: skip
    return fresh(minutes)


def signed(cast: Cast, **facts) -> Minutes:
    return sign_minutes(whole(cast, **facts), by=cast.user("curator"))


def fresh(minutes: Minutes) -> Minutes:
    return Minutes.objects.select_related("organisation__settings", "relation", "chair", "secretary").get(pk=minutes.pk)
