"""Work with partners behind the second wall: in its layer, with its parent, or the office's alone.

What was answered about a voice is written once. A conveyance is written, and later what came back; it never goes.
"""

from django.db import migrations

from hirz.regional.organisations.wall_sql import (
    hanging,
    hanging_gone,
    internal,
    internal_gone,
    layered,
    layered_gone,
)

CONSENT = "partners_voiceconsent"
FINAL = f"""
create trigger voice_consent_append_only before update or delete on {CONSENT}
    for each row execute function hirz_refuse_change();
create trigger voice_consent_no_truncate before truncate on {CONSENT}
    for each statement execute function hirz_refuse_change();
"""
FINAL_GONE = f"""
drop trigger voice_consent_no_truncate on {CONSENT};
drop trigger voice_consent_append_only on {CONSENT};
"""


def office_only(model: str, changes: str) -> migrations.RunSQL:
    table = f"partners_{model}"
    return migrations.RunSQL(internal(table, changes=changes, unit=model), internal_gone(table, unit=model))


def in_layers(model: str, changes: str = "update", unit: str = "") -> migrations.RunSQL:
    table = f"partners_{model}"
    return migrations.RunSQL(layered(table, changes=changes, unit=unit), layered_gone(table, unit=unit))


def with_parent(model: str, column: str, parent: str, changes: str = "", unit: str = "") -> migrations.RunSQL:
    table = f"partners_{model}"
    raised = hanging(table, column, f"partners_{parent}", changes=changes, unit=unit)
    return migrations.RunSQL(raised, hanging_gone(table, unit=unit))


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_initial"),
        ("organisations", "0002_behind_the_wall"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        office_only("partnercontact", "update"),
        office_only("expertiserequest", "update"),
        office_only("voice", "update"),
        in_layers("partnermeeting", unit="partnermeeting"),
        in_layers("partnerpromise", unit="partnerpromise"),
        in_layers("jointplan"),
        in_layers("framework"),
        in_layers("unactivity", changes="delete"),
        with_parent("meetingparty", "meeting_id", "partnermeeting"),
        with_parent("plannedaction", "plan_id", "jointplan", changes="update", unit="plannedaction"),
        with_parent("frameworkresult", "framework_id", "framework"),
        with_parent("resultrecommendation", "result_id", "frameworkresult"),
        with_parent("activityrecommendation", "activity_id", "unactivity", changes="delete"),
        with_parent("voiceconsent", "voice_id", "voice"),
        with_parent("conveyance", "voice_id", "voice", changes="update"),
        migrations.RunSQL(FINAL, FINAL_GONE),
    ]
