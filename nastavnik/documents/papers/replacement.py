"""The blank of a petition for another mentor (D23), for somebody who writes it by hand (6.1/5).

A mentee prints their own, with names, from the page of the pair; nobody else sees who asks.
"""

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.papers.model import Addressee, Blank, DocumentName, Heading, Paper, Paragraph, Signature
from nastavnik.people.addressing import to_head


def replacement_blank(organisation: Organisation) -> Paper:
    today = clock.today()
    return Paper(
        kind="replacement_blank",
        title="Ходатайство о замене наставника, бланк",
        author=organisation.short_name,
        date=today,
        keep_years=5,
        blocks=(
            Addressee((*to_head(organisation, today), "от кого: ____________________")),
            DocumentName("ХОДАТАЙСТВО"),
            Heading("о замене наставника"),
            Paragraph(
                "В соответствии с пунктом 6.1 Положения о системе (целевой модели) наставничества прошу рассмотреть "
                "вопрос о замене наставника."
            ),
            Blank("За мной закреплён наставник (фамилия, имя, отчество)"),
            Blank("Обстоятельства (по желанию)", 4),
            Signature("", "", dated=True),
            Heading("Решение", 2),
            Blank("", 2),
        ),
    )
