"""Every table is behind the wall, or stands on a short list that says why not."""

from __future__ import annotations

from typing import Final

import pytest

from hirz.foundation.walls.standing import PUBLIC, STAFF, WORKER
from tests.foundation.walls.conftest import fetched
from tests.foundation.walls.tables import OUTSIDE, all_tables, content_tables, layered_tables

pytestmark = pytest.mark.django_db
APPEND_ONLY: Final = (
    "people_consentdecision", "people_disclosure", "people_disclosure_people",
    "intake_submissionconsent", "keys_tombstone", "people_settlement", "matching_pairdecision",
)  # fmt: skip


def test_every_table_is_behind_the_wall_or_says_why_not() -> None:
    forced = "select relname from pg_class where relrowsecurity and relforcerowsecurity and relkind = 'r'"
    behind = {str(name) for (name,) in fetched(forced)}
    policies = "select tablename from pg_policies where roles = array['hirz_staff'::name]"
    with_policy = {str(name) for (name,) in fetched(policies)}
    assert all_tables() - (behind & with_policy) == OUTSIDE.keys()


def test_no_view_goes_around_the_wall() -> None:
    views = "select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace"
    open_views = f"{views} and not coalesce(reloptions::text like '%%security_invoker=true%%', false)"
    assert fetched(open_views) == []


def test_roles_can_neither_log_in_nor_pass_the_wall() -> None:
    asked = "select rolname from pg_roles where rolname = any(%s) and (rolcanlogin or rolsuper or rolbypassrls)"
    assert fetched(asked, [STAFF, PUBLIC, WORKER]) == []


@pytest.mark.parametrize("role", [STAFF, PUBLIC, WORKER])
def test_role_changes_no_table_and_makes_none(role: str) -> None:
    owned = "select relname from pg_class where relowner = %s::regrole"
    assert fetched(owned, role) == []
    assert fetched("select has_schema_privilege(%s, 'public', 'create')", role) == [(False,)]


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("role", [STAFF, PUBLIC, WORKER])
@pytest.mark.parametrize("what", ["update", "delete", "truncate"])
def test_role_may_not_rewrite_what_is_written_once(role: str, table: str, what: str) -> None:
    assert fetched("select has_table_privilege(%s, %s, %s)", role, table, what) == [(False,)]


@pytest.mark.parametrize("what", ["update", "delete", "truncate"])
def test_staff_process_may_not_rewrite_history(what: str) -> None:
    """The worker may shred an entry: a trigger sees to it that it does nothing else."""
    assert fetched("select has_table_privilege(%s, 'audit_entry', %s)", STAFF, what) == [(False,)]


def test_staff_process_gives_nobody_a_role() -> None:
    for what in ("insert", "update", "delete"):
        assert fetched("select has_table_privilege(%s, 'accounts_roleassignment', %s)", STAFF, what) == [(False,)]


def test_public_process_may_read_no_content() -> None:
    readable = """
        select c.relname, a.attname from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relname = any(%s) and has_column_privilege(%s, c.oid, a.attnum, 'select')
        order by 1, 2
    """
    assert fetched(readable, [*content_tables(), *layered_tables()], PUBLIC) == []


def test_public_process_changes_nothing_it_left() -> None:
    for table in (*content_tables(), *layered_tables()):
        assert fetched("select has_table_privilege(%s, %s, 'update, delete')", PUBLIC, table) == [(False,)], table


def test_functions_that_see_more_than_the_asker_look_nowhere_else() -> None:
    asked = "select proname, proconfig::text from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"
    for name, config in fetched(asked):
        assert "search_path" in str(config), name
    everybody = "select proname from pg_proc where prosecdef and has_function_privilege('public', oid, 'execute')"
    assert fetched(everybody) == []
