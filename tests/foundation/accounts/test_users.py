"""Accounts are made by people who look after the system, and an address belongs to one person."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from hirz.foundation.accounts.adapter import StaffAccountAdapter
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office


def test_address_is_kept_in_lower_case_and_found_in_any(office: Office) -> None:
    user = User.objects.create_user("Desk.Officer@HIRZ.Example", display_name="Desk", office=office)
    assert user.email == "desk.officer@hirz.example"
    assert User.objects.get_by_natural_key("DESK.officer@hirz.example") == user


@pytest.mark.parametrize("address", ["", "desk", "desk@", "desk@hirz example"])
def test_address_that_is_none_is_refused(address: str, office: Office) -> None:
    with pytest.raises(ValidationError):
        User.objects.create_user(address, display_name="Desk", office=office)


def test_second_account_with_an_address_is_refused(desk: User, office: Office) -> None:
    with pytest.raises(ValidationError):
        User.objects.create_user(desk.email.upper(), display_name="Another", office=office)


def test_account_without_password_opens_with_none(desk: User) -> None:
    assert not desk.has_usable_password()
    assert not desk.check_password("")


def test_nobody_signs_up() -> None:
    assert not StaffAccountAdapter().is_open_for_signup(RequestFactory().get("/"))
