"""Every statement of a form, walked before anything runs: known fields, loops over known lists, plain conditions.

What is not named here as allowed is refused: calls, attributes that are no fields, subscripts, arithmetic,
assignments, macros, inclusions, other filters. The environment below walks each source again at the moment
of rendering, so that nothing is rendered that has not been walked.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from nastavnik.papers.own_forms.field import Field

FILTERS = {
    "прописными": str.upper,
    "строчными": str.lower,
    "с_прописной": lambda text: text[:1].upper() + text[1:],
    "со_строчной": lambda text: text[:1].lower() + text[1:],
}
"""The few things that may be done to a text: «{{ вид_документа | строчными }}»."""
DEEPEST = 4  # loops inside each other: parts, tables, rows, cells

_PARAGRAPH = re.compile(r"<w:p([ >])")
_XML = re.compile(r"<[^>]*>")
_STATEMENT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_FORBIDDEN = {
    nodes.Call: "вызов «…( )» не разрешён",
    nodes.Getitem: "квадратные скобки не разрешены",
    nodes.Slice: "квадратные скобки не разрешены",
    nodes.Assign: "присваивание (set) не разрешено",
    nodes.AssignBlock: "присваивание (set) не разрешено",
    nodes.With: "with не разрешено",
    nodes.Macro: "макрос (macro) не разрешён",
    nodes.CallBlock: "call не разрешено",
    nodes.FilterBlock: "filter не разрешён",
    nodes.Import: "подключение (import) не разрешено",
    nodes.FromImport: "подключение (import) не разрешено",
    nodes.Include: "подключение (include) не разрешено",
    nodes.Extends: "подключение (extends) не разрешено",
    nodes.Block: "block не разрешён",
    nodes.Test: "проверки (is …) не разрешены",
    nodes.CondExpr: "выражение «… if … else …» не разрешено",
    nodes.Compare: "сравнения не разрешены",
    nodes.Const: "разрешены только названия сведений",
    nodes.TemplateData: "разрешены только названия сведений",
}


@dataclass(frozen=True)
class Complaint:
    """What is wrong, in which place of the document, in which paragraph."""

    place: str
    quoted: str
    why: str

    def __str__(self) -> str:
        return f"{self.place}, «{self.quoted}»: {self.why}"


class Form(ImmutableSandboxedEnvironment):
    """The only environment in which a form is ever parsed or rendered."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.known = fields
        for store in (self.globals, self.filters, self.tests):
            store.clear()
        self.filters |= FILTERS

    def complaints(self, source: str, place: str) -> tuple[list[Complaint], set[str]]:
        """What may not stand in this source, and the names of the fields that it uses."""
        source = prepared(source)
        if "<" in source and (stray := _outside_text(source)):
            return [Complaint(place, stray, "сведение стоит вне текста абзаца")], set()
        try:
            tree = self.parse(source)
            walk = _Walk(self.known, source, place)
            walk.body(tree.body, {field.name: field for field in self.known}, None)
        except TemplateSyntaxError as error:
            why = "запись не разобрана: у каждого for должен быть endfor, у каждого if – endif, скобки закрыты"
            return [Complaint(place, _quoted(source, error.lineno, ""), why)], set()
        except RecursionError:
            return [Complaint(place, _STATEMENT.findall(source)[0][:60], "запись слишком сложна")], set()
        return walk.found, walk.used

    def from_string(self, source, globals=None, template_class=None):  # type: ignore[override]
        """As in jinja, after the walk. Raises ValueError for a source that may not be rendered."""
        complaints, _used = self.complaints(str(source), "форма")
        if complaints:
            raise ValueError(str(complaints[0]))
        return super().from_string(unicodedata.normalize("NFC", str(source)), globals, template_class)


def prepared(source: str) -> str:
    """A line for each paragraph, so that jinja's line numbers name paragraphs; letters composed."""
    return _PARAGRAPH.sub(r"\n<w:p\1", unicodedata.normalize("NFC", source))


class _Walk:
    def __init__(self, fields: tuple[Field, ...], source: str, place: str) -> None:
        self.found: list[Complaint] = []
        self.used: set[str] = set()
        self.fields, self.source, self.place = fields, source, place
        self.depth = 0

    def say(self, node: nodes.Node, why: str, hint: str = "") -> None:
        complaint = Complaint(self.place, _quoted(self.source, node.lineno, hint), why)
        if complaint not in self.found:
            self.found.append(complaint)

    def body(self, body: list[nodes.Node], scope: Mapping[str, Any], outer: str | None) -> None:
        """`outer`: the name of the loop variable around, of whose lists alone an inner loop may run."""
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        if not isinstance(part, nodes.TemplateData):
                            self._shown(part, scope)
                case nodes.If():
                    self._condition(node.test, scope)
                    self.body([*node.body, *node.elif_, *node.else_], scope, outer)
                case nodes.For():
                    self._loop(node, scope, outer)
                case _:
                    self._forbidden(node)

    def _shown(self, node: nodes.Node, scope) -> None:
        while isinstance(node, nodes.Filter):
            if node.name not in FILTERS or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                allowed = ", ".join(FILTERS)
                return self.say(node, f"фильтр «{node.name}» не разрешён; можно: {allowed}", node.name)
            if node.node is None:
                return self._forbidden(node)
            node = node.node
        field = self._field(node, scope)
        if field is not None and field.sort == "list":
            self.say(node, f"«{field.name}» – список: печатайте его циклом {{% for … in {field.name} %}}", field.name)
        elif field is not None and field.sort == "flag":
            self.say(node, f"«{field.name}» годится только для условия {{% if … %}}", field.name)
        return None

    def _condition(self, node: nodes.Node, scope) -> None:
        match node:
            case nodes.Not():
                self._condition(node.node, scope)
            case nodes.And() | nodes.Or():
                self._condition(node.left, scope)
                self._condition(node.right, scope)
            case _:
                self._field(node, scope)

    def _loop(self, node: nodes.For, scope, outer: str | None) -> None:
        if node.test is not None or node.recursive:
            self.say(node, "в цикле разрешено только {% for название in список %}", "for")
        if not isinstance(node.target, nodes.Name) or node.target.name in {"loop", *scope}:
            return self.say(node, "название строки цикла должно быть одним новым словом", "for")
        if self.depth >= DEEPEST:
            return self.say(node, "циклов друг в друге слишком много", "for")
        field = self._field(node.iter, scope)
        if field is None:
            return None
        if field.sort != "list":
            lists = ", ".join(one.name for one in self.fields if one.sort == "list")
            return self.say(node, f"«{field.name}» – не список; цикл возможен по спискам: {lists}", field.name)
        if outer is not None and not (
            isinstance(node.iter, nodes.Getattr)
            and isinstance(node.iter.node, nodes.Name)
            and node.iter.node.name == outer
        ):
            return self.say(node, f"внутри цикла возможен цикл только по списку из «{outer}»", field.name)
        row = {one.name: one for one in field.inner}
        self.depth += 1
        self.body(node.body, {**scope, node.target.name: row}, node.target.name)
        self.depth -= 1
        return self.body(node.else_, scope, outer)

    def _field(self, node: nodes.Node, scope) -> Field | None:
        """The field that an expression names; None after a complaint."""
        match node:
            case nodes.Name(name=name):
                found = scope.get(name)
                if isinstance(found, Field):
                    self.used.add(name)
                    return found
                if found is not None:
                    self.say(node, f"укажите, что из строки «{name}»: {_some(found, name)}", name)
                    return None
                self.say(node, f"нет сведения «{name}»{_nearest(name, scope)}", name)
            case nodes.Getattr(node=nodes.Name(name=name), attr=attribute):
                row = scope.get(name)
                if row is None:
                    self.say(node, f"нет сведения «{name}»{_nearest(name, scope)}", attribute)
                elif isinstance(row, Field):
                    self.say(node, f"у «{name}» нет частей, «.{attribute}» не разрешено", attribute)
                elif attribute in row:
                    return row[attribute]
                else:
                    self.say(node, f"у строки «{name}» нет «{attribute}»{_nearest(attribute, row)}", attribute)
            case nodes.Getattr(attr=attribute):
                self.say(node, f"«.{attribute}» не разрешено: возможны только названия сведений", attribute)
            case _:
                self._forbidden(node)
        return None

    def _forbidden(self, node: nodes.Node) -> None:
        hint = str(getattr(node, "name", "") or "")
        self.say(node, _FORBIDDEN.get(type(node), "так писать нельзя: разрешены названия сведений, for и if"), hint)


def _some(row: Mapping[str, Field], name: str) -> str:
    return ", ".join(f"{name}.{one}" for one in list(row)[:4])


def _nearest(name: str, known: Mapping[str, Any]) -> str:
    likely = difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.55)
    return f"; может быть, «{likely[0]}»?" if likely else ""


def _quoted(source: str, line: int, hint: str) -> str:
    """The statement of this paragraph that holds the hint; else the paragraph as one reads it."""
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else source
    for statement in _STATEMENT.findall(text):
        if hint and hint in statement:
            return " ".join(statement.split())[:90]
    read = " ".join(_XML.sub("", text).split())
    return read[:90] or "…"


def _outside_text(source: str) -> str:
    """The first «{{ … }}» that would come out beside the text of a paragraph: in an attribute, between cells."""
    for begin in _expressions(source):
        if not re.match(r"<w:t[ >]", source[max(source.rfind("<", 0, begin), 0) :]):
            found = _STATEMENT.match(source, begin)
            return " ".join(_XML.sub("", found[0] if found else source[begin : begin + 60]).split())[:90]
    return ""


def _expressions(source: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(r"\{\{", source))
