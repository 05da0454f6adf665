"""A photograph of a signed paper, as a telephone makes it."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from tests.papers.reading import pdf_tags


def photograph(name: str = "согласие.jpg") -> SimpleUploadedFile:
    """A small JPEG with words on it."""
    picture = Image.new("RGB", (300, 400), "white")
    ImageDraw.Draw(picture).text((20, 20), "signed", fill="black")
    buffer = BytesIO()
    picture.save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def pdf_words(content: bytes) -> str:
    """All words of a PDF as a screen reader says them; compare by `letters`: lines break without a space."""
    return pdf_tags(content).text
