"""Recommendations stand behind the wall too: everybody on the staff reads them, and whoever covers a State writes them.

Nobody in particular sees nothing. What hangs on a recommendation is written by whoever may write the recommendation. Files
that were taken in are never changed afterwards.

Words in the texts are looked up by a function that runs as ``hirz_worker``: behind a policy the database may not use an index
for a question of this kind, and would read every text. The texts are everybody's on the staff, and nobody's else: the function
asks who acts.
"""

from django.db import migrations

ACTING = "(select hirz_me()) is not null"
RECORDS = "cardinality((select hirz_offices('recommendation_record'))) > 0"


def covered(state: str) -> str:
    """The person records recommendations in an office that covers the State; headquarters covers all."""
    return f"""exists (
        select from offices_office covering
        where covering.id = any ((select hirz_offices('recommendation_record'))::uuid[])
          and ({state} = any (covering.states) or covering.kind = 'HEADQUARTERS')
    )"""


OF_PARENT = f"""exists (
    select from recommendations_recommendation whole
    where whole.id = recommendation_id and {covered("whole.state_code")}
)"""
TABLES = {
    "recommendations_recommendation": (covered("state_code"), "update"),
    "recommendations_recommendationtext": (OF_PARENT, "update"),
    "recommendations_part": (OF_PARENT, "update, delete"),
    "recommendations_position": (OF_PARENT, "delete"),
    "recommendations_giventerm": (RECORDS, "update"),
    "recommendations_importedfile": (RECORDS, ""),
}


def raised(table: str, mine: str, changes: str) -> str:
    updates = f"create policy staff_changes on {table} for update to hirz_staff using ({mine}) with check ({mine});"
    removes = f"create policy staff_removes on {table} for delete to hirz_staff using ({mine});"
    return f"""
grant select, insert{f", {changes}" if changes else ""} on {table} to hirz_staff, hirz_worker;
alter table {table} enable row level security;
alter table {table} force row level security;
create policy worker on {table} to hirz_worker using (true) with check (true);
create policy staff_sees on {table} for select to hirz_staff using ({ACTING});
create policy staff_enters on {table} for insert to hirz_staff with check ({mine});
{updates if "update" in changes else ""}
{removes if "delete" in changes else ""}
"""


def razed(table: str) -> str:
    policies = ("staff_removes", "staff_changes", "staff_enters", "staff_sees", "worker")
    gone = "".join(f"drop policy if exists {name} on {table};" for name in policies)
    return f"""
{gone}
alter table {table} no force row level security;
alter table {table} disable row level security;
revoke all on {table} from hirz_staff, hirz_worker;
"""


SEARCH = """
create index recommendation_words on recommendations_recommendationtext using gin (to_tsvector('simple', text));

create function hirz_recommendations_saying(words tsquery) returns setof uuid language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select recommendation_id from recommendations_recommendationtext
        where to_tsvector('simple', text) @@ words and (select hirz_me()) is not null;
    end;
revoke all on function hirz_recommendations_saying from public;
grant execute on function hirz_recommendations_saying to hirz_staff;
grant create on schema public to hirz_worker;
alter function hirz_recommendations_saying owner to hirz_worker;
revoke create on schema public from hirz_worker;
"""
SEARCH_GONE = """
drop function hirz_recommendations_saying;
drop index recommendation_words;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0001_initial"),
        ("mechanisms", "0002_behind_the_wall"),
        ("walls", "0002_policies"),
    ]
    operations = [
        *(migrations.RunSQL(raised(table, *who), razed(table)) for table, who in TABLES.items()),
        migrations.RunSQL(SEARCH, SEARCH_GONE),
    ]
