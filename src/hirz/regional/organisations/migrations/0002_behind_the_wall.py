"""Organisations and contributors behind the second wall, and the functions by which policies know who contributes.

The functions answer for the worker's eyes, so they are the worker's: the policy of a table may ask for the membership of
whoever acts without going round in a circle.
"""

from django.db import migrations

from hirz.regional.organisations.wall_sql import (
    OWN,
    SIDE,
    STAFF,
    STATE,
    covered,
    gone,
    key_of,
    raised,
    writing,
)

ORGANISATION, CONTRIBUTOR = "organisations_organisation", "organisations_contributor"

FUNCTIONS = """
create function hirz_contributor_organisation() returns uuid language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select organisation_id from organisations_contributor
        where user_id = hirz_contributor() and from_date <= hirz_today()
          and (until_date is null or until_date >= hirz_today())
        order by from_date desc, entered_at desc limit 1;
    end;

create function hirz_contributor_side() returns text language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select side from organisations_organisation where id = hirz_contributor_organisation();
    end;

create function hirz_contributor_state() returns text language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select state_code from organisations_organisation where id = hirz_contributor_organisation();
    end;

create function hirz_contributor_colleagues() returns uuid[] language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select coalesce(array_agg(user_id), '{}') from organisations_contributor
        where organisation_id = hirz_contributor_organisation();
    end;
"""
ANSWERING = (
    "hirz_contributor_organisation()", "hirz_contributor_side()", "hirz_contributor_state()",
    "hirz_contributor_colleagues()",
)  # fmt: skip
OWNED = (
    "grant create on schema public to hirz_worker;"
    + "".join(
        f"revoke all on function {name} from public; grant execute on function {name} to hirz_staff;"
        f"alter function {name} owner to hirz_worker;"
        for name in ANSWERING
    )
    + "revoke create on schema public from hirz_worker;"
)
FUNCTIONS_GONE = "".join(f"drop function {name};" for name in reversed(ANSWERING))

SEEN = f"""layer = 'PUBLIC' and ({STAFF} or {OWN} is not null)
    or {covered("regional_view")}
    or id = {OWN}
    or layer = {SIDE} and state_code = {STATE}"""
WRITTEN = covered("regional_edit")
FOLLOWED = f"""organisation_id = {OWN} or exists (
    select from {ORGANISATION} whole
    where whole.id = organisation_id and {covered("regional_view", "whole.state_code")}
)"""
MAY_WRITE = f"hirz_writes_{ORGANISATION}(organisation_id)"

# Neither is ever removed: who spoke for whom, and when, stays known.
WALL = (
    raised(ORGANISATION, seen=SEEN, written=WRITTEN, changes="update")
    + writing(ORGANISATION, f"exists (select from {ORGANISATION} where id = wanted and {WRITTEN})")
    + key_of(ORGANISATION, "organisation")
    + raised(CONTRIBUTOR, seen=FOLLOWED, written=MAY_WRITE, changes="update")
    + writing(CONTRIBUTOR, f"exists (select from {CONTRIBUTOR} where id = wanted and {MAY_WRITE})")
)
WALL_GONE = gone(CONTRIBUTOR) + gone(ORGANISATION, "organisation")

# People of one organisation know each other's names.
COLLEAGUES = """
create policy contributor_sees_colleagues on accounts_user for select to hirz_staff
    using (id = any ((select hirz_contributor_colleagues())::uuid[]));
"""
COLLEAGUES_GONE = "drop policy contributor_sees_colleagues on accounts_user;"

CONTRIBUTORS_ONLY = """
create function hirz_only_contributors_speak() returns trigger language plpgsql as $$
begin
    if not exists (select from accounts_user where id = new.user_id and is_contributor) then
        raise exception 'only a contributor speaks for an organisation' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger only_contributors_speak before insert or update on organisations_contributor
    for each row execute function hirz_only_contributors_speak();
"""
CONTRIBUTORS_ONLY_GONE = """
drop trigger only_contributors_speak on organisations_contributor;
drop function hirz_only_contributors_speak();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("accounts", "0003_contributors_hold_no_role"),
        ("walls", "0003_contributors"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_GONE),
        migrations.RunSQL(OWNED, migrations.RunSQL.noop),
        migrations.RunSQL(WALL, WALL_GONE),
        migrations.RunSQL(COLLEAGUES, COLLEAGUES_GONE),
        migrations.RunSQL(CONTRIBUTORS_ONLY, CONTRIBUTORS_ONLY_GONE),
    ]
