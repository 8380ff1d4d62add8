"""One-click sign-in: in the demonstration, on this machine, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hirz.faces.staff.checks import demonstration_stays_on_this_machine, is_loopback
from hirz.foundation.accounts.models import User

HERE, ELSEWHERE = "127.0.0.1", "198.51.100.7"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - what must be refused


@pytest.fixture
def demonstration(settings: Settings) -> None:
    settings.HIRZ_DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]


def test_each_person_is_offered_with_role_and_office(
    demonstration: None, client: Client, desk: User, lead: User
) -> None:
    page = client.get(reverse("choose_person")).content.decode()
    for told in (desk.display_name, lead.display_name, "Desk officer, Bishkek", "Team lead, Bishkek"):
        assert told in page


def test_one_click_signs_in(demonstration: None, client: Client, desk: User) -> None:
    answer = client.post(reverse("choose_person"), {"person": str(desk.pk)})
    assert answer["Location"] == reverse("staff:home")
    assert client.get(reverse("staff:home")).context["request"].user == desk


@pytest.mark.parametrize("wrong", ["", "nobody", "0b9d3d2e-0000-4000-8000-000000000000"])
def test_choosing_nobody_signs_nobody_in(wrong: str, demonstration: None, client: Client, desk: User) -> None:
    assert client.post(reverse("choose_person"), {"person": wrong}).status_code == 404
    assert client.get(reverse("staff:home")).status_code == 302


def test_absent_outside_the_demonstration(client: Client, desk: User) -> None:
    assert client.get(reverse("choose_person")).status_code == 404
    assert client.post(reverse("choose_person"), {"person": str(desk.pk)}).status_code == 404
    assert reverse("choose_person") not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("forwarded", [{}, {"x-forwarded-for": ELSEWHERE}, {"forwarded": "for=x"}])
def test_absent_for_whoever_comes_from_elsewhere(
    forwarded: dict[str, str], demonstration: None, client: Client, desk: User
) -> None:
    address = HERE if forwarded else ELSEWHERE
    answer = client.post(reverse("choose_person"), {"person": str(desk.pk)}, headers=forwarded, REMOTE_ADDR=address)
    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["127.0.0.1", "127.0.0.9:8000", "localhost", "[::1]", "[::1]:8000", "::1"])
def test_loopback_is_recognised(name: str) -> None:
    assert is_loopback(name)


@pytest.mark.parametrize(
    "name", [EVERYWHERE, "::", "*", "", "hirz.example", "198.51.100.7:80", "127.0.0.1.hirz.example"]
)
def test_everything_else_is_not_loopback(name: str) -> None:
    assert not is_loopback(name)


@pytest.mark.parametrize("hosts", [["*"], ["localhost", "hirz.example"]])
def test_demonstration_refuses_to_start_under_a_public_name(hosts: list[str], settings: Settings) -> None:
    settings.HIRZ_DEMO, settings.ALLOWED_HOSTS = True, hosts
    assert [problem.id for problem in demonstration_stays_on_this_machine(None)] == ["hirz.E010"]


def test_demonstration_refuses_to_listen_to_the_network(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HIRZ_DEMO, settings.ALLOWED_HOSTS = True, ["localhost"]
    monkeypatch.setenv("HIRZ_BIND", EVERYWHERE)
    assert [problem.id for problem in demonstration_stays_on_this_machine(None)] == ["hirz.E010"]
    monkeypatch.setenv("HIRZ_BIND", HERE)
    assert not demonstration_stays_on_this_machine(None)


def test_real_deployment_may_have_any_name(settings: Settings) -> None:
    settings.HIRZ_DEMO, settings.ALLOWED_HOSTS = False, ["hirz.example"]
    assert not demonstration_stays_on_this_machine(None)
