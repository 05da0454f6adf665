"""Old workbooks (.xls): the container is walked and the records are looked at before the fast reader may have them."""

from collections.abc import Iterator

from ..model import StaffFileError
from .packed import damaged
from .scans import check_bounds

_FREE = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_CELL_RECORDS = frozenset(
    {0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00FD, 0x0201, 0x00BE, 0x0002, 0x0003, 0x0004}
)
_FILE_PASS = 0x002F
_BOUND_SHEET = 0x0085


def check_xls(data: bytes, name: str) -> None:
    """Refuses an encrypted workbook, one with cells too far apart, and a broken container."""
    stream = _stream(data, ("Workbook", "Book"))
    if stream is None:
        raise damaged(name)
    for record, body in _records(stream):
        if record == _FILE_PASS:
            raise StaffFileError(
                f"Файл «{name}» защищён паролем, и прочитать его нельзя. Снимите защиту и сохраните его снова."
            )
        if record == _BOUND_SHEET and int.from_bytes(body[:4], "little") >= len(stream):
            raise damaged(name)
        if record in _CELL_RECORDS and len(body) >= 4:
            row, column = int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little")
            if record in (0x00BD, 0x00BE) and len(body) >= 6:
                column = max(column, int.from_bytes(body[-2:], "little"))
            check_bounds(name, "", row + 1, column + 1, f"в строке {row + 1}")


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + 4 <= len(stream):
        record = int.from_bytes(stream[position : position + 2], "little")
        length = int.from_bytes(stream[position + 2 : position + 4], "little")
        yield record, stream[position + 4 : position + 4 + length]
        position += 4 + length


def _stream(data: bytes, wanted: tuple[str, ...]) -> bytes | None:
    """The bytes of a stream of the container; None when the container is broken."""
    if len(data) < 512:
        return None
    shift = int.from_bytes(data[30:32], "little")
    if shift not in (9, 12):
        return None
    size = 1 << shift
    sectors = len(data) // size
    table = _allocation(data, size, sectors)
    if table is None:
        return None
    directory = _chain(data, table, int.from_bytes(data[48:52], "little"), size)
    if directory is None:
        return None
    for start in range(0, len(directory) - 127, 128):
        entry = directory[start : start + 128]
        length = int.from_bytes(entry[64:66], "little")
        title = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
        if title in wanted:
            byte_length = int.from_bytes(entry[120:124], "little")
            if byte_length < int.from_bytes(data[56:60], "little"):
                return b""  # so short that it holds no table; the reader says what it is
            found = _chain(data, table, int.from_bytes(entry[116:120], "little"), size)
            return found[:byte_length] if found is not None else None
    return None


def _allocation(data: bytes, size: int, sectors: int) -> list[int] | None:
    places = [int.from_bytes(data[at : at + 4], "little") for at in range(76, 512, 4)]
    extra = int.from_bytes(data[68:72], "little")
    seen = 0
    while extra < _FREE and seen <= sectors:
        begin = (extra + 1) * size
        block = data[begin : begin + size]
        if len(block) < size:
            return None
        places += [int.from_bytes(block[at : at + 4], "little") for at in range(0, size - 4, 4)]
        extra = int.from_bytes(block[-4:], "little")
        seen += 1
    table: list[int] = []
    for place in places:
        if place >= _FREE:
            continue
        block = data[(place + 1) * size : (place + 2) * size]
        if len(block) < size or len(table) > sectors + size:
            return None
        table += [int.from_bytes(block[at : at + 4], "little") for at in range(0, size, 4)]
    return table


def _chain(data: bytes, table: list[int], sector: int, size: int) -> bytes | None:
    pieces: list[bytes] = []
    while sector < _FREE:
        if sector >= len(table) or len(pieces) > len(table):
            return None
        pieces.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(pieces)
