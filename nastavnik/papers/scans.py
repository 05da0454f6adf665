"""What may come in as a scan of a signed paper: a photograph or a PDF, judged by content, never by its name.

A picture is drawn anew as JPEG: upright, of moderate size, without place, device or anything else hidden in
it. A PDF is kept as it came but for place and device of its photographs, after the checks of `pdf_checks.py`.
"""

import io
from dataclasses import dataclass
from typing import BinaryIO

import puremagic
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from nastavnik.kit.refusal import Refused
from nastavnik.papers import pdf_checks

MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 64_000_000  # decoded: about 200 MB; a picture of a page from a telephone has 12–50 million
MAX_SIDE = 2500  # pixels: 215 dots per inch on A4, small print stays readable
QUALITY = 82
WANTED = "Приложите фотографию (JPEG, PNG, HEIC) или PDF."

register_heif_opener(thumbnails=False)


class ScanRefused(Refused):
    """The file cannot be kept as a scan: what came, and what is wanted."""


@dataclass(frozen=True)
class CleanScan:
    content: bytes
    content_type: str
    ending: str


def clean_scan(file: BinaryIO) -> CleanScan:
    """The scan as it may be kept. Raises ScanRefused with a sentence for people."""
    content = _read(file)
    if content.startswith(b"%PDF-"):
        complaint = pdf_checks.complaint(content)
        if complaint:
            raise ScanRefused(complaint, field="file")
        return CleanScan(pdf_checks.without_places(content), "application/pdf", "pdf")
    if _is_picture(content):
        return CleanScan(_drawn_anew(content), "image/jpeg", "jpg")
    raise ScanRefused(f"Прислан {_name_of(content)}, а нужен скан подписанного документа. {WANTED}", field="file")


def _read(file: BinaryIO) -> bytes:
    content = file.read(MAX_BYTES + 1)
    if not content:
        raise ScanRefused(f"Файл пуст. {WANTED}", field="file")
    if len(content) > MAX_BYTES:
        raise ScanRefused(
            f"Файл больше {MAX_BYTES // 1024 // 1024} МБ. Сфотографируйте документ ещё раз с меньшим "
            "размером снимка или разделите скан на части.",
            field="file",
        )
    return content


# --- pictures -----------------------------------------------------------------------------------------------
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def _is_picture(content: bytes) -> bool:
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS
    )


def _drawn_anew(content: bytes) -> bytes:
    """JPEG of the same picture: turned upright by its EXIF first, then only the pixels are taken over."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "HEIF"]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _too_large()
            if max(picture.size) > 20 * min(picture.size):
                raise ScanRefused(f"Снимок – узкая полоса, а не лист документа. {WANTED}", field="file")
            picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # JPEG: unpacks at once near the wanted size
            bare = _bare(ImageOps.exif_transpose(picture))
    except Image.DecompressionBombError as error:  # Pillow's own limit, met on opening
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ScanRefused(f"Снимок повреждён и не открывается. {WANTED}", field="file") from error
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _too_large() -> ScanRefused:
    sentence = f"Снимок слишком велик: больше {MAX_PIXELS // 1_000_000} миллионов точек. "
    return ScanRefused(sentence + "Сфотографируйте документ с обычным размером снимка.", field="file")


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels alone, on white where the picture is transparent, not larger than wanted."""
    if picture.mode.startswith("I") or picture.mode == "F":  # 16 bits of grey
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture)
    picture = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


# --- what came instead --------------------------------------------------------------------------------------
_NAMES = {
    "документ Word": {".docx", ".doc", ".rtf", ".odt", ".dotx"},
    "файл таблицы": {".xlsx", ".xls", ".ods", ".xlsb"},
    "файл презентации": {".pptx", ".ppt", ".odp"},
    "архив": {".zip", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz"},
    "файл программы": {
        ".exe",
        ".dll",
        ".drv",
        ".sys",
        ".com",
        ".elf",
        ".msi",
        ".apk",
        ".jar",
        ".class",
        ".sh",
    },
    "файл веб-страницы": {".html", ".htm", ".xhtml", ".svg", ".xml"},
    "снимок неподходящего вида": {
        ".gif",
        ".tif",
        ".tiff",
        ".bmp",
        ".webp",
        ".avif",
        ".heif",
        ".ico",
        ".psd",
        ".djvu",
    },
    "видеофайл": {".mp4", ".mov", ".avi", ".mkv", ".3gp"},
    "звуковой файл": {".mp3", ".wav", ".ogg", ".m4a"},
}
_ZIP_PARTS = {b"word/": "документ Word", b"xl/": "файл таблицы", b"ppt/": "файл презентации"}


def _name_of(content: bytes) -> str:
    """What the content is, in words («документ Word»), as far as its first bytes tell."""
    if content.startswith(b"PK\x03\x04"):
        return next((name for part, name in _ZIP_PARTS.items() if part in content), "архив")
    if content.lstrip()[:9].lower().startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")):
        return "файл веб-страницы"
    if content.startswith((b"MZ", b"\x7fELF", b"#!")):
        return "файл программы"
    try:
        found = {match.extension for match in puremagic.magic_string(content[:8192])}
    except (puremagic.PureError, ValueError):
        found = set()
    for name, endings in _NAMES.items():
        if found & endings:
            return name
    return "текстовый файл" if _is_text(content[:4096]) else "файл неизвестного вида"


def _is_text(head: bytes) -> bool:
    return b"\0" not in head and all(byte >= 32 or byte in b"\t\n\r\f" for byte in head)
