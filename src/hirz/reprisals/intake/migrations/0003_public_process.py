"""What the public process may do: leave things here, and ask the few questions that a token or a receipt answers.

It has no right to read any table of content. It inserts, and everything else it does through the functions below: each
asks for something that only the writer holds (the fingerprint of a token, the id of a draft or of an open inbox), and
gives back no more than the writer may see. They run as ``hirz_worker``; their search path is their own.
"""

from django.db import migrations

DRAFTS = """
create function hirz_draft(fingerprint text, moment timestamptz) returns setof intake_draft
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select * from intake_draft where token_sha256 = fingerprint and expires_at > moment;
    end;

create function hirz_lock_draft(fingerprint text, moment timestamptz) returns setof intake_draft
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select * from intake_draft where token_sha256 = fingerprint and expires_at > moment for update;
    end;

create function hirz_keep_draft(fingerprint text, sealed bytea, moment timestamptz, until timestamptz) returns void
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        update intake_draft set answers = sealed, updated_at = moment, expires_at = until
        where token_sha256 = fingerprint;
    end;

create function hirz_discard_draft(fingerprint text) returns void
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from intake_arrivedfile where draft_id = (select id from intake_draft where token_sha256 = fingerprint);
        delete from intake_draft where token_sha256 = fingerprint;
    end;

create function hirz_files_of_draft(draft uuid) returns setof intake_arrivedfile
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select * from intake_arrivedfile where draft_id = draft order by arrived_at, id;
    end;

create function hirz_remove_file(draft uuid, file uuid) returns void
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        delete from intake_arrivedfile where draft_id = draft and id = file;
    end;

create function hirz_hand_over(fingerprint text, submission uuid) returns void
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        update intake_arrivedfile set submission_id = submission, draft_id = null
        where draft_id = (select id from intake_draft where token_sha256 = fingerprint)
          and exists (select from intake_submission where id = submission and idempotency_sha256 = fingerprint);
        delete from intake_draft
        where token_sha256 = fingerprint
          and exists (select from intake_submission where id = submission and idempotency_sha256 = fingerprint);
    end;
"""
# All that the public process ever learns of a submission: nothing of what it says.
DOOR = "id, reference, office_id, state, locator, secret_hash, inbox_id, inbox_wrapped, inbox_until"
DOOR_TYPES = (
    "id uuid, reference varchar, office_id uuid, state varchar, locator varchar, secret_hash varchar, inbox_id uuid,"
    " inbox_wrapped bytea, inbox_until timestamptz"
)
MESSAGE = "id, submission_id, direction, body, sent_at, read_at"
MESSAGE_TYPES = "id uuid, submission_id uuid, direction varchar, body bytea, sent_at timestamptz, read_at timestamptz"


def _columns(table: str, names: str) -> str:
    return ", ".join(f"{table}.{name.strip()}" for name in names.split(","))


INBOX = f"""
create function hirz_submitted(fingerprint text) returns table ({DOOR_TYPES})
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select {_columns("s", DOOR)} from intake_submission s where s.idempotency_sha256 = fingerprint;
    end;

create function hirz_door(digits text) returns table ({DOOR_TYPES})
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select {_columns("s", DOOR)} from intake_submission s where s.locator = digits;
    end;

create function hirz_inbox(wanted uuid, moment timestamptz) returns table ({DOOR_TYPES})
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select {_columns("s", DOOR)} from intake_submission s where s.id = wanted and s.inbox_until > moment;
    end;

create function hirz_messages(submission uuid) returns table ({MESSAGE_TYPES})
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select {_columns("m", MESSAGE)} from intake_message m where m.submission_id = submission
        order by m.sent_at, m.id;
    end;

create function hirz_message_sent(submission uuid, key text) returns table ({MESSAGE_TYPES})
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select {_columns("m", MESSAGE)} from intake_message m
        where m.submission_id = submission and m.idempotency_key = key;
    end;

create function hirz_note_read(submission uuid, moment timestamptz) returns bigint
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        with noted as (
            update intake_message set read_at = moment
            where submission_id = submission and direction = 'TO_SUBMITTER' and read_at is null
            returning id
        )
        select count(*) from noted;
    end;

create function hirz_answers(submission uuid) returns setof intake_submissionconsent
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select * from intake_submissionconsent where submission_id = submission order by at, id;
    end;

create function hirz_cases_of(submission uuid) returns setof uuid
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select case_id from intake_submission_cases where submission_id = submission order by id;
    end;

create function hirz_anything_waits() returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select exists (select from intake_untaken);
    end;
"""
ASKED_BY_THE_PUBLIC = (
    "hirz_draft(text, timestamptz)",
    "hirz_lock_draft(text, timestamptz)",
    "hirz_keep_draft(text, bytea, timestamptz, timestamptz)",
    "hirz_discard_draft(text)",
    "hirz_files_of_draft(uuid)",
    "hirz_remove_file(uuid, uuid)",
    "hirz_hand_over(text, uuid)",
    "hirz_submitted(text)",
    "hirz_door(text)",
    "hirz_inbox(uuid, timestamptz)",
    "hirz_messages(uuid)",
    "hirz_message_sent(uuid, text)",
    "hirz_note_read(uuid, timestamptz)",
    "hirz_answers(uuid)",
    "hirz_cases_of(uuid)",
)
ASKED_BY_STAFF = "hirz_anything_waits()"

# To own a function the worker must, for a moment, be able to make one. Whoever migrates gives it away last of all.
OWNED = (
    "".join(f"revoke all on function {name} from public;" for name in (*ASKED_BY_THE_PUBLIC, ASKED_BY_STAFF))
    + "".join(f"grant execute on function {name} to hirz_public;" for name in ASKED_BY_THE_PUBLIC)
    + f"grant execute on function {ASKED_BY_STAFF} to hirz_staff;"
    + "grant create on schema public to hirz_worker;"
    + "".join(f"alter function {name} owner to hirz_worker;" for name in (*ASKED_BY_THE_PUBLIC, ASKED_BY_STAFF))
    + "revoke create on schema public from hirz_worker;"
)
GONE = "".join(f"drop function {name};" for name in (*ASKED_BY_THE_PUBLIC, ASKED_BY_STAFF))

# What may be left here, and in what shape.
LEFT = {
    "intake_draft": "true",
    "intake_arrivedfile": "submission_id is null",
    "intake_submission": "received_by_id is null and triaged_at is null",
    "intake_submissionconsent": "true",
    "intake_untaken": "true",
    "intake_message": "direction = 'TO_US'",
    "keys_unitkey": "kind in ('submission', 'inbox') and compartment_id is null",
    "audit_entry": "actor_kind = 'SUBMITTER'",
}
LEAVING = "".join(
    f"grant insert on {table} to hirz_public;"
    f"create policy public_leaves on {table} for insert to hirz_public with check ({shape});"
    for table, shape in LEFT.items()
)
LEAVING_UNDONE = "".join(
    f"drop policy public_leaves on {table}; revoke insert on {table} from hirz_public;" for table in LEFT
)


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_append_only"), ("walls", "0002_policies")]
    operations = [
        migrations.RunSQL(DRAFTS + INBOX, GONE),
        migrations.RunSQL(OWNED, migrations.RunSQL.noop),
        migrations.RunSQL(LEAVING, LEAVING_UNDONE),
    ]
