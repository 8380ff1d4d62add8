"""Names and addresses of accounts are sealed where they lie, and none of the old bytes stay behind.

A column that is dropped leaves what it held in the files of the table, until each row is written again. One whose type
changes has the table written anew, without it. Copies that were made before tell what they told: see the how-to of backups.
"""

import django.core.validators
from django.db import migrations, models

import hirz.foundation.accounts.addresses
from hirz.engines.sealing import Place, open_text, seal_text
from hirz.foundation.accounts.addresses import address_key
from hirz.foundation.keys import rings

COLUMNS = ("email", "display_name")
KEPT = "update accounts_user set email = %s, display_name = %s, address_key = %s where id = %s"


def _retyped(*types):
    """The table is written anew, and both columns are empty in it."""
    changes = (f"alter column {column} type {type_} using ''" for column, type_ in zip(COLUMNS, types, strict=True))
    return f"alter table accounts_user {', '.join(changes)}"


def seal(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("select id, email, display_name from accounts_user")
        rows = cursor.fetchall()
        cursor.execute(_retyped("bytea", "bytea"))
        for row, *texts in rows:
            sealed = [
                seal_text(text, key=rings.secret(rings.SIGN_IN), place=Place("accounts_user", column, str(row)))
                for column, text in zip(COLUMNS, texts, strict=True)
            ]
            cursor.execute(KEPT, [*sealed, address_key(texts[0]), row])


def unseal(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("select id, email, display_name from accounts_user")
        rows = cursor.fetchall()
        cursor.execute(_retyped("varchar(254)", "varchar(200)"))
        for row, *envelopes in rows:
            opened = [
                open_text(
                    bytes(envelope), key=rings.secret(rings.SIGN_IN), place=Place("accounts_user", column, str(row))
                )
                for column, envelope in zip(COLUMNS, envelopes, strict=True)
            ]
            cursor.execute(KEPT, [*opened, None, row])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_contributors_hold_no_role")]
    operations = [
        migrations.AlterModelOptions(name="user", options={}),
        migrations.AlterField("user", "email", models.EmailField(max_length=254)),
        migrations.AddField("user", "address_key", models.BinaryField(null=True)),
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(seal, unseal)],
            [
                migrations.AlterField(
                    "user",
                    "email",
                    hirz.foundation.accounts.addresses.AccountTextField(
                        max_length=254, validators=[django.core.validators.validate_email]
                    ),
                ),
                migrations.AlterField(
                    "user", "display_name", hirz.foundation.accounts.addresses.AccountTextField(max_length=200)
                ),
            ],
        ),
        migrations.AlterField(
            "user",
            "address_key",
            models.BinaryField(
                unique=True, error_messages={"unique": "Somebody with this address has an account already."}
            ),
        ),
    ]
