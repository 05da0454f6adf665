"""The papers of consents (D7, D8, D9): one purpose each; passport data are left as a blank to fill by hand."""

from collections.abc import Sequence
from datetime import date

from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.papers import model as paper
from nastavnik.people.models import Person
from nastavnik.russian.names import surname_initials
from nastavnik.russian.positions import decline_position

NAMES = {
    ConsentKind.MENTORING: ("СОГЛАСИЕ", "на наставничество"),
    ConsentKind.MENTEE: ("СОГЛАСИЕ", "наставляемого"),
    ConsentKind.PROCESSING: ("СОГЛАСИЕ", "на обработку персональных данных"),
}


def consent_paper(consent: Consent) -> paper.Paper:
    """The paper to print, read and sign; the words are those of the version the consent was asked under."""
    organisation, person, day = consent.organisation, consent.person, consent.given_on or clock.today()
    name, heading = NAMES[ConsentKind(consent.kind)]
    blocks: list[paper.Block] = [
        paper.Addressee(_addressee(organisation, day) + _author(person, day)),
        paper.DocumentName(name),
        paper.Heading(heading),
    ]
    if consent.kind == ConsentKind.PROCESSING:
        blocks += _parties(organisation, person)
    blocks += [paper.Paragraph(line) for line in consent.words.splitlines() if line.strip()]
    blocks.append(paper.Signature(_capital(person.position_on(day)), person.signature_name, dated=True))
    return paper.Paper(
        kind=f"consent_{consent.kind}", title=f"{name.capitalize()} {heading}: {person.full_name}",
        author=organisation.short_name, date=day, blocks=tuple(blocks), keep_years=3,
    )  # fmt: skip


def consents_paper(organisation: Organisation, consents: Sequence[Consent]) -> paper.Paper:
    """Several blanks to be printed at once, each on a page of its own."""
    blocks: list[paper.Block] = []
    for consent in consents:
        consent.organisation = organisation
        if blocks:
            blocks.append(paper.PageBreak())
        blocks += consent_paper(consent).blocks
    return paper.Paper(
        kind="consents", title="Согласия на подпись", author=organisation.short_name, date=clock.today(),
        blocks=tuple(blocks), keep_years=3,
    )  # fmt: skip


def _parties(organisation: Organisation, person: Person) -> list[paper.Block]:
    """Whose data, and who works with them: ст. 9 ч. 4 wants address and document, the database must not."""
    operator = [organisation.full_name, organisation.address or organisation.place]
    if organisation.inn:
        operator.append(f"ИНН\u00a0{organisation.inn}")
    return [
        paper.Definition("Субъект персональных данных", person.full_name),
        paper.Definition("Оператор", ", ".join(filter(None, operator))),
        paper.Blank("Адрес субъекта"),
        paper.Blank("Документ, удостоверяющий личность (вид, номер, кем и когда выдан)", 2),
    ]


def _addressee(organisation: Organisation, day: date) -> tuple[str, ...]:
    """«Заведующему … Веретенниковой О. С.», in the dative."""
    role = holder_of(organisation, RoleKind.HEAD, day)
    head = getattr(role.user, "person", None) if role else None
    if head is None or head.organisation_id != organisation.pk:
        return ("Руководителю", organisation.short_name)
    post = decline_position(head.position_on(day) or "руководитель").dative
    words = len(head.surname.split())
    surname = " ".join(head.cases.dative.split()[:words])
    return _capital(post), organisation.short_name, surname_initials(surname, head.first_name, head.patronymic)


def _author(person: Person, day: date) -> tuple[str, ...]:
    """«от воспитателя» / «Зайцевой Полины Андреевны», in the genitive.

    When the sex is unknown nothing is declined (edge case 4): «от кого: Ким Артём, воспитатель».
    """
    post, cases = person.position_on(day), person.cases
    if not cases.certain:
        return ("от кого:", ", ".join(filter(None, (person.full_name, post))))
    if not post:
        return (f"от {cases.genitive}",)
    return f"от {decline_position(post).genitive}", cases.genitive


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
