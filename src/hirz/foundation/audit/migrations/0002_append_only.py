"""History is never changed: the database itself refuses."""

from django.db import migrations

FORWARD = """
create function hirz_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'this table is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger entry_append_only before update or delete on audit_entry
    for each row execute function hirz_refuse_change();
create trigger entry_no_truncate before truncate on audit_entry
    for each statement execute function hirz_refuse_change();
"""
BACKWARD = """
drop trigger entry_no_truncate on audit_entry;
drop trigger entry_append_only on audit_entry;
drop function hirz_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
