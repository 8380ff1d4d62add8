"""A file that came with a form: stored already, or not taken in and why."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, Self, cast

from django.core.files.uploadedfile import UploadedFile
from django.http.request import HttpRequest

from hirz.engines.files import safe_display_name
from hirz.foundation.blobs.store import BlobStore, StoredBlob

if TYPE_CHECKING:
    from types import TracebackType

    _Uploaded = UploadedFile[bytes]
else:
    _Uploaded = UploadedFile


class ArrivalRefusal(StrEnum):
    """Why a file was not stored while it arrived. The rest of its form is not touched by it."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_FILES = "TOO_MANY_FILES"
    TOTAL_TOO_LARGE = "TOTAL_TOO_LARGE"
    NOT_STORED = "NOT_STORED"


class ArrivedFile(_Uploaded):
    """One file of a form, with either its ``blob`` or the ``refusal``.

    ``name`` is safe to show, ``declared_name`` is what the browser sent, ``size`` the bytes seen, also of a file
    that was refused. The blob belongs to the request: unless :meth:`keep` is called it is deleted when the request
    ends, so that a form that fails, or is never answered, leaves nothing behind.
    """

    def __init__(
        self,
        *,
        store: BlobStore,
        field_name: str,
        declared_name: str,
        declared_type: str | None,
        size: int,
        blob: StoredBlob | None,
        refusal: ArrivalRefusal | None,
    ) -> None:
        super().__init__(None, safe_display_name(declared_name), declared_type, size)
        self._store = store
        self._is_kept = False
        self.field_name = field_name
        self.declared_name = declared_name
        self.blob = blob
        self.refusal = refusal

    def keep(self) -> None:
        """Leave the blob where it is. To be called once the row that names it is committed."""
        self._is_kept = True

    def open_reader(self) -> BinaryIO:
        """A seekable stream of its bytes, which the caller closes."""
        if self.blob is None:
            raise ValueError("a file that was not taken in cannot be read")
        return self._store.reopen(self.blob)

    def open(self, mode: str | None = None) -> Self:  # type: ignore[override]
        """Read the file itself; Django's own way would take its name for a path. A ``with`` block keeps the blob."""
        self._close_reader()
        self.file = self.open_reader()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self._close_reader()

    def close(self) -> None:
        """The end of the request: Django calls it for every file of a form."""
        self._close_reader()
        if self.blob is not None and not self._is_kept:
            self._store.delete(self.blob.id)

    def _close_reader(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None


def arrived_files(request: HttpRequest, field_name: str) -> list[ArrivedFile]:
    """The files that came under ``field_name``, in their order, those that were refused among them."""
    return [cast(ArrivedFile, file) for file in request.FILES.getlist(field_name)]
