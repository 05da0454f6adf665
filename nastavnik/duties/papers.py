"""The papers of the room: notices of both sides (D22, D25), the agreement (D24), the petition for another mentor (D23).

All are printed and signed by hand; passport data are not asked for, unknown facts are blanks (152-ФЗ ст. 5).
"""

from datetime import date, timedelta

from nastavnik.duties.models import Notice, Supplement
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.papers import model as paper
from nastavnik.people.addressing import Head, capital, from_person, head_on, to_head, to_person
from nastavnik.people.models import Person, Sex
from nastavnik.russian.names import initials

STAFF_YEARS = 50
"""Employment contracts, what changes them and notices (приказ Росархива № 236)."""

LAW = "статьёй 351.8 Трудового кодекса Российской Федерации"


def notice_paper(notice: Notice) -> paper.Paper:
    """D22 of a mentor, or D25 of the employer."""
    return _resignation(notice) if notice.is_resignation else _cancellation(notice)


def supplement_paper(supplement: Supplement) -> paper.Paper:
    """D24, to be printed in two copies: content, term and form of the work, payment, the right to end it early."""
    organisation, person = supplement.organisation, supplement.person
    day = supplement.signed_on or clock.today()
    head = head_on(organisation, day)
    contract = f" № {supplement.contract_number}" if supplement.contract_number else " № ________"
    since = (
        f" от {supplement.contract_date:%d.%m.%Y}" if supplement.contract_date else " от «____» __________ 20____ г."
    )
    blocks: list[paper.Block] = [
        paper.DocumentName("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ"),
        paper.Heading(f"к трудовому договору{since}{contract}"),
        paper.DateNumberPlace(supplement.signed_on, supplement.number or None, organisation.place),
        paper.Paragraph(_parties(supplement, head)),
        *_terms(supplement),
        paper.Definition("Работодатель", ", ".join(filter(None, (organisation.full_name, organisation.address)))),
        paper.Definition("Работник", person.full_name),
        paper.Signature(capital(head.post), _short(head), dated=True),
        paper.Signature(capital(person.position_on(day)), person.signature_name, dated=True),
        paper.Paragraph("Экземпляр соглашения получен на руки:", indent=False),
        paper.Signature("Работник", person.signature_name, dated=True),
    ]
    return paper.Paper(
        kind="supplement", title=f"Дополнительное соглашение о наставничестве: {person.full_name}",
        author=organisation.short_name, date=day, blocks=tuple(blocks), keep_years=STAFF_YEARS,
    )  # fmt: skip


def petition_paper(member: RelationMember) -> paper.Paper:
    """D23: a mentee asks for another mentor (6.1/5). The circumstances are theirs to write, or not."""
    relation, person, day = member.relation, member.person, clock.today()
    organisation = relation.organisation
    blocks = [
        paper.Addressee((*to_head(organisation, day), *from_person(person, day))),
        paper.DocumentName("ХОДАТАЙСТВО"),
        paper.Heading("о замене наставника"),
        paper.Paragraph(
            "В соответствии с пунктом 6.1 Положения о системе (целевой модели) наставничества прошу рассмотреть вопрос "
            f"о замене наставника. За мной закреплён наставник: {_names(relation.mentors)} ({relation.ground})."
        ),
        paper.Blank("Обстоятельства (по желанию)", 4),
        paper.Signature(capital(person.position_on(day)), person.signature_name, dated=True),
        paper.Heading("Решение", 2),
        paper.Blank("", 2),
        *_received(organisation, day),
    ]
    return paper.Paper(
        kind="petition", title=f"Ходатайство о замене наставника: {person.full_name}",
        author=organisation.short_name, date=day, blocks=tuple(blocks), keep_years=5,
    )  # fmt: skip


# --- notices ------------------------------------------------------------------------------------------------------
def _resignation(notice: Notice) -> paper.Paper:
    member, organisation = notice.member, notice.organisation
    relation, person = member.relation, member.person
    blocks: list[paper.Block] = [
        paper.Addressee((*to_head(organisation, notice.given_on), *from_person(person, notice.given_on))),
        paper.DocumentName("ЗАЯВЛЕНИЕ"),
        paper.Heading("о сложении обязанностей наставника"),
        paper.Paragraph(
            f"В соответствии со {LAW} и пунктом 5.1 Положения о системе (целевой модели) наставничества уведомляю "
            f"о досрочном прекращении выполнения работы по наставничеству в отношении: {_names(relation.mentees)} "
            f"({relation.ground})."
        ),
        paper.Paragraph(_last_day(notice)),
    ]
    if notice.note:
        blocks.append(paper.Paragraph(f"Обстоятельства: {notice.note}"))
    blocks += [
        paper.Signature(capital(person.position_on(notice.given_on)), person.signature_name, dated=True),
        paper.Heading("Принято к сведению", 2),
        *_received(organisation, notice.given_on),
        paper.Signature("Куратор", "", dated=True),
    ]
    return paper.Paper(
        kind="notice_resign", title=f"Заявление о сложении обязанностей наставника: {person.full_name}",
        author=organisation.short_name, date=notice.given_on, blocks=tuple(blocks), keep_years=STAFF_YEARS,
    )  # fmt: skip


def _cancellation(notice: Notice) -> paper.Paper:
    member, organisation, day = notice.member, notice.organisation, notice.given_on
    relation, person, head = member.relation, member.person, head_on(notice.organisation, notice.given_on)
    blocks: list[paper.Block] = [
        paper.Letterhead(organisation.full_name, organisation.short_name, organisation.founder, organisation.address),
        paper.Addressee(to_person(person, day)),
        paper.DocumentName("УВЕДОМЛЕНИЕ"),
        paper.DateNumberPlace(day, None, organisation.place),
        paper.Heading("о досрочной отмене поручения о наставничестве"),
        paper.Paragraph(
            f"В соответствии со {LAW} уведомляем о досрочной отмене поручения о выполнении работы по наставничеству "
            f"в отношении: {_names(relation.mentees)} ({relation.ground})."
        ),
        paper.Paragraph(_last_day(notice)),
    ]
    if notice.note:
        blocks.append(paper.Paragraph(f"Основание: {notice.note}"))
    blocks += [
        paper.Signature(capital(head.post), _short(head)),
        paper.Paragraph("Уведомление получено:", indent=False),
        paper.Signature(capital(person.position_on(day)), person.signature_name, dated=True),
    ]
    return paper.Paper(
        kind="notice_cancel", title=f"Уведомление об отмене поручения о наставничестве: {person.full_name}",
        author=organisation.short_name, date=day, blocks=tuple(blocks), keep_years=STAFF_YEARS,
    )  # fmt: skip


def _last_day(notice: Notice) -> str:
    free = notice.last_day + timedelta(days=1)
    agreed = " День определён по соглашению сторон." if notice.is_agreed else ""
    return (
        f"Последний день наставничества — {notice.last_day:%d.%m.%Y}, с {free:%d.%m.%Y} "
        f"обязанности наставника не исполняются.{agreed}"
    )


# --- the agreement ------------------------------------------------------------------------------------------------
def _parties(supplement: Supplement, head: Head) -> str:
    organisation, person = supplement.organisation, supplement.person
    acting = _by_sex(head.person, "действующего", "действующей")
    named = _by_sex(person, "именуемый", "именуемая")
    return (
        f"{organisation.full_name}, именуемое в дальнейшем «Работодатель», в лице {head.in_cases.genitive}, {acting} "
        f"на основании устава, с одной стороны, и {person.full_name}, {named} в дальнейшем «Работник», с другой "
        f"стороны, в соответствии со статьями 72 и 351.8 Трудового кодекса Российской Федерации заключили настоящее "
        f"соглашение о нижеследующем."
    )


def _terms(supplement: Supplement) -> list[paper.Block]:
    """What the law wants to stand in it; a blank where nobody has said it."""
    term = _term(supplement.since, supplement.until)
    return [
        paper.Item("1.", "Работодатель поручает, а Работник с его письменного согласия выполняет работу по "
                         "наставничеству."),
        paper.Item("2.", f"Содержание работы: {supplement.content.strip()}"),
        paper.Item("3.", f"Форма выполнения работы: {supplement.form_words.strip().rstrip('.')}."),
        paper.Item("4.", f"Срок выполнения работы: {term}."),
        *_payment(supplement),
        paper.Item("6.", "Работник имеет право досрочно отказаться от выполнения этой работы, а Работодатель — "
                         "досрочно отменить поручение, предупредив об этом другую сторону в письменной форме не "
                         "менее чем за три рабочих дня."),
        paper.Item("7.", "Соглашение составлено в двух экземплярах, имеющих одинаковую силу, по одному для каждой из "
                         "сторон, и является неотъемлемой частью трудового договора."),
        paper.Item("8.", "Остальные условия трудового договора не изменяются."),
    ]  # fmt: skip


def _payment(supplement: Supplement) -> list[paper.Block]:
    label = "Размер и условия оплаты:"
    if supplement.payment.strip():
        return [paper.Item("5.", f"{label} {supplement.payment.strip().rstrip('.')}.")]
    return [paper.Item("5.", label), paper.Blank("", 2)]


def _term(since: date | None, until: date | None) -> str:
    first = f"с {since:%d.%m.%Y}" if since else "с ____________"
    last = f"по {until:%d.%m.%Y}" if until else "по ____________"
    return f"{first} {last}"


# --- words --------------------------------------------------------------------------------------------------------
def _received(organisation: Organisation, day: date) -> list[paper.Block]:
    head = head_on(organisation, day)
    return [paper.Signature(capital(head.post), _short(head), dated=True)]


def _names(members: list[RelationMember]) -> str:
    return ", ".join(member.person.full_name for member in members)


def _short(head: Head) -> str:
    if head.person is None:
        return head.name
    return initials(head.person.surname, head.person.first_name, head.person.patronymic)


def _by_sex(person: Person | None, masculine: str, feminine: str) -> str:
    """Both words when nobody has said the sex (edge case 4)."""
    if person is None or not person.sex:
        return f"{masculine} ({feminine})"
    return feminine if person.sex == Sex.FEMALE else masculine
