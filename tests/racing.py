"""Two acts at the same moment, on two connections."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

PATIENCE = 20


class Racer:
    """One act in a thread and on a connection of its own."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.error: BaseException | None = None
        self.thread = threading.Thread(target=self._run, args=(act,))

    def _run(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:
            self.error = error
        finally:
            connection.close()

    def start(self) -> Racer:
        self.thread.start()
        return self

    def finish(self) -> BaseException | None:
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive(), "the two wait for each other"
        return self.error


@contextmanager
def held_at(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Whoever calls ``module.name`` in another thread says so, and waits to be let go on."""
    reached, go_on = threading.Event(), threading.Event()
    original = getattr(module, name)

    def waiting(*args: object, **kwargs: object) -> object:
        reached.set()
        assert go_on.wait(PATIENCE)
        return original(*args, **kwargs)

    monkeypatch.setattr(module, name, waiting)
    yield reached, go_on
    go_on.set()
