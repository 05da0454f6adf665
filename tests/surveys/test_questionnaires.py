"""The questionnaires as data: what is asked when, and that both waves ask the same sentences."""

import pytest

from nastavnik.surveys.models import Wave
from nastavnik.surveys.questionnaires import MENTEE, MENTOR, NOT_SURE, SCALE, Kind, current, questionnaire

BOTH_WAVES = {
    MENTEE: [
        "A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3", "C1", "C2", "C2_what", "D1", "D2", "D3", "D4",
        "E1", "E2",
    ],
    MENTOR: ["A1", "A2", "A3", "A4", "B1", "C1", "D1", "E2"],
}  # fmt: skip
AFTER_ONLY = ["F1", "F2", "F3", "F4", "F5", "S1", "S2", "S3", "S4", "S5", "S0", "O1", "O2"]


@pytest.mark.clause("M2", "M3/2")
@pytest.mark.parametrize("code", [MENTEE, MENTOR])
def test_the_survey_after_repeats_every_item_of_the_survey_before_and_adds_its_own(code):
    form = current(code)
    before, after = form.questions_of(Wave.BEFORE), form.questions_of(Wave.AFTER)
    assert [question.code for question in before] == BOTH_WAVES[code]
    assert sorted(question.code for question in after) == sorted(BOTH_WAVES[code] + AFTER_ONLY)
    again = {question.code: question for question in after}
    assert all(again[question.code] is question for question in before)


@pytest.mark.clause("M6/2", "M6/3")
@pytest.mark.parametrize(("code", "clause"), [(MENTEE, "M6/2"), (MENTOR, "M6/3")])
def test_satisfaction_is_asked_in_five_parts_and_as_a_whole_on_the_common_scale(code, clause):
    asked = {question.code: question for question in current(code).questions_of(Wave.AFTER)}
    satisfaction = [asked[item] for item in ("S1", "S2", "S3", "S4", "S5", "S0")]
    assert {question.clause for question in satisfaction} == {clause}
    assert {question.kind for question in satisfaction} == {Kind.SCALE}
    assert [*satisfaction[0].allowed()] == [*SCALE, NOT_SURE]


@pytest.mark.parametrize("code", [MENTEE, MENTOR])
def test_codes_are_unique_and_every_item_names_its_clause(code):
    asked = [question for section in current(code).sections for question in section.questions]
    assert len({question.code for question in asked}) == len(asked)
    assert all(question.clause.startswith("M") for question in asked)


def test_the_topic_of_the_request_stands_in_the_sentence_and_may_be_absent():
    item = next(question for question in current(MENTEE).questions_of(Wave.BEFORE) if question.code == "A6")
    assert item.worded("Связная речь") == "По теме своего запроса («Связная речь») я чувствую себя подготовленным(ой)"
    assert item.worded("") == "По теме своего запроса я чувствую себя подготовленным(ой)"


def test_an_unknown_questionnaire_is_a_fault_of_the_code():
    with pytest.raises(AssertionError):
        questionnaire(MENTEE, 99)
