"""Who works here, and who works with us, is told by no row of the database and by no cookie."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.addresses import address_key
from hirz.foundation.accounts.attempts import cookie_name
from hirz.foundation.accounts.models import User
from hirz.foundation.keys.sealed import SealedNotSearchable
from hirz.foundation.offices.models import Office

BEFORE = [("accounts", "0003_contributors_hold_no_role")]
AFTER = [("accounts", "0004_sealed")]
PASSWORD = "a long pass phrase"
NAME, ADDRESS = "Zafiramoon O'Testova «\\x41»", "zafiramoon@office.example"


@pytest.fixture
def zafira(office: Office) -> User:
    return User.objects.create_user(ADDRESS, display_name=NAME, office=office)


def rows_as_text() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select u::text, encode(convert_to(u::text, 'UTF8'), 'escape') from accounts_user u")
        return str(cursor.fetchall())


def test_row_tells_neither_name_nor_address(zafira: User) -> None:
    rows = rows_as_text()
    for word in ("Zafiramoon", "zafiramoon", "office.example", ADDRESS.encode().hex(), b"Zafiramoon".hex()):
        assert word not in rows


def test_account_is_found_by_its_address_and_by_no_other(zafira: User) -> None:
    assert User.objects.with_address(" ZAFIRAMOON@office.example ") == zafira
    for other in ("", "zafiramoon", "zafiramoon@office.example.org", "\udcff@office.example"):
        assert User.objects.with_address(other) is None


def test_key_of_an_address_needs_the_secret(zafira: User) -> None:
    """It is no plain hash that somebody could compare with those of addresses they think of."""
    assert address_key(ADDRESS) == bytes(User.objects.get(pk=zafira.pk).address_key)
    assert len(address_key(ADDRESS)) == 32
    assert address_key(ADDRESS) != address_key("z" + ADDRESS)


@pytest.mark.parametrize("condition", [{"email__startswith": "z"}, {"display_name": NAME}, {"email__in": [ADDRESS]}])
def test_database_is_not_asked_for_a_name_or_an_address(zafira: User, condition: dict[str, object]) -> None:
    with pytest.raises(SealedNotSearchable):
        User.objects.filter(**condition).exists()


def test_account_whose_name_was_put_into_another_row_does_not_take_it(zafira: User, desk: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update accounts_user set display_name = other.display_name"
            " from accounts_user other where other.id = %s and accounts_user.id = %s",
            [zafira.pk, desk.pk],
        )
    assert "Zafiramoon" not in User.objects.get(pk=desk.pk).display_name


def test_second_account_with_an_address_is_told_why(zafira: User, office: Office) -> None:
    with pytest.raises(ValidationError, match="has an account already"):
        User.objects.create_user(ADDRESS.title(), display_name="Another", office=office)


def test_sign_in_by_address_leaves_no_address_behind(zafira: User, client: Client) -> None:
    zafira.set_password(PASSWORD)
    zafira.save()
    client.post(reverse("account_login"), {"login": ADDRESS.upper(), "password": PASSWORD})
    assert client.session.get("_auth_user_id") == str(zafira.pk) or client.session.get("account_login")
    assert ADDRESS not in str(client.cookies.get(cookie_name(), ""))
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from account_emailaddress")
        assert cursor.fetchone() == (0,)


def test_accounts_made_before_are_sealed_and_the_way_back_opens_them(zafira: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # what was made in this transaction is checked before it alters
        MigrationExecutor(connection).migrate(BEFORE)
        cursor.execute("select email, display_name from accounts_user where id = %s", [zafira.pk])
        assert cursor.fetchone() == (ADDRESS, NAME)
    MigrationExecutor(connection).migrate(AFTER)
    again = User.objects.get(pk=zafira.pk)
    assert (again.email, again.display_name) == (ADDRESS, NAME)
    assert User.objects.with_address(ADDRESS) == zafira
    assert "afiramoon" not in rows_as_text()
