"""Facts of States stand behind the wall too: everybody on the staff reads them, and whoever covers a State writes them.

Nobody in particular sees nothing. A word against a rule is written once and never changed.
"""

from django.db import migrations

ACTING = "(select hirz_me()) is not null"


def for_the_state(permission: str) -> str:
    """The person holds the permission in an office that covers the State; headquarters covers all."""
    return f"""exists (
        select from offices_office covering
        where covering.id = any ((select hirz_offices('{permission}'))::uuid[])
          and (state_code = any (covering.states) or covering.kind = 'HEADQUARTERS')
    )"""


def raised(table: str, permission: str, *, is_final: bool = False) -> str:
    mine = for_the_state(permission)
    changes = f"""
grant update, delete on {table} to hirz_staff, hirz_worker;
create policy staff_changes on {table} for update to hirz_staff using ({mine}) with check ({mine});
create policy staff_removes on {table} for delete to hirz_staff using ({mine});
"""
    return f"""
grant select, insert on {table} to hirz_staff, hirz_worker;
alter table {table} enable row level security;
alter table {table} force row level security;
create policy worker on {table} to hirz_worker using (true) with check (true);
create policy staff_sees on {table} for select to hirz_staff using ({ACTING});
create policy staff_enters on {table} for insert to hirz_staff with check ({mine});
{"" if is_final else changes}
"""


def razed(table: str, *, is_final: bool = False) -> str:
    names = ("staff_enters", "staff_sees", "worker") if is_final else (
        "staff_removes", "staff_changes", "staff_enters", "staff_sees", "worker"
    )
    gone = "".join(f"drop policy {name} on {table};" for name in names)
    return f"""
{gone}
alter table {table} no force row level security;
alter table {table} disable row level security;
revoke all on {table} from hirz_staff, hirz_worker;
"""


FINAL = """
create trigger obligation_override_append_only before update or delete on mechanisms_obligationoverride
    for each row execute function hirz_refuse_change();
create trigger obligation_override_no_truncate before truncate on mechanisms_obligationoverride
    for each statement execute function hirz_refuse_change();
"""
FINAL_GONE = """
drop trigger obligation_override_no_truncate on mechanisms_obligationoverride;
drop trigger obligation_override_append_only on mechanisms_obligationoverride;
"""


class Migration(migrations.Migration):
    dependencies = [("mechanisms", "0001_initial"), ("walls", "0002_policies"), ("audit", "0002_append_only")]
    operations = [
        migrations.RunSQL(
            raised("mechanisms_treatyaction", "treaty_record"), razed("mechanisms_treatyaction")
        ),
        migrations.RunSQL(
            raised("mechanisms_mechanismevent", "treaty_record"), razed("mechanisms_mechanismevent")
        ),
        migrations.RunSQL(
            raised("mechanisms_obligationoverride", "obligation_override", is_final=True),
            razed("mechanisms_obligationoverride", is_final=True),
        ),
        migrations.RunSQL(FINAL, FINAL_GONE),
    ]
