"""Redaction of pictures and pages: new pixels, never a black box laid over what is still there.

A page of a PDF is drawn, blackened, and put into a PDF that holds nothing but pictures of pages: no text under them,
no notes, no earlier version. Every page is drawn anew, also those without a blackened area.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from math import ceil
from typing import ClassVar, Final

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from hirz.engines.evidence.grids import Area, Grid
from hirz.engines.files import Kind, working_copy
from hirz.engines.files.working_copies import MAX_DECODED
from hirz.engines.pdfium import ONE_AT_A_TIME

PICTURES: Final = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
MAX_PAGES: Final = 200
LONGEST_EDGE: Final = 2_200
"""Pixels of a drawn page: what a printed one has at 190 dots an inch."""
_POINTS: Final = 72 / 190
_QUALITY: Final = 85
_READABLE: Final = 40  # pixels a side of a cell in which a number of four digits can be read
_LINE: Final = (214, 40, 40)
_PAPER: Final = (255, 255, 255)


class Fault(StrEnum):
    NOT_DRAWABLE = "NOT_DRAWABLE"
    TOO_MANY_PAGES = "TOO_MANY_PAGES"
    NO_SUCH_AREA = "NO_SUCH_AREA"
    NOTHING_BLACKENED = "NOTHING_BLACKENED"


class NotRedacted(ValueError):
    """Nothing was made. ``fault`` says why."""

    code: ClassVar[str] = "not_redacted"

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def page_count(kind: Kind, data: bytes) -> int:
    """How many pages there are to redact; a picture has one. Raises :class:`NotRedacted`."""
    if kind in PICTURES:
        return 1
    with _opened(kind, data) as document:
        return _checked_count(document)


def page_picture(kind: Kind, data: bytes, page: int, *, columns: int = 0) -> bytes:
    """One page (from 1) as PNG, under a numbered grid when ``columns`` are given. Raises :class:`NotRedacted`.

    A small picture is enlarged under its grid, as many times as the numbers need to be read.
    """
    picture = _picture(kind, data, page)
    return _as_png(_with_grid(picture, columns) if columns else picture)


def redacted(kind: Kind, data: bytes, areas: Sequence[Area], *, columns: int) -> tuple[Kind, bytes]:
    """A new file in which the areas are black, and its kind: JPEG stays JPEG, other pictures become PNG, PDF is PDF.

    ``columns`` is the fineness of the grid that the areas were named by.
    Raises :class:`NotRedacted`, also for an area or a page that is not there, and when there is none.
    """
    if not areas:
        raise NotRedacted(Fault.NOTHING_BLACKENED)
    if kind in PICTURES:
        return _redacted_picture(kind, data, areas, columns)
    with _opened(kind, data) as document:
        count = _checked_count(document)
        if any(area.page > count for area in areas):
            raise NotRedacted(Fault.NO_SUCH_AREA)
        drawn = (_drawn(document, page) for page in range(1, count + 1))
        pages = (_blackened(picture, _of(areas, page), columns) for page, picture in enumerate(drawn, start=1))
        return Kind.PDF, _pdf_of(pages)


def _redacted_picture(kind: Kind, data: bytes, areas: Sequence[Area], columns: int) -> tuple[Kind, bytes]:
    if any(area.page > 1 for area in areas):
        raise NotRedacted(Fault.NO_SUCH_AREA)
    black = _blackened(_picture(kind, data, 1), areas, columns)
    return (Kind.JPEG, _as_jpeg(black)) if kind is Kind.JPEG else (Kind.PNG, _as_png(black))


def _picture(kind: Kind, data: bytes, page: int) -> Image.Image:
    if kind in PICTURES:
        clean = working_copy(kind, io.BytesIO(data)) if page == 1 else None
        if clean is None:
            raise NotRedacted(Fault.NOT_DRAWABLE)
        with Image.open(io.BytesIO(clean)) as opened:
            return _on_paper(opened)
    with _opened(kind, data) as document:
        if not 1 <= page <= _checked_count(document):
            raise NotRedacted(Fault.NO_SUCH_AREA)
        return _drawn(document, page)


def _on_paper(image: Image.Image) -> Image.Image:
    """Without transparency: what is under it would show again."""
    seen = image.convert("RGBA")
    paper = Image.new("RGB", seen.size, _PAPER)
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


@contextmanager
def _opened(kind: Kind, data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, cleaned first of everything that acts: only its pages reach the program that draws them.

    While it is open, whoever else opens one waits.
    """
    clean = working_copy(kind, io.BytesIO(data)) if kind is Kind.PDF else None
    if clean is None:
        raise NotRedacted(Fault.NOT_DRAWABLE)
    with ONE_AT_A_TIME, _document(clean) as document:
        yield document


def _document(clean: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(clean)
    except pypdfium2.PdfiumError:
        raise NotRedacted(Fault.NOT_DRAWABLE) from None


def _checked_count(document: pypdfium2.PdfDocument) -> int:
    count = len(document)
    if count > MAX_PAGES:
        raise NotRedacted(Fault.TOO_MANY_PAGES)
    return count


def _drawn(document: pypdfium2.PdfDocument, page: int) -> Image.Image:
    try:
        loaded = document[page - 1]
        longest = max(*loaded.get_size(), 1.0)
        image: Image.Image = loaded.render(scale=min(1 / _POINTS, LONGEST_EDGE / longest)).to_pil()
        return image.convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        raise NotRedacted(Fault.NOT_DRAWABLE) from None


def _of(areas: Iterable[Area], page: int) -> list[Area]:
    return [area for area in areas if area.page == page]


def _blackened(picture: Image.Image, areas: Iterable[Area], columns: int) -> Image.Image:
    grid = Grid(*picture.size, columns)
    for area in areas:
        try:
            box = grid.box(area.first, area.last)
        except ValueError:
            raise NotRedacted(Fault.NO_SUCH_AREA) from None
        picture.paste((0, 0, 0), box)
    return Image.frombytes(picture.mode, picture.size, picture.tobytes())


def _with_grid(picture: Image.Image, columns: int) -> Image.Image:
    picture = _enlarged(picture, ceil(_READABLE * columns / picture.width))
    grid = Grid(*picture.size, columns)
    drawn = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=max(8.0, min(grid.side / 3, 28.0)))
    for cell in range(1, grid.cells + 1):
        left, top, right, bottom = grid.box(cell, cell)
        drawn.rectangle((left, top, right, bottom), outline=_LINE)
        drawn.text((left + 2, top + 1), str(cell), fill=_LINE, font=font, stroke_width=1, stroke_fill=_PAPER)
    return picture


def _enlarged(picture: Image.Image, times: int) -> Image.Image:
    """By a whole number, so that the grid over it has the same cells; a very long picture stays as it is."""
    width, height = (edge * times for edge in picture.size)
    return picture if times < 2 or width * height > MAX_DECODED else picture.resize((width, height))


def _pdf_of(pages: Iterable[Image.Image]) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        for picture in pages:
            _add_page(document, picture)
        document.save(target, deterministic_id=True)
    return target.getvalue()


def _add_page(document: pikepdf.Pdf, picture: Image.Image) -> None:
    width, height = (max(3.0, edge * _POINTS) for edge in picture.size)
    page = document.add_blank_page(page_size=(width, height))
    image = pikepdf.Stream(document, _as_jpeg(picture))
    for name, value in _described(picture):
        image[name] = value
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=image))
    page.Contents = pikepdf.Stream(document, f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Page Do Q".encode())


def _described(picture: Image.Image) -> Iterator[tuple[str, pikepdf.Object | int]]:
    yield "/Type", pikepdf.Name.XObject
    yield "/Subtype", pikepdf.Name.Image
    yield "/Width", picture.width
    yield "/Height", picture.height
    yield "/ColorSpace", pikepdf.Name.DeviceRGB
    yield "/BitsPerComponent", 8
    yield "/Filter", pikepdf.Name.DCTDecode


def _as_png(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _as_jpeg(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()


__all__ = ["MAX_PAGES", "PICTURES", "Fault", "NotRedacted", "page_count", "page_picture", "redacted"]
