"""What a read table of answers is made of. Plain values that JSON can hold: no Django, no file."""

from dataclasses import dataclass, field

MENTEES, MENTORS = "mentees", "mentors"
YES, NO, UNCLEAR = "yes", "no", "unclear"


class AnswerFileError(Exception):
    """The whole file is refused. `sentence` is Russian: what is wrong, where, what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer, as understood; what the codes do not say stays in words.

    `row` is the row of the sheet; `answered_at` an ISO moment or "". `surname`, `first_name`, `patronymic` are
    in proper capitals, initials keep their full stop; `name` is the cell itself. `months` of experience, as
    the person says. `topics` is the cell with the chosen directions, not yet told apart. `forms` and `hours`
    are codes (regulation.Form, banks.topics.HOURS). `distance`: yes, no, unclear, or "" when nothing is said.
    `wishes` are lines of words that no code holds. `problems` are sentences about cells.

    Of a request: `text`, `category` (a code of MenteeCategory or "") with `category_text`.
    Of a questionnaire: `ready` with `ready_text`, `capacity` (None: not said in numbers), `hours_per_week`.
    """

    row: int
    answered_at: str = ""
    name: str = ""
    surname: str = ""
    first_name: str = ""
    patronymic: str = ""
    position: str = ""
    months: int | None = None
    topics: str = ""
    text: str = ""
    forms: list[str] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)
    distance: str = ""
    wishes: list[str] = field(default_factory=list)
    category: str = ""
    category_text: str = ""
    ready: str = ""
    ready_text: str = ""
    adults: str = ""
    capacity: int | None = None
    capacity_text: str = ""
    hours_per_week: int | None = None
    needs: str = ""
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A whole file, read. `bank` is MENTEES or MENTORS, by its questions; `columns` are the headers understood.

    `unused` are headers that nothing was made of; `notes` say what else was seen in the file.
    """

    bank: str
    sheet: str
    header_row: int
    columns: dict[str, str]
    unused: list[str]
    rows: list[AnswerRow]
    notes: list[str] = field(default_factory=list)
