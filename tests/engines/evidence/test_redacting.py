"""What was blackened is gone from the pixels, and a page of a PDF holds nothing but pixels any more."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from hirz.engines.evidence.grids import Area, Grid
from hirz.engines.evidence.redacting import MAX_PAGES, Fault, NotRedacted, page_count, page_picture, redacted
from hirz.engines.files import Kind
from tests.engines.files.samples import OWNER, jpeg_with_gps, pdf

WORDS = "Mara Serrovane was here"
COLUMNS = 12
FORMS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}


def white(form: str, size: tuple[int, int] = (240, 120)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "white").save(target, form)
    return target.getvalue()


def pdf_with_words(pages: int = 2) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            page = document.add_blank_page(page_size=(400, 400))
            names = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"}
            font = pikepdf.Dictionary({f"/{key}": pikepdf.Name(name) for key, name in names.items()})
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = pikepdf.Stream(document, f"BT /F 24 Tf 40 300 Td ({WORDS}) Tj ET".encode())
        document.docinfo["/Author"] = WORDS
        document.save(target)
    return target.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def darkness(image: Image.Image) -> float:
    """Share of pixels that are not white."""
    grey = image.convert("L")
    return sum(grey.histogram()[:128]) / (grey.width * grey.height)


@pytest.mark.parametrize("kind", FORMS)
def test_listed_cells_are_black_and_the_others_are_as_they_were(kind: Kind) -> None:
    made, data = redacted(kind, white(FORMS[kind]), [Area(1, 1, 14)], columns=COLUMNS)
    assert made is (Kind.JPEG if kind is Kind.JPEG else Kind.PNG)
    image = opened(data)
    left, top, right, bottom = Grid(*image.size, COLUMNS).box(1, 14)
    assert darkness(image.crop((left, top, right, bottom))) == 1
    assert darkness(image.crop((right + 16, 0, *image.size))) == 0


def test_metadata_of_the_camera_is_in_no_redacted_picture() -> None:
    _, data = redacted(Kind.JPEG, jpeg_with_gps(size=(240, 120)), [Area(1, 1, 1)], columns=COLUMNS)
    assert OWNER.encode() not in data
    assert not Image.open(io.BytesIO(data)).getexif()


def test_transparency_hides_nothing_under_the_black() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (240, 120), (10, 200, 30, 0)).save(target, "PNG")
    _, data = redacted(Kind.PNG, target.getvalue(), [Area(1, 1, 1)], columns=COLUMNS)
    assert Image.open(io.BytesIO(data)).mode == "RGB"


def test_redacted_pdf_holds_pictures_of_pages_and_no_word() -> None:
    original = pdf_with_words()
    assert WORDS in text_of(original)
    kind, data = redacted(Kind.PDF, original, [Area(2, 1, COLUMNS * COLUMNS)], columns=COLUMNS)
    assert kind is Kind.PDF
    assert text_of(data) == ""
    assert WORDS.encode() not in data
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) == 2
        assert "/Info" not in document.trailer or not document.docinfo
        assert all(list(page.Resources.keys()) == ["/XObject"] for page in document.pages)


def test_page_without_a_listed_area_still_shows_what_it_showed() -> None:
    _, data = redacted(Kind.PDF, pdf_with_words(), [Area(2, 1, COLUMNS * COLUMNS)], columns=COLUMNS)
    first, second = (opened(page_picture(Kind.PDF, data, page)) for page in (1, 2))
    assert 0.001 < darkness(first) < 0.2
    assert darkness(second) > 0.99


def test_pages_are_counted_and_drawn_with_their_grid() -> None:
    original = pdf_with_words(3)
    assert page_count(Kind.PDF, original) == 3
    assert page_count(Kind.PNG, white("PNG")) == 1
    plain, gridded = (opened(page_picture(Kind.PDF, original, 3, columns=c)) for c in (0, COLUMNS))
    assert plain.size == gridded.size
    assert plain.tobytes() != gridded.tobytes()


@pytest.mark.parametrize("columns", [12, 48])
def test_small_picture_is_enlarged_so_that_its_numbers_can_be_read(columns: int) -> None:
    shown = opened(page_picture(Kind.PNG, white("PNG", (50, 30)), 1, columns=columns))
    assert shown.width / columns >= 40
    assert Grid(*shown.size, columns).cells == Grid(50, 30, columns).cells


@pytest.mark.parametrize(
    ("kind", "data", "areas", "fault"),
    [
        (Kind.PNG, white("PNG"), [], Fault.NOTHING_BLACKENED),
        (Kind.PNG, white("PNG"), [Area(2, 1, 1)], Fault.NO_SUCH_AREA),
        (Kind.PNG, white("PNG"), [Area(1, 1, 73)], Fault.NO_SUCH_AREA),
        (Kind.PNG, b"no picture", [Area(1, 1, 1)], Fault.NOT_DRAWABLE),
        (Kind.PDF, b"no pdf", [Area(1, 1, 1)], Fault.NOT_DRAWABLE),
        (Kind.PDF, pdf(1), [Area(2, 1, 1)], Fault.NO_SUCH_AREA),
        (Kind.PDF, pdf(MAX_PAGES + 1), [Area(1, 1, 1)], Fault.TOO_MANY_PAGES),
        (Kind.MP4, b"", [Area(1, 1, 1)], Fault.NOT_DRAWABLE),
    ],
)
def test_what_cannot_be_redacted_is_refused_with_its_reason(
    kind: Kind, data: bytes, areas: list[Area], fault: Fault
) -> None:
    with pytest.raises(NotRedacted) as refused:
        redacted(kind, data, areas, columns=COLUMNS)
    assert refused.value.fault is fault


def test_pages_are_drawn_one_after_the_other_however_many_ask() -> None:
    """PDFium in two threads at once draws into the other's page, or ends the process."""
    draw = partial(page_picture, Kind.PDF, pdf_with_words(pages=3))
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(draw, [1, 2, 3] * 60))) == 1
        refused = [pool.submit(draw, 4) for _ in range(4)]
    assert all(isinstance(each.exception(), NotRedacted) for each in refused)
