"""Small real files, built here byte by byte or by the libraries that people's programs use."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
import zlib

import docx
import pikepdf
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

GPS_IFD = 0x8825
ORIENTATION = 0x0112
CAMERA_OWNER = 0xA430
OWNER = "Owner-of-the-camera"


def picture(form: str, *, size: tuple[int, int] = (40, 24), mode: str = "RGB", **options: object) -> bytes:
    target = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(target, form, **options)
    return target.getvalue()


def jpeg_with_gps(*, orientation: int = 6, size: tuple[int, int] = (40, 24)) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[CAMERA_OWNER] = OWNER
    exif.get_ifd(GPS_IFD).update({1: "N", 2: tuple(IFDRational(part) for part in (42, 52, 0))})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture("JPEG", size=size, exif=exif, icc_profile=profile, comment=OWNER.encode())


def profile_with_red_and_green_exchanged() -> bytes:
    """A colour profile under which red is shown as green: its two primaries are exchanged in its table of tags."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"tmpX", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmpX", b"gXYZ", 1)


def png_with_text() -> bytes:
    notes = PngInfo()
    notes.add_text("Author", OWNER)
    return picture("PNG", pnginfo=notes)


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of_size(width: int, height: int) -> bytes:
    """A whole PNG that declares these measures and carries next to no data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(b"\0")) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def box(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def film(brand: bytes, *others: bytes) -> bytes:
    kinds = box(b"ftyp", brand + b"\0\0\0\1" + b"".join(others))
    return kinds + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(500))


def heic(width: int = 400, height: int = 300) -> bytes:
    extent = box(b"ispe", bytes(4) + struct.pack(">II", width, height))
    meta = box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", extent)))
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + meta + box(b"mdat", bytes(200))


def mp3(*, tagged: bool = True) -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes
    return (b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) if tagged else b"") + frame * 3


def ogg() -> bytes:
    page = b"OggS\0\2" + bytes(20) + b"\1\x1e" + b"OpusHead".ljust(30, b"\0")
    return page * 2


def wav() -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(bytes(800))
    return target.getvalue()


def webm(doctype: bytes = b"webm", *, live: bool = False) -> bytes:
    header = b"\x42\x82" + bytes([0x80 | len(doctype)]) + doctype
    length = b"\xff" if live else b"\x90"
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(header)]) + header + b"\x18\x53\x80\x67" + length + bytes(16)


def pdf(pages: int = 1, encryption: pikepdf.Encryption | None = None) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(200, 200))
        document.save(target, encryption=encryption)
    return target.getvalue()


def pdf_with_padded_objects(padding: int) -> bytes:
    """A PDF of one page, which lies in an object stream that unpacks to ``padding`` bytes of blanks besides."""
    page = b"3 0 <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    packer = zlib.compressobj(9)
    pieces = [packer.compress(page), *(packer.compress(b" " * 2**20) for _ in range(padding // 2**20)), packer.flush()]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        pdf_stream(b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode", b"".join(pieces)),
    ]
    body, places = b"%PDF-1.5\n", []
    for number, each in zip((1, 2, 4), objects, strict=True):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = [(0, 0, 0), (1, places[0], 0), (1, places[1], 0), (2, 4, 0), (1, places[2], 0), (1, len(body), 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    index = pdf_stream(b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R", table)
    return body + b"5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (index, len(body))


def pdf_stream(dictionary: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(data), data)


def docx_letter() -> bytes:
    target = io.BytesIO()
    letter = docx.Document()
    letter.add_paragraph("رسالة")
    letter.save(target)
    return target.getvalue()


def archive(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, body in members.items():
            made.writestr(zipfile.ZipInfo(name), body, compress_type=method)
    return target.getvalue()


def package(part: str, extra: dict[str, bytes] | None = None) -> bytes:
    """An office package whose main part has the content type ``part``, with other members besides."""
    types = f'<Types><Override PartName="/main.xml" ContentType="application/{part}"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), "main.xml": b"<x/>", **(extra or {})})


WORD_PART = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_PART = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_PART = "vnd.ms-word.document.macroEnabled.main+xml"


def word(extra: dict[str, bytes] | None = None) -> bytes:
    return package(WORD_PART, extra)


def xlsx() -> bytes:
    return package(SHEET_PART)


def odt(extra: dict[str, bytes] | None = None) -> bytes:
    return archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>", **(extra or {})})


def program() -> bytes:
    """The beginning of a Windows program, as far as a loader looks."""
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + bytes(200)
