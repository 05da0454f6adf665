"""The protocol of a signing: who, what, when, on what ground, how; it proves the simple signature (63-ФЗ ст. 9)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from nastavnik.consents.models import Consent
from nastavnik.papers import model as paper


@dataclass(frozen=True)
class Signing:
    """One signing: its moment in the institution's zone, the account, the local act, the agreement on paper."""

    at: datetime
    account: str
    act: str
    agreement: Consent

    @property
    def moment(self) -> str:
        """«14.09.2026 в 10:00:00 (UTC+03:00)»."""
        return f"{self.at:%d.%m.%Y} в {self.at:%H:%M:%S} (UTC{self.at.isoformat()[-6:]})"


def protocol_paper(consent: Consent, document: paper.Paper, content: bytes, signing: Signing) -> paper.Paper:
    """`content` is the signed PDF itself: its hash ties the protocol to this file and to no other."""
    organisation, person, agreement = consent.organisation, consent.person, signing.agreement
    agreed = f"согласие на простую электронную подпись, подписанное на бумаге {agreement.given_on:%d.%m.%Y}"
    if agreement.received_by is not None:
        agreed += f"; личность проверена при его регистрации: {agreement.received_by}"
    blocks = (
        paper.Letterhead(organisation.full_name, organisation.short_name),
        paper.DocumentName("ПРОТОКОЛ"),
        paper.Heading("подписания документа простой электронной подписью"),
        paper.Definition(
            "Кто подписал", ", ".join(filter(None, (person.full_name, person.position_on(signing.at.date()))))
        ),
        paper.Definition("Учётная запись", signing.account),
        paper.Definition("Документ", document.title),
        paper.Definition("Файл документа", f"PDF, размер в байтах: {len(content)}"),
        paper.Definition("Контрольная сумма файла (SHA-256)", _grouped(hashlib.sha256(content).hexdigest())),
        paper.Definition("Когда", f"{signing.moment}, часовой пояс {organisation.time_zone}"),
        paper.Definition("Основание", f"{signing.act}; {agreed}"),
        paper.Definition(
            "Способ",
            "лицо вошло в систему под своей учётной записью, прочло текст документа на странице подписания "
            "и подтвердило согласие повторным вводом пароля; пароль проверен системой",
        ),
        paper.Note(
            "Протокол составлен системой в момент подписания и изменению не подлежит. Простая электронная подпись "
            "не является усиленной: неизменность файла подтверждается контрольной суммой."
        ),
    )
    return paper.Paper(
        kind="signature_protocol", title=f"Протокол подписания: {document.title}", author=organisation.short_name,
        date=signing.at.date(), blocks=blocks, keep_years=3,
    )  # fmt: skip


def _grouped(digest: str) -> str:
    """Groups of eight: a person can compare them, and the line can break."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
