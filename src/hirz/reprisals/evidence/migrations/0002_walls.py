"""Evidence behind the second wall: seen with its case, its chain written once, its keys only for who sees the item."""

from django.db import migrations

CASE = "exists (select from cases_case parent where parent.id = case_id)"
ITEM = "exists (select from evidence_evidenceitem parent where parent.id = {column})"
POLICIES = {
    "evidence_evidenceitem": (CASE, CASE),
    "evidence_workingcopy": (ITEM.format(column="item_id"),) * 2,
    "evidence_custodyline": (ITEM.format(column="item_id"),) * 2,
    "evidence_evidenceitem_shows": (
        ITEM.format(column="evidenceitem_id"),
        f"{ITEM.format(column='evidenceitem_id')} and hirz_sees_person(person_id)",
    ),
}
CHANGED = "evidence_evidenceitem, evidence_workingcopy"
WRITTEN_ONCE = "evidence_custodyline, evidence_evidenceitem_shows"


def raised(table: str, seen: str, written: str) -> str:
    return f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy worker on {table} to hirz_worker using (true) with check (true);
create policy staff_sees on {table} for select to hirz_staff using ({seen});
create policy staff_enters on {table} for insert to hirz_staff with check ({written});
create policy staff_changes on {table} for update to hirz_staff using ({seen}) with check ({written});
create policy staff_removes on {table} for delete to hirz_staff using ({seen});
"""


def razed(table: str) -> str:
    names = ("staff_removes", "staff_changes", "staff_enters", "staff_sees", "worker")
    gone = "\n".join(f"drop policy {name} on {table};" for name in names)
    return f"{gone}\nalter table {table} no force row level security;\nalter table {table} disable row level security;\n"


# The key of an item is for whoever sees the item, and for nobody else who sees keys of the office.
KEY_OF_ITEM = "exists (select from evidence_evidenceitem parent where parent.id = keys_unitkey.id)"
KEYS = f"""
create policy evidence_seen on keys_unitkey for select to hirz_staff
    using (kind = 'evidenceitem' and {KEY_OF_ITEM});
create policy evidence_only_with_item on keys_unitkey as restrictive for select to hirz_staff
    using (kind <> 'evidenceitem' or {KEY_OF_ITEM});
"""
KEYS_GONE = """
drop policy evidence_only_with_item on keys_unitkey;
drop policy evidence_seen on keys_unitkey;
"""
# Counters of ours there are none: every row has a random id, but the links to those shown.
PRIVILEGES = f"""
grant select, insert, update on {CHANGED} to hirz_staff, hirz_worker;
grant select, insert on {WRITTEN_ONCE} to hirz_staff, hirz_worker;
grant usage, select on sequence evidence_evidenceitem_shows_id_seq to hirz_staff, hirz_worker;
"""
PRIVILEGES_GONE = f"""
revoke all on sequence evidence_evidenceitem_shows_id_seq from hirz_staff, hirz_worker;
revoke all on {CHANGED}, {WRITTEN_ONCE} from hirz_staff, hirz_worker;
"""
APPEND_ONLY = """
create trigger custody_append_only before update or delete on evidence_custodyline
    for each row execute function hirz_refuse_change();
create trigger custody_no_truncate before truncate on evidence_custodyline
    for each statement execute function hirz_refuse_change();
"""
APPEND_ONLY_GONE = """
drop trigger custody_no_truncate on evidence_custodyline;
drop trigger custody_append_only on evidence_custodyline;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("walls", "0002_policies"), ("audit", "0002_append_only")]
    operations = [
        migrations.RunSQL(PRIVILEGES, PRIVILEGES_GONE),
        migrations.RunSQL(
            "".join(raised(table, *expressions) for table, expressions in POLICIES.items()),
            "".join(razed(table) for table in reversed(POLICIES)),
        ),
        migrations.RunSQL(KEYS, KEYS_GONE),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_GONE),
    ]
