"""The papers of consents (D7–D11, D26): one purpose each; passport data are left as a blank to fill by hand."""

from collections.abc import Sequence
from datetime import date

from nastavnik.consents.choice import Choice, choice_of
from nastavnik.consents.models import Consent, ConsentKind, ConsentState
from nastavnik.consents.papers.grid import chosen_blocks
from nastavnik.consents.papers.protocol import Signing
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.papers import model as paper
from nastavnik.people.addressing import capital, from_person, to_head
from nastavnik.people.models import Person

NAMES = {
    ConsentKind.MENTORING: ("СОГЛАСИЕ", "на наставничество"),
    ConsentKind.MENTEE: ("СОГЛАСИЕ", "наставляемого"),
    ConsentKind.PROCESSING: ("СОГЛАСИЕ", "на обработку персональных данных"),
    ConsentKind.DISTRIBUTION: (
        "СОГЛАСИЕ",
        "на обработку персональных данных, разрешённых субъектом персональных данных для распространения",
    ),
    ConsentKind.IMAGE: ("СОГЛАСИЕ", "на использование изображения гражданина"),
    ConsentKind.SPECIALIST: ("СОГЛАСИЕ", "привлечённого специалиста на участие в программе наставничества"),
    ConsentKind.TRANSFER: ("СОГЛАСИЕ", "на передачу персональных данных третьему лицу"),
    ConsentKind.SIGNATURE: ("СОГЛАСИЕ", "на использование простой электронной подписи"),
}
_WITH_PARTIES = (ConsentKind.PROCESSING, ConsentKind.DISTRIBUTION, ConsentKind.TRANSFER)


def consent_paper(consent: Consent, choice: Choice | None = None, signing: Signing | None = None) -> paper.Paper:
    """The paper to print, read and sign; the words are those of the version the consent was asked under.

    C4 and C5 print their grid with empty boxes on the blank, and what was ticked (`choice`, or what is kept)
    once given. `signing`: it is signed in the system, so no line is left for the hand.
    """
    organisation, person, day = consent.organisation, consent.person, consent.given_on or clock.today()
    name, heading = NAMES[ConsentKind(consent.kind)]
    blocks: list[paper.Block] = [
        paper.Addressee(to_head(organisation, day) + from_person(person, day)),
        paper.DocumentName(name),
        paper.Heading(heading),
    ]
    if consent.kind in _WITH_PARTIES:
        blocks += _parties(consent, organisation, person)
    blocks += [paper.Paragraph(line) for line in consent.words.splitlines() if line.strip()]
    if consent.is_chosen:
        given = choice or (choice_of(consent) if consent.state != ConsentState.PROPOSED else None)
        blocks += chosen_blocks(consent, given)
    blocks += _end(consent, person, day, signing)
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


def _parties(consent: Consent, organisation: Organisation, person: Person) -> list[paper.Block]:
    """Whose data, and who works with them: ст. 9 ч. 4 wants address and document, the database must not.

    Distribution asks for a contact in their place, and for ИНН and ОГРН (приказ Роскомнадзора № 18).
    """
    operator = [organisation.full_name, organisation.address or organisation.place]
    if organisation.inn:
        operator.append(f"ИНН\u00a0{organisation.inn}")
    if organisation.ogrn and consent.kind == ConsentKind.DISTRIBUTION:
        operator.append(f"ОГРН\u00a0{organisation.ogrn}")
    parties: list[paper.Block] = [paper.Definition("Субъект персональных данных", person.full_name)]
    if consent.kind == ConsentKind.DISTRIBUTION:
        contact = ", ".join(filter(None, (person.phone, person.email)))
        known = paper.Definition("Контакт субъекта", contact)
        parties += [known] if contact else []
        parties.append(paper.Definition("Оператор", ", ".join(filter(None, operator))))
        return parties if contact else [*parties, paper.Blank("Телефон, электронная почта или почтовый адрес субъекта")]
    return [
        *parties,
        paper.Definition("Оператор", ", ".join(filter(None, operator))),
        paper.Blank("Адрес субъекта"),
        paper.Blank("Документ, удостоверяющий личность (вид, номер, кем и когда выдан)", 2),
    ]


def _end(consent: Consent, person: Person, day: date, signing: Signing | None) -> list[paper.Block]:
    """Term where the law asks for one, then the hand or the words that stand for it: never a stamp."""
    blocks: list[paper.Block] = []
    if consent.kind in (ConsentKind.DISTRIBUTION, ConsentKind.IMAGE):
        blocks.append(
            paper.Paragraph(f"Согласие действует по {consent.valid_until:%d.%m.%Y}.")
            if consent.valid_until
            else paper.Paragraph("Согласие действует до отзыва.")
            if consent.given_on
            else paper.Blank("Согласие действует до (дата; если не указана — до отзыва)")
        )
    if signing is not None:
        said = f"Подписано простой электронной подписью {signing.moment}: {person.full_name}. Протокол прилагается."
        return [*blocks, paper.Paragraph(said)]
    return [*blocks, paper.Signature(capital(person.position_on(day)), person.signature_name, dated=True)]
