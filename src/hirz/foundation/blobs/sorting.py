"""What arrived with a form, sorted into what is taken in and what is not: nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hirz.engines.files import Inspection, Limits, inspect
from hirz.foundation.blobs.arrivals import ArrivedFile


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """A stored file and what was found in it. Its blob is still the request's until it is kept."""

    file: ArrivedFile
    inspection: Inspection


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """What the form has to tell about a file that was not taken in.

    ``codes`` are those of :class:`~hirz.engines.files.Refusal` and
    :class:`~hirz.foundation.blobs.arrivals.ArrivalRefusal`; :mod:`~hirz.foundation.blobs.wording` puts them into
    words. ``size`` is in bytes.
    """

    field_name: str
    display_name: str
    size: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    accepted: tuple[AcceptedFile, ...]
    refused: tuple[RefusedFile, ...]


def sort_arrivals(files: Iterable[ArrivedFile], limits: Limits | None = None) -> Arrivals:
    """Inspect each file by its content, in the order in which they came."""
    accepted: list[AcceptedFile] = []
    refused: list[RefusedFile] = []
    for file in files:
        inspection = _inspected(file, limits)
        if inspection is not None and inspection.is_accepted:
            accepted.append(AcceptedFile(file, inspection))
        else:
            refused.append(_refused(file, inspection))
    return Arrivals(tuple(accepted), tuple(refused))


def _inspected(file: ArrivedFile, limits: Limits | None) -> Inspection | None:
    if file.blob is None or file.refusal is not None:
        return None
    with file.open_reader() as stream:
        return inspect(file.blob.head, stream, file.declared_name, limits)


def _refused(file: ArrivedFile, inspection: Inspection | None) -> RefusedFile:
    codes = [file.refusal] if file.refusal else []
    found = inspection.refusals if inspection else ()
    return RefusedFile(
        field_name=file.field_name,
        display_name=file.name or "",
        size=file.size or 0,
        codes=tuple(code.value for code in (*codes, *found)),
    )
