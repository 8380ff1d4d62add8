"""The second wall for the tables of the regional half: SQL that migrations run, and what takes it away again.

``layered`` holds ``hirz.rules.layers.may_see`` in the database, ``internal`` is for what nobody outside the office ever
sees, ``hanging`` for rows that are seen and written with their parent. Whoever acts is told by settings of the
transaction (``hirz.foundation.walls.standing``); who a contributor speaks for, the functions of
``migrations/0002_behind_the_wall.py`` work out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STAFF: Final = "(select hirz_me()) is not null"
OWN: Final = "(select hirz_contributor_organisation())"
"""The organisation for which the contributor who acts speaks today; null for everybody else."""
SIDE: Final = "(select hirz_contributor_side())"
STATE: Final = "(select hirz_contributor_state())"
ALL_POLICIES: Final = ("staff_removes", "staff_changes", "staff_enters", "staff_sees", "worker")
LAYERS: Final = "('INTERNAL', 'GOVERNMENT', 'PARTNERS', 'PUBLIC')"


def covered(permission: str, state: str = "state_code") -> str:
    """The person holds the permission in an office that covers the State.

    Headquarters covers all; what is of no State is for everybody who holds it anywhere.
    """
    return f"""exists (
        select from offices_office covering
        where covering.id = any ((select hirz_offices('{permission}'))::uuid[])
          and ({state} = '' or {state} = any (covering.states) or covering.kind = 'HEADQUARTERS')
    )"""


def layered(table: str, *, changes: str = "update, delete", unit: str = "") -> str:
    """For a model derived from ``Layered``. Contributors enter and change what is their own organisation's.

    ``changes``: what may happen to rows besides being entered ("update, delete", "update", "delete" or "").
    ``unit``: the name of the model in lower case where the rows have sealed columns with ``unit="id"``.
    """
    seen = f"""layer = 'PUBLIC' and ({STAFF} or {OWN} is not null)
        or {covered("regional_view")}
        or contributed_by_id = {OWN}
        or layer = {SIDE} and state_code = {STATE}"""
    written = written_in_layers()
    return (
        f"alter table {table} add constraint {table}_layer_is_known check (layer in {LAYERS});"
        + raised(table, seen=seen, written=written, changes=changes)
        + writing(table, f"exists (select from {table} where id = wanted and ({written}))")
        + (key_of(table, unit) if unit else "")
    )


def written_in_layers() -> str:
    """Who writes a contribution: the office that covers the State, and the organisation whose own it is."""
    own = f"""contributed_by_id = {OWN} and state_code = {STATE} and layer in ('INTERNAL', 'PUBLIC', {SIDE})"""
    return f"{covered('regional_edit')} or {own}"


def layered_gone(table: str, *, unit: str = "") -> str:
    return gone(table, unit) + f"alter table {table} drop constraint {table}_layer_is_known;"


def internal(table: str, *, changes: str = "update, delete", unit: str = "") -> str:
    """For a model derived from ``Internal``: seen with REGIONAL_VIEW of the State, written with REGIONAL_EDIT."""
    written = covered("regional_edit")
    return (
        raised(table, seen=covered("regional_view"), written=written, changes=changes)
        + writing(table, f"exists (select from {table} where id = wanted and {written})")
        + (key_of(table, unit) if unit else "")
    )


def internal_gone(table: str, *, unit: str = "") -> str:
    return gone(table, unit)


def hanging(table: str, column: str, parent: str, *, changes: str = "update, delete", unit: str = "") -> str:
    """Rows that are seen where the parent named by ``column`` is seen, and written where it may be written.

    ``parent`` is a table that went through ``layered``, ``internal`` or ``hanging``.
    """
    seen = f"exists (select from {parent} whole where whole.id = {column})"
    written = f"hirz_writes_{parent}({column})"
    return (
        raised(table, seen=seen, written=written, changes=changes)
        + writing(table, f"exists (select from {table} where id = wanted and {written})")
        + (key_of(table, unit) if unit else "")
    )


def hanging_gone(table: str, *, unit: str = "") -> str:
    return gone(table, unit)


def files_of(table: str, records: Mapping[str, str]) -> str:
    """For files of records, that went through ``layered``: seen and kept only with the record they belong to.

    ``records``: tables by the columns that name them, of which a row fills one.
    """
    seen = " or ".join(f"exists (select from {whole} whole where whole.id = {one})" for one, whole in records.items())
    written = " or ".join(f"{one} is not null and hirz_writes_{whole}({one})" for one, whole in records.items())
    return f"""
create policy with_record_seen on {table} as restrictive for select to hirz_staff using ({seen});
create policy with_record_kept on {table} as restrictive for insert to hirz_staff with check ({written});
create policy with_record_changed on {table} as restrictive for update to hirz_staff
    using (true) with check ({written});
"""


def files_gone(table: str) -> str:
    names = ("with_record_changed", "with_record_kept", "with_record_seen")
    return "".join(f"drop policy {name} on {table};" for name in names)


def raised(table: str, *, seen: str, written: str, changes: str) -> str:
    """The policies of a table: the worker passes, and the others see and write what these conditions say."""
    updates = (
        f"create policy staff_changes on {table} for update to hirz_staff using ({written}) with check ({written});"
    )
    removes = f"create policy staff_removes on {table} for delete to hirz_staff using ({written});"
    return f"""
grant select, insert{f", {changes}" if changes else ""} on {table} to hirz_staff, hirz_worker;
alter table {table} enable row level security;
alter table {table} force row level security;
create policy worker on {table} to hirz_worker using (true) with check (true);
create policy staff_sees on {table} for select to hirz_staff using ({seen});
create policy staff_enters on {table} for insert to hirz_staff with check ({written});
{updates if "update" in changes else ""}
{removes if "delete" in changes else ""}
"""


def writing(table: str, answer: str) -> str:
    """Whether whoever acts may write a row: rows that hang on it ask."""
    return f"create function hirz_writes_{table}(wanted uuid) returns boolean language sql stable return {answer};"


def key_of(table: str, kind: str) -> str:
    """The key of a row is for whoever sees the row, and for nobody else who sees keys of the office."""
    of_row = f"exists (select from {table} whole where whole.id = keys_unitkey.id)"
    return f"""
create policy {table}_seen on keys_unitkey for select to hirz_staff using (kind = '{kind}' and {of_row});
create policy {table}_shred on keys_unitkey for delete to hirz_staff
    using (kind = '{kind}' and hirz_writes_{table}(id));
create policy {table}_only_with_row on keys_unitkey as restrictive for select to hirz_staff
    using (kind <> '{kind}' or {of_row});
"""


def gone(table: str, unit: str = "") -> str:
    """What undoes ``raised``, ``writing`` and, with ``unit``, ``key_of``."""
    keys = f"""
drop policy {table}_only_with_row on keys_unitkey;
drop policy {table}_shred on keys_unitkey;
drop policy {table}_seen on keys_unitkey;
"""
    policies = "".join(f"drop policy if exists {name} on {table};" for name in ALL_POLICIES)
    return f"""
{keys if unit else ""}
drop function hirz_writes_{table}(uuid);
{policies}
alter table {table} no force row level security;
alter table {table} disable row level security;
revoke all on {table} from hirz_staff, hirz_worker;
"""
