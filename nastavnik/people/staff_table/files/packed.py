"""Zip packages (.xlsx, .ods): their table of contents is looked at before anything is unpacked.

A directory may lie about sizes, so every part is unpacked once in small pieces and counted before
another reader sees it.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from ..model import StaffFileError

LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 5000
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, KeyError, ValueError, OverflowError
)  # fmt: skip
_PIECE = 256 * 1024


def contents(data: bytes, name: str) -> list[str]:
    """Names of the parts; refuses a damaged package and one that unpacks to too much."""
    with _opened(data, name) as package:
        infos = package.infolist()
        unpacked = sum(info.file_size for info in infos)
        if unpacked > LARGEST_UNPACKED:
            raise _too_large(name, unpacked)
        if len(infos) > MOST_PARTS or len({info.filename for info in infos}) < len(infos):
            raise damaged(name)
        return [info.filename.replace("\\", "/") for info in infos]


def check_true_sizes(data: bytes, name: str) -> None:
    """Unpack every part in pieces, keeping nothing: no part may be longer than the directory says."""
    with _opened(data, name) as package:
        for info in package.infolist():
            if info.flag_bits & 1:
                raise StaffFileError(
                    f"Файл «{name}» защищён паролем, и прочитать его нельзя. Снимите защиту и сохраните его снова."
                )
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise damaged(name)
            _check_part(data, info, name)


def part(data: bytes, path: str, name: str) -> Iterator[bytes]:
    """One part in pieces; `name` is that of the file, for the refusal."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(path) as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except _UNREADABLE as error:
        raise damaged(name) from error


def part_text(data: bytes, path: str, limit: int) -> str:
    """The beginning of a part, as text; "" when it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(path) as stream:
            return stream.read(limit).decode("utf-8", "replace")
    except (
        zipfile.BadZipFile,
        OSError,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        KeyError,
        EOFError,
        ValueError,
    ):
        return ""


def damaged(name: str) -> StaffFileError:
    return StaffFileError(
        f"Файл «{name}» повреждён или сохранён не до конца. Откройте его в Excel или LibreOffice Calc, "
        "сохраните заново и попробуйте снова."
    )


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _UNREADABLE as error:
        raise damaged(name) from error


def _check_part(data: bytes, info: zipfile.ZipInfo, name: str) -> None:
    header = data[info.header_offset : info.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise damaged(name)
    begin = info.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(data)[begin : begin + info.compress_size]
    if len(packed) < info.compress_size:
        raise damaged(name)
    if info.compress_type == zipfile.ZIP_STORED:
        if info.compress_size != info.file_size:
            raise damaged(name)
        return
    length = 0
    unpacker = zlib.decompressobj(-15)
    try:
        for start in range(0, len(packed), 64 * 1024):
            piece = unpacker.decompress(packed[start : start + 64 * 1024], _PIECE)
            length += len(piece)
            while unpacker.unconsumed_tail:
                piece = unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
                length += len(piece)
                if length > info.file_size:
                    raise _too_large(name, length)
        length += len(unpacker.flush())
    except zlib.error as error:
        raise damaged(name) from error
    if length != info.file_size:
        raise damaged(name)


def _too_large(name: str, unpacked: int) -> StaffFileError:
    limit = LARGEST_UNPACKED // 1024 // 1024
    size = f"{unpacked / 1024 / 1024:.0f} МБ" if unpacked > LARGEST_UNPACKED else "больше, чем в нём указано"
    return StaffFileError(
        f"Файл «{name}» в распакованном виде занимает {size}, а можно до {limit} МБ; он не прочитан. "
        "Сохраните нужную таблицу отдельным файлом."
    )
