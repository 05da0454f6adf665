"""Papers: an order on 20 pairs against the bare libraries, and a thousand papers in one archive.

The bare side writes the very same content: python-docx by straight code with the same styles and tables, the
typesetter by compiling our template with the data ready in its hands. What is ours on top (a model that keeps
hostile texts texts, widths of columns, words bound together, equal bytes for equal papers) may cost as much
again, and no more.
"""

import io
import json
import statistics
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import typst
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from bench.measuring import Figure, clock, cpu
from nastavnik.papers import fonts, layout, model, pdf
from nastavnik.papers.docx import write_docx
from nastavnik.papers.many import write_many
from nastavnik.papers.pdf import write_pdf

TIMES = 15
SURNAMES = (
    "Белокопытова", "Гаврилюк", "Абросимова", "Кудрявцева", "Мухаметзянова", "Сергеева-Онищенко", "Зайцева", "Ким",
)  # fmt: skip


def order_on_20_pairs() -> Iterator[Figure]:
    """Papers a second and a CPU-second, and our speed over that of the bare library (1: as fast).

    Every order differs from the last one: the typesetter remembers what it has compiled.
    """
    compiler = typst.Compiler(
        str(pdf._TEMPLATE),
        root=str(pdf._TEMPLATE.parent),
        font_paths=fonts.typesetter_fonts(),
        ignore_system_fonts=True,
    )

    def bare_pdf(ready: dict[str, str]) -> None:
        compiler.compile(
            format="pdf",
            sys_inputs=ready,
            pdf_standards=["ua-1", "a-2a"],
            timestamp=datetime(2026, 11, 25, tzinfo=UTC),
        )

    def ready_for_pdf(paper: model.Paper) -> dict[str, str]:
        return {
            "paper": json.dumps(pdf._sheet(paper), ensure_ascii=False),
            "families": json.dumps(fonts.FAMILIES),
        }

    yield from _against("docx", write_docx, _bare_docx, lambda paper: paper)
    yield from _against("pdf", write_pdf, bare_pdf, ready_for_pdf)


def _against(name: str, ours: Callable, bare: Callable, prepare: Callable) -> Iterator[Figure]:
    ratios, took, walls = [], [], []
    for number in range(TIMES + 1):
        first, second, third = (_order(3 * number + step) for step in range(3))
        ready = prepare(second)
        took.append(cpu(lambda paper=first: ours(paper)))
        ratios.append(cpu(lambda given=ready: bare(given)) / max(took[-1], 1e-9))
        walls.append(clock(lambda paper=third: ours(paper)))
    took, ratios, walls = took[1:], ratios[1:], walls[1:]  # the first pays for what is read once
    yield Figure(f"order_20_pairs_{name}_per_second", 1 / statistics.median(walls), "papers/s", "≥ 2")
    yield Figure(f"order_20_pairs_{name}_per_cpu_second", 1 / statistics.median(took), "papers/CPU-s", "≥ 5")
    yield Figure(f"order_20_pairs_{name}_to_bare_library", statistics.median(ratios), "ratio", "≥ 0.5")


def many_papers() -> Iterator[Figure]:
    """A thousand papers in one archive: each told of, and memory that does not grow with their number."""
    heard: list[int] = []

    def packed(count: int) -> int:
        heard.clear()
        tracemalloc.start()
        write_many(((f"Согласие {n}", _consent(n)) for n in range(count)), "docx", _Nowhere(), heard.append)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    packed(5)
    few, many = packed(200), packed(1000)
    yield Figure("papers_1000_progress_told", len(heard), "times", "= 1000")
    yield Figure("papers_1000_peak_memory_to_that_of_200", many / few, "ratio", "≤ 1.2")
    yield Figure("papers_1000_peak_memory", many / 1024 / 1024, "MiB", "≤ 16")
    thousand = ((f"Согласие {n}", _consent(n)) for n in range(1000))
    took = cpu(lambda: write_many(thousand, "pdf", _Nowhere(), heard.append))
    yield Figure("papers_1000_pdf_per_cpu_second", 1000 / took, "papers/CPU-s", "≥ 20")


class _Nowhere(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, piece) -> int:
        return len(piece)


def _order(number: int) -> model.Paper:
    names = [f"{SURNAMES[(n + number) % 8]} {'АБВГДЕ'[n % 6]}. {'ИКЛМН'[n % 5]}." for n in range(40)]
    rows = tuple(
        (
            str(n + 1),
            f"{names[n]}, воспитатель, первая квалификационная категория, стаж {(n + number) % 40 + 5} лет",
            f"{names[39 - n]}, воспитатель",
            "«опытный педагог – молодой специалист»; традиционная",
            "01.12.2026 – 31.05.2027",
        )
        for n in range(20)
    )
    columns = (
        model.Column("№", 0.6, "center"),
        model.Column("Наставник", 3.2),
        model.Column("Наставляемый (наставляемые)", 3.2),
        model.Column("Форма наставничества", 2.4),
        model.Column("Срок", 2.0),
    )
    return model.Paper(
        kind="order",
        title="Приказ о закреплении наставнических пар",
        author="МБДОУ «Детский сад № 7»",
        date=date(2026, 11, 25),
        blocks=(
            model.Letterhead("Муниципальное дошкольное учреждение", "МБДОУ «Детский сад № 7»", "Администрация"),
            model.DocumentName("ПРИКАЗ"),
            model.DateNumberPlace(date(2026, 11, 25), f"{number}-од", "г. Энск"),
            model.Heading("О закреплении наставнических пар"),
            model.Paragraph("В соответствии со статьёй 351.8 Трудового кодекса Российской Федерации"),
            model.Command(),
            model.Item("1.", "Закрепить наставнические пары:"),
            model.Table(columns, rows),
            model.Item("2.", "Контроль за исполнением настоящего приказа оставляю за собой."),
            model.Signature("Заведующий", "О. С. Веретенникова"),
            model.Acquaintance(tuple(model.Acquainted(name, "воспитатель") for name in names)),
        ),
    )


def _consent(number: int) -> model.Paper:
    return model.Paper(
        kind="consent_mentoring",
        title=f"Согласие {number}",
        author="МБДОУ «Детский сад № 7»",
        date=date(2026, 11, 20),
        blocks=(
            model.Addressee(("Заведующему О. С. Веретенниковой", f"от воспитателя № {number}")),
            model.DocumentName("СОГЛАСИЕ"),
            model.Paragraph("Даю согласие на выполнение по поручению работодателя работы по наставничеству. " * 6),
            model.Blank("Адрес места жительства:", 2),
            model.Signature("", "И. Г. Белокопытова", dated=True),
        ),
    )


def _bare_docx(paper: model.Paper) -> bytes:
    """The same order by straight code: what one would write who needs this one order and nothing else."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    section = document.sections[0]
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in paper.blocks:
        match block:
            case model.Letterhead():
                for line in layout.letterhead_lines(block):
                    document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
            case model.DocumentName(text=text) | model.Heading(text=text):
                document.add_heading(text, 1).paragraph_format.keep_with_next = True
            case model.DateNumberPlace():
                document.add_paragraph("\t".join(layout.date_line(block)))
                document.add_paragraph(block.place)
            case model.Paragraph(text=text) | model.Command(text=text):
                document.add_paragraph(str(text)).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            case model.Item():
                document.add_paragraph(f"{block.number} {block.text}").alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            case model.Table():
                texts = [[column.header for column in block.columns], *block.rows]
                _bare_table(document, texts, (10, 50, 50, 35, 25))
            case model.Signature():
                _bare_table(document, [[block.position, "", "", "", block.name]], (60, 4, 40, 4, 50))
            case model.Acquaintance():
                document.add_paragraph(block.label)
                people = [[layout.acquainted_line(person), "", "", "", ""] for person in block.people]
                _bare_table(document, [["Фамилия, инициалы, должность", "", "Подпись", "", "Дата"], *people],
                            (80, 4, 42, 4, 30))  # fmt: skip
    core = document.core_properties
    core.title, core.author, core.language = paper.title, paper.author, paper.language
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _bare_table(document, texts, widths: tuple[int, ...]) -> None:
    table = document.add_table(0, len(widths))
    table.autofit = False
    for row in texts:
        for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
            cell.width = Mm(width)
            cell.text = str(text)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(11)
