"""Plain text: is it text at all, and in which encoding.

Encodings without a mark of their own are told apart by the letters that are most frequent in the languages written
with them; a wrong guess shows wrong letters, and the original bytes stay what they are.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, Final

from hirz.engines.files.findings import Caution, Findings
from hirz.engines.files.foreign import holds_page
from hirz.engines.files.kinds import Kind
from hirz.engines.files.reading import CHUNK

_MARKED: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# The dozen letters that make up three quarters of a text; those of a script of its own do not touch Latin letters, and
# accented Latin letters do.
_FREQUENT: Final = {
    "windows-1251": re.compile(r"(?<![a-z])[оеаинтсрвлкм](?![a-z])"),
    "windows-1256": re.compile(r"(?<![a-z])[اليمونترهبعد](?![a-z])"),
    "windows-1252": re.compile(r"(?<=[a-z])[éèêëàâçîïôûùñóíáúäöüß]|[éèêëàâçîïôûùñóíáúäöüß](?=[a-z])"),
}
_LEAST_SHARE: Final = 0.5  # of the characters above ASCII that have to be such letters for a guess to stand
_MACHINE_TEXT: Final = (b"{\\rtf", b"%!PS")
_NOT_WRITTEN: Final = re.compile(r"[\x00-\x06\x0e-\x19\x1c-\x1f\x7f\ufffe\uffff]")


def text_encoding(sample: bytes) -> str | None:
    """Best guess of the encoding of the beginning of a text, as a codec name; ``None`` when it is not text.

    ``sample`` may end inside a character.
    """
    for mark, encoding in _MARKED:
        if sample.startswith(mark):
            return encoding
    if sample.startswith(_MACHINE_TEXT):
        return None
    if b"\x00" in sample:
        return _unmarked_utf16(sample)
    return "utf-8" if _decodes(sample, "utf-8") else _eight_bit(sample)


def _unmarked_utf16(sample: bytes) -> str | None:
    """UTF-16 without its mark: the zero bytes of spaces, digits and line ends stand on one side only."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even and odd:
        return None
    encoding = "utf-16-be" if even else "utf-16-le"
    return encoding if _decodes(sample, encoding) else None


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        return not _NOT_WRITTEN.search(codecs.getincrementaldecoder(encoding)().decode(sample))
    except UnicodeDecodeError:
        return False


def _eight_bit(sample: bytes) -> str | None:
    shares = {encoding: _share(sample, encoding) for encoding in _FREQUENT}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _LEAST_SHARE else None


def _share(sample: bytes, encoding: str) -> float:
    """Share of the characters above ASCII that are frequent letters of the languages of ``encoding``."""
    if not _decodes(sample, encoding):
        return 0.0
    text = sample.decode(encoding).lower()
    unusual = sum(character > "\x7f" for character in text)
    return len(_FREQUENT[encoding].findall(text)) / unusual if unusual else 0.0


def examine_text(head: bytes, stream: BinaryIO) -> Findings | None:
    """The findings for a plain text, read to its end in its encoding; ``None`` when it is not text throughout."""
    encoding = text_encoding(head)
    if encoding == "utf-8" and not _reads_through(stream, encoding):
        encoding = _eight_bit(_first_beyond_ascii(stream))
    if encoding is None or not _reads_through(stream, encoding):
        return None
    cautions = frozenset({Caution.POLYGLOT}) if _shows_page(stream, encoding) else frozenset()
    return Findings(Kind.TEXT, charset=_charset(encoding), cautions=cautions)


def _first_beyond_ascii(stream: BinaryIO) -> bytes:
    """The first piece of the stream with a byte above ASCII, where its encoding begins to matter."""
    stream.seek(0)
    pieces = iter(lambda: stream.read(CHUNK), b"")
    return next((piece for piece in pieces if not piece.isascii()), b"")


def _reads_through(stream: BinaryIO, encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := stream.read(CHUNK):
            if _NOT_WRITTEN.search(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _shows_page(stream: BinaryIO, encoding: str) -> bool:
    """Whether a mark of a web page stands anywhere; the end of each piece is read again with the next."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    carry = b""
    while piece := stream.read(CHUNK):
        block = carry + decoder.decode(piece).encode("utf-8")
        if holds_page(block):
            return True
        carry = block[-16:]
    return False


def _charset(encoding: str) -> str:
    return encoding.removesuffix("-sig")


__all__ = ["examine_text", "text_encoding"]
