"""Contributors read what is public of the State of their organisation; those of an organisation of no State, of any.

Letters of special procedures they do not read among the events: until the mandates publish one it is between them and the
State, and when they do, it stands with the reviews.

Three functions look past the policies (``recommendations``, 0002 and 0004): each asks by itself who acts. That of lineage tells
what people confirmed, and nothing of what was suggested, of who decided or of what they noted.
"""

from django.db import migrations

from hirz.regional.organisations.wall_sql import OWN, STAFF, STATE

IN_THEIR_PART = f"{OWN} is not null and ({STATE} = '' or {{state}} = {STATE})"
OF_RECOMMENDATION = f"""{OWN} is not null and exists (
    select from recommendations_recommendation whole where whole.id = recommendation_id
)"""
NO_LETTER = "kind not in ('communication_sent', 'communication_answered')"
SEEN = {
    "recommendations_recommendation": IN_THEIR_PART.format(state="state_code"),
    "recommendations_recommendationtext": OF_RECOMMENDATION,
    "recommendations_part": OF_RECOMMENDATION,
    "recommendations_position": OF_RECOMMENDATION,
    "mechanisms_treatyaction": IN_THEIR_PART.format(state="state_code"),
    "mechanisms_mechanismevent": f"{NO_LETTER} and {IN_THEIR_PART.format(state='state_code')}",
}
UP = "".join(f"alter policy contributor_sees on {table} using ({seen});" for table, seen in SEEN.items())
DOWN = "".join(f"alter policy contributor_sees on {table} using ({OWN} is not null);" for table in SEEN)

SAYING = """
create or replace function hirz_recommendations_saying(words tsquery) returns setof uuid language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select recommendation_id from recommendations_recommendationtext
        where to_tsvector('simple', text) @@ hirz_recommendations_saying.words and ({who});
    end;
"""
IN_THEIR_TEXTS = f"""{OWN} is not null and ({STATE} = '' or recommendation_id in (
    select id from recommendations_recommendation where state_code = {STATE}
))"""

NEAR = """
-- Loads the library, without which only a superuser may name its parameter.
select '[0]'::halfvec;
create or replace function hirz_recommendations_near(asked halfvec, state text, most integer)
    returns table (recommendation_id uuid, distance double precision) language plpgsql stable security definer
    set search_path = pg_catalog, public, pg_temp set hnsw.ef_search = 200 as $$
begin
    {who}
    if state <> '' then
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
"""
ALL_MAY_ASK = """
    if (select hirz_me()) is null and (select hirz_contributor()) is null then
        return;
    end if;
"""
IN_THEIR_PART_MAY_ASK = """
    if (select hirz_me()) is null then
        if hirz_contributor_organisation() is null then
            return;
        end if;
        -- Whatever State they ask for: theirs, unless their organisation is of none.
        state := coalesce(nullif(hirz_contributor_state(), ''), state);
    end if;
"""

CHAIN = f"""
create function hirz_recommendations_chain(start uuid)
    returns table (earlier_id uuid, later_id uuid, decision text) language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        -- Backwards from here, and forwards from here; never sideways, or everything would hang together.
        with recursive chain(id, onwards) as (
            select pk, direction
            from (values (hirz_recommendations_chain.start, true), (hirz_recommendations_chain.start, false))
                as ends(pk, direction)
            union
            select case when chain.onwards then tie.later_id else tie.earlier_id end, chain.onwards
            from chain join recommendations_lineage tie
                on (chain.onwards and tie.earlier_id = chain.id) or (not chain.onwards and tie.later_id = chain.id)
            where tie.decision in ('repeats', 'strengthens')
        )
        select tie.earlier_id, tie.later_id, tie.decision::text from recommendations_lineage tie
        where tie.decision in ('repeats', 'strengthens')
          and tie.earlier_id in (select id from chain) and tie.later_id in (select id from chain)
          and ({STAFF} or {IN_THEIR_PART.format(state="tie.state_code")})
        order by tie.decided_at desc, tie.id;
    end;
revoke all on function hirz_recommendations_chain from public;
grant execute on function hirz_recommendations_chain to hirz_staff;
grant create on schema public to hirz_worker;
alter function hirz_recommendations_chain owner to hirz_worker;
revoke create on schema public from hirz_worker;
"""


def as_worker(sql: str) -> str:
    """Only whoever a function belongs to may replace it; the owner of the database is a member of that role."""
    return f"""
grant create on schema public to hirz_worker;
set role hirz_worker;
{sql}
reset role;
revoke create on schema public from hirz_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_what_is_public"),
        ("recommendations", "0004_meaning_behind_the_wall"),
    ]
    operations = [
        migrations.RunSQL(UP, DOWN),
        migrations.RunSQL(
            as_worker(SAYING.format(who=f"{STAFF} or {IN_THEIR_TEXTS}")),
            as_worker(SAYING.format(who=f"{STAFF} or {OWN} is not null")),
        ),
        migrations.RunSQL(
            as_worker(NEAR.format(who=IN_THEIR_PART_MAY_ASK)), as_worker(NEAR.format(who=ALL_MAY_ASK))
        ),
        migrations.RunSQL(CHAIN, "drop function hirz_recommendations_chain;"),
    ]
