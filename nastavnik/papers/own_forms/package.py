"""Whether a file is a plain .docx that may be kept: sizes, parts, links, fields – looked at, nothing carried out.

Allowed are text, styles, pictures and links to click. Refused is what acts by itself or fetches something:
macros, controls, embedded files, templates and pictures from elsewhere, included documents, fields that
read files or start programs.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from nastavnik.kit.refusal import Refused

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_XML = 8 * 1024 * 1024  # one part of text; a page has about 20 KB
MOST_PARTS = 500
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLAIN_ENDINGS = (
    ".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf",
)  # fmt: skip
_FOREIGN_FOLDERS = ("embeddings/", "activex/", "ctrlprops/", "afchunk")
_ACTIVE_TYPES = ("macroenabled", "vbaproject", "vbadata", "activex", "oleobject", "keymap", "toolbars")
_REFUSED_RELATIONS = {
    "aFChunk": "вставленный чужой документ (altChunk)",
    "subDocument": "вложенный документ",
    "attachedTemplate": "ссылка на чужой шаблон",
    "oleObject": "вложенный объект",
    "package": "вложенный файл",
    "control": "элемент управления ActiveX",
    "vbaProject": "макросы",
    "mailMergeSource": "источник для слияния",
    "frame": "ссылка на чужую страницу",
}
_REFUSED_ELEMENTS = {
    "altChunk": "вставленный чужой документ (altChunk)",
    "subDoc": "вложенный документ",
    "OLEObject": "вложенный объект",
    "control": "элемент управления ActiveX",
    "mailMerge": "слияние с чужими данными",
}
# Fields of Word that only count pages, show dates or lead to a place.
_FIELDS = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "TITLE",
    "AUTHOR", "SUBJECT", "KEYWORDS", "HYPERLINK", "REF", "PAGEREF", "NOTEREF", "TOC", "SEQ", "STYLEREF", "SYMBOL",
    "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN",
}  # fmt: skip
_LINK = re.compile(r"(?:https?://|mailto:)[^\\\s]+\Z", re.IGNORECASE)
_SWITCH = re.compile(r"\\[a-z]\Z", re.IGNORECASE)
_TELL_MORE = ("\\l", "\\o", "\\t", "\\s")  # switches with words of their own: a bookmark, a tip, a frame
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, KeyError, ValueError, OverflowError,
               NotImplementedError)  # fmt: skip


def check_package(content: bytes) -> None:
    """Raise Refused with a sentence when the file is no plain .docx. Holds at most one part in memory."""
    if not content:
        raise _refused(_("Файл пуст. Приложите форму в виде файла .docx."))
    if len(content) > MAX_BYTES:
        raise _refused(_("Файл больше 5 МБ. Уменьшите картинки в форме и сохраните её снова."))
    if not content.startswith(b"PK\x03\x04"):
        raise _refused(_("Это не файл .docx. Откройте форму в Word и выберите «Сохранить как»: документ Word (.docx)."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_table(package)
            for info in package.infolist():
                _check_part(info.filename, package.read(info))
    except _UNREADABLE as error:
        raise _refused(_("Файл повреждён или защищён паролем. Сохраните форму в Word заново и без пароля.")) from error


def _refused(sentence: str) -> Refused:
    return Refused(sentence, field="file")


def _inside(what: str, where: str) -> Refused:
    return _refused(
        _("В файле есть %(what)s (%(where)s); такую форму хранить нельзя. Уберите это в Word и сохраните форму снова.")
        % {"what": what, "where": where}
    )


def _check_table(package: zipfile.ZipFile) -> None:
    """The table of contents. What a part unpacks to is bounded by the size told here: reading stops there."""
    infos = package.infolist()
    names = [info.filename for info in infos]
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise _refused(_("Файл в распакованном виде слишком велик. Оставьте в форме только её текст и герб."))
    if len({name.lower() for name in names}) < len(names) or any(_leads_out(name) for name in names):
        raise zipfile.BadZipFile
    for info in infos:
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile
        if info.filename.lower().endswith((".xml", ".rels")) and info.file_size > MAX_XML:
            raise _refused(_("Текст формы слишком велик. Оставьте в ней одну форму, без лишних страниц."))
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise _refused(_("Это не документ Word. Откройте форму в Word и сохраните её как «Документ Word (.docx)»."))


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/") or ":" in name


def _check_part(name: str, content: bytes) -> None:
    low = name.lower()
    if low.endswith("/"):
        return
    if "vba" in low:
        raise _inside("макросы", name)
    if any(folder in low for folder in _FOREIGN_FOLDERS) or not low.endswith(_PLAIN_ENDINGS):
        raise _inside("вложенный файл или объект", name)
    if not low.endswith((".xml", ".rels")):
        return
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise zipfile.BadZipFile from error
    if root.getroottree().docinfo.doctype:
        raise _inside("описание типа (DTD)", name)
    if name == "[Content_Types].xml":
        _check_types(root)
    elif low.endswith(".rels"):
        _check_links(root, name)
    else:
        _check_elements(root, name)


def _check_types(root) -> None:
    main = ""
    for element in root:
        said = element.get("ContentType", "")
        if any(active in said.lower() for active in _ACTIVE_TYPES):
            raise _inside("макросы или активные элементы", said.rsplit("/", 1)[-1])
        if element.get("PartName") == "/word/document.xml":
            main = said
    if main == _TEMPLATE:
        raise _refused(_("Это шаблон Word (.dotx). Сохраните форму как «Документ Word (.docx)»."))
    if main != MAIN:
        raise _refused(_("Это не обычный документ Word. Сохраните форму как «Документ Word (.docx)»."))


def _check_links(root, name: str) -> None:
    for element in root:
        sort = element.get("Type", "").rsplit("/", 1)[-1]
        if sort in _REFUSED_RELATIONS:
            raise _inside(_REFUSED_RELATIONS[sort], name)
        if element.get("TargetMode", "").lower() != "external":
            continue
        target = element.get("Target", "")
        if sort != "hyperlink":
            raise _inside("ссылка на чужой файл", target[:80])
        if not _LINK.match(target):
            raise _inside("ссылка не на страницу и не на почту", target[:80])


def _check_elements(root, name: str) -> None:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        sort = etree.QName(element).localname
        if sort in _REFUSED_ELEMENTS:
            raise _inside(_REFUSED_ELEMENTS[sort], name)
    for instruction in _instructions(root):
        word = (instruction.split() or [""])[0].strip('"').upper()
        if word not in _FIELDS:
            raise _inside(f"поле Word «{(word or 'пустое')[:30]}»", name)
        if word == "HYPERLINK" and (address := _address(instruction)) and not _LINK.match(address):
            raise _inside("ссылка не на страницу и не на почту", address[:80])


def _address(instruction: str) -> str:
    """Where a field HYPERLINK leads; "" for one that stays inside the document (\\l)."""
    said = re.findall(r'"[^"]*"|\S+', instruction)[1:]
    for before, word in zip(["", *said], said, strict=False):
        if not _SWITCH.match(word) and before.lower() not in _TELL_MORE:
            return word.strip('"')
    return ""


def _instructions(root) -> Iterator[str]:
    """The instructions of all fields: of simple ones, and of those that are spread over several runs."""
    open_fields: list[list[str] | None] = []  # None: its instruction is over, its result follows
    for element in root.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText"):
        match element.tag.removeprefix(_W), element.get(f"{_W}fldCharType"):
            case "fldSimple", _sort:
                yield element.get(f"{_W}instr", "")
            case "instrText", _sort:
                if not open_fields or open_fields[-1] is None:
                    yield element.text or ""
                else:
                    open_fields[-1].append(element.text or "")
            case "fldChar", "begin":
                open_fields.append([])
            case "fldChar", "separate" if open_fields and open_fields[-1] is not None:
                yield "".join(open_fields[-1])
                open_fields[-1] = None
            case "fldChar", "end" if open_fields:
                last = open_fields.pop()
                if last is not None:
                    yield "".join(last)
    for rest in open_fields:
        if rest is not None:
            yield "".join(rest)
