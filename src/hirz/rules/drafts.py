"""Versions of one text by several hands: nothing that was saved is lost, and what went apart is seen.

Who saves says which version they had before them. Where another was saved meanwhile, both stand as ends until somebody
writes a version that takes both in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from hirz.rules.errors import BadInput, RefusedByRule


class UnknownVersion(BadInput):
    """The version that this one is said to follow is none of this text."""

    code: ClassVar[str] = "unknown_version"


class VersionsApart(RefusedByRule):
    """Two versions stand beside each other; somebody has to bring them together first."""

    code: ClassVar[str] = "versions_apart"


@dataclass(frozen=True, slots=True)
class Version:
    """One saved text: its id, when it was saved, and the ids of the versions it goes on from (none: the first)."""

    id: str
    saved_at: datetime
    follows: tuple[str, ...] = ()


def ends(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Versions from which nobody has gone on, the earliest first. One is the text; several went apart; none: empty."""
    followed = {one for version in versions for one in version.follows}
    return tuple(sorted((v for v in versions if v.id not in followed), key=lambda v: (v.saved_at, v.id)))


def follows(versions: Sequence[Version], *, seen: str, takes_in: Sequence[str] = ()) -> tuple[str, ...]:
    """What a new version follows: the one its writer had before them (``seen``; empty where there was none), and those
    that it takes in. Raises ``UnknownVersion``.

    An earlier version than the last can have been seen: the new one then stands beside what was saved meanwhile.
    """
    wanted = tuple(dict.fromkeys(one for one in (seen, *takes_in) if one))
    if not set(wanted) <= {version.id for version in versions}:
        raise UnknownVersion
    return wanted


def is_written_over(versions: Sequence[Version], *, seen: str) -> bool:
    """Whether somebody else saved since: what is saved now will stand beside it."""
    return bool(versions) and seen not in {version.id for version in ends(versions)}
