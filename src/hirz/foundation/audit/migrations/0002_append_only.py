"""History is never changed: the database itself refuses. An entry may be shredded, and nothing else."""

from django.db import migrations

FORWARD = """
create function hirz_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'this table is append-only' using errcode = 'insufficient_privilege';
end
$$;
create function hirz_only_shred() returns trigger language plpgsql as $$
declare
    shredded text[] := array['salt', 'detail', 'reading']; -- the last is worked out from the verb, which stays
begin
    if old.salt is null or new.salt is not null or new.detail <> '{}'
        or to_jsonb(new) - shredded is distinct from to_jsonb(old) - shredded
    then
        raise exception 'this table is append-only' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger entry_append_only before delete on audit_entry
    for each row execute function hirz_refuse_change();
create trigger entry_only_shred before update on audit_entry
    for each row execute function hirz_only_shred();
create trigger entry_no_truncate before truncate on audit_entry
    for each statement execute function hirz_refuse_change();
"""
BACKWARD = """
drop trigger entry_no_truncate on audit_entry;
drop trigger entry_only_shred on audit_entry;
drop trigger entry_append_only on audit_entry;
drop function hirz_only_shred();
drop function hirz_refuse_change();
"""
TREE = ("ledgerleaf", "ledgernode", "ledgercheckpoint", "ledgercosignature")
TREE_FORWARD = "".join(
    f"""
create trigger {name}_append_only before update or delete on audit_{name}
    for each row execute function hirz_refuse_change();
create trigger {name}_no_truncate before truncate on audit_{name}
    for each statement execute function hirz_refuse_change();
"""
    for name in TREE
)
TREE_BACKWARD = "".join(
    f"""
drop trigger {name}_no_truncate on audit_{name};
drop trigger {name}_append_only on audit_{name};
"""
    for name in reversed(TREE)
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(TREE_FORWARD, TREE_BACKWARD),
    ]
