"""The register of consents on a date, as an inspector reads it (D28): page and paper have the same rows."""

from dataclasses import dataclass
from datetime import date

from nastavnik.consents.models import Consent, ConsentQuerySet, Way
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.papers import model as paper


@dataclass(frozen=True)
class RegisterRow:
    """One consent as it stood on the day: what was not known by then is not said."""

    number: int
    consent: Consent
    version: str
    given: str
    way: str
    term: str
    ended: str
    place: str


def register_rows(organisation: Organisation, day: date) -> list[RegisterRow]:
    """All that had been given by the end of that day, in the order of giving; one query.

    Blanks and refusals are no consents: a refusal leaves no mark in any register (1.4/5).
    """
    consents: ConsentQuerySet = Consent.objects.of(organisation).filter(given_on__lte=day)
    rows = consents.select_related("person", "text").order_by("given_on", "pk")
    return [_row(number, consent, day) for number, consent in enumerate(rows, 1)]


def register_paper(organisation: Organisation, day: date) -> paper.Paper:
    """The register as a paper, landscape."""
    rows = register_rows(organisation, day)
    columns = (
        paper.Column("№", 0.4, "center"), paper.Column("Кто дал согласие", 2), paper.Column("Вид согласия", 2.4),
        paper.Column("Редакция текста", 0.9, "center"), paper.Column("Дано", 1, "center"),
        paper.Column("Способ", 1.2), paper.Column("Срок действия", 1.1), paper.Column("Отозвано, заменено", 1.4),
        paper.Column("Где хранится", 1.6),
    )  # fmt: skip
    lines = tuple(
        (
            str(row.number), row.consent.person.full_name, _kind(row.consent), row.version, row.given, row.way,
            row.term, row.ended, row.place,
        )
        for row in rows
    )  # fmt: skip
    blocks = (
        paper.Letterhead(organisation.full_name, organisation.short_name),
        paper.DocumentName("РЕЕСТР СОГЛАСИЙ"),
        paper.Heading(f"по состоянию на {day:%d.%m.%Y}"),
        paper.Table(columns, lines, empty="По состоянию на эту дату согласий нет."),
        paper.Note("В реестр входят данные согласия. Отказ не регистрируется: он не влечёт последствий."),
        *_curator(organisation, day),
    )
    return paper.Paper(
        kind="consent_register", title=f"Реестр согласий на {day:%d.%m.%Y}", author=organisation.short_name,
        date=day, blocks=blocks, page="landscape", keep_years=3,
    )  # fmt: skip


def _row(number: int, consent: Consent, day: date) -> RegisterRow:
    return RegisterRow(
        number=number,
        consent=consent,
        version=f"№ {consent.text.version}",
        given=f"{consent.given_on:%d.%m.%Y}",
        way=str(Way(consent.way).label),
        term=f"по {consent.valid_until:%d.%m.%Y}" if consent.valid_until else "до отзыва",
        ended=_ended(consent, day),
        place=_place(consent),
    )


def _kind(consent: Consent) -> str:
    kind = str(consent.get_kind_display())
    return f"{kind}: {consent.about}" if consent.about else kind


def _ended(consent: Consent, day: date) -> str:
    """Only what had happened by the day; the end of a notice may lie after it (ТК РФ ст. 351.8)."""
    if consent.withdrawal_received_on and consent.withdrawal_received_on <= day:
        words = f"отозвано {consent.withdrawal_received_on:%d.%m.%Y}"
        last = consent.last_day
        later = consent.withdrawn_on and consent.withdrawn_on > consent.withdrawal_received_on
        if not later or last is None:
            return words
        return f"{words}, {'действует' if last >= day else 'действовало'} по {last:%d.%m.%Y}"
    if consent.replaced_on and consent.replaced_on <= day:
        return f"заменено {consent.replaced_on:%d.%m.%Y}"
    if consent.valid_until and consent.valid_until < day:
        return f"истекло {consent.valid_until:%d.%m.%Y}"
    return ""


def _place(consent: Consent) -> str:
    if consent.way == Way.SIMPLE:
        return "в системе, с протоколом подписания"
    scan = "скан в системе" if consent.scan_id else "скана нет"
    return f"{consent.kept_in or 'подлинник в деле'}; {scan}"


def _curator(organisation: Organisation, day: date) -> tuple[paper.Block, ...]:
    role = holder_of(organisation, RoleKind.CURATOR, day)
    person = getattr(role.user, "person", None) if role else None
    return (paper.Signature("Куратор", person.signature_name),) if person else ()
