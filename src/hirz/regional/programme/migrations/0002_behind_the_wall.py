"""The programme stands behind the wall too.

The plan (cycles, results) is everybody's on the staff. Indicators and activities stand in their layers, with what hangs on
them. Who took part, what they scored, what they applied, notes and risks never leave the office, whatever layer their
activity stands in. A report is there for those who follow every State of which it speaks.
"""

from django.db import migrations

from hirz.regional.organisations.wall_sql import (
    STAFF,
    covered,
    gone,
    hanging,
    hanging_gone,
    internal,
    internal_gone,
    key_of,
    layered,
    layered_gone,
    raised,
    writing,
)

PLAN = ("programme_cycle", "programme_result")
OF_THE_PLAN = covered("regional_edit", "''")
HANGING = (
    ("programme_indicatorvalue", "indicator_id", "programme_indicator"),
    ("programme_valuepart", "value_id", "programme_indicatorvalue"),
    ("programme_principlecheck", "indicator_id", "programme_indicator"),
    ("programme_servedrecommendation", "activity_id", "programme_activity"),
    ("programme_budgetline", "activity_id", "programme_activity"),
    ("programme_activitydocument", "activity_id", "programme_activity"),
)
INTERNAL = {
    "programme_activitynote": "activitynote",
    "programme_participant": "participant",
    "programme_countedparticipants": "",
    "programme_pairedscore": "",
    "programme_activityfollowup": "activityfollowup",
    "programme_programmerisk": "programmerisk",
}


def plan_raised(table: str) -> str:
    policies = raised(table, seen=STAFF, written=OF_THE_PLAN, changes="update, delete")
    return policies + writing(table, f"exists (select from {table} where id = wanted and {OF_THE_PLAN})")


def of_all_its_states(permission: str) -> str:
    return f"""not exists (
        select from unnest(states) as one(code) where not {covered(permission, "one.code")}
    )"""


# That an organisation works with the office is told to those who see the activity and the organisation.
PARTNER_SEEN = """exists (select from programme_activity whole where whole.id = activity_id)
    and exists (select from organisations_organisation partner where partner.id = organisation_id)"""
PARTNER_WRITTEN = f"hirz_writes_programme_activity(activity_id) and {PARTNER_SEEN}"
PARTNER = raised(
    "programme_activitypartner", seen=PARTNER_SEEN, written=PARTNER_WRITTEN, changes="update, delete"
) + writing(
    "programme_activitypartner",
    "exists (select from programme_activitypartner where id = wanted and hirz_writes_programme_activity(activity_id))",
)
REPORT_WRITTEN = of_all_its_states("regional_edit")
REPORT = (
    raised("programme_periodreport", seen=of_all_its_states("regional_view"), written=REPORT_WRITTEN, changes="update")
    + writing(
        "programme_periodreport",
        f"exists (select from programme_periodreport where id = wanted and {REPORT_WRITTEN})",
    )
    + key_of("programme_periodreport", "periodreport")
)
FINAL = """
create trigger report_version_append_only before update or delete on programme_reportversion
    for each row execute function hirz_refuse_change();
create trigger report_version_no_truncate before truncate on programme_reportversion
    for each statement execute function hirz_refuse_change();
"""
FINAL_GONE = """
drop trigger report_version_no_truncate on programme_reportversion;
drop trigger report_version_append_only on programme_reportversion;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0001_initial"),
        ("organisations", "0002_behind_the_wall"),
        ("recommendations", "0002_behind_the_wall"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        *(migrations.RunSQL(plan_raised(table), gone(table)) for table in PLAN),
        migrations.RunSQL(layered("programme_indicator"), layered_gone("programme_indicator")),
        migrations.RunSQL(layered("programme_activity"), layered_gone("programme_activity")),
        *(migrations.RunSQL(hanging(*one), hanging_gone(one[0])) for one in HANGING),
        migrations.RunSQL(PARTNER, gone("programme_activitypartner")),
        *(
            migrations.RunSQL(internal(table, unit=unit), internal_gone(table, unit=unit))
            for table, unit in INTERNAL.items()
        ),
        migrations.RunSQL(REPORT, gone("programme_periodreport", "periodreport")),
        migrations.RunSQL(
            hanging("programme_reportversion", "report_id", "programme_periodreport", changes=""),
            hanging_gone("programme_reportversion"),
        ),
        migrations.RunSQL(FINAL, FINAL_GONE),
    ]
