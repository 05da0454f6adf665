"""Imports and foreign keys go down the stair only (docs/house.md)."""

import subprocess
import sys
import tomllib
from pathlib import Path

from nastavnik.config.docs.pages import our_models

CHECKOUT = Path(__file__).resolve().parents[2]


def test_imports_go_down_only():
    answer = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stdout


def test_foreign_keys_go_down_only():
    floor = _floors()
    for model in our_models():
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model:
                target = field.related_model
                if not target.__module__.startswith("nastavnik."):
                    continue
                here, there = _room(model), _room(target)
                assert here == there or floor[there] > floor[here], f"{model._meta.label}.{field.name} looks up"


def _floors() -> dict[str, int]:
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {room.strip(): floor for floor, layer in enumerate(layers) for room in layer.split("|")}


def _room(model) -> str:
    return model.__module__.split(".")[1]
