"""Contributors read what the mechanisms recommend and what States did under the treaties: all of it is public.

Not which files were taken in, nor the words of imports that nobody placed yet: that is work of the office.
"""

from django.db import migrations

from hirz.regional.organisations.wall_sql import OWN

OPENED = (
    "recommendations_recommendation", "recommendations_recommendationtext", "recommendations_part",
    "recommendations_position", "mechanisms_treatyaction", "mechanisms_mechanismevent",
)  # fmt: skip
UP = "".join(
    f"create policy contributor_sees on {table} for select to hirz_staff using ({OWN} is not null);" for table in OPENED
)
DOWN = "".join(f"drop policy contributor_sees on {table};" for table in OPENED)

# Words in the texts are looked up past the policies (recommendations, 0002): the function asks who acts by itself.
SAYING = """
drop function hirz_recommendations_saying;
create function hirz_recommendations_saying(words tsquery) returns setof uuid language sql stable security definer
    set search_path = pg_catalog, public, pg_temp
    begin atomic
        select recommendation_id from recommendations_recommendationtext
        where to_tsvector('simple', text) @@ hirz_recommendations_saying.words and {who};
    end;
revoke all on function hirz_recommendations_saying from public;
grant execute on function hirz_recommendations_saying to hirz_staff;
grant create on schema public to hirz_worker;
alter function hirz_recommendations_saying owner to hirz_worker;
revoke create on schema public from hirz_worker;
"""
STAFF_ASKS = "(select hirz_me()) is not null"
ALL_ASK = f"({STAFF_ASKS} or {OWN} is not null)"


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_behind_the_wall"),
        ("mechanisms", "0002_behind_the_wall"),
        ("recommendations", "0002_behind_the_wall"),
    ]
    operations = [
        migrations.RunSQL(UP, DOWN),
        migrations.RunSQL(SAYING.format(who=ALL_ASK), SAYING.format(who=STAFF_ASKS)),
    ]
