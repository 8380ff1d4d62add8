"""The tree of the ledger in the database: every leaf, and of the hashes above them one level in four.

A block is sixteen neighbours on a kept level; what stands between is worked out from a block when it is asked for.
That keeps one row for fifteen leaves instead of one for each, and a proof still reads a handful of blocks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from django.db import connection
from django.db.models import Max

from hirz.engines.ledger import Frontier, OutOfTree, Subtree, TreeHead, root_of
from hirz.foundation.audit.models import LedgerLeaf, LedgerNode

KEPT_EVERY: Final = 4
BLOCK: Final = 1 << KEPT_EVERY
_A_TIME: Final = 1_000
_BRING: Final = """
    with wanted as (select * from unnest(%s::int[], %s::bigint[]) as block (level, number))
    select 0, number, index, hash from wanted
        join audit_ledgerleaf on wanted.level = 0 and index >= number * %s and index < (number + 1) * %s
    union all
    select wanted.level, number, position, hash from wanted
        join audit_ledgernode node on wanted.level > 0 and node.level = wanted.level
            and position >= number * %s and position < (number + 1) * %s
"""


def size_of_tree() -> int:
    last = LedgerLeaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


class StoredTree:
    """A ``HashStore`` over the rows; it remembers what it read, so it is made for one question and thrown away.

    ``wanted`` is what will be asked for: it is brought in one statement instead of one for each block.
    """

    def __init__(self, wanted: Iterable[Subtree] = ()) -> None:
        self._blocks: dict[tuple[int, int], dict[int, bytes]] = {}
        if blocks := {_block_of(subtree) for subtree in wanted}:
            self._bring(blocks)

    def get(self, level: int, position: int) -> bytes:
        above = level % KEPT_EVERY
        first, count = position << above, 1 << above
        block = _block_of(Subtree(level, position))
        if block not in self._blocks:
            self._bring({block})
        return _root(self._blocks[block], range(first, first + count))

    def head(self, size: int) -> TreeHead:
        """The head of the tree when it had ``size`` leaves; OutOfTree when it is not that large."""
        return TreeHead(size, root_of(self, size))

    def _bring(self, blocks: Collection[tuple[int, int]]) -> None:
        self._blocks.update((block, {}) for block in blocks)
        with connection.cursor() as cursor:
            cursor.execute(_BRING, [[level for level, _ in blocks], [number for _, number in blocks], *[BLOCK] * 4])
            for level, number, position, hashed in cursor.fetchall():
                self._blocks[level, number][position] = hashed


def _block_of(subtree: Subtree) -> tuple[int, int]:
    above = subtree.level % KEPT_EVERY
    return subtree.level - above, (subtree.position << above) // BLOCK


def hashes_between(level: int, first: int, stop: int) -> dict[int, bytes]:
    """What is stored on a kept level from ``first`` up to, but not with, ``stop``."""
    if level == 0:
        leaves = LedgerLeaf.objects.filter(index__gte=first, index__lt=stop).values_list("index", "hash")
        return {index: bytes(hashed) for index, hashed in leaves}
    nodes = LedgerNode.objects.filter(level=level, position__gte=first, position__lt=stop)
    return {position: bytes(hashed) for position, hashed in nodes.values_list("position", "hash")}


def keep_completed(old_size: int, new_size: int) -> None:
    """Store each kept hash above the leaves that became complete between the two sizes."""
    level = KEPT_EVERY
    while old_size >> level != new_size >> level:
        for first in range(old_size >> level, new_size >> level, _A_TIME):
            LedgerNode.objects.bulk_create(_nodes(level, range(first, min(first + _A_TIME, new_size >> level))))
        level += KEPT_EVERY


def _nodes(level: int, positions: Sequence[int]) -> list[LedgerNode]:
    below = hashes_between(level - KEPT_EVERY, positions[0] * BLOCK, (positions[-1] + 1) * BLOCK)
    blocks = [(at, range(at * BLOCK, (at + 1) * BLOCK)) for at in positions]
    return [LedgerNode(level=level, position=at, hash=_root(below, block)) for at, block in blocks]


def _root(stored: Mapping[int, bytes], positions: Iterable[int]) -> bytes:
    try:
        frontier, _nodes = Frontier().append([stored[position] for position in positions])
    except KeyError:
        raise OutOfTree("that part of the tree is not stored") from None
    return frontier.root()
