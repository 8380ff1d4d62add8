"""What destroys rows of the regional half for good."""

from __future__ import annotations

from uuid import UUID

from hirz.foundation.keys.actions import shred
from hirz.foundation.walls.standing import beyond_the_wall


def destroy_unit(unit_id: UUID) -> None:
    """Shred the key of a row. The row of the key is locked first, which the policies of keys leave to the system."""
    with beyond_the_wall():
        shred(unit_id=unit_id)
