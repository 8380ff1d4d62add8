"""Reading what is sealed without holding it whole: forwards as fast as it opens, backwards from the front again."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from hirz.engines.sealing import Altered, ContainerReader, KeyPair

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class OpenedContainer(io.RawIOBase):
    """A seekable stream of what a container holds, in the memory of one chunk."""

    def __init__(self, container: BinaryIO, pair: KeyPair, length: int) -> None:
        self._container = container
        self._pair = pair
        self._length = length
        self._wanted = 0
        self._begin()

    @classmethod
    def proven(cls, container: BinaryIO, pair: KeyPair, sha256: str) -> BinaryIO:
        """Reads all of it once, so that nothing of a container that was cut, altered or exchanged is ever given out.

        Anybody can seal to the desk: where ``sha256`` is not empty, what is held must be what arrived.
        Raises a ``SealingError``.
        """
        found, length = hashlib.sha256(), 0
        for chunk in ContainerReader(container, pair).chunks():
            found.update(chunk)
            length += len(chunk)
        if sha256 and found.hexdigest() != sha256:
            raise Altered("the container holds something else")
        return cast(BinaryIO, io.BufferedReader(cls(container, pair, length)))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        origin = {os.SEEK_SET: 0, os.SEEK_CUR: self._wanted, os.SEEK_END: self._length}[whence]
        if origin + offset < 0:
            raise ValueError("before the beginning")
        self._wanted = origin + offset
        return self._wanted

    def tell(self) -> int:
        return self._wanted

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        piece = self._piece_at(self._wanted)[: memoryview(buffer).nbytes]
        memoryview(buffer).cast("B")[: len(piece)] = piece
        self._wanted += len(piece)
        return len(piece)

    def close(self) -> None:
        self._container.close()
        super().close()

    def _begin(self) -> None:
        self._container.seek(0)
        self._chunks: Iterator[bytes] = ContainerReader(self._container, self._pair).chunks()
        self._chunk, self._start = b"", 0

    def _piece_at(self, position: int) -> bytes:
        if position < self._start:
            self._begin()
        while position >= self._start + len(self._chunk):
            self._start += len(self._chunk)
            self._chunk = next(self._chunks, b"")
            if not self._chunk:
                return b""
        return self._chunk[position - self._start :]
