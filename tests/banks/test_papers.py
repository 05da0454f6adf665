"""The questionnaires on paper (D16): the words of the page and of the institution's own directory."""

import pytest

from nastavnik.banks.actions import add_topic, change_topic, open_collection
from nastavnik.banks.models import MenteeCategory, Topic
from nastavnik.banks.papers import questionnaire_paper
from nastavnik.organisations.models import Settings
from nastavnik.papers.actions import render
from nastavnik.papers.plain import to_text
from nastavnik.regulation.models import Form


def text_of(cast, bank, collection=None):
    return to_text(questionnaire_paper(cast.organisation, bank, collection)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.clause("R2.1")
def test_questionnaire_on_requests_reads_so(cast):
    collection = open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    said = text_of(cast, "mentees", collection)
    assert said.startswith(
        "# АНКЕТА\n\n## о профессиональных запросах\n\n"
        "По ответам подбирают наставника. Отвечать не обязательно: можно отметить, что запросов нет. "
        "Верните её куратору до 28.09.2026.\n\n"
        "Фамилия, имя, отчество ________________________\n\nДолжность ________________________\n\n"
        "☐ Сейчас запросов нет.\n\n### В чём вам нужна помощь\n\n"
        "Область | Направление | Отметка\n------------\n"
        "Образовательные области | Речевое развитие | ☐\n"
        " | Познавательное развитие | ☐\n"
    )
    for label in (*MenteeCategory.labels, *Form.labels, "в тихий час", "можно дистанционно"):
        assert f"☐ {label}" in said


@pytest.mark.clause("R3.1", "1.4/5", "1.5")
def test_questionnaire_of_a_would_be_mentor_reads_so(cast):
    Settings.objects.filter(organisation=cast.organisation).update(mentor_limit=2)
    cast.organisation.settings.refresh_from_db()
    said = text_of(cast, "mentors")
    assert "Наставничество добровольно: ответ «нет» нигде не отмечается и ни на что не влияет.\n" in said
    assert "### Готовы ли вы стать наставником\n\n☐ да   ☐ нет, сейчас не могу\n" in said
    assert "### Сколько готовы взять\n\n☐ 1   ☐ 2\n" in said
    assert "категор" not in said


def test_questionnaire_speaks_the_words_of_the_institution(cast):
    by = cast.user("curator")
    change_topic(cast.topics["digital"], by=by, is_active=False)
    add_topic(cast.organisation, by=by, name="Музейная педагогика", area="Развитие педагога")
    said = text_of(cast, "mentors")
    assert "Цифровые средства в работе" not in said
    assert " | Музейная педагогика | ☐" in said
    Topic.objects.of(cast.organisation).update(is_active=False)
    assert "В справочнике нет направлений." in text_of(cast, "mentors")


@pytest.mark.parametrize("bank", ["mentees", "mentors"])
def test_questionnaire_is_written_in_both_formats(cast, bank):
    made = render(questionnaire_paper(cast.organisation, bank))
    assert (made["docx"][:2], made["pdf"][:5]) == (b"PK", b"%PDF-")
