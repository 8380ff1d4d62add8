"""The three files of the story: a statement, a ticket and a picture that still says where it was taken."""

from __future__ import annotations

import io

import pikepdf
from docx import Document as new_docx
from PIL import Image
from PIL.ExifTags import GPS, IFD


def statement() -> bytes:
    made = io.BytesIO()
    package = new_docx()
    package.add_paragraph("إفادة المحامية عن احتجاز موكلتها في المطار.")
    package.save(made)
    return made.getvalue()


def ticket() -> bytes:
    made = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(420, 595))
    pdf.save(made)
    return made.getvalue()


def picture_with_place() -> bytes:
    """A JPEG whose EXIF holds coordinates, as telephones write them (a point in the open sea)."""
    made = io.BytesIO()
    exif = Image.Exif()
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (10.0, 30.0, 0.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "W", (40.0, 15.0, 0.0)
    Image.new("RGB", (320, 200), "#7a8f8c").save(made, "JPEG", exif=exif)
    return made.getvalue()
