"""The blanks of a frozen order: only the date and the number are filled in after the text has stood still."""

from dataclasses import replace
from datetime import date

from nastavnik.papers import model


def filled(paper: model.Paper, signed_on: date, number: str) -> model.Paper:
    """The same paper with the date and the number written into its blanks, also those of its appendices."""
    reference = f"к приказу от {signed_on:%d.%m.%Y} № {number}"

    def fill(block: model.Block) -> model.Block:
        if isinstance(block, model.DateNumberPlace):
            return replace(block, date=signed_on, number=number)
        if isinstance(block, model.Appendix):
            return replace(block, reference=reference)
        return block

    title = f"Приказ от {signed_on:%d.%m.%Y} № {number} {paper.title.removeprefix('Приказ ')}"
    return replace(paper, title=title, date=signed_on, blocks=tuple(fill(block) for block in paper.blocks))
