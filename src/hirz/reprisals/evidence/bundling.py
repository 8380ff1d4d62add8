"""Custody bundles: chosen files of a case, with their chain and what proves it, for one recipient and purpose."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import ClassVar, Final, cast
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from hirz.engines.canonical import Json
from hirz.engines.clearance import Cleared
from hirz.engines.evidence import (
    LEDGER,
    MANIFEST,
    MAX_BYTES,
    BundledFile,
    BundledItem,
    Event,
    LedgerPart,
    Manifest,
    Member,
    ProvenLine,
    member_of,
    written,
)
from hirz.engines.files import Kind
from hirz.engines.ledger import InclusionProof
from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.checkpoints import log_key
from hirz.foundation.audit.history import action
from hirz.foundation.audit.leaves import as_object, told_by
from hirz.foundation.audit.recorded import proven
from hirz.reprisals.cases.concerned import IDENTIFIABLE_ROLES, people_beside
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence import custody
from hirz.reprisals.evidence.models import CustodyLine, EvidenceItem
from hirz.reprisals.evidence.permissions import EvidencePermission
from hirz.reprisals.evidence.seeing import sight
from hirz.reprisals.evidence.versions import Version
from hirz.reprisals.people.disclosing import Intent, disclose
from hirz.reprisals.people.models import Person
from hirz.rules.consent import Purpose
from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.recipients import may_receive_evidence

_CHUNK: Final = 64 * 1024
_REASONS_GO_TO: Final = frozenset({Purpose.SHARE_WITHIN_OHCHR})
"""Reasons are the words of colleagues; others get commitments to them, which the office can open when asked to."""


class NothingChosen(BadInput):
    code: ClassVar[str] = "evidence_nothing_chosen"


class NotForThisRecipient(BadInput):
    code: ClassVar[str] = "evidence_not_for_this_recipient"


class NotToLeave(RefusedByRule):
    """The version was erased, discarded, or not accepted yet, or belongs to another case."""

    code: ClassVar[str] = "evidence_not_to_leave"


class ChainUnreadable(RefusedByRule):
    """Custody that cannot be told cannot be proven: the item stays."""

    code: ClassVar[str] = "evidence_chain_unreadable"


class BundleTooLarge(BadInput):
    code: ClassVar[str] = "evidence_bundle_too_large"


@dataclass(frozen=True, slots=True)
class CustodyBundle:
    """What is about to leave: files, each with its version; each item's chain as it stood; words for the recipient.

    ``texts`` are the words of plain texts among the files. The words in pictures and recordings nobody here can read:
    so those count as naming whoever they concern, until they are redacted.
    """

    files: tuple[tuple[Version, Member], ...]
    chains: Mapping[UUID, tuple[CustodyLine, ...]]
    note: str
    reasons: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def items(self) -> list[EvidenceItem]:
        return list({version.item.pk: version.item for version, _ in self.files}.values())

    def plain_text(self) -> str:
        return "\n".join((self.note, *self.reasons, *self.texts))


@dataclass(frozen=True, slots=True)
class Export:
    """A bundle that may be sent, and the lines that say it was: one for each file, with the hash of the manifest."""

    cleared: Cleared[CustodyBundle]
    lines: tuple[CustodyLine, ...]


@action
def export(
    *, case: Case, chosen: Sequence[Version], purpose: Purpose, recipient: str, reason: str, by: User, note: str = ""
) -> Export:
    """Clear the chosen versions for one recipient and put on record that they leave; :func:`render_bundle` sends them.

    The original and a copy without hidden data show whom they show: they name everybody concerned. An accepted
    redaction names nobody; its words, where it has words, are searched for names.
    Raises :class:`ConsentRefused` besides.
    """
    require(by, EvidencePermission.EVIDENCE_EXPORT, case.office_id)
    _require_possible(case, chosen, purpose, recipient, by)
    content = _content(chosen, purpose, note.strip(), reason.strip())
    people = people_concerned(case, content.items)
    named = people if any(version.names_people for version in chosen) else []
    intent = Intent(
        purpose=purpose, recipient=recipient, what="custody_bundle", named=frozenset(person.pk for person in named),
        case_id=case.pk,
    )  # fmt: skip
    beside = [person for person in people_beside(case) if person not in people]
    cleared = disclose(content, intent=intent, people=people, beside=beside, by=by)
    hashed = sha256(_manifest(cleared).encoded()).hexdigest()
    lines = [
        custody.note(item=version.item, copy=version.copy, event=Event.EXPORTED, sha256=hashed, by=by, reason=reason)
        for version in chosen
    ]
    return Export(cleared, tuple(lines))


def render_bundle(cleared: Cleared[CustodyBundle], lines: Sequence[CustodyLine]) -> Iterator[bytes]:
    """The archive in pieces. The proofs come last: the entries they are about have to be committed first."""
    return written(_members(cleared, lines))


def people_concerned(case: Case, items: Sequence[EvidenceItem]) -> list[Person]:
    """Whoever a file of the case may point to: who gave it, who is shown in it, and whom the case is about."""
    links = EvidenceItem.shows.through.objects.filter(evidenceitem__in=items)
    givers = [item.given_by_id for item in items if item.given_by_id]
    concerned = Q(parts__case=case, parts__role__in=IDENTIFIABLE_ROLES)
    concerned |= Q(pk__in=links.values("person")) | Q(pk__in=givers)
    return list(Person.objects.filter(concerned).distinct().prefetch_related("names"))


def _require_possible(case: Case, chosen: Sequence[Version], purpose: Purpose, recipient: str, by: User) -> None:
    if not chosen:
        raise NothingChosen
    if not may_receive_evidence(purpose, recipient):
        raise NotForThisRecipient
    for version in chosen:
        if version.item.case_id != case.pk or version.pk not in {v.pk for v in sight(version.item, by).leaving}:
            raise NotToLeave


def _content(chosen: Sequence[Version], purpose: Purpose, note: str, reason: str) -> CustodyBundle:
    files = tuple((version, _member(number, version)) for number, version in enumerate(chosen, start=1))
    if sum(file.size for _, file in files) > MAX_BYTES // 2:
        raise BundleTooLarge
    chains = {version.item.pk: tuple(custody.chain(version.item)) for version in chosen}
    lines = [line for chain in chains.values() for line in chain]
    if any(custody.is_unreadable(line) or line.entry.salt is None for line in lines):
        raise ChainUnreadable
    reasons = (*(line.reason for line in lines), reason) if purpose in _REASONS_GO_TO else ()
    texts = tuple(version.read().decode(version.charset, "replace") for version in chosen if version.kind is Kind.TEXT)
    return CustodyBundle(files, chains, note, reasons, texts)


def _member(number: int, version: Version) -> Member:
    """Read once for its CRC; read again, proven anew, when it is sent."""
    crc = 0
    for piece in _pieces(version):
        crc = zlib.crc32(piece, crc)
    return Member(f"files/{number:04}.{version.ending}", version.size, crc, lambda: _pieces(version))


def _pieces(version: Version) -> Iterator[bytes]:
    with version.open() as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def _manifest(cleared: Cleared[CustodyBundle]) -> Manifest:
    content, proof = cleared.content, cleared.proof
    return Manifest(
        disclosure=proof.disclosure,
        made_at=proof.decided_at.astimezone(UTC).isoformat(),
        purpose=proof.purpose,
        recipient=proof.recipient,
        log=settings.HIRZ_LEDGER_ORIGIN,
        note=content.note,
        items=tuple(_bundled_item(item, content.chains[item.pk]) for item in content.items),
        files=tuple(_bundled_file(version, file) for version, file in content.files),
    )


def _bundled_item(item: EvidenceItem, chain: Iterable[CustodyLine]) -> BundledItem:
    return BundledItem(str(item.pk), item.obtained_date, tuple(custody.committed(line).digest() for line in chain))


def _bundled_file(version: Version, file: Member) -> BundledFile:
    copy = str(version.copy.pk) if version.copy else None
    return BundledFile(file.name, str(version.item.pk), copy, version.media_type, file.size, version.sha256)


def _members(cleared: Cleared[CustodyBundle], lines: Sequence[CustodyLine]) -> Iterator[Member]:
    yield member_of(MANIFEST, _manifest(cleared).encoded())
    for _, file in cleared.content.files:
        yield file
    yield member_of(LEDGER, _ledger_part(cleared.content, lines).encoded())


def _ledger_part(content: CustodyBundle, exports: Sequence[CustodyLine]) -> LedgerPart:
    """The lines of the bundle with what each recipient may open of them.

    The hash of an original betrays it to whoever holds the same file, so it goes only where the file goes. A line of an
    earlier bundle stays closed: what was in that is not for this recipient.
    """
    going = {(version.item.pk, version.copy.pk if version.copy else None) for version, _ in content.files}
    told = [line for chain in content.chains.values() for line in chain]
    open_hashes = {line.pk for line in told if (line.item_id, line.copy_id) in going and line.event != Event.EXPORTED}
    open_hashes |= {line.pk for line in exports}
    lines = sorted((*told, *exports), key=lambda line: line.entry_id)
    checkpoint, proofs = proven([line.entry_id for line in lines])
    return LedgerPart(
        checkpoint=checkpoint.encoded(),
        key=log_key().encoded,
        lines=[
            _proven(line, proofs[line.entry_id], hashed=line.pk in open_hashes, reason=bool(content.reasons))
            for line in lines
        ],
    )


def _proven(line: CustodyLine, proof: InclusionProof, *, hashed: bool, reason: bool) -> ProvenLine:
    return ProvenLine(
        line=custody.committed(line),
        sha256=custody.opened_hash(line) if hashed else None,
        reason=custody.opened_reason(line) if reason else None,
        entry=cast(Json, as_object(told_by(line.entry))),
        salt=bytes(line.entry.salt or b""),
        proof=proof,
    )
