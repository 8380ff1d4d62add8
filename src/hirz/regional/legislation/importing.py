"""A file becomes a version of a law: read, recognised, kept sealed, and compared with what was advised before.

The same in the page and on the command line: first what the file holds, then, when somebody says so, it is taken in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Max

from hirz.engines.files import safe_display_name
from hirz.engines.sealing import new_key_pair
from hirz.engines.statutes.errors import TextFault, TextRefused
from hirz.engines.statutes.normal import normal_line
from hirz.engines.statutes.reading import read
from hirz.engines.statutes.remarks import Remark
from hirz.engines.statutes.structure import Annex, Article, Block, Statute, recognise
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor, action, record
from hirz.foundation.blobs.store import default_store, store_bytes
from hirz.foundation.blobs.units import key_to_keep
from hirz.regional.legislation.models import Law, Provision, Version
from hirz.regional.legislation.refusals import LawNotRead, VersionOnRecord
from hirz.regional.legislation.uptakes import compute_all
from hirz.regional.legislation.verbs import LegislationVerb
from hirz.regional.organisations.permissions import require_edit

LANGUAGES: Final = ("ar", "ru", "en", "fr", "ky", "kk", "uz", "tg", "tk", "es", "zh")
"""In which a version may be; structure is recognised in all of them but the last two."""

MOST_PROVISIONS: Final = 3_000
"""Of one version: no code is longer, and what is would be compared for hours."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file holds, before anything is kept of it."""

    kind: str
    statute: Statute
    remarks: tuple[Remark, ...]
    sha256: str

    @property
    def article_keys(self) -> tuple[str, ...]:
        return tuple(article.key for article in self.statute.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTold:
    """What a person says about a file: in which language it is, how far the law has come, and where it is from."""

    language: str
    stage: str
    source: str
    name: str
    on_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawTold:
    """What a person says about a law that is new here."""

    state_code: str
    names: dict[str, str] = field(default_factory=dict)
    kind: str = "law"
    number: str = ""
    origin: str = ""


def recognised(data: bytes) -> Recognised:
    """Raises :class:`LawNotRead`."""
    try:
        source = read(data)
    except TextRefused as refused:
        raise LawNotRead(refused.fault) from None
    statute = recognise(source.lines)
    if len(statute.blocks) > MOST_PROVISIONS:
        raise LawNotRead(TextFault.TOO_LARGE)
    return Recognised(source.kind, statute, (*source.remarks, *statute.remarks), hashlib.sha256(data).hexdigest())


@action
def add_law(*, law: LawTold, text: TextTold, data: bytes, by: Actor) -> Version:
    """A law that is new here, with its first version."""
    _require(by, law.state_code)
    row = Law(
        state_code=law.state_code, names=law.names, kind=law.kind, number=law.number, origin=law.origin,
        entered_by=_person(by)
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    record(LegislationVerb.LAW_ADDED, by=by, subject=row, kind=row.kind)
    return _add(row, text, data, by)


@action
def add_version(*, law: Law, text: TextTold, data: bytes, by: Actor) -> Version:
    """The next version. What was advised on earlier ones is compared with it at once, comment by comment.

    Raises :class:`LawNotRead`, and :class:`VersionOnRecord` for a file that is a version already.
    """
    _require(by, law.state_code)
    law = Law.objects.select_for_update().get(pk=law.pk)
    return _add(law, text, data, by)


def law_named(title: str, *, state_code: str, by: Actor) -> Law | None:
    """The law of the State that has this title in any language, among those that whoever asks may know of."""
    rows = Law.objects.visible_to(by) if isinstance(by, User) else Law.objects.all()
    wanted = normal_line(title).casefold()
    named = (law for law in rows.filter(state_code=state_code) if wanted in _titles(law))
    return next(named, None)


def _titles(law: Law) -> set[str]:
    return {normal_line(str(name)).casefold() for name in law.names.values()}


def version_with(law: Law, sha256: str) -> Version | None:
    """The version that this very file is already. Hashes are sealed, and a law has few versions."""
    return next((version for version in law.versions.all() if version.sha256 == sha256), None)


def _add(law: Law, text: TextTold, data: bytes, by: Actor) -> Version:
    found = recognised(data)
    if version_with(law, found.sha256):
        raise VersionOnRecord
    pair = new_key_pair()
    blob = store_bytes(data, pair=pair)
    try:
        version = Version(
            law=law, order=_next_order(law), language=text.language, stage=text.stage, on_date=text.on_date,
            source=text.source, file_name=safe_display_name(text.name), file_kind=found.kind, file_size=len(data),
            sha256=found.sha256, opens_with=key_to_keep(pair), blob_id=blob.id,
            remarks=[[one.noticed.value, one.where, one.count] for one in found.remarks], entered_by=_person(by),
        )  # fmt: skip
        version.full_clean()
        version.save(force_insert=True)
        Provision.objects.bulk_create(_provisions(version, found.statute))
        record(
            LegislationVerb.LAW_VERSION_ADDED, by=by, subject=version, law=str(law.pk),
            articles=len(found.statute.articles),
        )  # fmt: skip
        compute_all(version=version, by=by)
    except BaseException:
        default_store().delete(blob.id)
        raise
    return version


def _provisions(version: Version, statute: Statute) -> Iterator[Provision]:
    if statute.preamble:
        yield _provision(version, 0, Provision.Kind.PREAMBLE, "preamble", statute.preamble)
    for order, block in enumerate(statute.blocks, 1):
        kind, key = _kind_and_key(block, order)
        yield _provision(version, order, kind, key, block.lines)


def _kind_and_key(block: Block, order: int) -> tuple[Provision.Kind, str]:
    match block:
        case Article():
            return Provision.Kind.ARTICLE, block.key
        case Annex():
            return Provision.Kind.ANNEX, f"annex@{order}"
        case _:
            return Provision.Kind.DIVISION, f"division@{order}"


def _provision(version: Version, order: int, kind: str, key: str, lines: tuple[str, ...]) -> Provision:
    return Provision(version=version, order=order, kind=kind, key=key, text="\n".join(lines))


def _next_order(law: Law) -> int:
    last: int | None = law.versions.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def _require(by: Actor, state_code: str) -> None:
    if isinstance(by, User):
        require_edit(by, state_code)


def _person(by: Actor) -> User | None:
    return by if isinstance(by, User) else None
