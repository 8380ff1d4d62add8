"""How many texts there are and how many can be found by meaning: counted from indexes, which a policy does not allow.

The function runs as ``hirz_worker`` and answers the staff, who may read every text, and nobody else.
"""

from django.db import migrations, models

from hirz.regional.organisations.wall_sql import STAFF

STANDING = f"""
create function hirz_recommendations_standing(encoder text) returns table (texts bigint, encoded bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select (select count(*) from recommendations_recommendationtext), (
            select count(*) from recommendations_textvector made
            where made.encoder = hirz_recommendations_standing.encoder
        ) where {STAFF};
    end;
revoke all on function hirz_recommendations_standing from public;
grant execute on function hirz_recommendations_standing to hirz_staff;
grant create on schema public to hirz_worker;
alter function hirz_recommendations_standing owner to hirz_worker;
revoke create on schema public from hirz_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0004_meaning_behind_the_wall")]
    operations = [
        migrations.AddIndex(
            model_name="textvector",
            index=models.Index(fields=["encoder"], name="vector_by_encoder"),
        ),
        migrations.RunSQL(STANDING, "drop function hirz_recommendations_standing;"),
    ]
