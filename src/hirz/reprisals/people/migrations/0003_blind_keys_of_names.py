"""The blind keys of a name in one row, each office with keys of its own.

Existing names have no keys after this: ``hirz names index rebuild``, or the worker within the hour, writes them.

The database may use an index before it asks a policy only where the operator cannot tell what it saw, and those of
arrays are not marked so. A function therefore looks for the worker's eyes, and itself asks where its caller may see:
in their offices, on their cases, and everywhere only for the worker.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

OLD_WALL = """
grant select, insert, update, delete on people_namekey to hirz_staff, hirz_worker;
grant usage, select on sequence people_namekey_id_seq to hirz_staff, hirz_worker;
alter table people_namekey enable row level security;
alter table people_namekey force row level security;
create policy worker on people_namekey to hirz_worker using (true) with check (true);
create policy staff_sees on people_namekey for select to hirz_staff
    using (exists (select from people_personname parent where parent.id = name_id));
create policy staff_enters on people_namekey for insert to hirz_staff
    with check (exists (select from people_personname parent where parent.id = name_id));
create policy staff_changes on people_namekey for update to hirz_staff
    using (exists (select from people_personname parent where parent.id = name_id))
    with check (exists (select from people_personname parent where parent.id = name_id));
create policy staff_removes on people_namekey for delete to hirz_staff
    using (exists (select from people_personname parent where parent.id = name_id));
"""

OF_OWN_OFFICES = "office_id = any ((select hirz_offices('person_view'))::uuid[])"
WALL = f"""
grant select, insert, update, delete on people_namekeys to hirz_staff, hirz_worker;
grant select on people_nameindex to hirz_staff;
grant select, insert, update, delete on people_nameindex to hirz_worker;
alter table people_namekeys enable row level security;
alter table people_namekeys force row level security;
create policy worker on people_namekeys to hirz_worker using (true) with check (true);
create policy staff_sees on people_namekeys for select to hirz_staff using ({OF_OWN_OFFICES});
create policy staff_enters on people_namekeys for insert to hirz_staff with check ({OF_OWN_OFFICES});
create policy staff_changes on people_namekeys for update to hirz_staff
    using ({OF_OWN_OFFICES}) with check ({OF_OWN_OFFICES});
create policy staff_removes on people_namekeys for delete to hirz_staff using ({OF_OWN_OFFICES});
"""

# ``sets`` holds sets of keys, each as an array in text; ``wanted`` has rows of four: which sets a name must each share
# a key with, 0 for none. Rows are asked one after the other until there are ``enough``; a name may come more than once.
SHARING = """
create function hirz_names_sharing(sets text[], wanted int[], enough int)
    returns table (name_id uuid, keys int[])
    language plpgsql stable security definer
    set search_path = pg_catalog, public, pg_temp
    set enable_seqscan = off
    set plan_cache_mode = force_generic_plan
as $$
declare
    role constant text := current_setting('role');
    everywhere constant boolean :=
        role = 'hirz_worker' or (role = 'none' and pg_has_role(session_user, 'hirz_worker', 'member'));
    offices constant uuid[] := hirz_offices('person_view');
    found int := 0;
    fresh int;
    one int[];
    two int[];
    three int[];
    four int[];
begin
    for place in 1 .. coalesce(array_length(wanted, 1), 0) loop
        one := sets[wanted[place][1]]::int[];
        two := sets[wanted[place][2]]::int[];
        three := sets[wanted[place][3]]::int[];
        four := sets[wanted[place][4]]::int[];
        if four is not null then
            return query
                select k.name_id, k.keys from people_namekeys k
                where k.keys && one and k.keys && two and k.keys && three and k.keys && four
                  and (everywhere or k.office_id = any (offices) or hirz_sees_person(k.person_id))
                limit enough - found;
        elsif three is not null then
            return query
                select k.name_id, k.keys from people_namekeys k
                where k.keys && one and k.keys && two and k.keys && three
                  and (everywhere or k.office_id = any (offices) or hirz_sees_person(k.person_id))
                limit enough - found;
        elsif two is not null then
            return query
                select k.name_id, k.keys from people_namekeys k
                where k.keys && one and k.keys && two
                  and (everywhere or k.office_id = any (offices) or hirz_sees_person(k.person_id))
                limit enough - found;
        else
            return query
                select k.name_id, k.keys from people_namekeys k
                where k.keys && one
                  and (everywhere or k.office_id = any (offices) or hirz_sees_person(k.person_id))
                limit enough - found;
        end if;
        get diagnostics fresh = row_count;
        found := found + fresh;
        exit when found >= enough;
    end loop;
end
$$;
grant create on schema public to hirz_worker;
revoke all on function hirz_names_sharing(text[], int[], int) from public;
grant execute on function hirz_names_sharing(text[], int[], int) to hirz_staff;
alter function hirz_names_sharing(text[], int[], int) owner to hirz_worker;
revoke create on schema public from hirz_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0001_initial"),
        ("people", "0002_append_only"),
        ("walls", "0002_policies"),
    ]
    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, OLD_WALL),
        migrations.DeleteModel(name="NameKey"),
        migrations.CreateModel(
            name="NameKeys",
            fields=[
                (
                    "name",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="keys",
                        serialize=False,
                        to="people.personname",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                ("bits", models.PositiveSmallIntegerField()),
                ("rules", models.IntegerField()),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["keys"], name="name_by_keys")
                ],
            },
        ),
        migrations.CreateModel(
            name="NameIndex",
            fields=[
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="name_index",
                        serialize=False,
                        to="offices.office",
                    ),
                ),
                ("bits", models.PositiveSmallIntegerField()),
                ("former_bits", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
        migrations.RunSQL(SHARING, "drop function hirz_names_sharing(text[], int[], int);"),
    ]
