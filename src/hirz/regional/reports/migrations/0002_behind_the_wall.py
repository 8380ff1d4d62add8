"""Reports behind the second wall: a report by its layer, what hangs on it with it; what was written is never changed.

Evidence that is cited is there for whoever sees both the report and the evidence.
"""

from django.db import migrations

from hirz.regional.organisations.wall_sql import hanging, hanging_gone, layered, layered_gone

EVIDENCE_SEEN = """evidence_id is null
    or exists (select from implementation_evidence whole where whole.id = evidence_id)"""
SOURCES = f"""
create policy of_evidence_seen on reports_source as restrictive for select to hirz_staff using ({EVIDENCE_SEEN});
create policy with_evidence_seen on reports_source as restrictive for insert to hirz_staff
    with check ({EVIDENCE_SEEN});
"""
SOURCES_GONE = """
drop policy with_evidence_seen on reports_source;
drop policy of_evidence_seen on reports_source;
"""
FINAL = """
create function hirz_issued_report_stays() returns trigger language plpgsql as $$
begin
    raise exception 'an issued report is not changed' using errcode = 'check_violation';
end
$$;
create trigger issued_report_stays before update or delete on reports_report
    for each row when (old.issued_at is not null) execute function hirz_issued_report_stays();
create trigger section_text_append_only before update or delete on reports_sectiontext
    for each row execute function hirz_refuse_change();
create trigger section_text_no_truncate before truncate on reports_sectiontext
    for each statement execute function hirz_refuse_change();
"""
FINAL_GONE = """
drop trigger section_text_no_truncate on reports_sectiontext;
drop trigger section_text_append_only on reports_sectiontext;
drop trigger issued_report_stays on reports_report;
drop function hirz_issued_report_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        ("implementation", "0002_behind_the_wall"),
        ("organisations", "0002_behind_the_wall"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        migrations.RunSQL(
            layered("reports_report", changes="update", unit="report"), layered_gone("reports_report", unit="report")
        ),
        migrations.RunSQL(
            hanging("reports_reportsection", "report_id", "reports_report", changes="update"), hanging_gone("reports_reportsection")
        ),
        migrations.RunSQL(
            hanging("reports_sectiontext", "section_id", "reports_reportsection", changes=""),
            hanging_gone("reports_sectiontext"),
        ),
        migrations.RunSQL(
            hanging("reports_source", "report_id", "reports_report", changes=""), hanging_gone("reports_source")
        ),
        migrations.RunSQL(SOURCES, SOURCES_GONE),
        migrations.RunSQL(FINAL, FINAL_GONE),
    ]
