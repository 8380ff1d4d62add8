"""Nothing opens by itself: every view names its permission, and a denial looks like nothing at all."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from hirz.faces.staff.middleware import DenyByDefaultMiddleware
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.doors import PERMISSION_ATTRIBUTE
from hirz.foundation.accounts.models import User
from tests.faces.staff.addresses import Address, addresses
from tests.faces.staff.conftest import Browse
from tests.faces.staff.world import World


@pytest.mark.parametrize("address", addresses(), ids=lambda address: address.name)
def test_every_view_behind_the_sign_in_names_its_permission(address: Address) -> None:
    assert address.is_below_sign_in or hasattr(address.view, PERMISSION_ATTRIBUTE)


def test_address_that_does_not_exist_asks_a_stranger_to_sign_in(client: Client, db: None) -> None:
    answer = client.get("/nothing/of/the/kind/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_address_that_does_not_exist_is_the_same_nothing_as_a_closed_one(
    world: World, outsider: User, browse: Browse
) -> None:
    browser = browse(outsider)
    closed = browser.get(reverse("staff:case", args=[world.case.pk]))
    absent = browser.get("/nothing/of/the/kind/")
    assert absent.status_code == closed.status_code == 404
    assert absent.content == closed.content
    assert absent.headers == closed.headers


def test_nothing_page_holds_neither_the_address_nor_a_token(outsider: User, browse: Browse) -> None:
    page = browse(outsider).get("/nothing/of/the/kind/").content.decode()
    assert "of/the/kind" not in page
    assert "csrfmiddlewaretoken" not in page


def test_view_without_a_permission_does_not_exist(desk: User, browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browse(desk)
    assert browser.get(reverse("staff:home")).status_code == 200
    from hirz.faces.staff.views.home import home

    monkeypatch.delattr(home, PERMISSION_ATTRIBUTE)
    assert browser.get(reverse("staff:home")).status_code == 404


def test_denial_inside_a_view_is_a_page_that_does_not_exist(rf: RequestFactory, db: None) -> None:
    def nothing(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    middleware = DenyByDefaultMiddleware(nothing)
    answer = middleware.process_exception(rf.get("/"), AccessDenied("CASE_EDIT"))
    assert answer is not None
    assert answer.status_code == 404
    assert middleware.process_exception(rf.get("/"), ValueError()) is None


def test_colleague_without_the_permission_finds_nothing_where_the_desk_finds_a_form(
    world: World, clearer: User, colleague: User, browse: Browse
) -> None:
    where = reverse("cases:add_act", args=[world.case.pk])
    assert browse(colleague).get(where).status_code == 200
    assert browse(clearer).get(where).status_code == 404


def test_grant_opens_one_case_to_read_and_to_nothing_else(
    world: World, outsider: User, colleague: User, browse: Browse
) -> None:
    world.case.grants.update(user=outsider)
    browser = browse(outsider)
    page = browser.get(reverse("staff:case", args=[world.case.pk]))
    assert page.status_code == 200
    assert "Zafiramoon" not in page.content.decode()
    assert browser.get(reverse("cases:add_act", args=[world.case.pk])).status_code == 404
    assert browser.get(reverse("staff:case_history", args=[world.case.pk])).status_code == 404
