"""What each generated page says."""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from rules.permissions import permissions as known_permissions

from nastavnik.kit.lifecycle import Lifecycle
from nastavnik.kit.personal import PersonalData
from nastavnik.regulation.clauses import CLAUSES

CHECKOUT = Path(__file__).resolve().parents[3]
MADE = "<!-- made by `make docs`; do not edit -->\n"


def written(name: str) -> Path:
    """Where a page lies."""
    return CHECKOUT / "docs" / name


def lifecycles() -> str:
    """A table of moves and a diagram for each lifecycle."""
    _ = get_resolver().url_patterns  # the pages of all rooms are read, and with them their lifecycles
    parts = [MADE, "# Lifecycles\n"]
    with translation.override("ru"):
        for lifecycle in sorted(Lifecycle.registry, key=lambda each: each.name):
            parts.append(f"## {lifecycle.name}\n\n```mermaid\nstateDiagram-v2")
            parts += [
                f"  {source} --> {move.target}: {move.name}" for move in lifecycle.moves for source in move.sources
            ]
            parts.append("```\n\n| move | Russian | from | to | event | guard |\n|---|---|---|---|---|---|")
            for move in lifecycle.moves:
                guard = f"`{move.guard.__name__}`" if move.guard else ""
                parts.append(
                    f"| {move.name} | {move.label} | {', '.join(move.sources)} | {move.target} "
                    f"| {move.event} | {guard} |"
                )
            parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def permissions() -> str:
    """Each permission with its predicate, and each address with the permission that it asks for."""
    parts = [MADE, "# Permissions\n", "| permission | who |\n|---|---|"]
    for name in sorted(known_permissions):
        parts.append(f"| `{name}` | {readable(known_permissions[name].name)} |")
    parts += ["\n# Addresses\n", "| address | asks for |\n|---|---|"]
    for address, view in addresses():
        access = getattr(view, "access", None)
        said = f"public: {access.public}" if access and access.public else f"`{access.permission}`" if access else "?"
        parts.append(f"| `/{address}` | {said} |")
    return "\n".join(parts) + "\n"


def readable(predicate: str) -> str:
    """«((is head | is curator) | is council)» as «is head or is curator or is council»."""
    return re.sub(r"[()]", "", predicate.replace(" | ", " or ").replace(" & ", " and "))


def addresses() -> Iterator[tuple[str, Callable]]:
    """Every address of the product with its view, in order."""

    def walk(patterns, prefix: str) -> Iterator[tuple[str, Callable]]:
        for pattern in patterns:
            place = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, place)
            elif isinstance(pattern, URLPattern):
                yield place, pattern.callback

    yield from sorted(walk(get_resolver().url_patterns, ""), key=lambda each: each[0])


def personal_data() -> str:
    """Each model: what identifies a person, on what ground, how long, how erased."""
    parts = [
        MADE,
        "# Personal data\n",
        "| model | identifying fields | ground | kept | erasure |\n|---|---|---|---|---|",
    ]
    plain = []
    for model in sorted(our_models(), key=lambda each: each._meta.label):
        said = model.personal
        if isinstance(said, PersonalData):
            fields = ", ".join(said.identifying) or "–"
            parts.append(f"| {model._meta.label} | {fields} | {said.ground} | {said.keep} | {said.erasure} |")
        else:
            plain.append(f"- {model._meta.label}: {said.why}")
    return "\n".join([*parts, "\nWithout personal data:\n", *plain]) + "\n"


def our_models() -> list:
    """The models of the product's own rooms."""
    return [model for model in apps.get_models() if model.__module__.startswith("nastavnik.")]


def clauses() -> str:
    """Each clause of the regulation and the tests that show it at work."""
    shown = marked()
    covered = sum(clause in shown for clause in CLAUSES)
    parts = [
        MADE,
        "# Clauses\n",
        f"Shown at work by a test: {covered} of {len(CLAUSES)}.\n",
        "| clause | tests |\n|---|---|",
    ]
    for clause in CLAUSES:
        parts.append(f"| {clause} | {'<br>'.join(shown.get(clause, []))} |")
    return "\n".join(parts) + "\n"


def marked() -> dict[str, list[str]]:
    """Tests by the clauses that their `@pytest.mark.clause` names; read from the text of tests/."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((CHECKOUT / "tests").rglob("test_*.py")):
        module_marks: list[str] = []
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line in tree.body:
            if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "pytestmark":
                module_marks = _clauses_in(line.value)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                marks = [clause for decorator in node.decorator_list for clause in _clauses_in(decorator)]
                for clause in dict.fromkeys([*module_marks, *marks]):
                    found[clause].append(f"{path.parent.name}/{path.stem}: {node.name}")
    return found


def _clauses_in(node: ast.AST) -> list[str]:
    return [
        str(argument.value)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "clause"
        for argument in call.args
        if isinstance(argument, ast.Constant)
    ]


PAGES: dict[str, Callable[[], str]] = {
    "lifecycles.md": lifecycles,
    "permissions.md": permissions,
    "personal-data.md": personal_data,
    "clauses.md": clauses,
}
