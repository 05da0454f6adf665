"""What a read staff table is made of. Plain values: no Django, no reference to the file they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ERROR = "error"  # the row cannot be taken as it stands
WARNING = "warning"  # the row is taken; a person should look at it

MAIN = "main"
INTERNAL = "internal"  # a second post in the same institution
EXTERNAL = "external"  # works elsewhere first of all

HIGHEST = "highest"
FIRST = "first"
CONFORMITY = "conformity"  # соответствие занимаемой должности
NONE = "none"
UNKNOWN = ""  # the table does not speak of categories, or what it says is not understood

METHODIST = "methodist"  # педагог-методист
MENTOR = "mentor"  # педагог-наставник

CATEGORY_WORDS = {
    HIGHEST: "высшая",
    FIRST: "первая",
    CONFORMITY: "соответствие",
    NONE: "нет",
    UNKNOWN: "",
}


class StaffFileError(Exception):
    """The whole file is refused. `sentence` is Russian: what the file is, what is wrong, what to do."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or doubtful: a stable `code`, where it stands, and a Russian sentence.

    `row` is 0 when the whole file is meant; `column` is the header as the table has it, "" if no column.
    """

    code: str
    severity: str
    row: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was passed over, and why («итог», «подпись» …). Blank rows are not listed."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One row of the table: one employment of one person, as understood.

    `name` is in full, in the nominative, in proper capitals; with `name_is_short` only initials are known
    and `first_name`, `patronymic` hold them («М.», «П.»). `former_surname` stood in brackets. Experience is in
    whole months, None when unknown; `…_under_year` stands for «менее года» (then the months are None).
    `hired_on` and the rest of a date go as far as the source: «2017-08-14», «2015-09», «1987».
    `rate` is the part of a full post, as a decimal string («0.5»), "" when not said. `employment` is
    main, internal, external, or "" when the row says part-time but not which.
    `row` is the row of the sheet or of the parsed text; for a page, the number of its `teachingStaff` element.
    `same_person_as_row` is filled only when it is certain that an earlier row speaks of the same person.
    """

    row: int
    surname: str
    first_name: str
    patronymic: str
    name: str
    name_is_short: bool
    former_surname: str
    position: str
    positions: tuple[str, ...]
    remark: str
    employment: str
    rate: str
    on_leave: bool
    category: str
    extra_categories: tuple[str, ...]
    category_text: str
    total_months: int | None
    total_under_year: bool
    special_months: int | None
    special_under_year: bool
    hired_on: str
    emails: tuple[str, ...]
    phone: str
    education_level: str
    education: str
    training: str
    birth_year: int | None
    same_person_as_row: int | None
    problems: tuple[Problem, ...]

    @property
    def email(self) -> str:
        """The address to write to: the first of them."""
        return self.emails[0] if self.emails else ""

    @property
    def can_be_taken(self) -> bool:
        return not any(problem.severity == ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class StaffTable:
    """A whole file, read. `columns` maps what was understood («position») to the header of the table.

    `as_of` is the date in the title («на 01.09.2026»), ISO or "". `problems` are those of the file itself;
    those of a row stand in the row. `notes` say what else was seen: other sheets, unused columns, macros.
    """

    file: str
    kind: str
    sheet: str
    header_row: int
    as_of: str
    columns: Mapping[str, str]
    rows: tuple[StaffRow, ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = field(default=())
