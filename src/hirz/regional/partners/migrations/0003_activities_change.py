"""What entities of the United Nations do is put right by whoever may write it, and not only taken off the record."""

from django.db import migrations

from hirz.regional.organisations.wall_sql import written_in_layers

TABLE = "partners_unactivity"
WRITTEN = written_in_layers()
UP = f"""
grant update on {TABLE} to hirz_staff, hirz_worker;
create policy staff_changes on {TABLE} for update to hirz_staff using ({WRITTEN}) with check ({WRITTEN});
"""
DOWN = f"""
drop policy staff_changes on {TABLE};
revoke update on {TABLE} from hirz_staff, hirz_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_behind_the_wall")]
    operations = [migrations.RunSQL(UP, DOWN)]
