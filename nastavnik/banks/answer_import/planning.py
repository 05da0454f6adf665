"""Works the plan out from the rows, the people, the directory and the curator's answers of this moment."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.banks.answer_import.plan import (
    ASKED,
    LEFT_OUT,
    READY,
    SKIP,
    TAKEN,
    TOPIC,
    WHO,
    WORDS,
    Choice,
    Line,
    Plan,
    Question,
)
from nastavnik.banks.answer_import.saying import Context, line_of_mentee, line_of_mentor
from nastavnik.banks.answer_import.who import Found, Staff
from nastavnik.banks.answer_sheets import UNCLEAR, AnswerRow
from nastavnik.banks.answer_sheets.topics import likely_name, split_topics
from nastavnik.banks.models import Bank, Entry, Topic
from nastavnik.kit.text import folded
from nastavnik.people.models import Person


@dataclass(frozen=True)
class Known:
    """What the institution knows at this moment."""

    people: list[Person]
    topics: list[Topic]
    entries: Mapping[UUID, Entry]
    limit: int
    head_id: UUID | None
    day: date


def make_plan(bank: str, rows: Sequence[AnswerRow], known: Known, choices: Mapping[str, str]) -> Plan:
    """The plan; no query of its own."""
    staff, questions = Staff(known.people, known.day), _Questions(choices)
    offered = [topic for topic in known.topics if topic.is_active]
    by_key = {str(topic.pk): topic for topic in known.topics}
    by_name = {topic.name: topic for topic in known.topics}
    people = {str(person.pk): person for person in known.people}
    answers: list[tuple[AnswerRow, Found]] = []
    lines: list[Line] = []
    for row in rows:
        found = staff.find(row)
        if found.candidates:
            answer = questions.ask_who(row, found)
            if answer in people:
                found = Found(people[answer])
        if found.person is not None:
            answers.append((row, found))
        else:
            asked = bool(found.candidates) and not questions.is_skipped(row)
            lines.append(_without_person(row, found.sentence, ASKED if asked else LEFT_OUT))
    for row, found, earlier in _latest(answers):
        assert found.person is not None
        taken, others = split_topics(row.topics, by_name)
        topics, words = [by_name[name] for name in taken], []
        for wording in others:
            answer = questions.ask_topic(wording, offered)
            if answer in by_key:
                topics.append(by_key[answer])
            else:
                words.append(wording)
        context = Context(
            row=row,
            person=found.person,
            entry=known.entries.get(found.person.pk),
            topics=tuple(dict.fromkeys(topics)),
            words=tuple(words),
            earlier=earlier,
            notes=(*filter(None, (found.sentence,)), *row.problems),
            limit=known.limit,
            is_head=known.head_id is not None and found.person.user_id == known.head_id,
            day=known.day,
        )
        if bank == Bank.MENTORS:
            unclear = row.ready in (UNCLEAR, "")
            answer = questions.ask_ready(row, found.person) if unclear else row.ready
            lines.append(line_of_mentor(context, answer))
        else:
            lines.append(line_of_mentee(context))
    return Plan(bank, tuple(sorted(lines, key=lambda line: line.row)), tuple(questions.asked.values()))


def _latest(answers: list[tuple[AnswerRow, Found]]) -> list[tuple[AnswerRow, Found, tuple[int, ...]]]:
    """One answer for each person: the later one stands. Where a time is missing the order of rows tells."""
    by_person: dict[UUID, list[tuple[AnswerRow, Found]]] = {}
    for row, found in answers:
        assert found.person is not None
        by_person.setdefault(found.person.pk, []).append((row, found))
    latest = []
    for given in by_person.values():
        timed = all(row.answered_at for row, _found in given)
        given = sorted(given, key=lambda each: (each[0].answered_at if timed else "", each[0].row))
        row, found = given[-1]
        latest.append((row, found, tuple(each.row for each, _found in given[:-1])))
    return latest


class _Questions:
    """Each question once, with the answer that has been given."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        self.choices = choices
        self.asked: dict[str, Question] = {}

    def ask_topic(self, wording: str, offered: list[Topic]) -> str:
        """Which direction a wording means, or WORDS: it stays in words."""
        likely = likely_name(wording, [topic.name for topic in offered])
        options = [Choice(str(topic.pk), topic.name, topic.area) for topic in offered]
        return self._ask(
            Question(
                key=f"{TOPIC}-{_digest(folded(wording))}",
                kind=TOPIC,
                title=wording,
                sentence=_("В справочнике такого направления нет. Каким словом это называется у вас?"),
                choices=(Choice(WORDS, _("оставить словами: в подборе не участвует")), *options),
                likely=next((option.value for option in options if option.label == likely), ""),
            )
        )

    def ask_who(self, row: AnswerRow, found: Found) -> str:
        """Who has answered, of several."""
        people = [Choice(str(person.pk), f"{person.full_name}, {person.post_today}") for person in found.candidates]
        return self._ask(
            Question(
                key=f"{WHO}-{row.row}",
                kind=WHO,
                title=_("Строка %(row)s: %(name)s") % {"row": row.row, "name": row.name},
                sentence=_("Кто это? %(why)s.") % {"why": found.sentence.capitalize()},
                choices=(*people, Choice(SKIP, _("не вносить этот ответ"))),
            )
        )

    def ask_ready(self, row: AnswerRow, person: Person) -> str:
        """Whether unclear words mean «да»: only a «да» makes a profile (R3.1)."""
        said = f"«{row.ready_text}»" if row.ready_text else _("ничего не сказано")
        answer = self._ask(
            Question(
                key=f"{READY}-{row.row}",
                kind=READY,
                title=_("Строка %(row)s: %(name)s") % {"row": row.row, "name": person.full_name},
                sentence=_("Готовность стать наставником: %(said)s. Спросите человека.") % {"said": said},
                choices=(Choice(TAKEN, _("это «да»: внести анкету")), Choice(SKIP, _("не вносить этот ответ"))),
            )
        )
        return answer or ASKED

    def is_skipped(self, row: AnswerRow) -> bool:
        return self.choices.get(f"{WHO}-{row.row}") == SKIP

    def _ask(self, question: Question) -> str:
        given = self.choices.get(question.key, "")
        answer = given if any(choice.value == given for choice in question.choices) else ""
        self.asked.setdefault(question.key, Question(**{**question.__dict__, "answer": answer}) if answer else question)
        return answer


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _without_person(row: AnswerRow, sentence: str, outcome: str) -> Line:
    return Line(row=row.row, name=row.name or _("без имени"), outcome=outcome, notes=(sentence, *row.problems))
