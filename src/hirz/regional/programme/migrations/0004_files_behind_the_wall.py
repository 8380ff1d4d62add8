"""Files of activities by their own layer, and only for whoever sees what they belong to."""

from django.db import migrations

from hirz.regional.organisations.wall_sql import files_gone, files_of, layered, layered_gone

TABLE, UNIT = "programme_activityfile", "activityfile"
RECORDS = {"activity_id": "programme_activity"}


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_files"), ("organisations", "0003_what_is_public")]
    operations = [
        migrations.RunSQL(layered(TABLE, unit=UNIT), layered_gone(TABLE, unit=UNIT)),
        migrations.RunSQL(files_of(TABLE, RECORDS), files_gone(TABLE)),
    ]
