"""Reviews, visits and communications by their layers; alternative reports for their coalition, and frozen when submitted.

Who writes along a report is asked by the policies of the report itself, so functions of the worker answer it.
"""

from django.db import migrations

from hirz.regional.organisations.wall_sql import (
    OWN,
    SIDE,
    STAFF,
    STATE,
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

REPORT, COAUTHOR = "reviews_alternativereport", "reviews_coauthor"
SECTION, VERSION, COMMENT = "reviews_section", "reviews_sectionversion", "reviews_comment"
KEY = "alternative"

# Only of an organisation on the side of partners: a body of the Government is in no coalition, whatever a row says.
FUNCTIONS = """
create function hirz_reports_asked() returns uuid[] language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select coalesce(array_agg(report_id), '{}') from reviews_coauthor
        where organisation_id = hirz_contributor_organisation() and answer in ('INVITED', 'ACCEPTED')
          and hirz_contributor_side() = 'PARTNERS';
    end;

create function hirz_reports_written() returns uuid[] language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select coalesce(array_agg(id), '{}') from reviews_alternativereport report
        where hirz_contributor_side() = 'PARTNERS' and (
            report.contributed_by_id = hirz_contributor_organisation()
            or exists (
                select from reviews_coauthor one where one.report_id = report.id and one.answer = 'ACCEPTED'
                  and one.organisation_id = hirz_contributor_organisation()
            )
        );
    end;
"""
ANSWERING = ("hirz_reports_asked()", "hirz_reports_written()", "hirz_refuse_after_submission()")
OWNED = (
    "grant create on schema public to hirz_worker;"
    + "".join(
        f"revoke all on function {name} from public; grant execute on function {name} to hirz_staff;"
        f"alter function {name} owner to hirz_worker;"
        for name in ANSWERING
    )
    + "revoke create on schema public from hirz_worker;"
)
FUNCTIONS_GONE = "drop function hirz_reports_written(); drop function hirz_reports_asked();"


def of_report(condition: str) -> str:
    return f"exists (select from {REPORT} whole where whole.id = report_id and {condition})"


LEADS = f"{SIDE} = 'PARTNERS' and contributed_by_id = {OWN} and state_code = {STATE}"
ASKED = "id = any ((select hirz_reports_asked())::uuid[])"
REPORT_SEEN = f"""layer = 'PUBLIC' and ({STAFF} or {OWN} is not null)
    or {covered("regional_view")} or {LEADS} or {ASKED}
    or layer = 'PARTNERS' and {SIDE} = 'PARTNERS' and state_code = {STATE}"""
REPORT_WRITTEN = f"{covered('regional_edit')} or {LEADS}"
MAY_LEAD = f"hirz_writes_{REPORT}(report_id)"
WRITES_ALONG = "report_id = any ((select hirz_reports_written())::uuid[])"
IN_OFFICE = of_report(covered("regional_view", "whole.state_code"))
INSIDE = f"{IN_OFFICE} or {WRITES_ALONG}"
MAY_WRITE = f"{MAY_LEAD} or {WRITES_ALONG}"
MINE = f"organisation_id = {OWN}"
SHARED = f"layer = 'PUBLIC' or layer = 'PARTNERS' and {SIDE} = 'PARTNERS'"
SECTION_SEEN = f"{INSIDE} or ({SHARED}) and {of_report('true')}"
OF_SECTION = f"exists (select from {SECTION} whole where whole.id = section_id)"
# A section is written by its organisation or by who leads; what is written stands in the name of who writes.
SECTION_WRITTEN = f"{MAY_LEAD} or {WRITES_ALONG} and {MINE}"
IN_OWN_NAME = f"organisation_id is not distinct from {OWN}"
VERSION_WRITTEN = f"""({MAY_LEAD} or {WRITES_ALONG} and exists (
    select from {SECTION} whole where whole.id = section_id and whole.organisation_id = {OWN}
)) and {IN_OWN_NAME}"""


def wall(table: str, seen: str, written: str, changes: str) -> str:
    answer = f"exists (select from {table} where id = wanted and ({written}))"
    return raised(table, seen=seen, written=written, changes=changes) + writing(table, answer)


# Nothing that was written is ever removed; a version is never even changed.
REPORTS = (
    wall(REPORT, REPORT_SEEN, REPORT_WRITTEN, "update")
    + key_of(REPORT, KEY)
    + wall(COAUTHOR, f"{INSIDE} or {MINE}", MAY_LEAD, "")
    # Who answers, answers for their own organisation; who leads may ask again.
    + f"""
grant update on {COAUTHOR} to hirz_staff, hirz_worker;
create policy staff_changes on {COAUTHOR} for update to hirz_staff
    using ({MAY_LEAD} or {MINE}) with check ({MAY_LEAD} or {MINE});
"""
    + wall(SECTION, SECTION_SEEN, SECTION_WRITTEN, "update")
    + wall(VERSION, OF_SECTION, VERSION_WRITTEN, "")
    + wall(COMMENT, INSIDE, f"({MAY_WRITE}) and {IN_OWN_NAME}", "")
    # Who settles a comment is seldom who made it.
    + f"""
grant update on {COMMENT} to hirz_staff, hirz_worker;
create policy staff_changes on {COMMENT} for update to hirz_staff using ({MAY_WRITE}) with check ({MAY_WRITE});
alter table {SECTION} add constraint section_of_its_report unique (id, report_id);
alter table {VERSION} add constraint version_of_one_report
    foreign key (section_id, report_id) references {SECTION} (id, report_id);
alter table {COMMENT} add constraint comment_of_one_report
    foreign key (section_id, report_id) references {SECTION} (id, report_id);
"""
)
REPORTS_GONE = (
    f"""
alter table {COMMENT} drop constraint comment_of_one_report;
alter table {VERSION} drop constraint version_of_one_report;
alter table {SECTION} drop constraint section_of_its_report;
"""
    + gone(COMMENT) + gone(VERSION) + gone(SECTION) + gone(COAUTHOR) + gone(REPORT, KEY)
)

# The report is locked while somebody writes, so that nothing is saved between the count of a submission and its stamp.
FROZEN = f"""
create function hirz_refuse_after_submission() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
declare
    stamp timestamptz;
begin
    select submitted_at into stamp from {REPORT} where id = new.report_id for share;
    if stamp is not null and (tg_op = 'INSERT' or to_jsonb(old) - 'layer' is distinct from to_jsonb(new) - 'layer') then
        raise exception 'the report is submitted: append-only' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create function hirz_refuse_change_of_submitted() returns trigger language plpgsql as $$
begin
    if old.submitted_at is not null and to_jsonb(old) - 'layer' is distinct from to_jsonb(new) - 'layer' then
        raise exception 'the report is submitted: append-only' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger report_frozen before update on {REPORT}
    for each row execute function hirz_refuse_change_of_submitted();
create trigger version_before_submission before insert on {VERSION}
    for each row execute function hirz_refuse_after_submission();
create trigger section_before_submission before insert or update on {SECTION}
    for each row execute function hirz_refuse_after_submission();
create trigger version_append_only before update or delete on {VERSION}
    for each row execute function hirz_refuse_change();
create trigger version_no_truncate before truncate on {VERSION}
    for each statement execute function hirz_refuse_change();
"""
FROZEN_GONE = f"""
drop trigger version_no_truncate on {VERSION};
drop trigger version_append_only on {VERSION};
drop trigger section_before_submission on {SECTION};
drop trigger version_before_submission on {VERSION};
drop trigger report_frozen on {REPORT};
drop function hirz_refuse_change_of_submitted();
drop function hirz_refuse_after_submission();
"""

LAYERED = {
    "reviews_review": "update", "reviews_reviewdocument": "update, delete", "reviews_standinginvitation": "update",
    "reviews_visit": "update", "reviews_communication": "update",
}  # fmt: skip
HANGING = {
    "reviews_documentaddress": ("document_id", "reviews_reviewdocument", "update, delete"),
    "reviews_visitstep": ("visit_id", "reviews_visit", "delete"),
    "reviews_reply": ("communication_id", "reviews_communication", ""),
}
INTERNAL = {"reviews_preparationitem": "", "reviews_visitmeeting": "visitmeeting"}
UP = (
    "".join(layered(table, changes=changes) for table, changes in LAYERED.items())
    + "".join(hanging(table, column, parent, changes=changes) for table, (column, parent, changes) in HANGING.items())
    + "".join(internal(table, unit=unit) for table, unit in INTERNAL.items())
)
DOWN = (
    "".join(internal_gone(table, unit=unit) for table, unit in reversed(INTERNAL.items()))
    + "".join(hanging_gone(table) for table in reversed(HANGING))
    + "".join(layered_gone(table) for table in reversed(LAYERED))
)


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_initial"),
        ("organisations", "0002_behind_the_wall"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        migrations.RunSQL(UP, DOWN),
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_GONE),
        migrations.RunSQL(REPORTS, REPORTS_GONE),
        migrations.RunSQL(FROZEN, FROZEN_GONE),
        migrations.RunSQL(OWNED, migrations.RunSQL.noop),
    ]
