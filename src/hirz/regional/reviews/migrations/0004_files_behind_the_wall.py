"""Files of reviews, visits and communications by their own layer, and only for whoever sees what they belong to."""

from django.db import migrations

from hirz.regional.organisations.wall_sql import files_gone, files_of, layered, layered_gone

TABLE, UNIT = "reviews_reviewfile", "reviewfile"
RECORDS = {
    "document_id": "reviews_reviewdocument",
    "visit_id": "reviews_visit",
    "communication_id": "reviews_communication",
}


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_files"), ("organisations", "0003_what_is_public")]
    operations = [
        migrations.RunSQL(layered(TABLE, unit=UNIT), layered_gone(TABLE, unit=UNIT)),
        migrations.RunSQL(files_of(TABLE, RECORDS), files_gone(TABLE)),
    ]
