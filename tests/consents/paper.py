"""A photograph of a signed paper, as a telephone makes it."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def photograph(name: str = "согласие.jpg") -> SimpleUploadedFile:
    """A small JPEG with words on it."""
    picture = Image.new("RGB", (300, 400), "white")
    ImageDraw.Draw(picture).text((20, 20), "signed", fill="black")
    buffer = BytesIO()
    picture.save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")
