"""Working copies keep their hash, as originals do.

A function that hands out rows of this table knows its columns by name: it goes while the table changes, and is made
again.
"""

from django.db import migrations

import hirz.foundation.keys.sealed

MADE = """
create function hirz_files_of_draft(draft uuid) returns setof intake_arrivedfile
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select * from intake_arrivedfile where draft_id = draft order by arrived_at, id;
    end;
revoke all on function hirz_files_of_draft(uuid) from public;
grant execute on function hirz_files_of_draft(uuid) to hirz_public;
grant create on schema public to hirz_worker;
alter function hirz_files_of_draft(uuid) owner to hirz_worker;
revoke create on schema public from hirz_worker;
"""
GONE = "drop function hirz_files_of_draft(uuid);"


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_public_process")]
    operations = [
        migrations.RunSQL(GONE, MADE),
        migrations.AddField(
            model_name="arrivedfile",
            name="working_copy_sha256",
            field=hirz.foundation.keys.sealed.SealedTextField(
                blank=True,
                help_text="empty where there is no copy, or none was taken of it",
                max_length=64,
                unit="unit_id",
            ),
        ),
        migrations.RunSQL(MADE, GONE),
    ]
