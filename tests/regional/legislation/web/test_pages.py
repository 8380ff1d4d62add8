"""The pages about laws: who finds them, what they show in both directions, and what they ask of the database."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hirz.engines.statutes.uptake import Outcome
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.legislation import actions, clearing
from hirz.regional.legislation.models import Advice, CommentUptake, Law, LawComment, Version
from hirz.rules.layers import Layer
from tests.conftest import Counted, make_user
from tests.engines.statutes.files import scanned_pdf
from tests.engines.statutes.laws import text_of
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.legislation.conftest import STATE, commented, first_version, second_version, sent
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
LIST, IMPORT = "/legislation/", "/legislation/import/"


@pytest.fixture
def demo(settings: Settings) -> None:
    """Invented States are offered in forms."""
    settings.HIRZ_DEMO = True


def at(name: str, *args: object) -> str:
    return reverse(f"legislation:{name}", args=args)


def pages_of(advice: Advice, later: Version | None = None) -> list[str]:
    version = advice.version
    pages = [LIST, at("requests"), at("law", version.law_id), at("version", version.pk), at("advice", advice.pk)]
    if later is not None:
        pages += [at("compare", later.pk, version.pk), at("uptake", advice.pk, later.pk)]
    return pages


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(language: str, officer: User, second: User) -> None:
    version = first_version(officer, "ar")
    advice = actions.begin_advice(version=version, language="en", by=officer)
    comment = commented(advice, officer, "ar")[0]
    client = signed_in(officer, language=language)
    drafting = [
        IMPORT, at("add_request"), at("add_version", version.law_id), at("begin_advice", version.pk),
        at("add_comment", advice.pk), at("add_comment", advice.pk) + "?key=3", at("edit_comment", comment.pk),
        at("introduce", advice.pk), *pages_of(advice),
    ]  # fmt: skip
    for url in drafting:
        assert_good_page(client, url)
    sent(advice, officer, second)
    later = second_version(version.law, officer, "ar")
    for url in pages_of(advice, later):
        assert_good_page(client, url)
    assert_good_page(client, at("decide_uptake", CommentUptake.objects.all()[0].pk))


def test_two_versions_stand_side_by_side_with_what_went_and_came(officer: User) -> None:
    version = first_version(officer, "ar")
    later = second_version(version.law, officer, "ar")
    text = assert_good_page(signed_in(officer), at("compare", later.pk, version.pk))
    assert "<del>" in text
    assert "<ins>" in text
    assert "[gone:" in text
    assert 'lang="ar" dir="auto"' in text
    assert "number 10 is now 9" in text


def test_uptake_of_ten_comments_is_computed_and_confirmed_in_the_page(advised: Advice, officer: User) -> None:
    later = second_version(advised.version.law, officer)
    client, url = signed_in(officer), at("uptake", advised.pk, later.pk)
    rows = list(CommentUptake.objects.select_related("comment__advice").order_by("comment__order"))
    assert len(rows) == 10
    assert assert_good_page(client, url).count("computed only") == 10
    for row in rows:
        answer = client.post(at("decide_uptake", row.pk), {"outcome": row.computed})
        assert answer["Location"] == f"{url}#comment-{row.comment.order}"
    text = assert_good_page(client, url)
    assert text.count("computed only") == 0
    assert text.count("Decide anew") == 10
    assert CommentUptake.objects.exclude(decided="").count() == 10


def test_what_cannot_be_told_is_not_confirmed_by_one_button(advised: Advice, officer: User) -> None:
    second_version(advised.version.law, officer, "ru")
    later = Version.objects.get(law=advised.version.law, order=2)
    text = assert_good_page(signed_in(officer), at("uptake", advised.pk, later.pk))
    assert text.count("Say what became of it") == 10
    assert 'name="outcome"' not in text


def test_correction_without_a_reason_comes_back_filled(advised: Advice, officer: User) -> None:
    second_version(advised.version.law, officer)
    row = CommentUptake.objects.filter(computed=Outcome.TAKEN)[0]
    url = at("decide_uptake", row.pk)
    text = assert_good_page(signed_in(officer), url, outcome="NOT_TAKEN", why="")
    assert "Write why it is otherwise than computed." in text
    signed_in(officer).post(url, {"outcome": "NOT_TAKEN", "why": "Zafiramoon"})
    row.refresh_from_db()
    assert row.decided == "NOT_TAKEN"


def test_comment_form_keeps_what_was_typed(drafted: Advice, officer: User) -> None:
    typed = {"key": "9", "ask": "REPLACE", "wording": "", "passage": "", "citations": "iccpr 22",
             "reason_en": "Glimmerfold reason"}  # fmt: skip
    text = assert_good_page(signed_in(officer), at("add_comment", drafted.pk), **typed)
    assert "Glimmerfold reason" in text
    assert "iccpr 22" in text
    assert drafted.comments.count() == 10
    client = signed_in(officer)
    client.post(at("add_comment", drafted.pk), {**typed, "wording": "Moonlit"})
    added = drafted.comments.select_related("advice").get(order=11)
    assert (added.wording, added.citations.get().treaty) == ("Moonlit", "iccpr")
    client.post(at("edit_comment", added.pk), {**typed, "ask": "DELETE", "citations": ""})
    assert LawComment.objects.get(pk=added.pk).ask == "DELETE"
    client.post(at("remove_comment", added.pk))
    assert drafted.comments.count() == 10


def test_advice_goes_its_way_through_the_pages(drafted: Advice, officer: User, second: User) -> None:
    first, other = signed_in(officer), signed_in(second)
    first.post(at("submit", drafted.pk))
    assert "Clear</button>" not in first.get(at("advice", drafted.pk)).content.decode()
    refused = assert_good_page(other, at("return", drafted.pk), reason="")
    assert "Write the reason." in refused
    other.post(at("return", drafted.pk), {"reason": "Zafiramoon"})
    assert "Zafiramoon" in first.get(at("advice", drafted.pk)).content.decode()
    first.post(at("submit", drafted.pk))
    other.post(at("clear", drafted.pk))
    first.post(at("send", drafted.pk))
    drafted.refresh_from_db()
    assert drafted.state is Advice.State.SENT
    answer = first.get(at("download", drafted.pk, "en", "docx"))
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert first.get(at("download", drafted.pk, "ru", "docx")).status_code == 404


def law_asked(**changed: str) -> dict[str, object]:
    return {
        "state": STATE, "title": "Zafiramoon law", "language": "en", "kind": "law", "stage": "draft",
        "source": "Letter", **changed,
    }  # fmt: skip


def test_law_is_taken_in_after_it_was_shown(demo: None, officer: User) -> None:
    client, data = signed_in(officer), text_of("en", "before").encode()
    shown = client.post(IMPORT, {**law_asked(), "file": SimpleUploadedFile("law.txt", data)})
    text = shown.content.decode()
    assert "Articles: 11" in text
    assert Law.objects.count() == 0
    carried = shown.context["form"]["content"].value()
    assert zlib.decompress(base64.urlsafe_b64decode(carried)) == data
    again = {**law_asked(), "content": carried, "file_name": "law.txt", "confirmed": "yes"}
    assert client.post(IMPORT, again).status_code == 302
    assert Version.objects.get().law.title == "Zafiramoon law"
    later = {"language": "en", "stage": "adopted", "source": "Gazette", "content": carried, "confirmed": "yes"}
    refused = client.post(at("add_version", Law.objects.get().pk), later)
    assert "This very file is a version of the law already." in refused.content.decode()


def test_scanned_file_is_refused_in_words_and_the_form_stays_filled(demo: None, officer: User) -> None:
    file = SimpleUploadedFile("law.pdf", scanned_pdf())
    text = signed_in(officer).post(IMPORT, {**law_asked(), "file": file}).content.decode()
    assert "These are pictures of pages" in text
    assert "Zafiramoon law" in text


def test_request_is_recorded_in_the_page(demo: None, office: Office, officer: User) -> None:
    ministry = make_organisation("Ministry of Mirrors", state_code=STATE)
    typed = {"state": STATE, "requested_by": ministry.pk, "subject": "Zafiramoon", "received_date": "2026-03-01",
             "due_date": "2026-02-01", "owner": officer.pk}  # fmt: skip
    client = signed_in(officer)
    assert "This day is before the request came." in client.post(at("add_request"), typed).content.decode()
    answer = client.post(at("add_request"), {**typed, "due_date": "2026-04-01"}, follow=True)
    assert "Ministry of Mirrors" in answer.content.decode()
    assert "Zafiramoon" in assert_good_page(client, at("requests"))


def test_who_has_no_part_finds_nothing(advised: Advice, reader: User, other_office: Office, officer: User) -> None:
    later = second_version(advised.version.law, officer)
    row, comment = CommentUptake.objects.all()[0], advised.comments.all()[0]
    hidden = [
        *pages_of(advised, later)[1:], at("file", later.pk), at("submit", advised.pk), at("clear", advised.pk),
        at("send", advised.pk), at("share", advised.pk), at("return", advised.pk), at("introduce", advised.pk),
        at("add_comment", advised.pk), at("edit_comment", comment.pk), at("remove_comment", comment.pk),
        at("decide_uptake", row.pk), at("compute_again", advised.pk, later.pk), at("begin_advice", later.pk),
        at("add_version", advised.version.law_id), at("share_law", advised.version.law_id),
        at("download", advised.pk, "en", "pdf"),
    ]  # fmt: skip
    assert_nothing_here(signed_in(reader), *hidden, IMPORT)
    elsewhere = signed_in(make_user("elsewhere", other_office, "regional_officer"))
    assert_nothing_here(elsewhere, *(url for url in hidden if url != at("requests")))
    for client in (signed_in(reader), elsewhere):
        assert "Law on Associations" not in assert_good_page(client, LIST)


def test_contributor_sees_what_is_shared_and_no_names_of_staff(
    advised: Advice, officer: User, second: User, office: Office
) -> None:
    minister = make_contributor("minister", make_organisation("Ministry of Mirrors", state_code=STATE))
    client, law = signed_in(minister), advised.version.law
    assert_nothing_here(client, at("law", law.pk), at("advice", advised.pk), at("requests"), IMPORT)
    actions.share_law(law=law, layer=Layer.GOVERNMENT, by=officer)
    clearing.share(advice=advised, layer=Layer.GOVERNMENT, by=officer)
    for url in (LIST, at("law", law.pk), at("version", advised.version_id), at("advice", advised.pk)):
        text = assert_good_page(client, url)
        assert officer.display_name not in text
        assert second.display_name not in text
    assert "Glimmerfold" in assert_good_page(client, at("advice", advised.pk))
    later = second_version(law, officer)
    assert_good_page(client, at("compare", later.pk, advised.version_id))
    assert_nothing_here(client, at("uptake", advised.pk, later.pk), at("file", later.pk))


def test_cost_of_pages_does_not_grow(
    advised: Advice, officer: User, django_assert_max_num_queries: Callable[[int], Counted]
) -> None:
    later = second_version(advised.version.law, officer)
    for number in range(3):
        first_version(officer, ("ru", "ar", "kk")[number])
    client: Client = signed_in(officer)
    most = {
        LIST: 9, at("law", later.law_id): 10, at("version", later.pk): 13, at("advice", advised.pk): 16,
        at("compare", later.pk, advised.version_id): 13, at("uptake", advised.pk, later.pk): 14, at("requests"): 8,
    }  # fmt: skip
    for url in most:
        client.get(url)
    for url, count in most.items():
        with django_assert_max_num_queries(count):
            client.get(url)


def test_file_of_a_public_law_is_for_those_who_follow_its_state(
    advised: Advice, officer: User, other_office: Office
) -> None:
    actions.share_law(law=advised.version.law, layer=Layer.PUBLIC, by=officer)
    elsewhere = signed_in(make_user("elsewhere", other_office, "regional_officer"))
    assert_good_page(elsewhere, at("version", advised.version_id))
    assert_nothing_here(elsewhere, at("file", advised.version_id))


def test_sharing_advice_says_that_the_law_is_not_shared(advised: Advice, officer: User) -> None:
    client, words = signed_in(officer), "who does not see the law does not see the page"
    shared = client.post(at("share", advised.pk), {"layer": "GOVERNMENT"}, follow=True)
    assert words in shared.content.decode()
    actions.share_law(law=advised.version.law, layer=Layer.GOVERNMENT, by=officer)
    shared = client.post(at("share", advised.pk), {"layer": "GOVERNMENT"}, follow=True)
    assert words not in shared.content.decode()
