"""A list told in pages by key: the last page costs what the first one does, however long the list has grown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

ModelT = TypeVar("ModelT", bound=Model)
PAGE_SIZE: Final = 25
_AFTER: Final = "after"
_BEFORE: Final = "before"
_BETWEEN: Final = "~"


@dataclass(frozen=True)
class Page(Generic[ModelT]):
    """The rows of one page, and the addresses of its neighbours; an address is empty where there is none."""

    rows: list[ModelT]
    next_url: str = ""
    previous_url: str = ""


def page_of(rows: QuerySet[ModelT], *, keys: Sequence[str], asked: QueryDict, size: int = PAGE_SIZE) -> Page[ModelT]:
    """The page that ``asked`` names, in the order of ``keys``.

    Keys are fields or annotations, a leading ``-`` for falling order, and together unique. A place that cannot be
    read is the beginning.
    """
    backwards = _BEFORE in asked and _AFTER not in asked
    order = [_turned(key) for key in keys] if backwards else list(keys)
    beyond = _beyond(rows, order, asked.get(_BEFORE if backwards else _AFTER, ""))
    if beyond is None:
        backwards, order = False, list(keys)
    found = list((rows if beyond is None else beyond).order_by(*order)[: size + 1])
    there_is_more, shown = len(found) > size, found[:size]
    if backwards:
        shown.reverse()
    has_next, has_previous = (True, there_is_more) if backwards else (there_is_more, beyond is not None)
    return Page(
        shown,
        next_url=_address(asked, _AFTER, shown[-1:], keys) if has_next else "",
        previous_url=_address(asked, _BEFORE, shown[:1], keys) if has_previous else "",
    )


def _turned(key: str) -> str:
    return key.removeprefix("-") if key.startswith("-") else f"-{key}"


def _beyond(rows: QuerySet[ModelT], order: Sequence[str], written: str) -> QuerySet[ModelT] | None:
    """The rows that come after the one whose keys are written; nothing when they cannot be read."""
    values = written.split(_BETWEEN)
    if len(values) != len(order) or "\0" in written:  # the one character that no column holds
        return None
    place = Q()
    for position, key in enumerate(order):
        same = {name.removeprefix("-"): value for name, value in zip(order[:position], values, strict=False)}
        further = f"{key.removeprefix('-')}__{'lt' if key.startswith('-') else 'gt'}"
        place |= Q(**same, **{further: values[position]})
    try:
        return rows.filter(_from_here_on(order[0], values[0]) & place)
    except (ValidationError, ValueError):
        return None


def _from_here_on(key: str, value: str) -> Q:
    """Said first, although the rest follows from it: this is the condition that an index can be searched by."""
    return Q(**{f"{key.removeprefix('-')}__{'lte' if key.startswith('-') else 'gte'}": value})


def _address(asked: QueryDict, direction: str, row: list[ModelT], keys: Sequence[str]) -> str:
    if not row:
        return ""
    parameters = asked.copy()
    for name in (_AFTER, _BEFORE):
        parameters.pop(name, None)
    parameters[direction] = _BETWEEN.join(_written(getattr(row[0], key.removeprefix("-"))) for key in keys)
    return f"?{parameters.urlencode()}"


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
