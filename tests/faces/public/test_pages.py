"""Pages that anybody may read: complete in each language, light, and without a trace on the reader's device."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from tests.faces.public.reading import read

STATIC_PAGES = ("", "guidelines/", "safety/", "offices/", "submit/", "submit/discarded/")
ADDRESSES = [f"/{language}/{page}" for language in UN_LANGUAGES for page in STATIC_PAGES]
BUDGET = 30_000


def bytes_with_styles(client: Client, address: str) -> int:
    response = client.get(address)
    styles = [link.get("href", "") for link in read(response).having(rel="stylesheet")]
    files = [finders.find(style.removeprefix("/static/")) for style in styles]
    return len(response.content) + sum(Path(str(file)).stat().st_size for file in files)


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_valid_and_says_its_language_and_direction(public_client: Client, address: str) -> None:
    response = public_client.get(address)
    root = read(response).root
    language = address.split("/")[1]
    assert root.get("lang") == ("zh-hans" if language == "zh" else language)
    assert root.get("dir") == ("rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize("page", STATIC_PAGES)
def test_page_sets_no_cookie_runs_no_script_and_is_not_kept(public_client: Client, page: str) -> None:
    for language in UN_LANGUAGES:
        response = public_client.get(f"/{language}/{page}")
        assert not response.cookies
        assert b"<script" not in response.content
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", [*(f"/ar/{page}" for page in STATIC_PAGES), "/ar/nothing/", "/nothing"])
def test_page_has_a_way_out_that_says_nothing_of_where_it_was(public_client: Client, address: str) -> None:
    assert read(public_client.get(address)).way_out().get("href", "").startswith("https://")


@pytest.mark.parametrize("address", [f"/ru/{page}" for page in STATIC_PAGES])
def test_page_reaches_every_other_page_and_itself_in_each_language(public_client: Client, address: str) -> None:
    _, language, rest = address.split("/", 2)
    links = read(public_client.get(address)).links()
    assert {f"/{language}/{page}" for page in ("", "guidelines/", "safety/", "offices/", "submit/", "inbox/")} <= set(
        links
    )
    assert {f"/{other}/{rest}" for other in UN_LANGUAGES} <= set(links)


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_first_page_with_its_styles_fits_a_thin_line(public_client: Client, language: str) -> None:
    assert bytes_with_styles(public_client, f"/{language}/") < BUDGET


@pytest.mark.parametrize("page", STATIC_PAGES)
def test_page_asks_the_database_for_offices_only(
    public_client: Client, page: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1 if page == "offices/" else 0):
        public_client.get(f"/ar/{page}")


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("ar", "ar"), ("zh-TW,zh;q=0.9", "zh"), ("de,ru;q=0.5", "ru"), ("es-MX", "es"), ("de", "en"), ("", "en")],
)
def test_root_leads_to_the_first_language_of_the_browser_that_we_speak(
    public_client: Client, wanted: str, given: str
) -> None:
    response = public_client.get("/", headers={"accept-language": wanted})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{given}/")
    assert not response.cookies


def test_offices_stand_under_their_region_with_states_in_the_language_of_the_page(public_client: Client) -> None:
    text = read(public_client.get("/ar/offices/")).text()
    assert text.index("الفريق المعني") < text.index("المكتب الإقليمي لآسيا الوسطى") < text.index("أوش")
    assert "قيرغيزستان" in text


def test_missing_page_is_not_found_in_the_language_of_its_address(public_client: Client) -> None:
    response = public_client.get("/ar/nothing/")
    assert response.status_code == 404
    assert read(response).root.get("lang") == "ar"


def test_fault_of_ours_is_told_in_the_language_of_the_page(
    public_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("hirz.faces.public.views.pages.regions", fail)
    public_client.raise_request_exception = False
    response = public_client.get("/ru/offices/")
    assert response.status_code == 500
    assert read(response).root.get("lang") == "ru"


def test_address_without_a_path_is_answered_like_any_that_is_not_there(public_client: Client) -> None:
    assert public_client.generic("OPTIONS", "*").status_code == 404
