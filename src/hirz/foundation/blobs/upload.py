"""Files of a form on their way in: from the socket through the blob writer, and to no other place.

Django's own handlers put files into memory or into temporary files. This one is the only handler there is.
"""

from __future__ import annotations

import html
import io
import logging
from typing import IO, Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from hirz.engines.sealing import new_key_pair
from hirz.foundation.blobs.arrivals import ArrivalRefusal, ArrivedFile
from hirz.foundation.blobs.store import BlobNotWritten, BlobWriter, StoredBlob, default_store

DEFAULT_FILE_BYTES: Final = 50 * 2**20
DEFAULT_FILES: Final = 10
DEFAULT_TOTAL_BYTES: Final = 200 * 2**20

logger = logging.getLogger(__name__)

Parsed = tuple[QueryDict, MultiValueDict[str, "UploadedFile[Any]"]]


class Allowance:
    """What one request may still bring. Only what is stored counts."""

    def __init__(self) -> None:
        self._file_bytes: int = getattr(settings, "HIRZ_MAX_FILE_BYTES", DEFAULT_FILE_BYTES)
        self._files: int = getattr(settings, "HIRZ_MAX_FILES_PER_REQUEST", DEFAULT_FILES)
        self._total_bytes: int = getattr(settings, "HIRZ_MAX_TOTAL_BYTES_PER_REQUEST", DEFAULT_TOTAL_BYTES)

    def against_another(self) -> ArrivalRefusal | None:
        return None if self._files > 0 else ArrivalRefusal.TOO_MANY_FILES

    def against_size(self, size: int) -> ArrivalRefusal | None:
        if size > self._file_bytes:
            return ArrivalRefusal.TOO_LARGE
        return ArrivalRefusal.TOTAL_TOO_LARGE if size > self._total_bytes else None

    def spend(self, size: int) -> None:
        self._files -= 1
        self._total_bytes -= size


class ArrivalUploadHandler(FileUploadHandler):
    """Streams each file of a form into a blob of its own.

    A file beyond the limits, or one the disk does not take, is read to its end and dropped, so that the fields and
    files after it still arrive; the form finds an :class:`ArrivedFile` with the refusal in its place. A request that
    ends early leaves neither half a blob nor a whole one.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._store = default_store()
        self._allowance = Allowance()
        self._arrived: list[ArrivedFile] = []
        self._writer: BlobWriter | None = None
        self._refusal: ArrivalRefusal | None = None
        self._seen = 0
        self._is_interrupted = False

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> Parsed | None:
        """Parse with a parser that leaves names whole, and take nothing from a body that was cut."""
        if isinstance(input_data, _CountedBody):
            return None
        body = _CountedBody(input_data)
        try:
            parsed = _ArrivalParser(META, body, [self], encoding).parse()
            if self._is_interrupted or body.count < content_length:
                raise MultiPartParserError("the body of the request ended early")
        except TypeError as error:  # a parameter of a part came in pieces that cannot be put in order
            self._discard_all()
            raise MultiPartParserError("the head of a part cannot be read") from error
        except BaseException:
            self._discard_all()
            raise
        return parsed

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._seen = 0
        self._writer = None
        self._refusal = self._allowance.against_another()
        if self._refusal is None:
            self._open_writer()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._seen += len(raw_data)
        if self._writer is None:
            return
        if refusal := self._allowance.against_size(self._seen):
            self._refuse(refusal)
            return
        try:
            self._writer.write(raw_data)
        except BlobNotWritten as error:
            self._report(error)

    def file_complete(self, file_size: int) -> ArrivedFile:
        blob = self._finish()
        arrived = ArrivedFile(
            store=self._store,
            field_name=self.field_name,
            declared_name=self.file_name or "",
            declared_type=self.content_type,
            size=self._seen,
            blob=blob,
            refusal=self._refusal,
        )
        self._arrived.append(arrived)
        return arrived

    def upload_interrupted(self) -> None:
        self._is_interrupted = True
        self._abort()

    def _open_writer(self) -> None:
        try:
            self._writer = self._store.open_writer(pair=new_key_pair())
        except BlobNotWritten as error:
            self._report(error)

    def _finish(self) -> StoredBlob | None:
        if self._writer is None:
            return None
        if not self._seen:
            self._refuse(ArrivalRefusal.EMPTY)
            return None
        try:
            blob = self._writer.finish()
        except BlobNotWritten as error:
            self._report(error)
            return None
        self._writer = None
        self._allowance.spend(blob.size)
        return blob

    def _report(self, error: BlobNotWritten) -> None:
        logger.error("an arriving file could not be stored: %s", type(error.__cause__).__name__)
        self._refuse(ArrivalRefusal.NOT_STORED)

    def _refuse(self, refusal: ArrivalRefusal) -> None:
        self._refusal = refusal
        self._abort()

    def _abort(self) -> None:
        if self._writer is not None:
            self._writer.abort()
            self._writer = None

    def _discard_all(self) -> None:
        self._abort()
        for arrived in self._arrived:
            arrived.close()


class _ArrivalParser(MultiPartParser):
    """Django drops what cannot be printed from a name, and a file whose name is ``..`` altogether."""

    def sanitize_file_name(self, file_name: str) -> str:
        return html.unescape(file_name)


class _CountedBody(io.BufferedIOBase):
    """The body of a request, and how much of it came."""

    def __init__(self, body: IO[bytes]) -> None:
        self._body = body
        self.count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = self._body.read(-1 if size is None else size)
        self.count += len(data)
        return data
