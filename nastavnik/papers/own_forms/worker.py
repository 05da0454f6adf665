"""The process in which forms are read and rendered: nothing of the product in its memory, limits around it.

Requests and answers go through the standard streams as two pieces each, a JSON and bytes, with their lengths
before them. It ends when its input ends.
"""

import io
import json
import struct
import sys
from datetime import datetime
from typing import IO, Any

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 900  # of the whole life; one request is limited from outside
Message = tuple[dict[str, Any], bytes]


def send(stream: IO[bytes], head: dict[str, Any], content: bytes = b"") -> None:
    said = json.dumps(head, ensure_ascii=False).encode()
    stream.write(struct.pack(">II", len(said), len(content)) + said + content)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """The next message; None when the other side is gone."""
    lengths = stream.read(8)
    if len(lengths) < 8:
        return None
    said, content = struct.unpack(">II", lengths)
    head, body = stream.read(said), stream.read(content)
    if len(head) < said or len(body) < content:
        return None
    return json.loads(head), body


def main() -> None:
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints must not get among the answers
    work = _Work()
    _limit()
    while (message := receive(sys.stdin.buffer)) is not None:
        try:
            send(answers, *work.done(*message))
        except Exception as error:  # whatever a hostile file causes is an answer, not an end
            send(answers, {"error": _reason(error)})


def _reason(error: Exception) -> str:
    """In words where the curator can mend it; else the name of the failure alone, never what the paper says."""
    from jinja2 import UndefinedError

    if isinstance(error, UndefinedError):
        return f"в документе нет сведения {str(error).split(' is ')[0]}"
    if isinstance(error, MemoryError):
        return "нужно слишком много памяти"
    return type(error).__name__


def _limit() -> None:
    """Memory, time, no files to write. Windows knows no such limits: there the time alone is kept, outside."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            continue


class _Work:
    def __init__(self) -> None:
        import docxtpl

        from nastavnik.papers.own_forms.field import Field
        from nastavnik.papers.own_forms.statements import Form

        self.docxtpl, self.Field, self.Form = docxtpl, Field, Form
        self.template = b""
        self.form = Form(())

    def done(self, head: dict[str, Any], content: bytes) -> Message:
        if content:
            self.template = content
        if "fields" in head:
            self.form = self.Form(tuple(self._field(each) for each in head["fields"]))
        if head["act"] == "read":
            return self._read(), b""
        return {}, self._render(head["context"], head["properties"])

    def _field(self, told: list) -> Any:
        name, sort, inner = told
        return self.Field(name, "", sort, tuple(self._field(each) for each in inner))

    def _read(self) -> dict[str, Any]:
        """What is wrong in all that would be rendered, what is used, and where braces stand unheard."""
        complaints: list[str] = []
        used: set[str] = set()
        for place, source in self._sources():
            found, names = self.form.complaints(source, place)
            complaints += [str(each) for each in found]
            used |= names
        complaints += [f"{place}: здесь сведения не заполняются, уберите фигурные скобки" for place in self._unheard()]
        return {"complaints": complaints, "used": sorted(used)}

    def _sources(self):
        """Everything that docxtpl renders, each with its place in words."""
        template = self._opened()
        yield "текст документа", template.patch_xml(template.get_xml())
        for uri, place in ((template.HEADER_URI, "верхний колонтитул"), (template.FOOTER_URI, "нижний колонтитул")):
            for _key, part in template.get_headers_footers(uri):
                yield place, template.patch_xml(template.get_part_xml(part))
        for part in template.docx.part.package.parts:
            if part.content_type == _FOOTNOTES:
                yield "сноски", template.patch_xml(part.blob.decode("utf-8"))
        for name, words in _PROPERTIES.items():
            yield f"свойство файла «{words}»", str(getattr(template.docx.core_properties, name))

    def _unheard(self):
        template = self._opened()
        main = template.docx.part
        heard = {main.partname, "/docProps/core.xml"}
        heard |= {
            part.partname
            for uri in (template.HEADER_URI, template.FOOTER_URI)
            for _key, part in template.get_headers_footers(uri)
        }
        for part in main.package.parts:
            if part.partname in heard or part.content_type == _FOOTNOTES or not part.partname.endswith(".xml"):
                continue
            if any(mark in _letters(part.blob) for mark in ("{{", "{%")):
                yield _PARTS.get(part.partname.rsplit("/", 1)[-1], str(part.partname))
        core = template.docx.core_properties
        for name, words in (("keywords", "Ключевые слова"), ("category", "Категория"), ("version", "Версия")):
            if any(mark in str(getattr(core, name)) for mark in ("{{", "{%")):
                yield f"свойство файла «{words}»"

    def _opened(self):
        template = self.docxtpl.DocxTemplate(io.BytesIO(self.template))
        template.init_docx()
        return template

    def _render(self, context: dict[str, Any], properties: dict[str, str]) -> bytes:
        template = self.docxtpl.DocxTemplate(io.BytesIO(self.template))
        template.render_init()
        keeps_title = "{{" in template.docx.core_properties.title
        template.render(context, self.form)
        core = template.docx.core_properties
        if not keeps_title:
            core.title = properties["title"]
        core.author = core.last_modified_by = properties["author"]  # not who made the form in Word
        core.keywords = properties["keywords"]
        core.created = core.modified = datetime.fromisoformat(properties["date"])
        core.revision = 1
        out = io.BytesIO()
        template.save(out)
        return out.getvalue()


_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PROPERTIES = {
    "title": "Название", "subject": "Тема", "author": "Автор", "comments": "Примечания", "identifier": "Код",
    "language": "Язык",
}  # fmt: skip
_PARTS = {"endnotes.xml": "концевые сноски", "comments.xml": "примечания на полях"}


def _letters(blob: bytes) -> str:
    from lxml import etree

    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return "".join(root.itertext()) + "".join(" ".join(element.attrib.values()) for element in root.iter("*"))
