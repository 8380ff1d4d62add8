"""Who the processes are in the database, and what each may touch at all.

Roles belong to the whole server, not to one database: they are made once, by whoever comes first, and stay when this is
undone. They cannot log in. A process logs in as a role of its own that is a member, and becomes one of these.
The owner keeps what it made, and every right to change its shape; rows are another matter (see the next migration).
"""

from django.db import migrations

ROLES = """
do $$
declare
    wanted name;
begin
    foreach wanted in array array['hirz_staff', 'hirz_public', 'hirz_worker']::name[] loop
        begin
            if not exists (select from pg_roles where rolname = wanted) then
                execute format('create role %I nologin', wanted);
            end if;
        exception when duplicate_object or unique_violation then
            null; -- another database of this server was a moment faster
        end;
    end loop;
end
$$;
"""

# Whoever signs in, and what is needed to sign them in. It holds nothing about cases.
SIGNING_IN = "django_session, mfa_authenticator, account_emailaddress, account_emailconfirmation, accounts_remembered"
# Lists that everybody here reads.
PLAIN = "offices_office, accounts_roleassignment, keys_blindindex, django_content_type"
# Rows that are written once: not even the worker changes them.
WRITTEN_ONCE = """
    people_consentdecision, people_disclosure, people_disclosure_people, intake_submissionconsent,
    keys_tombstone, cases_coursedecision, response_caseexport, reporting_editionfile, reporting_stateextract
"""
CHANGED = """
    keys_compartmentkey, people_person, people_personname, people_consentoverride,
    cases_case, cases_casegrant, cases_caseperson, cases_source, cases_engagement, cases_act, cases_linkassessment,
    cases_verification, cases_riskassessment, cases_development, cases_escalation,
    intake_submission, intake_submissionescalation, intake_message, response_response, response_communication, response_reply,
    reporting_edition, reporting_reportentry, reporting_paragraph
"""
# Rows that go: rebuilt indexes, links, what was never sent, and the key of a unit that is shredded.
GOES = """
    keys_unitkey, people_namekey, cases_deadline, intake_submissiondeadline, intake_submission_cases, intake_draft,
    intake_arrivedfile, intake_untaken
"""
# The tree over the history: hashes only, and none of it is for a page. A trigger lets an entry be shredded, and no more.
LEDGER = "audit_ledgerleaf, audit_ledgernode, audit_ledgercheckpoint, audit_ledgercosignature"
JOBS = "procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"

PRIVILEGES = f"""
revoke all on schema public from public;
grant usage on schema public to hirz_staff, hirz_public, hirz_worker;

grant select, insert, update, delete on {SIGNING_IN}, {JOBS} to hirz_staff, hirz_worker;
grant select, update on accounts_user to hirz_staff;
grant select on {PLAIN} to hirz_staff;
grant select on offices_office to hirz_public;
grant select, insert on audit_entry, {WRITTEN_ONCE} to hirz_staff, hirz_worker;
grant update on audit_entry to hirz_worker;
grant select, insert on {LEDGER} to hirz_worker;
grant select, insert, update on {CHANGED} to hirz_staff, hirz_worker;
grant select, insert, update, delete on {GOES} to hirz_staff, hirz_worker;
grant select, insert, update, delete on {PLAIN}, accounts_user to hirz_worker;

do $$
declare
    role text;
    counter text;
begin
    -- Only the counters of tables into which the role may insert.
    for role, counter in
        select r.rolname, quote_ident(s.relname)
        from pg_class s
        join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i') and d.refclassid = 'pg_class'::regclass
        join pg_roles r on r.rolname in ('hirz_staff', 'hirz_worker')
        where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace
          and has_table_privilege(r.rolname, d.refobjid, 'insert')
    loop
        execute format('grant usage, select on sequence %s to %I', counter, role);
    end loop;
end
$$;
"""

UNDONE = """
revoke all on all tables in schema public from hirz_staff, hirz_public, hirz_worker;
revoke all on all sequences in schema public from hirz_staff, hirz_public, hirz_worker;
revoke usage on schema public from hirz_staff, hirz_public, hirz_worker;
grant usage on schema public to public;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("accounts", "0001_initial"),
        ("audit", "0002_append_only"),
        ("cases", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("intake", "0002_append_only"),
        ("keys", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("offices", "0001_initial"),
        ("people", "0002_append_only"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("reporting", "0001_initial"),
        ("response", "0001_initial"),
        ("sessions", "0001_initial"),
    ]
    operations = [migrations.RunSQL(ROLES, migrations.RunSQL.noop), migrations.RunSQL(PRIVILEGES, UNDONE)]
