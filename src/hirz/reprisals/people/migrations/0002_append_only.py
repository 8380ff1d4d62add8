"""A consent decision and a disclosure, once recorded, stay as they were: the database itself refuses."""

from django.db import migrations

FORWARD = """
create trigger decision_append_only before update or delete on people_consentdecision
    for each row execute function hirz_refuse_change();
create trigger disclosure_append_only before update or delete on people_disclosure
    for each row execute function hirz_refuse_change();
create trigger disclosure_people_append_only before update or delete on people_disclosure_people
    for each row execute function hirz_refuse_change();
create trigger decision_no_truncate before truncate on people_consentdecision
    for each statement execute function hirz_refuse_change();
create trigger disclosure_no_truncate before truncate on people_disclosure
    for each statement execute function hirz_refuse_change();
create trigger disclosure_people_no_truncate before truncate on people_disclosure_people
    for each statement execute function hirz_refuse_change();
"""
BACKWARD = """
drop trigger disclosure_people_no_truncate on people_disclosure_people;
drop trigger disclosure_no_truncate on people_disclosure;
drop trigger decision_no_truncate on people_consentdecision;
drop trigger disclosure_people_append_only on people_disclosure_people;
drop trigger disclosure_append_only on people_disclosure;
drop trigger decision_append_only on people_consentdecision;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
