"""What is not taken in, and the code that says why."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import docx
import pytest

from hirz.engines.files import Kind, Limits, Refusal
from tests.engines.files import samples
from tests.engines.files.test_kinds import RUSSIAN, SAMPLES, look

MEBI = 2**20
CUT_KINDS = sorted(set(Kind) - {Kind.TEXT})


def test_empty_file() -> None:
    assert look(b"").refusals == (Refusal.EMPTY,)


def test_file_over_and_at_the_limit() -> None:
    data = SAMPLES[Kind.JPEG][0]
    assert look(data, limits=Limits(bytes=len(data))).is_accepted
    assert look(data, limits=Limits(bytes=len(data) - 1)).refusals == (Refusal.TOO_LARGE,)


@pytest.mark.parametrize("kind", CUT_KINDS)
def test_cut_file_is_damaged(kind: Kind) -> None:
    data, name = SAMPLES[kind]
    assert look(data[: len(data) * 2 // 5], name).refusals == (Refusal.DAMAGED,)


@pytest.mark.parametrize("kind", sorted(set(CUT_KINDS) - {Kind.MP3}))
def test_file_without_its_last_bytes_is_damaged(kind: Kind) -> None:
    data, name = SAMPLES[kind]
    assert look(data[:-9], name).refusals == (Refusal.DAMAGED,)


def test_flipped_bit_in_png_is_damaged() -> None:
    data = bytearray(samples.picture("PNG"))
    data[len(data) // 2] ^= 1
    assert look(bytes(data)).refusals == (Refusal.DAMAGED,)


@pytest.mark.parametrize("build", [samples.png_of_size, samples.heic])
def test_pixel_flood_is_told_from_the_header(build: Callable[[int, int], bytes]) -> None:
    assert look(build(60_000, 60_000)).refusals == (Refusal.PIXEL_FLOOD,)
    assert look(build(10_000, 12_000)).is_accepted


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_pixel_limit_holds_for_every_picture(form: str) -> None:
    data = samples.picture(form, size=(100, 100))
    assert look(data, limits=Limits(pixels=10_000)).is_accepted
    assert look(data, limits=Limits(pixels=9_999)).refusals == (Refusal.PIXEL_FLOOD,)


def test_too_many_pages() -> None:
    data = samples.pdf(pages=4)
    assert look(data, limits=Limits(pages=4)).is_accepted
    assert look(data, limits=Limits(pages=3)).refusals == (Refusal.TOO_MANY_PAGES,)


@pytest.mark.parametrize(
    "data",
    [
        samples.program(),
        b"\x7fELF\x02\x01\x01" + bytes(80),
        b"\xcf\xfa\xed\xfe" + bytes(80),
        b"\xca\xfe\xba\xbe\x00\x00\x00\x02" + bytes(80),
        b"#!/bin/sh\necho hello\n",
        b"\xef\xbb\xbf#!/usr/bin/env python\n",
        b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(80),
    ],
    ids=["pe", "elf", "mach-o", "fat", "shell", "marked script", "shortcut"],
)
def test_program_under_the_name_of_a_document(data: bytes) -> None:
    assert look(data, "letter.pdf").refusals == (Refusal.EXECUTABLE,)


def test_text_under_the_name_of_a_script() -> None:
    assert look(b"WScript.Echo 1", "letter.txt.vbs").refusals == (Refusal.EXECUTABLE,)
    assert look(b"MZ is how this plain note begins", "note.txt").is_accepted


@pytest.mark.parametrize("tail", [samples.program(), b"\x00\n\x7fELF" + bytes(80)], ids=["pe", "elf"])
def test_program_behind_a_picture(tail: bytes) -> None:
    assert look(samples.picture("JPEG") + tail, "a.jpg").refusals == (Refusal.EXECUTABLE,)


def test_program_inside_a_letter() -> None:
    assert look(samples.word({"word/embeddings/a.bin": samples.program()})).refusals == (Refusal.EXECUTABLE,)


def test_macros_in_any_office_format() -> None:
    assert look(samples.package(samples.MACRO_PART, {"word/vbaProject.bin": b"x"})).refusals == (Refusal.MACRO,)
    assert look(samples.word({"word/VBAPROJECT.BIN": b"x"})).refusals == (Refusal.MACRO,)
    assert look(samples.odt({"Basic/Standard/Module1.xml": b"x"})).refusals == (Refusal.MACRO,)
    inner = samples.package(samples.SHEET_PART, {"xl/vbaProject.bin": b"x"})
    assert look(samples.word({"word/embeddings/a.xlsx": inner})).refusals == (Refusal.MACRO,)


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron.d/x", "/etc/x", "word\\..\\..\\x", "C:\\x", "word/a\x00.xml"],
)
def test_name_that_leaves_its_folder(name: str) -> None:
    data = samples.word({name.replace("\x00", "Z"): b"x"}).replace(b"word/aZ.xml", b"word/a\x00.xml")
    assert look(data).refusals == (Refusal.ARCHIVE_BOMB,)


def test_link_in_an_archive() -> None:
    target = io.BytesIO(samples.word())
    with zipfile.ZipFile(target, "a") as archive:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert look(target.getvalue()).refusals == (Refusal.ARCHIVE_BOMB,)


def test_two_members_of_one_name() -> None:
    target = io.BytesIO(samples.word())
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("main.xml", "<y/>")
    assert look(target.getvalue()).refusals == (Refusal.ARCHIVE_BOMB,)


def test_dense_archive_is_a_bomb() -> None:
    assert look(samples.word({"word/media/a.bin": bytes(40 * MEBI)})).refusals == (Refusal.ARCHIVE_BOMB,)


def test_dense_archive_below_the_floor_is_a_letter() -> None:
    assert look(samples.word({"word/media/a.bin": bytes(5 * MEBI)})).is_accepted


def test_archive_that_unpacks_beyond_the_limit() -> None:
    data = samples.word({"word/a.bin": RUSSIAN.encode() * 100})
    assert look(data, limits=Limits(archive_bytes=5_000)).refusals == (Refusal.ARCHIVE_BOMB,)


def test_archive_that_declares_less_than_it_unpacks() -> None:
    data = samples.word({"word/big.xml": bytes(30 * MEBI)})
    declared = struct.pack("<I", 30 * MEBI)
    assert data.count(declared) == 2
    found = look(data.replace(declared, struct.pack("<I", 1000)))
    assert found.refusals == (Refusal.DAMAGED,)


def test_entries_are_counted() -> None:
    many = samples.word({f"word/{number}": b"" for number in range(60)})
    assert look(many, limits=Limits(archive_entries=62)).is_accepted
    assert look(many, limits=Limits(archive_entries=61)).refusals == (Refusal.ARCHIVE_BOMB,)


def test_long_directory_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(samples.word({f"word/{number}": b"" for number in range(2_000)}))
    at = data.rfind(b"PK\x05\x06")
    data[at + 8 : at + 12] = struct.pack("<HH", 3, 3)  # and it says that there are three
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert look(bytes(data), limits=Limits(archive_entries=50)).refusals == (Refusal.ARCHIVE_BOMB,)


def test_directory_with_64_bit_counts() -> None:
    data = samples.word()
    at = data.rfind(b"PK\x05\x06")
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 10**6, 10**6, 46 * 10**6, 0)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1)
    assert look(data[:at] + record + locator + data[at:]).refusals == (Refusal.ARCHIVE_BOMB,)


def test_members_that_lie_over_one_another() -> None:
    data = bytearray(samples.word({f"word/{number}": b"same" * 50 for number in range(40)}))
    first = data.find(b"PK\x01\x02")
    at = first
    while at >= 0:
        data[at + 20 : at + 24] = struct.pack("<I", first // 2)
        at = data.find(b"PK\x01\x02", at + 4)
    assert look(bytes(data)).refusals == (Refusal.ARCHIVE_BOMB,)


def test_archives_inside_archives() -> None:
    inner = samples.xlsx()
    for depth in (1, 2, 3):
        inner = samples.word({"word/embeddings/a": inner})
        expected = () if depth <= 2 else (Refusal.ARCHIVE_BOMB,)
        assert look(inner).refusals == expected, depth


def test_limits_are_shared_with_archives_inside() -> None:
    inner = samples.package(samples.SHEET_PART, {f"xl/{number}": b"" for number in range(40)})
    data = samples.word({"word/embeddings/a.xlsx": inner})
    assert look(data, limits=Limits(archive_entries=44)).refusals == (Refusal.ARCHIVE_BOMB,)


def test_bytes_are_counted_over_archives_inside() -> None:
    noise = bytes(range(256)) * 20
    inner = samples.package(samples.SHEET_PART, {"xl/a.bin": noise})
    data = samples.word({"word/a.bin": noise, "word/embeddings/a.xlsx": inner})
    assert look(data, limits=Limits(archive_bytes=3 * len(noise))).is_accepted
    assert look(data, limits=Limits(archive_bytes=2 * len(noise))).refusals == (Refusal.ARCHIVE_BOMB,)


def test_packing_that_no_office_program_uses() -> None:
    target = io.BytesIO(samples.word())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/a.bin", b"x" * 500)
    assert look(target.getvalue()).refusals == (Refusal.DAMAGED,)


def test_archive_bomb_inside_a_letter() -> None:
    bomb = samples.archive({"a": bytes(60 * MEBI)})
    assert look(samples.word({"word/embeddings/a.bin": bomb})).refusals == (Refusal.ARCHIVE_BOMB,)


def test_locked_office_documents() -> None:
    flagged = bytearray(samples.word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[flagged.find(mark) + offset] |= 1
    assert look(bytes(flagged)).refusals == (Refusal.ENCRYPTED,)
    manifest = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert look(samples.odt(manifest)).refusals == (Refusal.ENCRYPTED,)
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000)
    assert look(compound + "EncryptedPackage".encode("utf-16-le")).refusals == (Refusal.ENCRYPTED,)
    assert look(compound).refusals == (Refusal.TYPE_NOT_ACCEPTED,)


def test_large_real_letter_is_accepted() -> None:
    target = io.BytesIO()
    letter = docx.Document()
    for number in range(3_000):
        letter.add_paragraph(f"{number} {RUSSIAN}")
    letter.save(target)
    assert look(target.getvalue(), "a.docx").is_accepted


def test_pdf_whose_object_stream_is_a_bomb() -> None:
    assert look(samples.pdf_with_padded_objects(MEBI), "a.pdf").is_accepted
    assert look(samples.pdf_with_padded_objects(300 * MEBI)).refusals == (Refusal.DAMAGED,)


def test_pdf_cut_in_a_later_revision() -> None:
    whole = samples.pdf(pages=2)
    revision = b"9 0 obj\n<</Length 9000>>\nstream\n" + b"0" * 5_000
    assert look(whole).is_accepted
    assert look(whole + revision).refusals == (Refusal.DAMAGED,)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nnothing of a PDF\n%%EOF\n", b"%PDF-1.7 text"])
def test_pdf_without_pages_is_damaged(data: bytes) -> None:
    assert look(data).refusals == (Refusal.DAMAGED,)
