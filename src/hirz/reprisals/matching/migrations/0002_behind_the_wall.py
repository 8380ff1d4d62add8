"""What was decided about two files stays as it was; whoever sees one of the two sees none of it.

The words of a merge, a settlement and a decision have keys of their own, for whoever sees people in the office.
"""

from django.db import migrations

TRIGGERS = """
create trigger pair_decision_append_only before update or delete on matching_pairdecision
    for each row execute function hirz_refuse_change();
create trigger pair_decision_no_truncate before truncate on matching_pairdecision
    for each statement execute function hirz_refuse_change();
"""
TRIGGERS_GONE = """
drop trigger pair_decision_no_truncate on matching_pairdecision;
drop trigger pair_decision_append_only on matching_pairdecision;
"""

SEEN = "p.office_id = any ((select hirz_offices('person_view'))::uuid[])"
BOTH = " and ".join(
    f"exists (select from people_person p where p.id = {file}_id and {SEEN})" for file in ("first", "second")
)


def raised(table: str) -> str:
    return f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy worker on {table} to hirz_worker using (true) with check (true);
create policy staff_sees on {table} for select to hirz_staff using ({BOTH});
create policy staff_enters on {table} for insert to hirz_staff with check ({BOTH});
"""


def razed(table: str) -> str:
    return f"""
drop policy staff_enters on {table};
drop policy staff_sees on {table};
drop policy worker on {table};
alter table {table} no force row level security;
alter table {table} disable row level security;
"""


WALL = f"""
grant select, insert on matching_pairdecision to hirz_staff, hirz_worker;
grant select, insert, update, delete on matching_proposal to hirz_staff, hirz_worker;
grant select on matching_sweep to hirz_staff;
grant select, insert, update on matching_sweep to hirz_worker;
grant usage, select on sequence matching_sweep_id_seq to hirz_worker;
{raised("matching_pairdecision")}
{raised("matching_proposal")}
create policy staff_changes on matching_proposal for update to hirz_staff using ({BOTH}) with check ({BOTH});
create policy staff_removes on matching_proposal for delete to hirz_staff using ({BOTH});
create policy staff_sees_of_pairs on keys_unitkey for select to hirz_staff using (
    kind in ('merge', 'settlement', 'pairdecision') and office_id = any ((select hirz_offices('person_view'))::uuid[])
);
"""
# What the history tells of rows about two files is told to whoever sees the row.
TOLD = {
    "PEOPLE_MERGED": "people_merge",
    "MERGE_UNDONE": "people_merge",
    "CONSENT_SETTLED": "people_settlement",
    "PAIR_DECIDED": "matching_pairdecision",
}
HISTORY = " or ".join(
    f"(verb = '{verb}' and exists (select from {table} row where row.id = subject_id))" for verb, table in TOLD.items()
)
WALL += f"create policy staff_sees_of_pairs on audit_entry for select to hirz_staff using ({HISTORY});"
WALL_GONE = f"""
drop policy staff_sees_of_pairs on audit_entry;
drop policy staff_sees_of_pairs on keys_unitkey;
drop policy staff_removes on matching_proposal;
drop policy staff_changes on matching_proposal;
{razed("matching_proposal")}
{razed("matching_pairdecision")}
"""


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial"), ("audit", "0002_append_only"), ("keys", "0001_initial"), ("walls", "0002_policies")]
    operations = [migrations.RunSQL(TRIGGERS, TRIGGERS_GONE), migrations.RunSQL(WALL, WALL_GONE)]
