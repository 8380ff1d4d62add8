"""Vectors, lineage, groups and what imports did stand behind the wall: everybody on the staff reads, whoever covers the State
decides, and the worker suggests.

A decision of a person cannot be taken out of the table, not by the worker either: it can only be replaced by another one.

The texts nearest to a question are looked up by a function that runs as ``hirz_worker``, as words are: behind a policy the
database may not use the index. It answers whoever may read the texts, and nobody else.
"""

from importlib import import_module

from django.db import migrations

before = import_module("hirz.regional.recommendations.migrations.0002_behind_the_wall")
ACTING, RECORDS, covered = before.ACTING, before.RECORDS, before.covered

OF_ITS_STATE = f"""{covered("state_code")} and exists (
    select from recommendations_recommendation whole
    where whole.id = {{row}} and whole.state_code = {{table}}.state_code
)"""
LINEAGE, MEMBER = "recommendations_lineage", "recommendations_clustermember"
WRITTEN = {
    LINEAGE: (OF_ITS_STATE.format(row="later_id", table=LINEAGE), "update"),
    "recommendations_cluster": (covered("state_code"), "update"),
    MEMBER: (OF_ITS_STATE.format(row="recommendation_id", table=MEMBER), "update"),
    "recommendations_clusterchange": (covered("state_code"), "update"),
    "recommendations_importedchange": (RECORDS, ""),
    "recommendations_importundo": (RECORDS, ""),
}
SUGGESTED = ("recommendations_textvector", "recommendations_suggestedstate")


def suggested(table: str) -> str:
    """Written by the worker alone."""
    return f"""
grant select on {table} to hirz_staff;
grant select, insert, update, delete on {table} to hirz_worker;
alter table {table} enable row level security;
alter table {table} force row level security;
create policy worker on {table} to hirz_worker using (true) with check (true);
create policy staff_sees on {table} for select to hirz_staff using ({ACTING});
"""


GOES = """
    recommendations_recommendation, recommendations_recommendationtext, recommendations_giventerm, recommendations_lineage,
    recommendations_cluster, recommendations_clustermember
"""
# What an import brought goes when it is taken back, and suggestions go when they no longer hold.
WORKER_REMOVES = f"grant delete on {GOES} to hirz_worker;"
WORKER_REMOVES_NO_MORE = """
revoke delete on recommendations_recommendation, recommendations_recommendationtext, recommendations_giventerm
from hirz_worker;
"""

DECISIONS_STAY = """
create function hirz_lineage_keeps_decisions() returns trigger language plpgsql as $$
begin
    if old.decision <> '' and (tg_op = 'DELETE' or new.decision = '') then
        raise exception 'a decision about lineage stays' using errcode = 'restrict_violation';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end
$$;
create trigger decisions_stay before update or delete on recommendations_lineage
    for each row execute function hirz_lineage_keeps_decisions();
"""
DECISIONS_GO = """
drop trigger decisions_stay on recommendations_lineage;
drop function hirz_lineage_keeps_decisions();
"""

NEAR = """
create function hirz_recommendations_near(asked halfvec, state text, most integer)
    returns table (recommendation_id uuid, distance double precision) language plpgsql stable security definer
    set search_path = pg_catalog, public, pg_temp set hnsw.ef_search = 200 as $$
begin
    if (select hirz_me()) is null and (select hirz_contributor()) is null then
        return;
    elsif state <> '' then
        -- Of one State there are few enough to look at each.
        return query select t.recommendation_id, min(v.vector <#> asked)
            from recommendations_textvector v join recommendations_recommendationtext t on t.id = v.text_id
            where v.state_code = state group by t.recommendation_id order by 2 limit most;
    else
        return query select t.recommendation_id, min(nearest.distance) from (
            select v.text_id, v.vector <#> asked as distance from recommendations_textvector v
            order by v.vector <#> asked limit most
        ) nearest join recommendations_recommendationtext t on t.id = nearest.text_id
        group by t.recommendation_id order by 2;
    end if;
end
$$;
revoke all on function hirz_recommendations_near from public;
grant execute on function hirz_recommendations_near to hirz_staff, hirz_worker;
grant create on schema public to hirz_worker;
alter function hirz_recommendations_near owner to hirz_worker;
revoke create on schema public from hirz_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0003_meaning"),
        ("walls", "0003_contributors"),
    ]
    operations = [
        *(migrations.RunSQL(before.raised(table, *who), before.razed(table)) for table, who in WRITTEN.items()),
        *(migrations.RunSQL(suggested(table), before.razed(table)) for table in SUGGESTED),
        migrations.RunSQL(WORKER_REMOVES, WORKER_REMOVES_NO_MORE),
        migrations.RunSQL(DECISIONS_STAY, DECISIONS_GO),
        migrations.RunSQL(NEAR, "drop function hirz_recommendations_near;"),
    ]
