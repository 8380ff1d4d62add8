"""Whatever is honest and no longer than an upload may be is taken in, also where nothing here could open it."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable

import pytest

from hirz.engines.files import Caution, Kind, Limits, working_copies, working_copy
from hirz.engines.files.pdf_copies import MOST_PAGES
from tests.engines.files import samples
from tests.engines.files.test_kinds import SAMPLES, look

MEBI = 2**20
FETCHED = {
    "content.xml": b'<draw:image xlink:href="https://x.invalid/a.png"/>',
    "word/_rels/a.rels": b'<Relationship Type="image" Target="https://x.invalid/" TargetMode="External"/>',
}


def jpeg_of_size(width: int, height: int) -> bytes:
    """It says so in its frame header."""
    data = samples.picture("JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def table(size: int) -> bytes:
    """Rows of numbers, as a spreadsheet program writes them."""
    row = (
        b'<table:table-row><table:table-cell office:value="%d"><text:p>%d</text:p></table:table-cell></table:table-row>'
    )
    return b"<x>" + b"".join(row % (number, number**2) for number in range(size // (len(row) + 10))) + b"</x>"


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "META-INF/manifest.xml", "word/_rels/a.rels"])
def test_part_of_any_length_that_the_file_may_have_is_read_to_its_end(part: str) -> None:
    found = look(samples.odt({part: table(34 * MEBI)}), "a.odt")
    assert (found.kind, found.refusals, found.cautions) == (Kind.ODT, (), ())


def test_workbook_inside_a_letter_may_be_as_long_as_one_that_comes_alone() -> None:
    noise = random.Random(1).randbytes(34 * MEBI)  # noqa: S311 - what does not pack
    letter = samples.word({"word/embeddings/a.xlsx": samples.package(samples.SHEET_PART, {"xl/a.bin": noise})})
    assert look(letter, "a.docx").is_accepted
    assert not look(letter, "a.docx", Limits(bytes=len(noise))).is_accepted


def test_long_tables_may_unpack_to_many_times_what_an_upload_may_be() -> None:
    workbook = samples.package(samples.SHEET_PART, {"xl/worksheets/sheet1.xml": table(MEBI) * 400})
    assert len(workbook) < Limits().bytes
    assert look(workbook, "a.xlsx").is_accepted


@pytest.mark.parametrize("part", FETCHED)
@pytest.mark.parametrize("before", [0, 64 * 1024 - 1, 64 * 1024 - 20, 3 * 64 * 1024 - 48])
def test_what_is_fetched_from_elsewhere_is_noticed_wherever_it_stands(part: str, before: int) -> None:
    """Also where it is cut in two by the pieces in which it is read."""
    text = b"<x>" + b"y" * (before - 3) + FETCHED[part] + b"z" * 100
    assert look(samples.odt({part: text}), "a.odt").cautions == (Caution.ACTIVE_CONTENT,)


def test_tag_longer_than_any_program_writes_may_hide_anything() -> None:
    hidden = b'<draw:image a="' + b"y" * MEBI + b'" xlink:href="https://x.invalid/a.png"/>'
    assert look(samples.odt({"content.xml": hidden}), "a.odt").cautions == (Caution.ACTIVE_CONTENT,)


def test_more_links_than_can_be_gone_through_are_a_caution_and_no_refusal() -> None:
    links = b"".join(b'<text:a xlink:href="https://x.invalid/%d"/>' % number for number in range(1_600_000))
    found = look(samples.odt({"content.xml": links}), "a.odt")
    assert (found.is_accepted, found.cautions) == (True, (Caution.ACTIVE_CONTENT,))


@pytest.mark.parametrize(("kind", "build"), [(Kind.JPEG, jpeg_of_size), (Kind.PNG, samples.png_of_size)])
def test_photograph_of_a_telephone_is_taken_in_without_a_copy(kind: Kind, build: Callable[[int, int], bytes]) -> None:
    """Two hundred megapixels, as they are sold."""
    data = build(16_320, 12_240)
    assert look(data).is_accepted
    assert working_copy(kind, io.BytesIO(data)) is None


def test_court_file_of_thousands_of_pages_is_taken_in_without_a_copy() -> None:
    data = samples.pdf(pages=MOST_PAGES + 1)
    assert look(data, "a.pdf").is_accepted
    assert working_copy(Kind.PDF, io.BytesIO(data)) is None


@pytest.mark.parametrize("kind", Kind)
def test_decoder_that_fails_in_whatever_way_gives_no_copy(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise AssertionError

    monkeypatch.setattr(working_copies, "_upright", fail)
    monkeypatch.setattr(working_copies, "pdf_copy", fail)
    assert working_copy(kind, io.BytesIO(SAMPLES[kind][0])) is None
