"""What the pages of evidence show."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from hirz.engines.evidence import Event
from hirz.engines.evidence.redacting import PICTURES
from hirz.engines.files import Kind
from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.foundation.keys.sealed import Unreadable
from hirz.foundation.keyset import page_of
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.custody import Checked, Standing, chain, checked
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.evidence.permissions import EvidencePermission
from hirz.reprisals.evidence.seeing import Sight, sight, sights
from hirz.reprisals.evidence.versions import REDACTABLE, Version
from hirz.reprisals.evidence.web.words import (
    caution_words,
    item_words,
    kind_words,
    quarantine_words,
    version_words,
)
from hirz.reprisals.evidence.wording import EVENTS, STANDINGS
from hirz.reprisals.intake.models import ArrivedFile, Submission
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.spellings import name_for_page

_TONES = {
    Standing.RECORDED: "success",
    Standing.WAITING: "info",
    Standing.SHREDDED: "neutral",
    Standing.UNREADABLE: "warning",
    Standing.ALTERED: "danger",
}


LINES_SHOWN: Final = 100


def items_of(case: Case, user: User) -> QuerySet[EvidenceItem]:
    visible = EvidenceItem.objects.visible_to(user).filter(case=case).values("pk")
    found = EvidenceItem.objects.filter(pk__in=visible).select_related("case", "entered_by")
    return found.prefetch_related("copies").order_by("entered_at", "id")


def listing(case: Case, user: User, asked: QueryDict) -> dict[str, Any]:
    page = page_of(items_of(case, user), keys=("entered_at", "id"), asked=asked)
    seen = sights(page.rows, user)
    handles = has_permission(user, EvidencePermission.EVIDENCE_HANDLE, case.office_id)
    return {
        "case": case,
        "page": page,
        "items": [_row(one) for one in seen if not one.item.quarantine],
        "quarantined": [_row(one) for one in seen if one.item.quarantine],
        "arrived": _not_taken(case, user) if handles else [],
        "may_handle": handles,
        "may_export": has_permission(user, EvidencePermission.EVIDENCE_EXPORT, case.office_id) and bool(page.rows),
    }


def whole(item: EvidenceItem, user: User, *, all_lines: bool) -> dict[str, Any]:
    """The whole chain is compared with the ledger, also where only its end is shown."""
    seen = sight(item, user)
    lines = checked(chain(item))
    names = _names(item, user)
    return {
        "item": item,
        "case": item.case,
        "title": item_words(item),
        "unreadable": isinstance(item.opens_with, Unreadable),
        "kind": kind_words(Version(item)),
        "cautions": caution_words(item),
        "quarantine": quarantine_words(item),
        "given_by": names.get(item.given_by_id, ""),
        "shows": [names[person.pk] for person in item.shows.all() if person.pk in names],
        "versions": [_version(version, seen) for version in seen.versions],
        "handles": seen.handles,
        "custody": [_line(line, seen) for line in (lines if all_lines else lines[-LINES_SHOWN:])],
        "lines": len(lines),
        "all_lines": all_lines or len(lines) <= LINES_SHOWN,
        "altered": sum(line.standing is Standing.ALTERED for line in lines),
        "unproven": sum(line.standing in (Standing.WAITING, Standing.UNREADABLE) for line in lines),
    }


def pages_shown(version: Version) -> bool:
    """Whether its pages can be drawn here."""
    return version.kind in PICTURES or version.kind is Kind.PDF


def _row(seen: Sight) -> dict[str, Any]:
    item = seen.item
    return {
        "item": item,
        "title": item_words(item),
        "kind": kind_words(Version(item)),
        "unreadable": item.erased_at is None and isinstance(item.description, Unreadable),
        "quarantine": quarantine_words(item),
        "cautions": caution_words(item) if seen.handles else [],
        "redacted": sum(1 for version in seen.versions if version.copy and version.copy.accepted_at),
        "to_review": sum(1 for version in seen.versions if version.copy and version.copy.awaits_review),
    }


def _not_taken(case: Case, user: User) -> list[ArrivedFile]:
    submissions = Submission.objects.visible_to(user).filter(cases=case).values("pk")
    files = ArrivedFile.objects.filter(submission__in=submissions).exclude(evidence__case=case)
    return list(files.select_related("submission"))


def _names(item: EvidenceItem, user: User) -> dict[UUID | None, str]:
    """Of the giver and of those shown; somebody whose names are not open to the reader stays without one."""
    ids = [*(person.pk for person in item.shows.all()), item.given_by_id]
    people = Person.objects.visible_to(user).filter(pk__in=[pk for pk in ids if pk]).prefetch_related("names")
    return {person.pk: name_for_page(person) for person in people}


def _version(version: Version, seen: Sight) -> dict[str, Any]:
    return {
        "version": version,
        "copy": version.copy,
        "words": version_words(version.copy),
        "has_pages": pages_shown(version),
        "is_text": version.kind is Kind.TEXT,
        "may_redact": seen.handles and version.kind in REDACTABLE and not seen.item.quarantine,
        "sha256": version.sha256,
    }


def _line(found: Checked, seen: Sight) -> dict[str, Any]:
    """Reasons and hashes are for those who handle the item: they may tell of what others do not see."""
    line = found.line
    return {
        "line": line,
        "event": EVENTS[Event(line.event)],
        "what": version_words(line.copy) if line.copy else version_words(None),
        "reason": line.reason if seen.handles else "",
        "sha256": line.sha256 if seen.handles else "",
        "standing": STANDINGS[found.standing],
        "tone": _TONES[found.standing],
        "index": found.index,
    }
