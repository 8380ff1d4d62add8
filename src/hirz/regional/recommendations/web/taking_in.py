"""A file that came with the import form: read, kept in the page between the two steps, and nowhere else.

It is kept byte for byte, packed: files are of many kinds, and a workbook is no text.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hirz.foundation.accounts.doors import StaffRequest
from hirz.foundation.blobs.arrivals import arrived_files
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.registry import label
from hirz.regional.mechanisms.importing import Change
from hirz.regional.recommendations.importing import Plan
from hirz.regional.recommendations.taking import Planned
from hirz.regional.recommendations.web.forms import ImportForm
from hirz.regional.recommendations.wording import words_for_problem

MAX_BYTES: Final = 32 * 1024 * 1024
MAX_CARRIED: Final = 7 * 1024 * 1024
"""A form can carry this much (``DATA_UPLOAD_MAX_MEMORY_SIZE``); what is larger goes through the command line."""

SHOWN: Final = 200
"""How many changes and problems a page lists; the counts are of all."""

NAMES: Final = {
    "source": gettext_lazy("Source"),
    "source_id": gettext_lazy("Id in the source"),
    "mechanism": gettext_lazy("Mechanism"),
    "committee": gettext_lazy("Committee"),
    "procedure": gettext_lazy("Special procedure"),
    "body_given": gettext_lazy("Body"),
    "symbol": gettext_lazy("Symbol"),
    "paragraph": gettext_lazy("Paragraph"),
    "on_date": gettext_lazy("Date"),
    "cycle": gettext_lazy("Cycle of the review"),
    "session": gettext_lazy("Session"),
    "action": gettext_lazy("Kind of action"),
    "themes_given": gettext_lazy("Themes"),
    "groups_given": gettext_lazy("Groups"),
    "sdgs_given": gettext_lazy("Sustainable Development Goals"),
    "recommending_given": gettext_lazy("Recommending States"),
    "text": gettext_lazy("Text"),
    "position": gettext_lazy("Position of the State"),
}


def content_of(request: StaffRequest, form: ImportForm) -> bytes:
    """The file that came, or the one that the page carried; empty, with an error in the form, when there is none."""
    for file in arrived_files(request, "file"):
        if file.refusal is None:
            with file.open_reader() as stream:
                data = stream.read(MAX_BYTES + 1)
            if len(data) <= MAX_BYTES:
                return data
        form.add_error("file", _("The file is empty, or too large for this page: import it on the command line."))
        return b""
    data = _unpacked(form.cleaned_data["content"])
    if not data:
        form.add_error("file", _("Choose a file first."))
    return data


def carrying(data: bytes) -> ImportForm | None:
    """The form of the second step with the file in it; nothing when it would be too large to carry."""
    content = base64.urlsafe_b64encode(zlib.compress(data)).decode()
    return ImportForm(initial={"content": content}) if len(content) <= MAX_CARRIED else None


def preview_of(plan: Plan | None) -> dict[str, Any]:
    """What the page lists of a plan."""
    if plan is None:
        return {"plan": None}
    return {
        "plan": plan,
        "created": plan.count(Change.CREATED),
        "updated": plan.count(Change.UPDATED),
        "unchanged": plan.count(Change.UNCHANGED),
        "problems": [(problem.row, words_for_problem(problem)) for problem in plan.problems[:SHOWN]],
        "problem_count": len(plan.problems),
        "changes": [_described(one) for one in plan.changes[:SHOWN]],
        "change_count": len(plan.changes),
        "left_out": plan.left_out,
    }


def _unpacked(content: str) -> bytes:
    """What the page carried; nothing when it is damaged, or would unpack to more than was sent."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.urlsafe_b64decode(content), MAX_BYTES)
    except (ValueError, binascii.Error, zlib.error):
        return b""
    return data if unpacking.eof else b""


def _described(one: Planned) -> dict[str, Any]:
    told = one.told
    return {
        "row": told.row,
        "state": state_name(told.state_code),
        "mechanism": told.owned["mechanism"],
        "symbol": told.owned["symbol"],
        "paragraph": told.owned["paragraph"],
        "text": told.text,
        "language": told.language,
        "is_new": one.change is Change.CREATED,
        "differences": [
            (NAMES[name], _value(name, before), _value(name, after)) for name, before, after in one.differences
        ],
    }


_VOCABULARIES: Final = {
    "mechanism": "mechanism", "committee": "committee", "procedure": "special_procedure", "cycle": "upr_cycle",
    "action": "recommendation_action",
}  # fmt: skip


def _value(name: str, value: object) -> str:
    """A side of a difference, in words; nothing for what was empty."""
    if not value:
        return ""
    if name == "position" and isinstance(value, tuple):
        return " · ".join(filter(None, (label("recommendation_position", value[0]), *value[1:])))
    if name in _VOCABULARIES:
        return label(_VOCABULARIES[name], str(value))
    return " · ".join(map(str, value)) if isinstance(value, list) else str(value)
