"""D7, D8, D9: to whom and from whom in the right case, the words of the version, blanks for what we must not know."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from nastavnik.consents.actions import change_text, propose_consent, register_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.consents.papers import consent_paper, consents_paper
from nastavnik.kit import clock
from nastavnik.kit.keys import new_key
from nastavnik.organisations.actions import end_role
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.papers.actions import render
from nastavnik.papers.plain import to_text
from nastavnik.people.models import Person

NBSP = "\N{NO-BREAK SPACE}"
DATE_BLANK = "«____» ______________ 20____ г."


def text_of(consent) -> str:
    return to_text(consent_paper(consent)).replace(NBSP, " ")


@pytest.mark.clause("4.2")
def test_consent_of_a_mentor_reads_so(cast):
    consent = propose_consent(
        cast.second_mentor,
        ConsentKind.MENTORING,
        by=None,
        about="Ким Артём, Зайцева Полина Андреевна",
        about_id=new_key(),
    )
    assert text_of(consent) == (
        "Заведующему\n"
        "МБДОУ «Детский сад № 7 «Рябинка»\n"
        "Веретенниковой О. С.\n"
        "от учителя-логопеда\n"
        "Гаврилюк Оксаны Петровны\n\n"
        "# СОГЛАСИЕ\n\n"
        "## на наставничество\n\n"
        "Даю согласие на выполнение по поручению работодателя работы по наставничеству в отношении: "
        "Ким Артём, Зайцева Полина Андреевна.\n\n"
        "Содержание работы: сопровождение профессионального становления, развития и адаптации наставляемого "
        "по персонализированной программе наставничества. Форма и срок наставничества указываются в приказе "
        "о закреплении наставнической пары (группы), размер и условия оплаты, если она предусмотрена, — "
        "в дополнительном соглашении к трудовому договору.\n\n"
        "С Положением о системе (целевой модели) наставничества, с правами и обязанностями наставника "
        "ознакомлен(а).\n\n"
        "Мне известно, что я вправе досрочно отказаться от наставничества, предупредив работодателя письменно "
        "не менее чем за три рабочих дня (статья 351.8 Трудового кодекса Российской Федерации).\n\n"
        f"Учитель-логопед\n{DATE_BLANK}    ________    О. П. Гаврилюк\n"
    )


@pytest.mark.clause("4.3/5")
def test_consent_of_a_mentee_reads_so(cast):
    consent = propose_consent(
        cast.second_mentee, ConsentKind.MENTEE, by=None, about="Белокопытова Ирина Геннадьевна", about_id=new_key()
    )
    said = text_of(consent)
    assert said.startswith(
        "Заведующему\nМБДОУ «Детский сад № 7 «Рябинка»\nВеретенниковой О. С.\n"
        "от инструктора по физической культуре\nКима Артёма\n\n# СОГЛАСИЕ\n\n## наставляемого\n\n"
        "Даю согласие на участие в персонализированной программе наставничества в качестве наставляемого "
        "и на закрепление за мной наставника: Белокопытова Ирина Геннадьевна.\n\n"
    )
    assert said.endswith(f"Инструктор по физической культуре\n{DATE_BLANK}    ________    А. Ким\n")
    assert "  Ким" not in said.replace("________    А. Ким", "")  # no place is left for a patronymic (edge case 3)


@pytest.mark.clause("R2.2", "R3.2")
def test_consent_to_processing_reads_so(cast):
    said = text_of(propose_consent(cast.mentee, ConsentKind.PROCESSING, by=None))
    head, _name, body = said.partition("# СОГЛАСИЕ\n\n## на обработку персональных данных\n\n")
    assert head.endswith("от воспитателя\nЗайцевой Полины Андреевны\n\n")
    assert body.startswith(
        "Субъект персональных данных: Зайцева Полина Андреевна\n"
        "Оператор: Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № 7 «Рябинка», "
        "г. Светлореченск, ул. Садовая, д. 7, ИНН 3700000007\n\n"
        "Адрес субъекта ________________________\n\n"
        "Документ, удостоверяющий личность (вид, номер, кем и когда выдан) ________________________\n"
    )
    for part in ("с одной целью", "Перечень данных:", "Действия: сбор,", "отозвать в любое время"):
        assert part in body  # what ст. 9 ч. 4 asks for: purpose, list, actions, way of withdrawal
    assert body.endswith(f"Воспитатель\n{DATE_BLANK}    ________    П. А. Зайцева\n")


def test_paper_of_a_registered_consent_bears_its_day_and_its_version(cast):
    by = cast.user("curator")
    consent = register_consent(
        propose_consent(cast.mentee, ConsentKind.PROCESSING, by=by), by=by, given_on=date(2026, 9, 3)
    )
    change_text(cast.organisation, ConsentKind.PROCESSING, "Иные слова.", by=by)
    consent.refresh_from_db()
    with clock.at(date(2027, 3, 1)):
        paper = consent_paper(consent)
    assert (paper.date, paper.keep_years, paper.kind) == (date(2026, 9, 3), 3, "consent_processing")
    assert "с одной целью" in to_text(paper)
    assert "Иные слова" not in to_text(paper)


def test_paper_declines_nothing_when_the_sex_is_unknown(cast):
    Person.objects.filter(pk=cast.second_mentee.pk).update(sex="")
    consent = propose_consent(Person.objects.get(pk=cast.second_mentee.pk), ConsentKind.PROCESSING, by=None)
    assert "от кого:\nКим Артём, инструктор по физической культуре\n" in text_of(consent)


def test_paper_uses_the_corrected_cases_of_the_card(cast):
    Person.objects.filter(pk=cast.mentee.pk).update(case_forms={"genitive": "Зайцевой Полины-Марии Андреевны"})
    consent = propose_consent(Person.objects.get(pk=cast.mentee.pk), ConsentKind.PROCESSING, by=None)
    assert "от воспитателя\nЗайцевой Полины-Марии Андреевны\n" in text_of(consent)


def test_paper_goes_to_the_head_whoever_that_is_on_the_day(cast):
    end_role(Role.objects.get(organisation=cast.organisation, kind=RoleKind.HEAD), until=date(2026, 9, 13), by=None)
    assert text_of(propose_consent(cast.mentee, ConsentKind.PROCESSING, by=None)).startswith(
        "Руководителю\nМБДОУ «Детский сад № 7 «Рябинка»\nот воспитателя\n"
    )


@pytest.mark.clause("1.1")
def test_paper_of_another_institution_names_that_one(cast):
    Organisation.objects.filter(pk=cast.other.pk).update(inn="", address="", place="")
    stranger = Person.objects.get(pk=cast.stranger.pk)
    said = text_of(propose_consent(stranger, ConsentKind.PROCESSING, by=None))
    assert "Оператор: МДОУ «Детский сад «Теремок»\n" in said
    assert "Рябинка" not in said


def test_several_blanks_are_one_paper_each_on_its_page(cast):
    asked = [propose_consent(person, ConsentKind.PROCESSING, by=None) for person in (cast.mentor, cast.mentee)]
    said = to_text(consents_paper(cast.organisation, asked))
    first, second = said.split("=" * 12)
    assert "Белокопытовой Ирины Геннадьевны" in first
    assert "Зайцевой Полины Андреевны" in second
    made = render(consents_paper(cast.organisation, asked), ["pdf"])["pdf"]
    with pikepdf.open(BytesIO(made)) as printed:
        assert len(printed.pages) == 2


def test_paper_is_written_in_both_formats(cast):
    made = render(consent_paper(propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None)))
    assert made["docx"][:2] == b"PK"
    assert made["pdf"][:5] == b"%PDF-"
