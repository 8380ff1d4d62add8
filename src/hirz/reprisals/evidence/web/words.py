"""What evidence is called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext, pgettext_lazy

from hirz.engines.files import Caution, Kind
from hirz.foundation.blobs.wording import CAUTIONS, REFUSALS
from hirz.reprisals.evidence.models import EvidenceItem, WorkingCopy
from hirz.reprisals.evidence.versions import Version

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_KINDS: Final[Mapping[Kind, _StrPromise]] = MappingProxyType(
    {
        **dict.fromkeys(
            (Kind.JPEG, Kind.PNG, Kind.GIF, Kind.WEBP, Kind.HEIC), pgettext_lazy("kind of file", "Picture")
        ),
        Kind.PDF: pgettext_lazy("kind of file", "PDF document"),
        **dict.fromkeys((Kind.DOCX, Kind.ODT), pgettext_lazy("kind of file", "Text document")),
        Kind.XLSX: pgettext_lazy("kind of file", "Spreadsheet"),
        Kind.TEXT: pgettext_lazy("kind of file", "Plain text"),
        **dict.fromkeys((Kind.MP3, Kind.M4A, Kind.OGG, Kind.WAV), pgettext_lazy("kind of file", "Sound recording")),
        **dict.fromkeys((Kind.MP4, Kind.QUICKTIME, Kind.WEBM, Kind.THREE_GP), pgettext_lazy("kind of file", "Video")),
    }
)


def kind_words(version: Version) -> str:
    return str(_KINDS[version.kind]) if version.kind else pgettext("kind of file", "Unknown kind of file")


def version_words(copy: WorkingCopy | None) -> str:
    """The original, or which kind of copy and how far it is."""
    if copy is None:
        return pgettext("version of a file", "Original")
    if not copy.is_redacted:
        return pgettext("version of a file", "Copy without hidden data")
    if copy.accepted_at is not None:
        return pgettext("version of a file", "Redacted copy, accepted")
    if copy.discarded_at is not None:
        return pgettext("version of a file", "Redacted copy, discarded")
    return pgettext("version of a file", "Redacted copy, not reviewed yet")


def item_words(item: EvidenceItem) -> str:
    """The beginning of what it shows; of what was erased, that it was."""
    return gettext("Erased") if item.erased_at else Truncator(item.description).chars(90)


def version_label(version: Version) -> str:
    return f"{item_words(version.item)} · {version_words(version.copy)} · {kind_words(version)}"


def caution_words(item: EvidenceItem) -> list[str]:
    return [str(CAUTIONS[Caution(code)]) for code in item.warnings]


def quarantine_words(item: EvidenceItem) -> list[str]:
    return [str(REFUSALS[code]) for code in item.quarantine]
