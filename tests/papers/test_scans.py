import io
import zlib

import pikepdf
import pillow_heif
import pytest
from PIL import ExifTags, Image, PngImagePlugin

from nastavnik.papers import pdf_checks, scans
from nastavnik.papers.docx import write_docx
from nastavnik.papers.pdf import write_pdf
from nastavnik.papers.scans import ScanRefused, clean_scan
from tests.papers import samples


def photograph(form: str = "JPEG", size=(300, 200), *, turned: bool = False, mode: str = "RGB", **options) -> bytes:
    """A picture, red at the left and blue at the right, with the place and the device in its EXIF."""
    picture = Image.new(mode, size, "blue" if mode == "RGB" else 200)
    picture.paste("red" if mode == "RGB" else 20, (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "TELEFON-42"  # Latin: Pillow writes question marks for others
    exif[ExifTags.Base.Orientation] = 6 if turned else 1
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (55.0, 45.0, 7.0), 3: "E", 4: (37.0, 36.0, 56.0)})
    out = io.BytesIO()
    picture.save(out, form, exif=exif.tobytes(), **options)
    return out.getvalue()


def cleaned(content: bytes) -> Image.Image:
    scan = clean_scan(io.BytesIO(content))
    assert (scan.content_type, scan.ending) == ("image/jpeg", "jpg")
    return Image.open(io.BytesIO(scan.content))


def refusal(content: bytes) -> str:
    with pytest.raises(ScanRefused) as caught:
        clean_scan(io.BytesIO(content))
    assert caught.value.field == "file"
    return caught.value.sentence


# --- pictures -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["JPEG", "PNG", "HEIF"])
def test_a_photograph_is_kept_as_jpeg_without_place_and_device(form):
    pillow_heif.register_heif_opener()
    sent = photograph(form)
    before = Image.open(io.BytesIO(sent)).getexif()
    assert before.get_ifd(ExifTags.IFD.GPSInfo)[2] == (55.0, 45.0, 7.0)
    kept = clean_scan(io.BytesIO(sent)).content
    picture = Image.open(io.BytesIO(kept))
    assert (picture.format, picture.size) == ("JPEG", (300, 200))
    assert dict(picture.getexif()) == {}
    assert b"Exif" not in kept
    assert b"TELEFON" not in kept


def test_notes_and_colour_profiles_inside_a_picture_do_not_survive():
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG", comment="секрет", icc_profile=b"profile", xmp=b"<x:xmpmeta/>")
    assert set(cleaned(out.getvalue()).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "секрет")
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG", pnginfo=notes)
    assert "секрет" not in str(cleaned(out.getvalue()).info)


@pytest.mark.parametrize("form", ["JPEG", "HEIF"])
def test_a_photograph_taken_sideways_is_turned_upright(form):
    picture = cleaned(photograph(form, turned=True))
    assert picture.size == (200, 300)
    top, bottom = picture.getpixel((100, 20)), picture.getpixel((100, 280))
    assert top[0] > 200 > 60 > top[2]
    assert bottom[2] > 200 > 60 > bottom[0]


def test_a_large_photograph_is_made_smaller_and_a_small_one_stays():
    assert cleaned(photograph(size=(6000, 4000))).size == (2500, 1667)
    assert cleaned(photograph("PNG", size=(1000, 3000))).size == (833, 2500)
    assert cleaned(photograph(size=(700, 500))).size == (700, 500)


def test_a_transparent_picture_stands_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert cleaned(out.getvalue()).getpixel((10, 10)) == (255, 255, 255)
    out = io.BytesIO()
    Image.new("P", (20, 20), 0).save(out, "PNG", transparency=0)
    assert cleaned(out.getvalue()).getpixel((10, 10)) == (255, 255, 255)


def test_grey_and_printing_colours_are_taken():
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 0x8000).save(out, "PNG")
    grey = cleaned(out.getvalue())
    assert (grey.mode, grey.getpixel((5, 5))) == ("L", 128)
    out = io.BytesIO()
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(out, "JPEG")
    assert cleaned(out.getvalue()).getpixel((5, 5))[0] > 200


@pytest.mark.parametrize("side", [8_100, 20_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(side):
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    assert refusal(out.getvalue()) == (
        "Снимок слишком велик: больше 64 миллионов точек. Сфотографируйте документ с обычным размером снимка."
    )


@pytest.mark.parametrize("cut", [30, 400])
def test_a_damaged_picture_is_refused(cut):
    assert refusal(photograph()[:cut]) == (
        "Снимок повреждён и не открывается. Приложите фотографию (JPEG, PNG, HEIC) или PDF."
    )


def test_a_photograph_of_a_telephone_that_holds_two_pictures_gives_the_first():
    first, second = Image.new("RGB", (80, 60), "red"), Image.new("RGB", (40, 30), "blue")
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second])
    picture = cleaned(out.getvalue())
    assert picture.size == (80, 60)
    assert picture.getpixel((40, 30))[0] > 200


def test_a_program_behind_the_picture_is_not_kept():
    kept = clean_scan(io.BytesIO(photograph() + b"MZ<script>alert(1)</script>")).content
    assert b"script" not in kept


# --- what is no scan ----------------------------------------------------------------------------------------
def gif() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "GIF")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "файл программы"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 200, "файл программы"),
        (b"#!/bin/sh\nrm -rf /\n", "файл программы"),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", "файл веб-страницы"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "файл веб-страницы"),
        (b"PK\x03\x04" + b"\0" * 26 + b"readme.txt", "архив"),
        (write_docx(samples.consent()), "документ Word"),
        (gif(), "снимок неподходящего вида"),
        ("Приказ № 5 подписан".encode(), "текстовый файл"),
        (b"\x01\x02\x00\x03" * 50, "файл неизвестного вида"),
    ],
)
def test_what_is_no_scan_is_refused_by_its_name(content, what):
    assert refusal(content) == (
        f"Прислан {what}, а нужен скан подписанного документа. Приложите фотографию (JPEG, PNG, HEIC) или PDF."
    )


def test_the_name_of_the_file_does_not_matter():
    sent = io.BytesIO(b"MZ\x90\x00" + b"\0" * 200)
    sent.name = "скан.jpg"
    with pytest.raises(ScanRefused, match="файл программы"):
        clean_scan(sent)


def test_an_empty_file_and_a_huge_one_are_refused():
    assert refusal(b"").startswith("Файл пуст.")
    assert refusal(b"\xff\xd8\xff" + bytes(scans.MAX_BYTES)).startswith("Файл больше 40 МБ.")


# --- PDF ----------------------------------------------------------------------------------------------------
def pdf(change=None, **options) -> bytes:
    """A PDF of one page, changed and saved as told."""
    with pikepdf.new() as document:
        document.add_blank_page()
        if change:
            change(document)
        out = io.BytesIO()
        document.save(out, **options)
    return out.getvalue()


IN_OBJECT_STREAMS = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


def with_script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def with_launch(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))


def with_file(document):
    document.attachments["virus.exe"] = b"MZ"


def with_form(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://x.example"))


@pytest.mark.parametrize(
    "content",
    [pdf(), pdf(**IN_OBJECT_STREAMS), pdf(linearize=True), write_pdf(samples.order_on_pairs())],
    ids=["plain", "object streams", "linearized", "our own"],
)
def test_a_good_pdf_is_kept_as_it_came(content):
    scan = clean_scan(io.BytesIO(content))
    assert (scan.content, scan.content_type, scan.ending) == (content, "application/pdf", "pdf")


@pytest.mark.parametrize("options", [{}, IN_OBJECT_STREAMS], ids=["plain", "object streams"])
@pytest.mark.parametrize(
    ("change", "inside"),
    [
        (with_script, "программа (JavaScript)"),
        (with_launch, "команда запуска программы"),
        (with_file, "вложенные файлы"),
        (with_form, "отправка данных на сторону"),
    ],
)
def test_a_pdf_that_does_something_is_refused_wherever_it_is_hidden(change, inside, options):
    sentence = refusal(pdf(change, **options))
    assert sentence == (
        f"В PDF есть {inside}; такой файл хранить нельзя. Отсканируйте документ заново или приложите его фотографию."
    )


def test_a_name_in_escaped_letters_is_seen_through():
    content = pdf(with_script).replace(b"/JavaScript", b"/J#61vaScri#70t")
    assert refusal(content).startswith("В PDF есть программа (JavaScript)")


def test_an_action_between_false_marks_of_a_stream_is_seen():
    content = pdf(with_script).replace(b"1 0 obj", b"%stream\n1 0 obj", 1).replace(b"xref", b"%endstream\nxref", 1)
    assert refusal(content).startswith("В PDF есть программа (JavaScript)")


def test_a_pdf_with_a_password_is_refused():
    content = pdf(encryption=pikepdf.Encryption(owner="а1", user="б2"))
    assert refusal(content).startswith("PDF защищён паролем, проверить его нельзя.")


def test_a_pdf_cut_short_is_refused():
    content = pdf()
    assert refusal(content[: len(content) // 2]).startswith("PDF повреждён или загружен не полностью.")
    assert refusal(b"%PDF-1.7 <script>").startswith("PDF повреждён")


def test_a_pdf_without_pages_is_refused():
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.save(out)
    assert refusal(out.getvalue()).startswith("В PDF нет ни одной страницы.")


def with_object_stream(dictionary: bytes, packed: bytes) -> bytes:
    stream = b"9 0 obj\n<<" + dictionary + b">>stream\n" + packed + b"\nendstream endobj\n1 0 obj"
    return pdf().replace(b"1 0 obj", stream, 1)


@pytest.mark.parametrize(
    "dictionary",
    [
        b"/Type/ObjStm/N 1/First 4/Filter/ASCIIHexDecode/Length 9",
        b"/Type/ObjStm/Filter[/LZWDecode]/Length 9",
        b"/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Predictor 12>>",
        b"/Type/ObjStm/Filter/Fl#61teDecode",
    ],
)
def test_an_object_stream_in_an_unusual_packing_is_refused(dictionary):
    sentence = refusal(with_object_stream(dictionary, zlib.compress(b"1 0 <<>>")))
    assert sentence.startswith("PDF устроен так, что проверить его нельзя.")


def test_an_object_stream_that_unpacks_without_end_is_refused():
    packed = zlib.compress(b" " * (pdf_checks.MAX_UNPACKED + 1))
    sentence = refusal(with_object_stream(b"/Type/ObjStm/Filter/FlateDecode", packed))
    assert sentence.startswith("PDF устроен так, что проверить его нельзя.")


def test_a_script_in_a_handmade_object_stream_is_seen():
    packed = zlib.compress(b"10 0 <</S/Java#53cript/JS(app.alert(1))>>")
    sentence = refusal(with_object_stream(b"/Filter [ /FlateDecode ] /Type /ObjStm", packed))
    assert sentence.startswith("В PDF есть программа (JavaScript)")


def with_attachment(document):
    held = pikepdf.Dictionary(F=document.make_stream(b"MZ"))
    file = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=pikepdf.String("a.exe"), EF=held)
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 1, 1], FS=file)
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def with_program_form(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA=document.make_stream(b"<xdp/>"), Fields=pikepdf.Array([]))


def with_leap(document):
    leap = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String("//server/share/x.pdf"))
    document.pages[0].AA = pikepdf.Dictionary(O=leap)


def with_film(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Rendition, OP=0)


@pytest.mark.parametrize("options", [{}, IN_OBJECT_STREAMS], ids=["plain", "object streams"])
@pytest.mark.parametrize(
    ("change", "inside"),
    [
        (with_attachment, "вложенные файлы"),
        (with_program_form, "программируемая форма (XFA)"),
        (with_leap, "переход в чужой файл"),
        (with_film, "вложенное видео или анимация"),
    ],
)
def test_quieter_ways_to_act_are_seen_too(change, inside, options):
    assert refusal(pdf(change, **options)).startswith(f"В PDF есть {inside}; такой файл хранить нельзя.")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n<script>alert(1)</script>\n" + pdf(),
        b"%PDF-1.7\nMZ\x90\0\n" + pdf(),
        b"%PDF-1.7\n%<script>alert(1)</script>\n" + pdf(),
        pdf() + b"MZ" + bytes(20),
        pdf() + b"PK\x05\x06" + bytes(18),
        pdf() + b"PK\x03\x04evil.exe" + b"PK\x05\x06" + bytes(18) + pdf()[-60:],
    ],
    ids=["page", "program", "page in a remark", "program behind", "archive behind", "archive between"],
)
def test_a_pdf_that_is_another_file_too_is_refused(content):
    assert refusal(content).startswith("В PDF спрятан ещё один файл; такой файл хранить нельзя.")


def with_photograph(document):
    picture = document.make_stream(photograph("JPEG"))
    for name, value in (
        ("Type", "XObject"),
        ("Subtype", "Image"),
        ("Filter", "DCTDecode"),
        ("ColorSpace", "DeviceRGB"),
    ):
        picture[f"/{name}"] = pikepdf.Name(f"/{value}")
    picture.Width, picture.Height, picture.BitsPerComponent = 300, 200, 8
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))


def test_place_and_device_of_a_photograph_in_a_pdf_do_not_survive():
    content = pdf(with_photograph)
    assert b"TELEFON" in content
    kept = clean_scan(io.BytesIO(content)).content
    assert b"TELEFON" not in kept
    assert (b"Exif" not in kept, len(kept)) == (True, len(content))
    with pikepdf.open(io.BytesIO(kept)) as document:
        picture = Image.open(io.BytesIO(document.pages[0].Resources.XObject.P.read_raw_bytes()))
        assert (picture.size, dict(picture.getexif())) == (Image.open(io.BytesIO(photograph("JPEG"))).size, {})


def test_a_place_written_into_the_facts_of_a_pdf_does_not_survive():
    told = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLongitude="37,37E">'
        b"<exif:GPSLatitude>55,45.5N</exif:GPSLatitude></rdf:Description></rdf:RDF></x:xmpmeta>"
    )

    def with_facts(document):
        document.Root.Metadata = document.make_stream(told, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)

    kept = clean_scan(io.BytesIO(pdf(with_facts))).content
    assert b"GPSLatitude" in kept
    assert b"55,45" not in kept and b"37,37" not in kept


def test_a_signed_pdf_is_kept_to_the_letter():
    def signed(document):
        with_photograph(document)
        document.Root.Sig = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3])

    content = pdf(signed)
    assert clean_scan(io.BytesIO(content)).content == content


def test_a_picture_that_is_a_thin_strip_is_refused():
    out = io.BytesIO()
    Image.new("L", (40_000, 10)).save(out, "PNG")
    assert refusal(out.getvalue()).startswith("Снимок – узкая полоса, а не лист документа.")


def test_a_png_whose_remarks_unpack_without_end_is_refused():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("a", "A" * 70_000_000, zip=True)
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG", pnginfo=notes)
    assert len(out.getvalue()) < 200_000
    assert refusal(out.getvalue()).startswith("Снимок повреждён и не открывается.")
