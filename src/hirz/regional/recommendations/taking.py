"""Writing down what an import found: new recommendations and corrected ones, many rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final
from uuid import UUID

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor, record
from hirz.regional.mechanisms.importing import Change
from hirz.regional.recommendations.models import (
    GivenTerm,
    ImportedChange,
    ImportedFile,
    Position,
    Recommendation,
    RecommendationText,
)
from hirz.regional.recommendations.telling import Told, content_hash, identity_of, place_of
from hirz.regional.recommendations.terms import GIVEN, codes_of, decisions, derive
from hirz.regional.recommendations.verbs import RecommendationVerb

AT_ONCE: Final = 1000
"""How many recommendations are written with one statement."""

FILLED_ONLY: Final = ("source", "source_id", "mechanism", "committee", "procedure", "body_given")
"""What stays as it was first said, whoever says otherwise."""

Difference = tuple[str, object, object]
"""What differs, as it is on record and as the file has it."""


@dataclass
class Stored:
    """A recommendation on record, with what its source gave."""

    row: Recommendation
    texts: dict[str, RecommendationText] = field(default_factory=dict)
    position: Position | None = None

    def differences(self, told: Told) -> tuple[Difference, ...]:
        """What the file would change. What it does not say stays; what is not its own is filled and never replaced."""
        return tuple(
            (name, before, after)
            for name, before, after in self._pairs(told)
            if after and before != after and (not before or (name not in FILLED_ONLY and self._is_owner(told)))
        )

    def _is_owner(self, told: Told) -> bool:
        return self.row.source == told.owned["source"]

    def _pairs(self, told: Told) -> Iterator[Difference]:
        for name, value in told.owned.items():
            yield name, getattr(self.row, name), value
        known = self.texts.get(told.language)
        yield "text", known.text if known else "", told.text
        if told.position[0]:
            place = self.position
            yield "position", (place.position, place.own_words, place.source) if place else None, told.position


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row says, what would come of it, the record it would change, and what would differ there."""

    change: Change
    told: Told
    stored: Stored | None = None
    differences: tuple[Difference, ...] = ()


def take(changes: Iterable[Planned], *, by: Actor, sha256: str, counts: tuple[int, int, int]) -> ImportedFile:
    """Write every change, and the file from which it came. Runs inside the transaction of the import."""
    read, created, updated = counts
    person = by if isinstance(by, User) else None
    file = ImportedFile(
        sha256=sha256, read_count=read, created_count=created, updated_count=updated, imported_by=person
    )
    file.save(force_insert=True)
    record(
        RecommendationVerb.RECOMMENDATIONS_IMPORTED, by=by, subject=file,
        sha256=sha256, read=read, created=created, updated=updated,
    )  # fmt: skip
    writing = _Writing(file, by)
    each = iter(changes)
    while chunk := list(islice(each, AT_ONCE)):
        writing.write(chunk)
    return file


class _Writing:
    def __init__(self, file: ImportedFile, by: Actor) -> None:
        self._file, self._by = file, by
        self._decided = decisions()
        self._listed: set[tuple[str, str]] = set()

    def write(self, chunk: list[Planned]) -> None:
        self._create([one.told for one in chunk if one.change is Change.CREATED])
        self._correct([one for one in chunk if one.change is Change.UPDATED])
        self._list_unknown_terms(chunk)

    def _create(self, told: list[Told]) -> None:
        rows = [self._new(one) for one in told]
        Recommendation.objects.bulk_create(rows)
        pairs = list(zip(rows, told, strict=True))
        RecommendationText.objects.bulk_create(
            RecommendationText(recommendation=row, language=one.language, text=one.text, is_original=True)
            for row, one in pairs
        )
        Position.objects.bulk_create(self._position(row, one) for row, one in pairs if one.position[0])
        self._note([(row.pk, True, {}) for row in rows])

    def _new(self, told: Told) -> Recommendation:
        row = Recommendation(
            state_code=told.state_code, identity=told.identity, place=place_of(told.owned), file=self._file,
            content_hash=content_hash(told.text), entered_by=self._file.imported_by, **dict(told.owned),
        )  # fmt: skip
        derive(row, self._decided)
        return row

    def _position(self, row: Recommendation, told: Told) -> Position:
        code, words, source = told.position
        return Position(
            recommendation=row, position=code, own_words=words, source=source, file=self._file,
            recorded_by=self._file.imported_by,
        )  # fmt: skip

    def _correct(self, planned: list[Planned]) -> None:
        self._note([(one.stored.row.pk, False, before_image(one)) for one in planned if one.stored is not None])
        for one in planned:
            if one.stored is not None:
                self._correct_one(one.told, one.stored, {name: after for name, _before, after in one.differences})

    def _correct_one(self, told: Told, stored: Stored, changed: dict[str, object]) -> None:
        if "text" in changed:
            _write_text(told, stored)
        if "position" in changed:
            self._write_position(told, stored)
        row = stored.row
        for name in changed.keys() - {"text", "position"}:
            setattr(row, name, changed[name])
        self._put_in_its_place(row, stored)
        row.save()
        record(
            RecommendationVerb.RECOMMENDATION_CORRECTED, by=self._by, subject=row,
            state=row.state_code, changed=sorted(changed),
        )  # fmt: skip

    def _note(self, changes: Iterable[tuple[UUID, bool, dict[str, object]]]) -> None:
        ImportedChange.objects.bulk_create(
            ImportedChange(file=self._file, recommendation_id=pk, is_new=is_new, before=before)
            for pk, is_new, before in changes
        )

    def _put_in_its_place(self, row: Recommendation, stored: Stored) -> None:
        """What follows from the columns of the source follows again."""
        owned = {item.name: getattr(row, item.name) for item in Recommendation._meta.concrete_fields}
        original = next(text.text for text in stored.texts.values() if text.is_original)
        row.identity, row.place = identity_of(row.state_code, owned, original), place_of(owned)
        row.content_hash = content_hash(original)
        derive(row, self._decided)

    def _write_position(self, told: Told, stored: Stored) -> None:
        new = self._position(stored.row, told)
        if stored.position is not None:
            stored.position.delete()
        new.save(force_insert=True)

    def _list_unknown_terms(self, chunk: list[Planned]) -> None:
        """Words that no vocabulary knows wait for a person; none becomes a term by itself."""
        found = {
            (kind.value, word)
            for one in chunk
            for kind, (given, _codes) in GIVEN.items()
            for word in _words(one.told, given)
            if not codes_of(kind, word)
        } - self._listed
        rows = [GivenTerm(kind=kind, wording=word) for kind, word in sorted(found)]
        GivenTerm.objects.bulk_create(rows, ignore_conflicts=True)
        self._listed |= found


def before_image(one: Planned) -> dict[str, object]:
    """What a correction is about to replace, so that it can be put back: columns, a text, the position."""
    stored = one.stored
    if stored is None:
        return {}
    before = {name: value for name, value, _after in one.differences}
    if "on_date" in before and isinstance(before["on_date"], date):
        before["on_date"] = before["on_date"].isoformat()
    if "text" in before:
        before["text"] = [one.told.language, before["text"]]
    if "position" in before:
        held = stored.position
        before["position"] = [held.position, held.own_words, held.source, *_ids(held)] if held else []
    return before


def _ids(held: Position) -> tuple[str, str]:
    return str(held.file_id), str(held.recorded_by_id or "")


def _write_text(told: Told, stored: Stored) -> None:
    text = stored.texts.get(told.language)
    if text is None:
        text = RecommendationText(recommendation=stored.row, language=told.language, is_original=False)
        stored.texts[told.language] = text
    text.text = told.text
    text.save()


def _words(told: Told, given: str) -> list[str]:
    listed = told.owned[given]
    return [str(word) for word in listed] if isinstance(listed, list) else []
