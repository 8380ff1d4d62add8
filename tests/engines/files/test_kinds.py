"""A file is what its content says, whatever it is called."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from hirz.engines.files import MEDIA_TYPES, Caution, Inspection, Kind, Limits, Refusal, inspect
from tests.engines.files import samples

RUSSIAN = "Адвоката задержали в аэропорту через три дня после выступления в Совете по правам человека."
ARABIC = "احتُجز المحامي في المطار بعد ثلاثة أيام من كلمته أمام مجلس حقوق الإنسان."
FRENCH = "L'avocat a été arrêté à l'aéroport trois jours après sa déclaration, où il avait témoigné."

SAMPLES: dict[Kind, tuple[bytes, str]] = {
    Kind.JPEG: (samples.picture("JPEG"), "a.jpg"),
    Kind.PNG: (samples.picture("PNG"), "a.png"),
    Kind.GIF: (samples.picture("GIF"), "a.gif"),
    Kind.WEBP: (samples.picture("WEBP"), "a.webp"),
    Kind.HEIC: (samples.heic(), "a.heic"),
    Kind.PDF: (samples.pdf(), "a.pdf"),
    Kind.DOCX: (samples.docx_letter(), "a.docx"),
    Kind.XLSX: (samples.xlsx(), "a.xlsx"),
    Kind.ODT: (samples.odt(), "a.odt"),
    Kind.TEXT: (RUSSIAN.encode(), "a.txt"),
    Kind.MP3: (samples.mp3(), "a.mp3"),
    Kind.M4A: (samples.film(b"M4A "), "a.m4a"),
    Kind.OGG: (samples.ogg(), "a.opus"),
    Kind.WAV: (samples.wav(), "a.wav"),
    Kind.MP4: (samples.film(b"isom", b"mp42"), "a.mp4"),
    Kind.QUICKTIME: (samples.film(b"qt  "), "a.mov"),
    Kind.WEBM: (samples.webm(), "a.webm"),
    Kind.THREE_GP: (samples.film(b"3gp5"), "a.3gp"),
}


def look(data: bytes, name: str = "file", limits: Limits | None = None) -> Inspection:
    return inspect(data[:8192], io.BytesIO(data), name, limits)


@pytest.mark.parametrize("kind", Kind)
def test_kind_of_each_accepted_format(kind: Kind) -> None:
    data, name = SAMPLES[kind]
    found = look(data, name)
    assert (found.kind, found.refusals, found.cautions) == (kind, (), ())
    assert found.media_type.split(";")[0] == MEDIA_TYPES[kind]


@pytest.mark.parametrize("kind", Kind)
def test_name_of_another_format_is_a_caution_only(kind: Kind) -> None:
    found = look(SAMPLES[kind][0], "statement.exe" if kind is not Kind.TEXT else "statement.jpg")
    assert (found.kind, found.refusals, found.cautions) == (kind, (), (Caution.NAME_MISMATCH,))


def test_path_is_read_like_a_stream(tmp_path: Path) -> None:
    data, name = SAMPLES[Kind.PDF]
    path = tmp_path / "held"
    path.write_bytes(data)
    assert inspect(data[:8192], path, name) == look(data, name)


def test_measures_of_pictures_and_pages() -> None:
    for form in ("JPEG", "PNG", "GIF", "WEBP"):
        found = look(samples.picture(form, size=(31, 17)))
        assert (found.width, found.height) == (31, 17), form
    assert (look(samples.heic(4032, 3024)).width, look(samples.heic(4032, 3024)).height) == (4032, 3024)
    assert look(samples.pdf(pages=3)).pages == 3


def test_webp_measures_lossless_and_extended() -> None:
    lossless = look(samples.picture("WEBP", size=(31, 17), lossless=True))
    extended = look(samples.picture("WEBP", size=(31, 17), exif=b"Exif\0\0"))
    assert (lossless.width, lossless.height) == (extended.width, extended.height) == (31, 17)


def test_progressive_jpeg_is_read_to_its_end() -> None:
    found = look(samples.picture("JPEG", size=(300, 200), progressive=True), "a.jpg")
    assert (found.width, found.height, found.refusals, found.cautions) == (300, 200, (), ())


@pytest.mark.parametrize(
    ("text", "encoding", "charset"),
    [
        (RUSSIAN, "utf-8", "utf-8"),
        (ARABIC, "utf-8-sig", "utf-8"),
        (ARABIC, "utf-16", "utf-16"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "windows-1251", "windows-1251"),
        (RUSSIAN.upper(), "windows-1251", "windows-1251"),
        (ARABIC, "windows-1256", "windows-1256"),
        (FRENCH, "windows-1252", "windows-1252"),
        ("plain", "ascii", "utf-8"),
    ],
)
def test_encoding_of_text(text: str, encoding: str, charset: str) -> None:
    found = look(text.encode(encoding), "a.txt")
    assert (found.kind, found.refusals, found.media_type) == (Kind.TEXT, (), f"text/plain; charset={charset}")


def test_encoding_of_text_that_leaves_ascii_late() -> None:
    data = b"word " * 40_000 + RUSSIAN.encode("windows-1251")
    assert look(data).media_type == "text/plain; charset=windows-1251"


def test_text_cut_by_the_end_of_the_head_is_still_utf8() -> None:
    data = b"a" + RUSSIAN.encode() * 200
    for cut in (8191, 8192):
        assert inspect(data[:cut], io.BytesIO(data), "a.txt").media_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "application/x-7z-compressed"),
        (b"{\\rtf1 hello}", "application/rtf"),
        (b"\x01\x02\x03\x00\x99", "application/octet-stream"),
    ],
)
def test_unknown_type_is_refused_and_named(data: bytes, media_type: str) -> None:
    found = look(data)
    assert (found.kind, found.refusals, found.media_type) == (None, (Refusal.TYPE_NOT_ACCEPTED,), media_type)


@pytest.mark.parametrize(
    "data",
    [
        samples.archive({"notes.txt": b"hello"}),
        samples.package("vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
        samples.film(b"avif"),
        samples.webm(b"matroska"),
        RUSSIAN.encode() + b"\x00\x01",
        bytes(range(1, 256)) * 4,
    ],
    ids=["zip", "slides", "avif", "matroska", "text with zeros", "noise"],
)
def test_relatives_of_accepted_formats_are_refused(data: bytes) -> None:
    assert look(data).refusals == (Refusal.TYPE_NOT_ACCEPTED,)


def test_live_webm_of_unknown_length_is_accepted() -> None:
    assert look(samples.webm(live=True), "a.webm").is_accepted


def test_untagged_mp3_is_recognised() -> None:
    assert look(samples.mp3(tagged=False), "a.mp3").kind is Kind.MP3
