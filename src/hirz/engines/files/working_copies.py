"""Working copies: what people open instead of the original, without what the original tells about its maker."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO, Final

from PIL import Image, ImageCms, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from hirz.engines.files.findings import Limits
from hirz.engines.files.jpeg import examine_jpeg, jpeg_shape
from hirz.engines.files.kinds import Kind
from hirz.engines.files.pdf_copies import pdf_copy
from hirz.engines.files.pictures import examine_png, examine_webp
from hirz.engines.files.reading import opened, size_of

LONGEST_EDGE: Final = 4_096  # a page photographed at this size reads well
MAX_DECODED: Final = 50_000_000  # pixels held in memory at once
_MAX_SCALED: Final = 120_000_000  # of a picture that is scaled while it is decoded
_QUALITY: Final = 90
_EXAMINERS: Final = {Kind.JPEG: examine_jpeg, Kind.PNG: examine_png, Kind.WEBP: examine_webp}
_READERS: Final = {Kind.JPEG: JpegImageFile, Kind.PNG: PngImageFile, Kind.WEBP: WebPImageFile}


def working_copy(kind: Kind, source: BinaryIO | Path) -> bytes | None:
    """A copy of ``source`` without metadata, or ``None`` when there is none to be had.

    JPEG, PNG and WEBP are drawn anew: turned as their EXIF says, colours brought to sRGB, at most
    :data:`LONGEST_EDGE` pixels a side, the first picture of an animation only. A PDF keeps its pages as they look
    and loses the rest. Other kinds, files that cannot be read, and pictures of more than :data:`MAX_DECODED` pixels
    (a baseline JPEG: after its scaled decoding) have none. Source: design, "Evidence".
    """
    with opened(source) as stream:
        try:
            return _made(kind, stream)
        except Exception:  # in how many ways a decoder can fail nobody has listed, and no file is lost to one
            return None


def _made(kind: Kind, stream: BinaryIO) -> bytes | None:
    if kind is Kind.PDF:
        return pdf_copy(stream)
    return _redrawn(kind, stream) if kind in _READERS else None


def _redrawn(kind: Kind, stream: BinaryIO) -> bytes | None:
    """Its measures are known from its structure before the decoder sees a byte."""
    measured = _EXAMINERS[kind](stream, size_of(stream), Limits())
    is_scalable = kind is Kind.JPEG and not jpeg_shape(stream).is_progressive
    if (measured.width or 0) * (measured.height or 0) > (_MAX_SCALED if is_scalable else MAX_DECODED):
        return None
    stream.seek(0)
    with _READERS[kind](stream) as image:
        if is_scalable:
            image.draft(None, _shrunk(image.size))
        return _encoded(_upright(image), kind) if image.width * image.height <= MAX_DECODED else None


def _shrunk(size: tuple[int, int]) -> tuple[int, int]:
    """``size`` in its proportion with the longest edge at :data:`LONGEST_EDGE`; a smaller one stays."""
    ratio = min(1.0, LONGEST_EDGE / max(size))
    return max(1, int(size[0] * ratio)), max(1, int(size[1] * ratio))


def _upright(image: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(image)
    turned.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    return _in_srgb(turned)


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    plain = _plain(image)
    if not profile or image.mode not in ("RGB", "CMYK"):
        return plain
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return plain
    return converted or plain


def _plain(image: Image.Image) -> Image.Image:
    """The image in a mode that every format here can hold."""
    if image.mode in ("L", "LA", "RGB", "RGBA"):
        return image
    if image.mode.startswith("I"):  # sixteen bits of grey, which Pillow would cut off rather than scale
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _encoded(image: Image.Image, kind: Kind) -> bytes:
    clean = Image.frombytes(image.mode, image.size, image.tobytes())  # pixels, and no dictionary beside them
    target = io.BytesIO()
    if kind is Kind.PNG:
        clean.save(target, "PNG")
    else:
        clean.convert("RGB" if kind is Kind.JPEG else clean.mode).save(target, kind.value, quality=_QUALITY)
    return target.getvalue()


__all__ = ["LONGEST_EDGE", "MAX_DECODED", "working_copy"]
