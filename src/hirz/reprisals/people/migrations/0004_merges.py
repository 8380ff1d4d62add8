"""Files held to be one person's: a row beside them, which can be undone, and whose answers then count.

No file is changed. Whoever sees one of two files sees no row about both.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import hirz.foundation.keys.sealed
import hirz.foundation.vocabularies.fields
import uuid
from django.conf import settings
from django.db import migrations, models

# One answer for any number of files: each with all that are held to be about the same human being, itself with them.
FILES = """
create function hirz_files_of_one(people uuid[]) returns table (asked uuid, file uuid) language sql stable as $$
    with recursive together(asked, file) as (
        select person, person from unnest(people) person
        union
        select together.asked, case when one.first_id = together.file then one.second_id else one.first_id end
        from together join people_merge one
            on one.undone_at is null and together.file in (one.first_id, one.second_id)
    )
    select * from together
$$;
"""
FILES_GONE = "drop function hirz_files_of_one(uuid[]);"

# A merge is undone once, and nothing else of it ever changes.
TRIGGERS = """
create function hirz_only_undone() returns trigger language plpgsql as $$
begin
    if old.undone_at is not null or new.undone_at is null
        or (new.id, new.first_id, new.second_id, new.reason, new.made_by_id, new.made_at)
            is distinct from (old.id, old.first_id, old.second_id, old.reason, old.made_by_id, old.made_at)
    then
        raise exception 'a merge is undone once and not changed' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger merge_only_undone before update on people_merge for each row execute function hirz_only_undone();
create trigger merge_stays before delete on people_merge for each row execute function hirz_refuse_change();
create trigger merge_no_truncate before truncate on people_merge
    for each statement execute function hirz_refuse_change();
create trigger settlement_append_only before update or delete on people_settlement
    for each row execute function hirz_refuse_change();
create trigger settlement_no_truncate before truncate on people_settlement
    for each statement execute function hirz_refuse_change();
"""
TRIGGERS_GONE = """
drop trigger settlement_no_truncate on people_settlement;
drop trigger settlement_append_only on people_settlement;
drop trigger merge_no_truncate on people_merge;
drop trigger merge_stays on people_merge;
drop trigger merge_only_undone on people_merge;
drop function hirz_only_undone();
"""

SEEN = "p.office_id = any ((select hirz_offices('person_view'))::uuid[])"
BOTH = " and ".join(
    f"exists (select from people_person p where p.id = {file}_id and {SEEN})" for file in ("first", "second")
)
ALL = f"cardinality(files) = (select count(*) from people_person p where p.id = any (files) and {SEEN})"
WALL = f"""
grant select, insert, update on people_merge to hirz_staff, hirz_worker;
grant select, insert on people_settlement to hirz_staff, hirz_worker;
alter table people_merge enable row level security;
alter table people_merge force row level security;
create policy worker on people_merge to hirz_worker using (true) with check (true);
create policy staff_sees on people_merge for select to hirz_staff using ({BOTH});
create policy staff_enters on people_merge for insert to hirz_staff with check ({BOTH});
create policy staff_changes on people_merge for update to hirz_staff using ({BOTH}) with check ({BOTH});
alter table people_settlement enable row level security;
alter table people_settlement force row level security;
create policy worker on people_settlement to hirz_worker using (true) with check (true);
create policy staff_sees on people_settlement for select to hirz_staff using ({ALL});
create policy staff_enters on people_settlement for insert to hirz_staff with check ({ALL});
"""
WALL_GONE = """
drop policy staff_enters on people_settlement;
drop policy staff_sees on people_settlement;
drop policy worker on people_settlement;
alter table people_settlement no force row level security;
alter table people_settlement disable row level security;
drop policy staff_changes on people_merge;
drop policy staff_enters on people_merge;
drop policy staff_sees on people_merge;
drop policy worker on people_merge;
alter table people_merge no force row level security;
alter table people_merge disable row level security;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_blind_keys_of_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='born',
            field=hirz.foundation.keys.sealed.SealedTextField(blank=True, help_text='as precise as it is known, in EDTF', max_length=64, unit='id'),
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', hirz.foundation.keys.sealed.SealedTextField(unit='id')),
                ('made_at', models.DateTimeField()),
                ('undone_reason', hirz.foundation.keys.sealed.SealedTextField(blank=True, unit='id')),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('undone_at', None)), fields=['second'], name='merge_by_second')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='merge_of_two_in_order'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='merge_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_by__isnull', True), ('undone_reason', '')), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False), models.Q(('undone_reason', ''), _negated=True)), _connector='OR'), name='merge_undoing_whole'), models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('first', 'second'), name='merged_once')],
            },
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scope', hirz.foundation.vocabularies.fields.CodeField(max_length=64, vocabulary='consent_scope')),
                ('reason', hirz.foundation.keys.sealed.SealedTextField(unit='id')),
                ('files', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('merges', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), help_text='those that held the files together then', size=None)),
                ('weighed', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, help_text='the decisions that were seen', size=None)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['decided_at', 'id'],
                'indexes': [models.Index(fields=['file', 'scope'], name='settlement_of_file')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='settlement_has_reason')],
            },
        ),
        migrations.RunSQL(FILES, FILES_GONE),
        migrations.RunSQL(TRIGGERS, TRIGGERS_GONE),
        migrations.RunSQL(WALL, WALL_GONE),
    ]
