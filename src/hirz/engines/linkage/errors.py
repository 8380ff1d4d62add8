"""Why records cannot be linked. Messages hold no name, date or id."""

from __future__ import annotations

from typing import ClassVar


class LinkageError(ValueError):
    """Root of what this package raises on purpose; ``code`` is what a face puts into words."""

    code: ClassVar[str] = "linkage_error"


class RecordRefused(LinkageError):
    """Record ``place`` (from 0) cannot be read: ``field`` is not of its form, or stands in an earlier record."""

    code = "linkage_record_refused"

    def __init__(self, place: int, field: str) -> None:
        super().__init__(f"record {place}: {field}")
        self.place = place
        self.field = field


class UnknownRecord(LinkageError):
    """Decision ``place`` (from 0) is about a record that is not among those given."""

    code = "linkage_unknown_record"

    def __init__(self, place: int) -> None:
        super().__init__(f"decision {place}")
        self.place = place


class DecisionsContradict(LinkageError):
    """Two records are told apart by decision ``place`` and, through others, told to be one person."""

    code = "linkage_decisions_contradict"

    def __init__(self, place: int) -> None:
        super().__init__(f"decision {place}")
        self.place = place


class EngineMissing(LinkageError):
    """PySpark or Java is asked for and not installed."""

    code = "linkage_engine_missing"


class CheckpointMismatch(LinkageError):
    """The folder holds the beginning of other work, of other records or another model, or anything else."""

    code = "linkage_checkpoint_mismatch"
