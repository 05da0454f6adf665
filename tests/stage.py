"""What many tests begin with is built once and stays in the database while such tests follow one another.

Each test lives in a savepoint upon it, rolled back at its end. A scene may stand upon another one; as soon as a
test comes that begins with something else, what it does not want is rolled back too.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from nastavnik.kit import clock
from tests.cast import TODAY

CHEAP = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}


@dataclass(frozen=True)
class Scene:
    """What a test with one of these fixtures (module and name) begins with, unless it has one of the others.

    build  makes it, given what the scene below gave; its answer is kept
    again  what a test gets: the same as objects of its own, with nothing remembered on them
    """

    fixtures: tuple[str, ...]
    build: Callable[[Any], Any]
    again: Callable[[Any], Any]
    upon: "Scene | None" = None
    unless: tuple[str, ...] = ()

    @property
    def chain(self) -> "list[Scene]":
        return [*(self.upon.chain if self.upon else []), self]


@dataclass
class Stage:
    """The scenes that stand in the database now, each in a transaction within that of the one below."""

    files: str = ""
    blocker: Any = None
    scenes: dict[str, Scene] = field(default_factory=dict)
    standing: list[tuple[Scene, transaction.Atomic, Any]] = field(default_factory=list)

    def known(self, scene: Scene) -> Scene:
        self.scenes |= dict.fromkeys(scene.fixtures, scene)
        return scene

    def given(self, scene: Scene, below: Any) -> Any:
        """For the fixture of the scene: what stands, else what is built now for this test alone."""
        for one, _, made in self.standing:
            if one is scene:
                return scene.again(made)
        return scene.again(scene.build(below))

    def set_for(self, item: pytest.Item) -> None:
        """Clear away what this test does not begin with, and build what it does."""
        if self.blocker is None:  # there is no database yet
            return
        wanted = self._wanted_by(item)
        with self.blocker.unblock():
            kept = 0
            while kept < min(len(wanted), len(self.standing)) and self.standing[kept][0] is wanted[kept]:
                kept += 1
            self.clear(down_to=kept)
            for scene in wanted[kept:]:
                self._build(scene)

    def clear(self, down_to: int = 0) -> None:
        while len(self.standing) > down_to:
            _, atomic, _ = self.standing.pop()
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
        if not self.standing and connection.connection is not None:
            connection.run_on_commit = []

    def _wanted_by(self, item: pytest.Item) -> list[Scene]:
        info = getattr(item, "_fixtureinfo", None)
        if info is None or {"transactional_db", "live_server"} & set(info.names_closure):
            return []
        marker = item.get_closest_marker("django_db")
        if marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)):
            return []
        found: list[Scene] = []
        for name in info.names_closure:
            for definition in info.name2fixturedefs.get(name, ())[-1:]:
                scene = self.scenes.get(f"{definition.func.__module__}.{name}")
                if scene and len(scene.chain) > len(found) and not set(scene.unless) & set(info.names_closure):
                    found = scene.chain
        return found

    def _build(self, scene: Scene) -> None:
        below = self.standing[-1] if self.standing else None
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            with _calm(self.files):
                made = scene.build(below[0].again(below[2]) if below else None)
        except BaseException:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            raise
        self.standing.append((scene, atomic, made))


stage = Stage()


@contextmanager
def _calm(files: str) -> Generator[None]:
    """The day, the language and the cheap settings that fixtures give to a test."""
    with clock.at(TODAY), translation.override("ru"), override_settings(MEDIA_ROOT=files, **CHEAP):
        yield
