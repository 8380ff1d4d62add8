"""What a page asks the database, without what it costs to stand before the second wall.

That is four statements for each standing, however much the page shows: inside a test a transaction is saved, the
settings are put, put back, and the transaction goes on. (In a deployment three: it begins, they are put, it ends.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

_BY_EACH_PUTTING = 2


def asked(captured: CaptureQueriesContext) -> int:
    putting = sum("set_config(" in query["sql"] for query in captured.captured_queries)
    return len(captured) - _BY_EACH_PUTTING * putting


@contextmanager
def asks(fits: Callable[[int], bool], expected: str) -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as captured:
        yield captured
    if not fits(asked(captured)):
        listed = "\n".join(query["sql"][:300] for query in captured.captured_queries)
        pytest.fail(f"asked the database {asked(captured)} times, not {expected}:\n{listed}")
