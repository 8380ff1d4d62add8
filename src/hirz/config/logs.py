"""How a fault is written into the log: its kind, and where in our code. Its text may hold what a person wrote."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class KindAndPlace(logging.Formatter):
    """For every library that logs what it caught: the jobs of the worker are run by one, and fail there."""

    def formatException(self, ei: Caught) -> str:
        return f"{type(ei[1]).__name__} at {place_of(ei[1])}"


def place_of(error: BaseException | None) -> str:
    """The innermost line of ours."""
    frames = traceback.walk_tb(error.__traceback__ if error else None)
    ours = [f"{frame.f_globals['__name__']}:{line}" for frame, line in frames
            if frame.f_globals.get("__name__", "").startswith("hirz.")]  # fmt: skip
    return ours[-1] if ours else "no line of ours"
