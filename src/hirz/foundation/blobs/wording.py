"""The codes of files in words. Each sentence stands after the name of the file it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.engines.files import Caution, Refusal
from hirz.foundation.blobs.arrivals import ArrivalRefusal
from hirz.foundation.blobs.store import BlobMissing, BlobNotWritten, BlobUnreadable
from hirz.foundation.wording import register_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REFUSALS: Final[Mapping[str, _StrPromise]] = MappingProxyType(
    {
        Refusal.EMPTY.value: _("This file is empty. Please check that it is the right one."),
        Refusal.TOO_LARGE.value: _("This file is too large. Please send it in parts, or a smaller version of it."),
        Refusal.TYPE_NOT_ACCEPTED.value: _(
            "We cannot open files of this kind. Please send a picture, a PDF, a Word, Excel or OpenDocument file, "
            "plain text, sound or video."
        ),
        Refusal.EXECUTABLE.value: _("This file is a program, or contains one. Programs are not accepted."),
        Refusal.DAMAGED.value: _("This file is damaged or incomplete. Please try to save it again and send it anew."),
        Refusal.PIXEL_FLOOD.value: _("This picture has more pixels than we can open. Please send a smaller version."),
        Refusal.TOO_MANY_PAGES.value: _("This document has too many pages. Please send it in parts."),
        Refusal.ARCHIVE_BOMB.value: _(
            "This document is built in a way that can harm a computer. Please save it as a PDF and send that."
        ),
        Refusal.MACRO.value: _("This document contains macros. Please save it without them, or as a PDF."),
        Refusal.ENCRYPTED.value: _("This document is locked with a password. Please save it without the password."),
        ArrivalRefusal.TOO_MANY_FILES.value: _("There were too many files at once. Please send this one separately."),
        ArrivalRefusal.TOTAL_TOO_LARGE.value: _("The files together were too large. Please send this one separately."),
        ArrivalRefusal.NOT_STORED.value: _("We could not store this file. The fault is ours. Please try again later."),
    }
)

CAUTIONS: Final[Mapping[Caution, _StrPromise]] = MappingProxyType(
    {
        Caution.ENCRYPTED: pgettext_lazy("caution about a file", "Locked with a password."),
        Caution.POLYGLOT: pgettext_lazy(
            "caution about a file",
            "Contains a second format besides the one it shows. Open the original only in isolation.",
        ),
        Caution.ACTIVE_CONTENT: pgettext_lazy(
            "caution about a file", "Does something when it is opened, or fetches something from elsewhere."
        ),
        Caution.NAME_MISMATCH: pgettext_lazy(
            "caution about a file", "The ending of its name does not fit its content."
        ),
    }
)

register_words(
    {
        BlobMissing.code: _("This file is no longer here."),
        BlobUnreadable.code: _("This file does not open: it was changed or cut after it was stored."),
        BlobNotWritten.code: _("The file could not be stored. Nothing was saved; please try again later."),
    }
)
