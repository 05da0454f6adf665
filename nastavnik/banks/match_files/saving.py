"""A file stands there whole or not at all: it is written beside its place and then renamed."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from nastavnik.banks.match_files.model import MatchFileError


def save(path: Path, write: Callable[[Path], None]) -> None:
    """Call `write` with a file of its own; only when it has ended the file takes its name.

    Raises MatchFileError when the folder is missing or must not be written to.
    """
    if path.is_dir():
        raise MatchFileError(f"«{path}» — папка. Назовите файл, например {path / 'пары.xlsx'}.")
    if not path.parent.is_dir():
        raise MatchFileError(f"Папки «{path.parent}» нет: создайте её или укажите другую.")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    except OSError:
        raise MatchFileError(f"В папку «{path.parent}» нельзя писать: укажите другую.") from None
    os.close(handle)
    beside = Path(name)
    try:
        write(beside)
        beside.chmod(_usual_mode())
        os.replace(beside, path)
    except OSError:
        raise MatchFileError(
            f"Файл «{path.name}» не записан: закройте его в другой программе и проверьте место на диске."
        ) from None
    finally:
        beside.unlink(missing_ok=True)


def _usual_mode() -> int:
    """What a file made in the usual way may: the temporary one is for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
