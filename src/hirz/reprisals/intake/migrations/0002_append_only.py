"""The submitter's answers about consent, once given, stay as they were: the database itself refuses."""

from django.db import migrations

FORWARD = """
create trigger submission_consent_append_only before update or delete on intake_submissionconsent
    for each row execute function hirz_refuse_change();
create trigger submission_consent_no_truncate before truncate on intake_submissionconsent
    for each statement execute function hirz_refuse_change();
"""
BACKWARD = """
drop trigger submission_consent_no_truncate on intake_submissionconsent;
drop trigger submission_consent_append_only on intake_submissionconsent;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
