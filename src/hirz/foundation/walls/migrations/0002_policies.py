"""The second wall: which rows each role sees and writes, told to the database itself.

What staff may see rests on settings that live as long as one transaction (``hirz.foundation.walls.standing``): who acts
and, for each permission to view, in which offices. Without them there is nobody, and nobody sees anything.

FORCE: the owner of the tables is behind the wall too, and no policy names it. Whoever maintains rows becomes
``hirz_worker`` first.

A row that belongs to another is seen with it: policies ask for the parent, whose own policy answers. Where that would
go round in a circle, a function that runs as ``hirz_worker`` answers instead.
"""

from django.db import migrations

FUNCTIONS = """
create function hirz_me() returns uuid language sql stable
    return nullif(current_setting('hirz.user', true), '')::uuid;

create function hirz_today() returns date language sql stable
    return coalesce(nullif(current_setting('hirz.today', true), '')::date, (now() at time zone 'utc')::date);

create function hirz_offices(permission text) returns uuid[] language sql stable
    return coalesce(nullif(current_setting('hirz.' || permission, true), ''), '{}')::uuid[];

create function hirz_granted() returns uuid[] language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select coalesce(array_agg(case_id), '{}') from cases_casegrant
        where user_id = hirz_me() and revoked_at is null and until_date >= hirz_today();
    end;

create function hirz_sees_person(wanted uuid) returns boolean language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select exists (select from people_person where id = wanted and office_id = any (hirz_offices('person_view')))
            or exists (
                select from cases_caseperson part join cases_case matter on matter.id = part.case_id
                where part.person_id = wanted
                  and (matter.office_id = any (hirz_offices('case_view')) or matter.id = any (hirz_granted()))
            );
    end;

create function hirz_sees_submission(wanted uuid) returns boolean language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select exists (
                select from intake_submission
                where id = wanted and (office_id = any (hirz_offices('submission_view')) or received_by_id = hirz_me())
            )
            or exists (
                select from intake_submission_cases link join cases_case matter on matter.id = link.case_id
                where link.submission_id = wanted
                  and (matter.office_id = any (hirz_offices('case_view')) or matter.id = any (hirz_granted()))
            );
    end;

create function hirz_disclosed(wanted uuid) returns boolean language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select exists (select from people_disclosure where id = wanted and decided_by_id = hirz_me());
    end;
"""
ANSWERING = ("hirz_granted()", "hirz_sees_person(uuid)", "hirz_sees_submission(uuid)", "hirz_disclosed(uuid)")

# They answer for the worker's eyes, so they are the worker's; to own a function it must, for a moment, be able to make one.
OWNED = (
    "grant create on schema public to hirz_worker;"
    + "".join(
        f"revoke all on function {name} from public; grant execute on function {name} to hirz_staff;"
        f"alter function {name} owner to hirz_worker;"
        for name in ANSWERING
    )
    + "revoke create on schema public from hirz_worker;"
)
FUNCTIONS_GONE = "".join(
    f"drop function {name};" for name in (*reversed(ANSWERING), "hirz_offices(text)", "hirz_today()", "hirz_me()")
)


def among(column: str, permission: str) -> str:
    """The sub-select is worked out once a query, not once a row."""
    return f"{column} = any ((select hirz_offices('{permission}'))::uuid[])"


def exists(table: str, column: str) -> str:
    return f"exists (select from {table} parent where parent.id = {column})"


ME = "(select hirz_me())"
CASE = exists("cases_case", "case_id")
CASE_OF_OWN_OFFICE = f"exists (select from cases_case parent where parent.id = case_id and {among('parent.office_id', 'case_view')})"
GRANTED = "id = any ((select hirz_granted())::uuid[])"
PERSON = exists("people_person", "person_id")
SUBMISSION = exists("intake_submission", "submission_id")
ENTRY = exists("reporting_reportentry", "entry_id")
EDITION = exists("reporting_edition", "edition_id")

CASE_SEEN = f"{among('office_id', 'case_view')} or {GRANTED}"
PERSON_SEEN = (
    f"{among('office_id', 'person_view')}"
    " or exists (select from cases_caseperson part where part.person_id = people_person.id)"
)
SUBMISSION_SEEN = (
    f"{among('office_id', 'submission_view')} or received_by_id = {ME}"
    " or exists (select from intake_submission_cases link where link.submission_id = intake_submission.id)"
)
DISCLOSURE_SEEN = (
    f"decided_by_id = {ME} or {CASE}"
    " or exists (select from people_disclosure_people one where one.disclosure_id = people_disclosure.id)"
)
KEY_OF_OFFICE = " or ".join(
    (
        f"(kind = 'case' and {among('office_id', 'case_view')})",
        f"(kind = 'person' and {among('office_id', 'person_view')})",
        f"(kind not in ('case', 'person') and {among('office_id', 'submission_view')})",
    )
)
KEY_SEEN = " or ".join(
    (
        KEY_OF_OFFICE,
        *(
            f"exists (select from {table} parent where parent.{column} = keys_unitkey.id)"
            for table, column in (
                ("cases_case", "id"),
                ("people_person", "id"),
                ("intake_submission", "unit_id"),
                ("intake_submission", "inbox_id"),
            )
        ),
    )
)
# What arrives is routed to the office that covers the State, whoever of us takes it in.
KEY_MADE = f"kind not in ('case', 'person') or {KEY_OF_OFFICE}"
HISTORY_SEEN = (
    f"actor_id = {ME} or {CASE} or {among('office_id', 'history_audit')} or (case_id is null and ("
    + " or ".join(exists(table, "subject_id") for table in ("people_person", "intake_submission", "reporting_edition"))
    + "))"
)

# Table: what is seen, and, where it differs, what may be written.
POLICIES: dict[str, tuple[str, str]] = {
    "cases_case": (CASE_SEEN, CASE_SEEN),
    # A grant opens one case to one person: it cannot be passed on, nor made longer by whom it serves.
    "cases_casegrant": (f"user_id = {ME} or {CASE}", CASE_OF_OWN_OFFICE),
    # To tie somebody to a case shows them to whoever sees the case, so only who is seen already may be tied.
    "cases_caseperson": (CASE, f"{CASE} and hirz_sees_person(person_id)"),
    **{
        f"cases_{name}": (CASE, CASE)
        for name in (
            "source", "engagement", "act", "linkassessment", "verification", "riskassessment", "development",
            "coursedecision", "deadline", "escalation",
        )
    },
    "people_person": (PERSON_SEEN, among("office_id", "person_view")),
    "people_personname": (PERSON, PERSON),
    "people_namekey": (exists("people_personname", "name_id"), exists("people_personname", "name_id")),
    "people_consentdecision": (PERSON, PERSON),
    "people_consentoverride": (CASE, CASE),
    "people_disclosure": (DISCLOSURE_SEEN, f"decided_by_id = {ME}"),
    "people_disclosure_people": (PERSON, f"{PERSON} and hirz_disclosed(disclosure_id)"),
    "intake_submission": (SUBMISSION_SEEN, SUBMISSION_SEEN),
    "intake_submission_cases": (CASE, f"{CASE} and hirz_sees_submission(submission_id)"),
    "intake_submissionconsent": (SUBMISSION, SUBMISSION),
    "intake_untaken": (SUBMISSION, SUBMISSION),
    "intake_message": (SUBMISSION, SUBMISSION),
    "intake_submissiondeadline": (SUBMISSION, SUBMISSION),
    "intake_submissionescalation": (SUBMISSION, SUBMISSION),
    "intake_arrivedfile": (SUBMISSION, SUBMISSION),
    "intake_draft": ("false", "false"),
    "response_response": (CASE, CASE),
    "response_communication": (CASE, CASE),
    "response_reply": (exists("response_communication", "communication_id"),) * 2,
    "response_caseexport": (CASE, CASE),
    "reporting_edition": (among("office_id", "report_view"),) * 2,
    "reporting_reportentry": (f"{EDITION} and {CASE}",) * 2,
    "reporting_paragraph": (ENTRY, ENTRY),
    "reporting_stateextract": (ENTRY, ENTRY),
    "reporting_editionfile": (EDITION, EDITION),
    "keys_unitkey": (KEY_SEEN, KEY_MADE),
    # Nobody signs for another: an act of staff is written by whoever does it.
    "audit_entry": (HISTORY_SEEN, f"actor_id = {ME}"),
}


def raised(table: str, seen: str, written: str) -> str:
    return f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy worker on {table} to hirz_worker using (true) with check (true);
create policy staff_sees on {table} for select to hirz_staff using ({seen});
create policy staff_enters on {table} for insert to hirz_staff with check ({written});
create policy staff_changes on {table} for update to hirz_staff using ({seen}) with check ({written});
create policy staff_removes on {table} for delete to hirz_staff using ({seen});
"""


def razed(table: str) -> str:
    names = ("staff_removes", "staff_changes", "staff_enters", "staff_sees", "worker")
    gone = "\n".join(f"drop policy {name} on {table};" for name in names)
    return f"{gone}\nalter table {table} no force row level security;\nalter table {table} disable row level security;\n"


UP = "".join(raised(table, *expressions) for table, expressions in POLICIES.items())
DOWN = "".join(razed(table) for table in reversed(POLICIES))


class Migration(migrations.Migration):
    dependencies = [("walls", "0001_roles")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_GONE),
        migrations.RunSQL(OWNED, migrations.RunSQL.noop),
        migrations.RunSQL(UP, DOWN),
    ]
