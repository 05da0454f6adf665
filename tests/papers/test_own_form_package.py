"""What may come in as an institution's own form: a plain .docx, nothing that acts or fetches."""

import io
import zipfile

import pytest
from docx import Document

from nastavnik.kit.refusal import Refused
from nastavnik.papers.own_forms.package import MAX_BYTES, MAX_UNPACKED, check_package
from tests.papers.own_forms import changed, form, with_part, with_xml

RELS = "word/_rels/document.xml.rels"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        check_package(content)
    assert refused.value.field == "file"
    return refused.value.sentence


def linked(sort: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    relation = f'<Relationship Id="rId99" Type="{REL}/{sort}" Target="{target}"{mode}/></Relationships>'
    return with_xml(RELS, "</Relationships>", relation)


def with_field(instruction: str) -> bytes:
    return with_xml("word/document.xml", "<w:p>", f'<w:p><w:fldSimple w:instr="{instruction}"/>')


def test_a_plain_form_passes():
    check_package(form("{{ текст }}", header="{{ организация }}", footnote="сноска"))


@pytest.mark.parametrize("address", ["https://ds7.example/", "mailto:ds7@mail.example"])
def test_a_link_to_click_passes(address):
    check_package(linked("hyperlink", address))


@pytest.mark.parametrize(
    "instruction",
    [
        " PAGE ",
        "NUMPAGES",
        " HYPERLINK \\l &quot;x&quot; ",
        " DATE \\@ dd.MM.yyyy ",
        ' HYPERLINK "https://ds7.example/" \\o "Сайт сада" '.replace('"', "&quot;"),
        ' HYPERLINK \\t "_blank" "mailto:ds7@mail.example"'.replace('"', "&quot;"),
    ],
)
def test_a_field_that_only_shows_passes(instruction):
    check_package(with_field(instruction))


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"", "Файл пуст."),
        (b"PK\x03\x04" + bytes(MAX_BYTES), "Файл больше 5 МБ."),
        (b"MZ\x90" + bytes(99), "Это не файл .docx."),
        (b"%PDF-1.7", "Это не файл .docx."),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "Это не файл .docx."),
        (form("{{ текст }}")[:2000], "Файл повреждён или защищён паролем."),
    ],
    ids=["empty", "huge", "program", "pdf", "old Word", "cut"],
)
def test_what_is_no_docx_is_refused(content, begins):
    assert refusal(content).startswith(begins)


def test_another_package_is_no_word_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("readme.txt", "привет")
    assert refusal(out.getvalue()).startswith("Это не документ Word.")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("word/vbaProject.bin", "макросы"),
        ("word/vbaData.xml", "макросы"),
        ("word/embeddings/oleObject1.bin", "вложенный файл или объект"),
        ("word/embeddings/book.xml", "вложенный файл или объект"),
        ("word/activeX/activeX1.xml", "вложенный файл или объект"),
        ("word/afchunk.html", "вложенный файл или объект"),
        ("word/media/run.exe", "вложенный файл или объект"),
    ],
)
def test_what_acts_is_refused_by_its_part(name, what):
    sentence = refusal(with_part(name, b"<a/>"))
    assert sentence == (
        f"В файле есть {what} ({name}); такую форму хранить нельзя. Уберите это в Word и сохраните форму снова."
    )


@pytest.mark.parametrize(
    ("sort", "target", "what"),
    [
        ("attachedTemplate", "https://evil.example/t.dotm", "ссылка на чужой шаблон"),
        ("aFChunk", "https://evil.example/x.html", "вставленный чужой документ (altChunk)"),
        ("oleObject", "file:///C:/x.xls", "вложенный объект"),
        ("frame", "https://evil.example/", "ссылка на чужую страницу"),
        ("image", "https://evil.example/pixel.png", "ссылка на чужой файл"),
        ("hyperlink", "file://server/share/x.lnk", "ссылка не на страницу и не на почту"),
        ("hyperlink", "javascript:alert(1)", "ссылка не на страницу и не на почту"),
    ],
)
def test_what_is_fetched_from_elsewhere_is_refused(sort, target, what):
    assert refusal(linked(sort, target)).startswith(f"В файле есть {what} (")


def test_a_chunk_inside_the_package_is_refused():
    assert "altChunk" in refusal(linked("aFChunk", "x.xml", ""))
    assert "altChunk" in refusal(with_xml("word/document.xml", "<w:p>", '<w:altChunk r:id="rId1"/><w:p>'))


@pytest.mark.parametrize("word", ["DDEAUTO", "dde", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "MACROBUTTON", "QUOTE"])
def test_a_field_that_reads_files_or_starts_programs_is_refused(word):
    assert f"поле Word «{word.upper()}»" in refusal(with_field(f" {word} c:\\\\windows\\\\cmd.exe "))


def test_a_field_torn_over_runs_is_seen():
    torn = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDE</w:instrText></w:r>'
        '<w:r><w:instrText>AUTO cmd</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:p>'
    )
    assert "поле Word «DDEAUTO»" in refusal(with_xml("word/document.xml", "<w:p>", torn))


@pytest.mark.parametrize(
    ("old", "new", "begins"),
    [
        ("document.main+xml", "template.main+xml", "Это шаблон Word (.dotx)."),
        (
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "vnd.ms-word.document.macroEnabled.main+xml",
            "В файле есть макросы или активные элементы",
        ),
        ("wordprocessingml.document.main", "spreadsheetml.sheet.main", "Это не обычный документ Word."),
    ],
)
def test_only_the_plain_sort_of_document_passes(old, new, begins):
    assert refusal(with_xml("[Content_Types].xml", old, new)).startswith(begins)


def test_a_bomb_is_refused_by_its_table_and_by_one_large_part():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(6):
            package.writestr(f"word/media/{number}.png", bytes(MAX_UNPACKED // 5))
    assert len(out.getvalue()) < MAX_BYTES
    assert refusal(out.getvalue()).startswith("Файл в распакованном виде слишком велик.")
    large = with_part("word/styles2.xml", b"<a>" + b" " * (9 * 1024 * 1024) + b"</a>")
    assert refusal(large).startswith("Текст формы слишком велик.")


def test_a_table_of_contents_that_lies_about_sizes_is_seen():
    content = bytearray(with_part("word/media/a.png", bytes(100_000)))
    true, told = (100_000).to_bytes(4, "little"), (50_000).to_bytes(4, "little")
    assert content.count(true) >= 1
    assert refusal(bytes(content.replace(true, told))).startswith("Файл повреждён")


@pytest.mark.parametrize("name", ["../../etc/passwd.xml", "/word/x.xml", "C:\\x.xml", "word/DOCUMENT.xml"])
def test_a_part_that_leads_out_or_doubles_another_is_refused(name):
    assert refusal(with_part(name, b"<a/>")).startswith("Файл повреждён")


@pytest.mark.parametrize("declared", ["<!DOCTYPE a SYSTEM 'file:///etc/passwd'>", "<!DOCTYPE a [<!ENTITY b 'c'>]>"])
def test_a_part_with_entities_is_refused(declared):
    assert "описание типа (DTD)" in refusal(with_part("word/more.xml", f"{declared}<a/>".encode()))
    assert "описание типа (DTD)" in refusal(with_part("word/more.xml", f"{declared}<a/>".encode("utf-16")))


def test_a_broken_part_is_refused():
    assert refusal(with_part("word/more.xml", b"<a>")).startswith("Файл повреждён")


def test_the_samples_are_real_word_documents():
    assert Document(io.BytesIO(with_part("word/media/герб.png", b"x"))).paragraphs[0].text == "{{ текст }}"
    assert changed(form("а"), lambda parts: None)


@pytest.mark.parametrize(
    "instruction",
    [
        ' HYPERLINK "file:///C:/Windows/System32/cmd.exe" ',
        " HYPERLINK \\\\\\\\server\\\\share ",
        ' HYPERLINK \\o "https://ds7.example/" "javascript:alert(1)" ',
        ' hyperlink "ms-word:ofe|u|https://evil.example/x.docm"',
    ],
)
def test_a_field_that_leads_to_a_file_or_a_program_is_refused(instruction):
    assert "ссылка не на страницу и не на почту" in refusal(with_field(instruction.replace('"', "&quot;")))
