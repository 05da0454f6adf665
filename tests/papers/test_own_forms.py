"""The institution's own form of a kind: taken in, used, replaced, removed; what it issued stays."""

import hashlib
import io
import json
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from nastavnik.accounts.models import User
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.papers import model
from nastavnik.papers.actions import issue_paper, render, verify_paper
from nastavnik.papers.docx import write_docx
from nastavnik.papers.download import download
from nastavnik.papers.forms import OwnFormUpload
from nastavnik.papers.models import IssuedPaper, OwnForm
from nastavnik.papers.own_forms import kinds
from nastavnik.papers.own_forms.actions import active_form, kinds_with_forms, remove_form, upload_form
from nastavnik.papers.own_forms.fields import FIELDS, context_of
from nastavnik.papers.own_forms.kinds import all_kinds, declare_kind, known_fields, sample_paper
from nastavnik.papers.own_forms.press import FormFailed, Press
from nastavnik.papers.own_forms.starter import starter_form
from tests.papers import samples
from tests.papers.own_forms import form
from tests.papers.reading import docx_text, element_text, letters

GARDEN, OTHER, ORDER = uuid.UUID(int=7), uuid.UUID(int=8), uuid.UUID(int=112)
OWN = form(
    "ДЕТСКИЙ САД С ГЕРБОМ",
    "{{ краткое_наименование }}",
    "{{ дата_словами }} № {{ номер }}",
    "{{ преамбула }}",
    "{%p for п in пункты %}",
    "{{ п.номер }} {{ п.текст }}",
    "{%p endfor %}",
    "{{ подписал_должность }} ____ {{ подписал_имя }}",
    header="{{ организация }}",
    footer="{{ место }}",
    footnote="{{ номер }}",
    rows=[
        ["{%tr for строка in таблица %}", "", ""],
        ["{{ строка.номер }}", "{{ строка.столбец_2 }}", "{{ строка.столбец_5 }}"],
        ["{%tr endfor %}", "", ""],
    ],
)


@pytest.fixture
def curator(db):
    return User.objects.create_user("kudryavceva", shown_name="Кудрявцева Е. Б.")


def sent(content: bytes = OWN) -> SimpleUploadedFile:
    return SimpleUploadedFile("приказ.docx", content)


def upload(content: bytes = OWN, by=None, **changes) -> OwnForm:
    told = {"organisation_id": GARDEN, "kind": "order", "by": by} | changes
    return upload_form(sent(content), **told)


def refusal(content: bytes, **changes) -> str:
    with pytest.raises(Refused) as refused:
        upload(content, **changes)
    return refused.value.sentence


# --- what a paper tells a form ---------------------------------------------------------------------------------
def test_an_order_tells_its_parts_by_russian_names():
    told = context_of(samples.order_on_pairs())
    assert told["краткое_наименование"] == "МБДОУ «Детский сад № 7 «Рябинка»"
    assert (told["вид_документа"], told["дата"], told["номер"], told["место"]) == (
        "ПРИКАЗ", "25.11.2026", "112-од", "г. Энск",
    )  # fmt: skip
    assert told["дата_словами"] == "25 ноября 2026 г."
    assert told["заголовок"] == "О закреплении наставнических пар на 2026/2027 учебный год"
    assert told["преамбула"].startswith("В соответствии со статьёй 351.8")
    assert [item["номер"] for item in told["пункты"]] == ["1.", "2.", "3.", "3.1.", "4.", "5."]
    assert told["пункты"][2]["текст"].startswith("Оплату наставникам производить на условиях дополнительных")
    assert told["таблица"][1]["столбец_5"] == "01.12.2026 – 30.11.2027"
    assert told["таблица"][1]["столбец_6"] == ""
    assert told["заголовки_таблицы"][4] == {"текст": "Срок"}
    assert (told["подписал_должность"], told["подписал_имя"]) == ("Заведующий", "О. С. Веретенникова")
    assert told["ознакомлены"][4] == {
        "имя": "Ким В.", "должность": "музыкальный руководитель", "строка": "Ким В., музыкальный руководитель",
    }  # fmt: skip
    assert told["адресат"] == ""


def test_a_consent_tells_its_addressee_and_its_text():
    told = context_of(samples.consent())
    assert told["адресат"].splitlines()[1] == "О. С. Веретенниковой"
    assert (told["организация"], told["дата"], told["преамбула"], told["таблица"]) == ("", "", "", [])
    assert told["абзацы"][0]["текст"].startswith("Я, Белокопытова Ирина Геннадьевна, воспитатель, даю согласие")


def test_a_blank_order_tells_the_places_for_date_and_number():
    blocks = (model.DateNumberPlace(), model.Paragraph("а"))
    told = context_of(samples.order_on_pairs(blocks=blocks))
    assert (told["дата"], told["номер"]) == ("«____» ______________ 20____ г.", "__________")


def test_every_field_is_told_by_every_paper_and_no_other():
    for paper in (samples.order_on_pairs(), samples.consent(), sample_paper("report")):
        told = context_of(paper)
        assert set(told) == {field.name for field in FIELDS}
        _fits(told, FIELDS)
        assert json.loads(json.dumps(told)) == told


def _fits(row, fields):
    for field in fields:
        value = row[field.name]
        assert isinstance(value, {"text": str, "flag": bool, "list": list}[field.sort]), field
        for inner in value if field.sort == "list" else ():
            assert set(inner) == {each.name for each in field.inner}
            _fits(inner, field.inner)


def test_all_letters_of_a_paper_are_in_what_it_tells():
    paper = samples.order_on_pairs()
    told = letters("".join(str(value) for value in context_of(paper).values()))
    for line in docx_text(write_docx(paper)).split("\n"):
        assert letters(line) in told or line in ("Фамилия, инициалы, должность", "Подпись", "Дата"), line


# --- the upload -----------------------------------------------------------------------------------------------
def test_a_good_form_is_kept_with_its_hash_and_what_it_uses(curator):
    own = upload(by=curator, name="Приказ с гербом")
    assert own == OwnForm.objects.get()
    assert (own.kind, own.name, own.version, own.is_active) == ("order", "Приказ с гербом", 1, True)
    assert (own.sha256, own.size) == (hashlib.sha256(OWN).hexdigest(), len(OWN))
    assert verify_paper(own)
    assert own.placeholders == [
        "дата_словами", "краткое_наименование", "место", "номер", "организация", "подписал_должность",
        "подписал_имя", "преамбула", "пункты", "таблица",
    ]  # fmt: skip
    assert own.notices == ["Листа ознакомления форма не печатает.", "Приложений форма не печатает."]
    entry = JournalEntry.objects.get()
    assert (entry.event, entry.facts) == ("own_form_uploaded", {"kind": "order", "version": 1, "sha256": own.sha256})


def test_a_form_without_a_name_is_called_by_its_kind(db):
    assert upload().name == "Приказ"


def test_a_new_upload_takes_the_place_of_the_last_one(db):
    first = upload()
    second = upload(form("{{ текст }}"))
    first.refresh_from_db()
    assert (first.is_active, second.is_active, second.version) == (False, True, 2)
    assert active_form(GARDEN, "order") == second
    assert [(kind.kind, own) for kind, own in kinds_with_forms(GARDEN) if own] == [("order", second)]


def test_a_form_belongs_to_its_institution_and_kind(db):
    upload()
    assert active_form(OTHER, "order") is None
    assert active_form(GARDEN, "report") is None


@pytest.mark.parametrize(
    "content", [form("{{ арганизация }}"), form("без сведений"), b"MZ", form("{{ ''.__class__.x }}")]
)
def test_a_refused_form_leaves_nothing_behind(db, settings, content):
    before = upload(form("{{ текст }}"))
    files = set(Path(settings.MEDIA_ROOT).rglob("*.docx"))
    with pytest.raises(Refused):
        upload(content)
    assert OwnForm.objects.get() == before
    assert set(Path(settings.MEDIA_ROOT).rglob("*.docx")) == files
    assert active_form(GARDEN, "order") == before


def test_the_refusal_names_each_wrong_placeholder_and_the_nearest_right_one(db):
    assert refusal(form("{{ арганизация }}", header="{{ намер }}")) == (
        "Форма не принята. Текст документа, «{{ арганизация }}»: нет сведения «арганизация»; может быть, "
        "«организация»?. Верхний колонтитул, «{{ намер }}»: нет сведения «намер»; может быть, «номер»?."
    ).replace("?.", "?")


def test_of_many_faults_the_first_are_told_and_the_rest_are_counted(db):
    sentence = refusal(form(*(f"{{{{ х{number}х }}}}" for number in range(9))))
    assert sentence.count("нет сведения") == 6
    assert sentence.endswith(" И ещё замечаний: 3.")


def test_a_form_without_any_placeholder_is_refused(db):
    assert refusal(form("ПРИКАЗ")).startswith("В форме нет ни одного места для сведений")


def test_an_unknown_kind_is_refused(db):
    assert refusal(OWN, kind="letter") == "Неизвестный вид документа. Выберите вид из списка."


def test_a_form_that_grows_beyond_all_measure_fails_on_its_trial(db):
    heavy = form("{% for а in абзацы %}" + "много " * 300_000 + "{% endfor %}")
    paper = samples.order_on_pairs(blocks=tuple(model.Paragraph(f"абзац {number}") for number in range(3000)))
    assert refusal(heavy, sample=paper).startswith("Форму не удалось заполнить на пробу: ")
    assert OwnForm.objects.count() == 0


def test_a_form_that_takes_too_long_is_ended():
    with Press(seconds=0.01) as press, pytest.raises(FormFailed, match="слишком долго"):
        press.read(OWN, known_fields("order"))
    with Press() as press:
        assert press.read(OWN, known_fields("order"))[0] == []


def test_the_process_knows_nothing_of_the_servers_surroundings(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "тайна")
    with Press() as press:
        press.read(OWN, known_fields("order"))
        surroundings = Path(f"/proc/{press._process.pid}/environ")
        if surroundings.exists():
            assert "SECRET_KEY" not in surroundings.read_text()


# --- papers by the form ---------------------------------------------------------------------------------------
def test_the_docx_comes_by_the_form_with_the_exact_text_and_the_pdf_stays_ours(db):
    upload()
    paper = samples.order_on_pairs()
    rendered = render(paper, organisation_id=GARDEN)
    document = Document(io.BytesIO(rendered["docx"]))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said == [
        "ДЕТСКИЙ САД С ГЕРБОМ",
        "МБДОУ «Детский сад № 7 «Рябинка»",
        "25 ноября 2026 г. № 112-од",
        context_of(paper)["преамбула"],
        *(f"{one['номер']} {one['текст']}" for one in context_of(paper)["пункты"]),
        "Заведующий ____ О. С. Веретенникова",
    ]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        [row[0], row[1], row[4]] for row in samples.PAIRS
    ]
    section = document.sections[0]
    assert section.header.paragraphs[0].text.startswith("Муниципальное бюджетное дошкольное")
    assert section.footer.paragraphs[0].text == "г. Энск"
    assert rendered["pdf"] == render(paper, ["pdf"])["pdf"]


def test_the_file_names_the_paper_and_not_who_made_the_form(db):
    upload(form("{{ текст }}", properties={"author": "Иванова", "last_modified_by": "Иванова", "title": "Шаблон"}))
    core = Document(io.BytesIO(render(samples.consent(), ["docx"])["docx"])).core_properties
    assert core.keywords == "ГОСТ Р 7.0.97-2025"
    content = render(samples.order_on_pairs(), ["docx"], organisation_id=GARDEN)["docx"]
    core = Document(io.BytesIO(content)).core_properties
    assert (core.title, core.author, core.last_modified_by) == (
        "Приказ о закреплении наставнических пар от 25.11.2026 № 112-од", samples.SHORT_NAME, samples.SHORT_NAME,
    )  # fmt: skip
    assert core.keywords == "ГОСТ Р 7.0.97-2025"


def test_the_same_paper_by_the_same_form_gives_the_same_bytes(db):
    upload()
    once, again = (render(samples.order_on_pairs(), ["docx"], organisation_id=GARDEN)["docx"] for _number in range(2))
    assert once == again


def test_without_an_institution_or_a_form_all_is_ours(db):
    paper = samples.order_on_pairs()
    assert render(paper, ["docx"], organisation_id=GARDEN)["docx"] == write_docx(paper)
    own = upload()
    assert render(paper, ["docx"], organisation_id=OTHER)["docx"] == write_docx(paper)
    assert render(paper, ["docx"])["docx"] == write_docx(paper)
    remove_form(own, by=None)
    assert render(paper, ["docx"], organisation_id=GARDEN)["docx"] == write_docx(paper)


def test_a_form_is_removed_once(db):
    own = upload()
    remove_form(own, by=None)
    assert JournalEntry.objects.last().event == "own_form_removed"
    with pytest.raises(Refused, match="Эта форма уже не действует"):
        remove_form(own, by=None)


def test_hostile_texts_of_a_paper_stay_texts(db):
    upload(form("{{ текст }}"))
    said = "<script>alert(1)</script> {{ 7 * 7 }}{% debug %} & ]]> =cmd {_{ 7 }_}"
    paper = samples.order_on_pairs(blocks=(model.Paragraph(said),))
    content = render(paper, ["docx"], organisation_id=GARDEN)["docx"]
    # docxtpl's own sign for braces turns into braces, which nothing reads any more
    assert docx_text(content).strip() == said.replace("{_{", "{{").replace("}_}", "}}")


@pytest.mark.clause("R1.3")
def test_what_a_form_issued_is_kept_and_printed_again_from_the_file(db, settings):
    own = upload()
    paper = samples.order_on_pairs()
    docx, pdf = issue_paper(paper, organisation_id=GARDEN, about_id=ORDER, by=None)
    assert (docx.own_form_id, pdf.own_form_id) == (own.pk, None)
    kept = (Path(settings.MEDIA_ROOT) / docx.file.name).read_bytes()
    assert "ДЕТСКИЙ САД С ГЕРБОМ" in docx_text(kept)
    upload(form("ДРУГАЯ ФОРМА", "{{ текст }}"))
    again = IssuedPaper.objects.get(pk=docx.pk)
    with again.file.open() as file:
        assert file.read() == kept
    assert verify_paper(again)


def test_a_download_comes_by_the_form_too(db):
    upload()
    answer = download(samples.order_on_pairs(), "docx", organisation_id=GARDEN)
    assert "ДЕТСКИЙ САД С ГЕРБОМ" in docx_text(answer.content)
    assert "ДЕТСКИЙ САД С ГЕРБОМ" not in docx_text(download(samples.order_on_pairs(), "docx").content)


def test_a_form_that_fails_is_passed_over_and_keeps_why(db, settings):
    own = upload()
    place = Path(settings.MEDIA_ROOT) / own.file.name
    good = place.read_bytes()
    place.write_bytes(good + b" ")
    paper = samples.order_on_pairs()
    issued = issue_paper(paper, organisation_id=GARDEN, about_id=ORDER, by=None, formats=["docx"])[0]
    assert issued.own_form_id is None
    assert issued.sha256 == hashlib.sha256(write_docx(paper)).hexdigest()
    own.refresh_from_db()
    assert own.failure == "файл формы изменён не программой; загрузите её снова"
    place.write_bytes(good)
    issue_paper(paper, organisation_id=GARDEN, about_id=ORDER, by=None, formats=["docx"])
    own.refresh_from_db()
    assert own.failure == ""
    place.unlink()
    assert render(paper, ["docx"], organisation_id=GARDEN)["docx"] == write_docx(paper)
    own.refresh_from_db()
    assert own.failure == "файл формы пропал; загрузите её снова"


# --- facts of a kind ------------------------------------------------------------------------------------------
@pytest.fixture
def visit():
    declare_kind("visit", "Справка о посещении", {"должность": "должность того, кому она дана"})
    yield
    del kinds._KINDS["visit"]


def test_a_fact_of_a_kind_may_stand_in_its_form(db, visit):
    own = upload(form("Дана: {{ должность }}", "{{ подписал_имя }}"), kind="visit")
    assert own.notices[0] == "Текст документа форма не печатает: он должен быть написан в ней самой."
    paper = samples.order_on_pairs(kind="visit", facts=(("должность", "воспитатель"),))
    assert docx_text(render(paper, ["docx"], organisation_id=GARDEN)["docx"]).split("\n")[1:] == [
        "Дана: воспитатель", "О. С. Веретенникова",
    ]  # fmt: skip


def test_a_paper_without_the_fact_comes_in_our_layout_and_the_form_says_why(db, visit):
    own = upload(form("Дана: {{ должность }}"), kind="visit")
    paper = samples.order_on_pairs(kind="visit")
    assert render(paper, ["docx"], organisation_id=GARDEN)["docx"] == write_docx(paper)
    own.refresh_from_db()
    assert own.failure == "форма не заполняется (в документе нет сведения 'должность')"


def test_the_fact_of_another_kind_is_unknown(db, visit):
    assert "нет сведения «должность»" in refusal(form("{{ должность }}"), kind="order")


@pytest.mark.parametrize("name", ["номер", "с пробелом", "_тайное", "1а"])
def test_a_fact_may_not_bear_any_name(name):
    with pytest.raises(ValueError, match="не может быть названием сведения"):
        declare_kind("visit", "Справка", {name: "?"})


def test_a_paper_keeps_its_facts_clean():
    assert samples.consent().facts == ()
    paper = samples.order_on_pairs(facts=[["фио", "Ким\u202e Артём"]])
    assert paper.facts == (("фио", "Ким Артём"),)


# --- the example to begin with --------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["order", "consent_mentoring", "programme", "report"])
def test_the_example_passes_its_own_upload(db, kind):
    own = upload(starter_form(kind), kind=kind)
    assert own.notices == []


@pytest.mark.parametrize(
    "paper", [samples.order_on_pairs(), samples.consent(), samples.programme(), samples.report()], ids=lambda p: p.kind
)
def test_the_example_prints_every_paper_whole(db, paper):
    content = starter_form("order")
    with Press() as press:
        printed = press.render(content, known_fields("order"), paper)
    said = letters(element_text(Document(io.BytesIO(printed)).element.body))
    assert "{" not in docx_text(printed)
    for line in docx_text(write_docx(paper)).split("\n"):
        assert letters(line) in said, line


def test_the_example_of_a_kind_with_facts_shows_them(visit):
    assert "должность: {{ должность }}" in docx_text(starter_form("visit")).replace("\u00a0", " ")


def test_every_kind_can_be_chosen_for_an_upload():
    choices = OwnFormUpload().fields["kind"].choices
    assert [value for value, _words in choices] == [one.kind for one in all_kinds()]
    assert ("order", "Приказ") in [(value, str(words)) for value, words in choices]
    assert OwnFormUpload({"kind": "nothing"}, {"file": sent()}).errors["kind"]
    assert OwnFormUpload({"kind": "order", "name": ""}, {"file": sent()}).is_valid()
