"""The file between the two steps of taking it in: in the page and nowhere else, byte for byte, packed."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Final

from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest
from hirz.foundation.blobs.arrivals import arrived_files
from hirz.regional.legislation.web.forms import TextForm

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_CARRIED: Final = 7 * 1024 * 1024
"""A form can carry this much (``DATA_UPLOAD_MAX_MEMORY_SIZE``); what is larger goes through the command line."""


def content_of(request: StaffRequest, form: TextForm) -> bytes:
    """The file that came, or the one that the page carried; empty, with an error in the form, when there is none."""
    for file in arrived_files(request, "file"):
        form.cleaned_data["file_name"] = file.name or ""
        if file.refusal is None:
            with file.open_reader() as stream:
                data = stream.read(MAX_BYTES + 1)
            if len(data) <= MAX_BYTES:
                return data
        _refuse(form)
        return b""
    data = _unpacked(form.cleaned_data["content"])
    if not data:
        form.add_error("file", _("Choose a file first."))
    return data


def carry(form: TextForm, data: bytes) -> None:
    """Put the file into the form that goes back, so that the second step has it."""
    content = base64.urlsafe_b64encode(zlib.compress(data)).decode()
    if len(content) > MAX_CARRIED:
        _refuse(form)
        return
    form.data = {
        **{name: form.data[name] for name in form.data},
        "content": content,
        "file_name": form.cleaned_data["file_name"],
    }


def _refuse(form: TextForm) -> None:
    form.add_error("file", _("The file is empty, or too large for this page: import it on the command line."))


def _unpacked(content: str) -> bytes:
    """What the page carried; nothing when it is damaged, or would unpack to more than was sent."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.urlsafe_b64decode(content), MAX_BYTES)
    except (ValueError, binascii.Error, zlib.error):
        return b""
    return data if unpacking.eof else b""
