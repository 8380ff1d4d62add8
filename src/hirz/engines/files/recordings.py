"""Sound and film in containers of their own: MP3, OGG, WAV and WEBM.

Sources: ISO/IEC 11172-3 and id3.org (MP3); RFC 3533 (Ogg); RFC 8794 and the WebM container guidelines.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from hirz.engines.files.findings import Findings, Limits, Refusal, Refused
from hirz.engines.files.kinds import Kind
from hirz.engines.files.reading import exactly
from hirz.engines.files.riff import riff_chunks, riff_end

# Kilobits per second of layer III, by index, for MPEG 1 and for MPEG 2 and 2.5; rates in hertz of MPEG 1.
_BITRATES_1: Final = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_2: Final = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES: Final = (44_100, 48_000, 32_000)
_RATE_DIVISORS: Final = {3: 1, 2: 2, 0: 4}


def mp3_frame_length(header: bytes) -> int | None:
    """Length in bytes of the layer III frame that begins with the four bytes of ``header``, or ``None``."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version, bitrate, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version not in _RATE_DIVISORS or not 1 <= bitrate <= 14 or rate == 3:
        return None
    kilobits = (_BITRATES_1 if version == 3 else _BITRATES_2)[bitrate - 1]
    samples = 144 if version == 3 else 72
    return samples * kilobits * 1000 // (_RATES[rate] // _RATE_DIVISORS[version]) + (header[2] >> 1 & 1)


def examine_mp3(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """An MP3: after its tag, two frames have to follow one another."""
    position = _after_tag(exactly(stream, 10))
    for _ in range(2):
        stream.seek(position)
        length = mp3_frame_length(exactly(stream, 4))
        if length is None or position + length > size:
            raise Refused(Refusal.DAMAGED)
        position += length
    return Findings(Kind.MP3)


def _after_tag(head: bytes) -> int:
    """Offset after an ID3v2 tag, whose length is written in seven bits a byte."""
    if not head.startswith(b"ID3"):
        return 0
    length = 0
    for byte in head[6:10]:
        length = length << 7 | byte & 0x7F
    return 10 + length


def examine_ogg(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """End of an Ogg file, its pages walked one by one."""
    position = 0
    while position < size:
        stream.seek(position)
        page = stream.read(27)
        if not page.startswith(b"OggS"):
            break
        if len(page) < 27:
            raise Refused(Refusal.DAMAGED)
        table = exactly(stream, page[26])
        position += 27 + len(table) + sum(table)
    if position > size:
        raise Refused(Refusal.DAMAGED)
    return Findings(Kind.OGG, end=position)


def examine_wav(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """End of a WAV file; it needs a format and data."""
    end = riff_end(stream, size)
    names = {chunk.name for chunk in riff_chunks(stream, end)}
    if not {b"fmt ", b"data"} <= names:
        raise Refused(Refusal.DAMAGED)
    return Findings(Kind.WAV, end=end)


def is_webm(head: bytes) -> bool:
    """Whether an EBML header says ``webm``; Matroska at large is another kind."""
    return head.startswith(b"\x1a\x45\xdf\xa3") and b"\x42\x82\x84webm" in head[:64]


def examine_webm(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """End of a WEBM: a header, then a segment whose length is known or, in a live recording, runs to the end."""
    stream.seek(4)
    header = _ebml_length(stream) or 0
    stream.seek(header, 1)
    if exactly(stream, 4) != b"\x18\x53\x80\x67":
        raise Refused(Refusal.DAMAGED)
    length = _ebml_length(stream)
    end = size if length is None else stream.tell() + length
    if end > size:
        raise Refused(Refusal.DAMAGED)
    return Findings(Kind.WEBM, end=end)


def _ebml_length(stream: BinaryIO) -> int | None:
    """A length in the variable-size coding of EBML; ``None`` when it says that it is unknown (all bits set)."""
    first = exactly(stream, 1)[0]
    if not first:
        raise Refused(Refusal.DAMAGED)
    extra = 8 - first.bit_length()
    bits = 7 * (extra + 1)
    value = int.from_bytes(bytes([first]) + exactly(stream, extra), "big") & ((1 << bits) - 1)
    return None if value == (1 << bits) - 1 else value


__all__ = ["examine_mp3", "examine_ogg", "examine_wav", "examine_webm", "is_webm", "mp3_frame_length"]
