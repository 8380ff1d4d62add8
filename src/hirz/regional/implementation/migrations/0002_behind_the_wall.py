"""Implementation behind the second wall: contributions by their layer, what hangs on them with them, and what stands.

Besides their layer, updates have a way: before one is validated it is between those who write it and those who validate
it, and only who validates for the State can make it stand. What stands is never changed, but for its layer; nor is a word
of an assessment, nor a stamp. A citation is there for whoever sees both what cites and what is cited.
"""

from django.db import migrations

from hirz.regional.organisations.wall_sql import (
    OWN,
    covered,
    gone,
    hanging,
    hanging_gone,
    layered,
    layered_gone,
    raised,
    writing,
)

APP = "implementation_"
LAYERED = {"plan": "", "measure": "measure", "update": "update", "evidence": "evidence", "assessment": "assessment"}
HANGING = (
    ("tie", "measure"), ("responsibility", "measure"), ("measureindicator", "measure"), ("budgetline", "measure"),
    ("stamp", "update"), ("reportedvalue", "update"), ("reportedpart", "reportedvalue"), ("updatecitation", "update"),
    ("assessmentcitation", "assessment"),
)  # fmt: skip
COLUMNS = {"reportedvalue": "value_id"}

ON_ITS_WAY = f"""state = 'validated' or contributed_by_id = {OWN}
    or {covered("regional_view")} and (contributed_by_id is null or state in ('with_office', 'returned'))"""
MEASURE_SEEN = f"exists (select from {APP}measure whole where whole.id = measure_id)"
EVIDENCE_SEEN = f"exists (select from {APP}evidence whole where whole.id = evidence_id)"
UPDATES = f"""
create policy on_its_way on {APP}update as restrictive for select to hirz_staff using ({ON_ITS_WAY});
create policy on_a_measure_seen on {APP}update as restrictive for insert to hirz_staff with check ({MEASURE_SEEN});
create policy entered_as_draft on {APP}update as restrictive for insert to hirz_staff with check (state = 'draft');
create policy made_to_stand on {APP}update as restrictive for update to hirz_staff
    using (true) with check (state <> 'validated' or {covered("regional_validate")});
"""
UPDATES_GONE = "".join(
    f"drop policy {name} on {APP}update;"
    for name in ("made_to_stand", "entered_as_draft", "on_a_measure_seen", "on_its_way")
)
CITING = ("updatecitation", "assessmentcitation")
CITATIONS = "".join(
    f"""
create policy of_evidence_seen on {APP}{name} as restrictive for select to hirz_staff using ({EVIDENCE_SEEN});
create policy with_evidence_seen on {APP}{name} as restrictive for insert to hirz_staff with check ({EVIDENCE_SEEN});
"""
    for name in CITING
)
CITATIONS_GONE = "".join(
    f"drop policy with_evidence_seen on {APP}{name}; drop policy of_evidence_seen on {APP}{name};" for name in CITING
)

# The nightly job reminds; people only read that they were.
REMINDED = f"""organisation_id = {OWN} or exists (
    select from {APP}measure whole where whole.id = measure_id and {covered("regional_view", "whole.state_code")}
)"""
REMINDERS = (
    raised(f"{APP}reminder", seen=REMINDED, written="false", changes="")
    + writing(f"{APP}reminder", "false")
    + f"revoke insert on {APP}reminder from hirz_staff;"
)

STANDS = f"""
create function hirz_only_its_layer_changes() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or to_jsonb(new) - 'layer' <> to_jsonb(old) - 'layer' then
        raise exception 'what stands is not changed' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create function hirz_of_what_stands() returns trigger language plpgsql as $$
begin
    if exists (select from {APP}update where id = (case tg_op when 'DELETE' then old.update_id else new.update_id end)
               and state = 'validated') then
        raise exception 'what stands is not changed' using errcode = 'check_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;
create function hirz_of_a_value_that_stands() returns trigger language plpgsql as $$
begin
    if exists (select from {APP}update whole join {APP}reportedvalue reported on reported.update_id = whole.id
               where reported.id = (case tg_op when 'DELETE' then old.value_id else new.value_id end)
               and whole.state = 'validated') then
        raise exception 'what stands is not changed' using errcode = 'check_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger update_stands before update or delete on {APP}update
    for each row when (old.state = 'validated') execute function hirz_only_its_layer_changes();
create trigger assessment_stands before update or delete on {APP}assessment
    for each row execute function hirz_only_its_layer_changes();
create trigger value_stands before insert or update or delete on {APP}reportedvalue
    for each row execute function hirz_of_what_stands();
create trigger citation_stands before insert or update or delete on {APP}updatecitation
    for each row execute function hirz_of_what_stands();
create trigger part_stands before insert or update or delete on {APP}reportedpart
    for each row execute function hirz_of_a_value_that_stands();
create trigger stamp_append_only before update or delete on {APP}stamp
    for each row execute function hirz_refuse_change();
create trigger stamp_no_truncate before truncate on {APP}stamp
    for each statement execute function hirz_refuse_change();
"""
TRIGGERS = {
    "stamp": ("stamp_no_truncate", "stamp_append_only"), "reportedpart": ("part_stands",),
    "updatecitation": ("citation_stands",), "reportedvalue": ("value_stands",), "assessment": ("assessment_stands",),
    "update": ("update_stands",),
}  # fmt: skip
FUNCTIONS = ("hirz_of_a_value_that_stands()", "hirz_of_what_stands()", "hirz_only_its_layer_changes()")
STANDS_GONE = "".join(f"drop trigger {name} on {APP}{table};" for table, names in TRIGGERS.items() for name in names)
STANDS_GONE += "".join(f"drop function {name};" for name in FUNCTIONS)


def hung(name: str, parent: str) -> migrations.RunSQL:
    column = COLUMNS.get(parent, f"{parent}_id")
    table = f"{APP}{name}"
    changes = "" if name == "stamp" else "update, delete"
    return migrations.RunSQL(hanging(table, column, f"{APP}{parent}", changes=changes), hanging_gone(table))


class Migration(migrations.Migration):
    dependencies = [
        ("implementation", "0001_initial"),
        ("organisations", "0003_what_is_public"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        *(
            migrations.RunSQL(layered(f"{APP}{name}", unit=unit), layered_gone(f"{APP}{name}", unit=unit))
            for name, unit in LAYERED.items()
        ),
        *(hung(*names) for names in HANGING),
        migrations.RunSQL(UPDATES, UPDATES_GONE),
        migrations.RunSQL(CITATIONS, CITATIONS_GONE),
        migrations.RunSQL(REMINDERS, gone(f"{APP}reminder")),
        migrations.RunSQL(STANDS, STANDS_GONE),
    ]
