"""An inbox is told of to whoever shows the whole receipt.

Until now its first eight digits were enough for the database: a public process that was taken over could go through
them all, and learn of each submission where it lies, how far it is, and when messages were written. What arrived before
this migration is told of as it was, because nobody here knows its receipt.
"""

from django.db import migrations, models

# All that the public process ever learns of a submission: nothing of what it says.
COLUMNS = "id, reference, office_id, state, locator, secret_hash, inbox_id, inbox_wrapped, inbox_until"
TYPES = (
    "id uuid, reference varchar, office_id uuid, state varchar, locator varchar, secret_hash varchar, inbox_id uuid,"
    " inbox_wrapped bytea, inbox_until timestamptz"
)
TOLD = ", ".join(f"s.{name}" for name in COLUMNS.split(", "))


def made(function: str, returned: str, asked: str) -> str:
    """A function of the worker that the public process may call, and nobody else."""
    bare = function.replace("digits ", "").replace("shown ", "")
    return f"""
create function {function} returns {returned}
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        {asked};
    end;
revoke all on function {bare} from public;
grant execute on function {bare} to hirz_public;
grant create on schema public to hirz_worker;
alter function {bare} owner to hirz_worker;
revoke create on schema public from hirz_worker;
"""


BY_DIGITS = made(
    "hirz_door(digits text)",
    f"table ({TYPES})",
    f"select {TOLD} from intake_submission s where s.locator = digits",
)
BY_RECEIPT = made(
    "hirz_door(digits text, shown text)",
    f"table ({TYPES})",
    f"select {TOLD} from intake_submission s where s.locator = digits"
    " and (s.receipt_sha256 = shown or s.receipt_sha256 = '' and s.secret_hash <> '')",
)
TAKEN = made(
    "hirz_locator_taken(digits text)",
    "boolean",
    "select exists (select from intake_submission where locator = digits)",
)


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_hash_of_working_copy")]
    operations = [
        migrations.AddField(
            model_name="submission",
            name="receipt_sha256",
            field=models.CharField(blank=True, default="", help_text="empty where nobody holds a receipt", max_length=64),
            preserve_default=False,
        ),
        migrations.RunSQL("drop function hirz_door(text);", BY_DIGITS),
        migrations.RunSQL(BY_RECEIPT + TAKEN, "drop function hirz_locator_taken(text); drop function hirz_door(text, text);"),
    ]
