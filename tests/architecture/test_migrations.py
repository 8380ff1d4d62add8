"""Every step of the database can be taken back, and none is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from psycopg import sql
from pytest_django import DjangoDbBlocker

from hirz.config.embedded import ensure_database

STATE = Path(os.environ["HIRZ_STATE_DIR"])
NAME = f"hirz_migrated_by_{os.getpid()}"
OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("hirz.")]


@pytest.fixture
def scratch(django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """An empty database of its own, on the same server."""
    ensure_database(STATE, NAME, fresh=True)
    connections.settings["scratch"] = {**connections.settings["default"], "NAME": NAME}
    with django_db_blocker.unblock():
        yield connections["scratch"]
        connections["scratch"].close()
    del connections["scratch"], connections.settings["scratch"]
    with psycopg.connect(ensure_database(STATE), autocommit=True) as server:
        server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(NAME)))


def everything_in(database: BaseDatabaseWrapper) -> set[tuple[str, ...]]:
    """Tables, columns, constraints, indexes, triggers and functions, by name and definition."""
    with database.cursor() as cursor:
        cursor.execute(
            """
            select 'column', table_name::text, column_name::text || ' ' || data_type from information_schema.columns
                where table_schema = 'public'
            union select 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
                from pg_constraint where connamespace = 'public'::regnamespace
            union select 'index', tablename::text, indexdef from pg_indexes where schemaname = 'public'
            union select 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger
                where not tgisinternal
            union select 'function', proname::text, prosrc from pg_proc where pronamespace = 'public'::regnamespace
            """
        )
        return set(cursor.fetchall())


def our_tables() -> set[str]:
    configs = [apps.get_app_config(label) for label in OURS]
    return {model._meta.db_table for config in configs for model in config.get_models(include_auto_created=True)}


def test_migrations_go_forward_back_to_nothing_and_forward_again(scratch: BaseDatabaseWrapper) -> None:
    call_command("migrate", database="scratch", verbosity=0)
    whole = everything_in(scratch)
    assert our_tables() <= {table for _, table, _ in whole}

    MigrationExecutor(scratch).migrate([(label, None) for label in OURS])
    left = everything_in(scratch)
    assert not our_tables() & {table for _, table, _ in left}
    assert not [found for found in left if "hirz" in " ".join(found)]

    call_command("migrate", database="scratch", verbosity=0)
    assert everything_in(scratch) == whole


def test_every_hand_written_step_says_how_it_is_taken_back() -> None:
    loader = MigrationLoader(None)
    written = [
        (key, operation)
        for key, migration in loader.disk_migrations.items()
        if key[0] in OURS
        for operation in migration.operations
        if isinstance(operation, RunSQL | RunPython)
    ]
    assert len(written) >= 3
    assert all(operation.reversible for _, operation in written)


def test_models_have_no_change_without_a_migration(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
