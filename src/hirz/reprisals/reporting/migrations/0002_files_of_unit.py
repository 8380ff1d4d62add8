"""Files of extracts open with the unit of their case.

Those of before are moved by ``hirz keys rotate``, for which the worker may change these two columns of a row that is
otherwise written once. Undone, whatever was moved goes back to the desk first: the column that goes holds the only key.
"""

from django.db import migrations

import hirz.foundation.keys.sealed


def back_to_the_desk(apps, editor):
    from hirz.foundation.blobs.units import Move
    from hirz.foundation.keys.chain import keys_at_hand
    from hirz.foundation.walls.standing import beyond_the_wall

    with beyond_the_wall(), keys_at_hand():
        for extract in apps.get_model("reporting", "StateExtract").objects.select_related("entry"):
            if extract.opens_with:
                extract.blob_id = Move.to_desk(extract.opens_with)(extract.blob_id)
                extract.save(update_fields=["blob_id"])


MOVED = "grant update (blob_id, opens_with) on reporting_stateextract to hirz_worker;"
MOVED_NO_MORE = "revoke update (blob_id, opens_with) on reporting_stateextract from hirz_worker;"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("walls", "0002_policies")]
    operations = [
        migrations.AddField(
            model_name="stateextract",
            name="opens_with",
            field=hirz.foundation.keys.sealed.SealedTextField(
                blank=True,
                help_text="the private key of the file, in base 64; empty where it is sealed to the desk still",
                max_length=64,
                unit="entry.case_id",
            ),
        ),
        migrations.RunSQL(MOVED, MOVED_NO_MORE),
        migrations.RunPython(migrations.RunPython.noop, back_to_the_desk),
    ]
