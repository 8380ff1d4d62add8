"""PDF looked into with qpdf, under limits, and never drawn."""

from __future__ import annotations

from typing import BinaryIO, Final

import pikepdf
from pikepdf import settings
from pikepdf.exceptions import PikepdfError

from hirz.engines.files.findings import Caution, Findings, Limits, Refusal, Refused
from hirz.engines.files.kinds import Kind
from hirz.engines.files.reading import last_position

HEADER: Final = b"%PDF-"
_END: Final = b"%%EOF"
_HEADER_WITHIN: Final = 1_024  # readers look for the header this far (ISO 32000-1, annex H.3)
_ACTING_IN_ROOT: Final = ("/Collection", "/AF")
_ACTING_NAMES: Final = ("/JavaScript", "/EmbeddedFiles")
_ACTING_ANNOTATIONS: Final = ("/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D")
_ACTIONS: Final = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition")

# qpdf keeps these for the whole process: what unpacks beyond them is an error of the file, not of the machine.
settings.set_qpdf_limits(
    flate_max_memory=128 * 2**20,
    run_length_max_memory=128 * 2**20,
    png_max_memory=128 * 2**20,
    tiff_max_memory=128 * 2**20,
    dct_max_memory=128 * 2**20,
    max_stream_filters=4,
)


def is_pdf(head: bytes) -> bool:
    """Whether a PDF header stands where readers look for it; what may stand before it is for the caller to judge."""
    return HEADER in head[:_HEADER_WITHIN]


def examine_pdf(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """Pages, end, and cautions of a PDF: a password, or anything in it that acts when it is opened.

    Raises :class:`Refused` (DAMAGED) when it was cut or no page can be reached.
    """
    mark = last_position(stream, _END, size)
    if mark is None:
        raise Refused(Refusal.DAMAGED)
    end = mark + len(_END)
    stream.seek(0)
    try:
        with pikepdf.open(stream, suppress_warnings=True) as document:
            return _findings(document, end, size, limits)
    except pikepdf.PasswordError:
        return Findings(Kind.PDF, cautions=frozenset({Caution.ENCRYPTED}), end=end)
    except (PikepdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused(Refusal.DAMAGED) from error


def _findings(document: pikepdf.Pdf, end: int, size: int, limits: Limits) -> Findings:
    pages = len(document.pages)
    is_cut = bool(document.get_warnings()) and size - end > _HEADER_WITHIN
    if not pages or is_cut:
        raise Refused(Refusal.DAMAGED)
    if pages > limits.pages:
        return Findings(Kind.PDF, refusals=(Refusal.TOO_MANY_PAGES,), pages=pages, end=end)
    cautions = set()
    if document.is_encrypted:
        cautions.add(Caution.ENCRYPTED)
    if _acts(document):
        cautions.add(Caution.ACTIVE_CONTENT)
    return Findings(Kind.PDF, cautions=frozenset(cautions), pages=pages, end=end)


def _acts(document: pikepdf.Pdf) -> bool:
    root = document.Root
    names = root.get("/Names")
    if any(key in root for key in _ACTING_IN_ROOT):
        return True
    if isinstance(names, pikepdf.Dictionary) and any(key in names for key in _ACTING_NAMES):
        return True
    return any(isinstance(each, pikepdf.Dictionary) and _object_acts(each) for each in document.objects)


def _object_acts(each: pikepdf.Dictionary) -> bool:
    actions = (each, each.get("/A"), each.get("/OpenAction"))
    return any(map(_is_action, actions)) or each.get("/Subtype") in _ACTING_ANNOTATIONS or "/AA" in each


def _is_action(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.get("/S") in _ACTIONS


__all__ = ["HEADER", "examine_pdf", "is_pdf"]
