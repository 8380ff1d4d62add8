"""The frames of the two faces, and the pages for when something is wrong."""

from __future__ import annotations

import pytest
from django.contrib import messages
from django.template.loader import render_to_string
from django.utils import translation

from tests.faces.shell.rendering import Said, asked, page, rendered


def test_public_frame_has_no_script() -> None:
    shown = page("public")
    assert "<script" not in shown
    assert "htmx" not in shown


def test_public_frame_offers_the_way_out_first() -> None:
    shown = page("public")
    assert 'rel="noreferrer"' in shown
    assert shown.index("quick-exit") < shown.index("brand")


def test_staff_frame_keeps_htmx_from_evaluating_and_from_storing_pages() -> None:
    shown = page("gallery")
    for said in (
        '"allowEval":false',
        '"includeIndicatorStyles":false',
        '"selfRequestsOnly":true',
        '"historyCacheSize":0',
    ):
        assert said in shown


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("ru", "ltr"), ("zh-hans", "ltr")])
@pytest.mark.parametrize("template", ["404.html", "500.html", "403_csrf.html"])
def test_page_of_an_error_is_whole_in_every_direction_without_a_request(
    template: str, language: str, direction: str
) -> None:
    with translation.override(language):
        shown = render_to_string(template)
    assert f'<html lang="{language}" dir="{direction}">' in shown
    assert "<h1>" in shown


def test_page_not_found_is_the_same_bytes_for_every_address_and_reason() -> None:
    hidden = render_to_string("404.html", {"request_path": "/cases/1/", "exception": "hidden"}, asked("/cases/1/"))
    absent = render_to_string("404.html", {"request_path": "/x/", "exception": "Resolver404"}, asked("/x/"))
    assert hidden == absent


def test_language_switch_leads_to_the_same_page_in_each_language() -> None:
    with translation.override("ar"):
        shown = rendered("{% language_switch %}", asked("/ar/submit/3/"))
    assert 'href="/fr/submit/3/" lang="fr" hreflang="fr" dir="ltr"' in shown
    assert 'href="/ar/submit/3/" lang="ar" hreflang="ar" dir="rtl" aria-current="true"' in shown
    assert shown.count("aria-current") == 1


def test_language_switch_on_a_page_without_a_language_leads_to_the_first_page() -> None:
    assert 'href="/es/"' in rendered("{% language_switch %}", asked("/elsewhere/"))


def test_message_is_shown_in_the_tone_of_its_level() -> None:
    request = asked()
    request._messages = Said(request)  # type: ignore[attr-defined]
    messages.error(request, "Refused <b>")
    shown = render_to_string("shell/staff_base.html", {}, request)
    assert 'role="status"' in shown
    assert 'data-tone="danger"' in shown
    assert "Refused &lt;b&gt;" in shown


def test_signing_out_is_a_posted_form() -> None:
    shown = rendered('{% person_menu name="Salma" role="Desk" sign_out_url="/out/" %}{% endperson_menu %}', asked())
    assert '<form method="post" action="/out/"><input type="hidden" name="csrfmiddlewaretoken"' in shown


def test_icon_that_points_is_mirrored_and_one_that_does_not_is_not() -> None:
    for name in ("arrow-right", "chevron-left", "paper-airplane"):
        assert "icon-mirrored" in rendered("{% icon name=name %}", name=name)
    for name in ("arrow-down-tray", "arrow-up", "chevron-down", "clock", "arrow-path"):
        assert "icon-mirrored" not in rendered("{% icon name=name %}", name=name)
