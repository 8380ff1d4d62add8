"""A process that is stopped at one point of what it does, and every such point in turn."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Stop = Callable[[], object]
_MOST: int = 400


def die_of(number: signal.Signals) -> Stop:
    return lambda: os.kill(os.getpid(), number)


@contextmanager
def stopped_at(point: int, stop: Stop) -> Iterator[Callable[[], bool]]:
    """Call ``stop`` at the given point; gives a function that tells whether it was reached.

    Points lie before and after each statement, commit, write, sync and rename.
    """
    passed = 0

    def step() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            stop()

    def around(honest: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **kwargs: Any) -> Any:
            step()
            result = honest(*args, **kwargs)
            step()
            return result

        return stepping

    with ExitStack() as stack:
        for owner, name in ((os, "write"), (os, "fsync"), (Path, "rename"), (BaseDatabaseWrapper, "_commit")):
            stack.enter_context(patch.object(owner, name, around(getattr(owner, name))))
        stack.enter_context(connection.execute_wrapper(lambda execute, *args: around(execute)(*args)))
        yield lambda: passed >= point


def killed_at(point: int, number: signal.Signals, act: Callable[[], bytes]) -> tuple[bool, bytes]:
    """Do ``act`` in a process of its own that is killed at a point. Whether it was, and what it had handed out."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _do(point, number, act, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        handed_out = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise AssertionError("it failed by itself")
    return os.WIFSIGNALED(status), handed_out


def _do(point: int, number: signal.Signals, act: Callable[[], bytes], writing: int) -> None:
    code = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        honest = os.write
        with stopped_at(point, die_of(number)):
            handed_out = act()
        honest(writing, handed_out)
        code = 0
    finally:
        os._exit(code)


def every_point(act: Callable[[int], bool]) -> int:
    """Run ``act`` for one point after the other until it comes through unharmed; returns how many points there are."""
    for point in range(1, _MOST):
        if not act(point):
            return point - 1
    raise AssertionError("it never came through")
