"""What is known of institutions behind the second wall: each row in its layer, parties with their exchange."""

from django.db import migrations

from hirz.regional.organisations.wall_sql import hanging, hanging_gone, layered, layered_gone

PLAIN = ("legalprovision", "accreditationdecision", "scarecommendation", "mechanismdescription", "mechanismmember")
SEALED = ("scafollowup", "nhrifinding", "exchange", "capacitylevel")


def table(model: str) -> str:
    return f"institutions_{model}"


class Migration(migrations.Migration):
    dependencies = [("institutions", "0001_initial"), ("organisations", "0002_behind_the_wall")]
    operations = [
        *(migrations.RunSQL(layered(table(model)), layered_gone(table(model))) for model in PLAIN),
        *(
            migrations.RunSQL(layered(table(model), unit=model), layered_gone(table(model), unit=model))
            for model in SEALED
        ),
        migrations.RunSQL(
            hanging(table("exchangeparty"), "exchange_id", table("exchange")), hanging_gone(table("exchangeparty"))
        ),
    ]
