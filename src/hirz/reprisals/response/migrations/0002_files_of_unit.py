"""Files of letters open with the unit of their case.

Those of before are moved by ``hirz keys rotate``, one by one. Undone, whatever was moved goes back to the desk first: the
column that goes holds the only key.
"""

from django.db import migrations

import hirz.foundation.keys.sealed


def back_to_the_desk(apps, editor):
    from hirz.foundation.blobs.units import Move
    from hirz.foundation.keys.chain import keys_at_hand
    from hirz.foundation.walls.standing import beyond_the_wall

    with beyond_the_wall(), keys_at_hand():
        for letter in apps.get_model("response", "Communication").objects.filter(pdf_blob_id__isnull=False):
            if letter.opens_with:
                move = Move.to_desk(letter.opens_with)
                letter.docx_blob_id, letter.pdf_blob_id = move(letter.docx_blob_id), move(letter.pdf_blob_id)
                letter.save(update_fields=["docx_blob_id", "pdf_blob_id"])


class Migration(migrations.Migration):
    dependencies = [("response", "0001_initial"), ("walls", "0002_policies")]
    operations = [
        migrations.AddField(
            model_name="communication",
            name="opens_with",
            field=hirz.foundation.keys.sealed.SealedTextField(
                blank=True,
                help_text="the private key of both files, in base 64; empty where they are sealed to the desk still",
                max_length=64,
                unit="case_id",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, back_to_the_desk),
    ]
