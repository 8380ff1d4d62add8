"""Saying what is being done, on a terminal and in a log alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

T = TypeVar("T")


def tracked(items: Iterable[T], *, of: int, doing: str, console: Console) -> Iterator[T]:
    """Each item, with a bar on a terminal and one line a tenth elsewhere."""
    if not console.is_terminal:
        yield from _said(items, of=of, doing=doing, console=console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        yield from progress.track(items, total=of, description=doing)


def _said(items: Iterable[T], *, of: int, doing: str, console: Console) -> Iterator[T]:
    step = max(1, of // 10)
    for number, item in enumerate(items, start=1):
        yield item
        if number % step == 0 or number == of:
            console.print(f"{doing} {number}/{of}")
