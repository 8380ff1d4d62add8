"""What is written on a case follows its people when they are erased.

The words of a decision are written once, like the decision; its note alone may be written anew without somebody who was
erased.
"""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

CASE = "exists (select from cases_case parent where parent.id = case_id)"
WALL = f"""
grant select, insert, update on cases_redraft to hirz_staff, hirz_worker;
alter table cases_redraft enable row level security;
alter table cases_redraft force row level security;
create policy worker on cases_redraft to hirz_worker using (true) with check (true);
create policy staff_sees on cases_redraft for select to hirz_staff using ({CASE});
create policy staff_enters on cases_redraft for insert to hirz_staff with check ({CASE});
create policy staff_changes on cases_redraft for update to hirz_staff using ({CASE}) with check ({CASE});
grant update (note) on cases_coursedecision to hirz_staff, hirz_worker;
"""
WALL_GONE = """
revoke update (note) on cases_coursedecision from hirz_staff, hirz_worker;
drop policy staff_changes on cases_redraft;
drop policy staff_enters on cases_redraft;
drop policy staff_sees on cases_redraft;
drop policy worker on cases_redraft;
alter table cases_redraft no force row level security;
alter table cases_redraft disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("people", "0002_append_only"),
        ("walls", "0002_policies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="case",
            name="narrative_erased_at",
            field=models.DateTimeField(blank=True, help_text="when what is written on it was erased", null=True),
        ),
        migrations.CreateModel(
            name="Redraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("mentions", models.JSONField(blank=True, default=list)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="redrafts", to="cases.case"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="redrafts", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "person"), name="redraft_once_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="redraft_done_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WALL, WALL_GONE),
    ]
