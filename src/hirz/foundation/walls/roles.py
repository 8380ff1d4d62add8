"""The roles themselves. They belong to the database server, so no dump of a database holds them."""

from __future__ import annotations

from django.db import connection

from hirz.foundation.walls.standing import PUBLIC, STAFF, WORKER


def ensure_roles() -> None:
    """Make those that are missing on this server, before a backup comes back that grants them something."""
    with connection.cursor() as cursor:
        cursor.execute("select rolname from pg_roles")
        there = {name for (name,) in cursor.fetchall()}
        for role in (STAFF, PUBLIC, WORKER):
            if role not in there:
                cursor.execute(f"create role {role} nologin")
