from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import withdraw_consent
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import decide, list_candidates, publish_edition
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.reporting.web.edition_page import ENTRIES_A_PAGE
from hirz.rules.consent import Scope
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in
from tests.reprisals.story import enter_case

URL = "/report/"
QUERIES = 20


def url_of(name: str, edition: Edition) -> str:
    return reverse(f"reporting:{name}", args=[edition.year])


def another(user: User, verifier: User, state: str, person: Person) -> Case:
    return enter_case(user.office, user, verifier, [person], state=state)


def references(client: Client, edition: Edition) -> list[str]:
    groups = client.get(url_of("edition", edition)).context["listed"].groups
    return [entry.case.reference for group in groups for entry in group.entries]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_list_is_valid_with_and_without_editions(desk: User, office: Office, language: str) -> None:
    client = signed_in(desk, language=language)
    assert_good_page(client, URL)
    client.post(reverse("reporting:open"), {"office": str(office.pk), "year": "2026", "languages": ["ar", "en"]})
    assert "2026" in assert_good_page(client, URL)


def test_edition_is_opened_with_the_period_of_its_year(desk: User, office: Office) -> None:
    told = {"office": str(office.pk), "year": "٢٠٢٦", "symbol": "A/HRC/63/1", "languages": ["fr", "zh"]}
    answer = signed_in(desk).post(reverse("reporting:open"), told)
    edition = Edition.objects.get()
    assert answer.headers["Location"] == url_of("edition", edition)
    assert (edition.year, edition.period_start.isoformat()) == (2026, "2025-05-01")
    assert edition.languages == ["fr", "zh"]


def test_all_languages_are_offered_and_ticked(desk: User) -> None:
    page = assert_good_page(signed_in(desk), URL)
    for language in UN_LANGUAGES:
        assert re.search(rf'name="languages" value="{language}"[^>]* checked', page), language


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"year": "soon"}, "Write the year as a number"),
        ({"year": ""}, "Write the year of the report."),
        ({"year": "1999"}, "The year is 2014 or later."),
        ({"office": "x"}, "error-summary"),
        ({"languages": []}, "Choose at least one."),
        ({"languages": "ky"}, "error-summary"),
    ],
)
def test_edition_that_makes_no_sense_is_refused_in_words(
    desk: User, office: Office, changes: dict[str, Any], words: str
) -> None:
    told = {"office": str(office.pk), "year": "2026", "symbol": "A/HRC/63/1", "languages": "en", **changes}
    page = assert_good_page(signed_in(desk), reverse("reporting:open"), **told)
    assert words in page
    assert "A/HRC/63/1" in page
    assert not Edition.objects.exists()


def test_second_edition_of_a_year_is_refused_in_words(desk: User, edition: Edition, office: Office) -> None:
    told = {"office": str(office.pk), "year": str(edition.year), "languages": "en"}
    page = assert_good_page(signed_in(desk), reverse("reporting:open"), **told)
    assert "There is an edition for this year already." in page


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("stage", ["edition", "candidate", "drafted", "cleared"])
def test_page_is_valid_at_every_stage(
    request: pytest.FixtureRequest, edition: Edition, desk: User, head: User, stage: str, language: str
) -> None:
    request.getfixturevalue(stage)
    for user in (desk, head):
        assert_good_page(signed_in(user, language=language), url_of("edition", edition))


def test_page_says_what_holds_publication_up(
    edition: Edition, case: Case, desk: User, head: User, agreed: Person
) -> None:
    client = signed_in(desk)
    assert "One case of the period has no entry." in assert_good_page(client, url_of("edition", edition))
    client.post(url_of("list_candidates", edition))
    assert "One entry has no decision." in assert_good_page(client, url_of("edition", edition))
    decide(entry=ReportEntry.objects.get(), decision="include", reason="Verified.", by=desk)
    assert "One entry to be listed is not cleared." in assert_good_page(client, url_of("edition", edition))
    withdraw_consent(person=agreed, scopes=[Scope.REPORT_WITHOUT_NAME], by=desk, given_by="self")
    assert "One entry to be listed is frozen." in assert_good_page(client, url_of("edition", edition))


def test_entries_stand_by_state_in_the_order_of_the_language_those_undecided_first(
    edition: Edition, desk: User, verifier: User, agreed: Person
) -> None:
    halqamir, amruvia, dravoleth = (another(desk, verifier, state, agreed) for state in ("XH", "XM", "XD"))
    list_candidates(edition=edition, by=desk)
    settled = ReportEntry.objects.get(case=amruvia)
    decide(entry=settled, decision="omit_other", reason="Known already.", by=desk)
    in_english = [c.reference for c in (dravoleth, halqamir, amruvia)]
    in_arabic = [c.reference for c in (halqamir, dravoleth, amruvia)]  # حلقمير before درافوليث
    assert references(signed_in(desk), edition) == in_english
    assert references(signed_in(desk, language="ar"), edition) == in_arabic


def test_pages_of_entries_hold_each_once(edition: Edition, candidate: ReportEntry, desk: User, case: Case) -> None:
    copies = [Case(**{**fields_of(case), "reference": f"C-{n:06}"}) for n in range(ENTRIES_A_PAGE)]
    Case.objects.bulk_create(copies)
    ReportEntry.objects.bulk_create(ReportEntry(edition=edition, case=copy) for copy in copies)
    client = signed_in(desk)
    first = references(client, edition)
    groups = client.get(url_of("edition", edition) + "?page=2").context["listed"].groups
    second = [entry.case.reference for group in groups for entry in group.entries]
    assert len(first) == ENTRIES_A_PAGE
    assert len({*first, *second}) == ENTRIES_A_PAGE + 1
    for strange in ("0", "-1", "x", "9" * 40, "٢"):
        assert client.get(url_of("edition", edition) + f"?page={strange}").status_code == 200


def fields_of(case: Case) -> dict[str, Any]:
    return {f.attname: getattr(case, f.attname) for f in case._meta.fields if f.name not in {"id", "reference"}}


def test_statistics_stand_with_their_caveat(edition: Edition, candidate: ReportEntry, desk: User) -> None:
    page = assert_good_page(signed_in(desk), url_of("edition", edition))
    assert "They count allegations reported." in page
    assert "Individuals, not named" in page


def test_publishing_without_confirmation_is_refused(edition: Edition, cleared: ReportEntry, head: User) -> None:
    page = assert_good_page(signed_in(head), url_of("publish", edition), other="x")
    assert "Confirm that you have read the report and publish it." in page
    edition.refresh_from_db()
    assert edition.state == "OPEN"


def test_publishing_too_early_is_refused_in_words(edition: Edition, candidate: ReportEntry, head: User) -> None:
    page = assert_good_page(signed_in(head), url_of("publish", edition), sure="on")
    assert "Some cases of the period have no decision yet." in page


def test_published_report_is_saved_in_each_language_and_format(
    edition: Edition, cleared: ReportEntry, head: User
) -> None:
    client = signed_in(head)
    client.post(url_of("publish", edition), {"sure": "on"})
    page = assert_good_page(client, url_of("edition", edition))
    assert url_of("publish", edition) not in page
    files = list(edition.files.all())
    assert {file.language for file in files} == set(UN_LANGUAGES)
    for file in files:
        url = reverse("reporting:download", args=[edition.year, file.language, file.file_format])
        assert url in page
        answer = client.get(url)
        saved = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert sha256(saved).hexdigest() == file.sha256
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        name = f"report-{edition.year}-{file.language}.{file.file_format}"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_file_that_does_not_exist_is_not_there(edition: Edition, head: User) -> None:
    url = reverse("reporting:download", args=[edition.year, "en", "pdf"])
    assert signed_in(head).get(url).status_code == 404


def test_page_costs_the_same_however_many_entries(
    edition: Edition, candidate: ReportEntry, desk: User, verifier: User, agreed: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client = signed_in(desk)
    with django_assert_num_queries(QUERIES):
        client.get(url_of("edition", edition))
    for _number in range(3):
        another(desk, verifier, "XD", agreed)
    list_candidates(edition=edition, by=desk)
    with django_assert_num_queries(QUERIES):
        client.get(url_of("edition", edition))


def test_who_may_only_read_meets_no_buttons(edition: Edition, candidate: ReportEntry, clearer: User) -> None:
    client = signed_in(clearer)
    page = assert_good_page(client, url_of("edition", edition))
    for name in ("list_candidates", "publish"):
        assert url_of(name, edition) not in page
    assert reverse("reporting:open") not in assert_good_page(client, URL)


def test_an_outsider_meets_nothing(
    edition: Edition, cleared: ReportEntry, head: User, outsider: User, administrator: User
) -> None:
    publish_edition(edition=edition, by=head)
    urls = [url_of(name, edition) for name in ("edition", "list_candidates", "publish")]
    urls += [reverse("reporting:download", args=[edition.year, f.language, f.file_format]) for f in edition.files.all()]
    for stranger in (outsider, administrator):
        assert_nothing_here(signed_in(stranger), *urls)
    assert "No edition yet" in assert_good_page(signed_in(outsider), URL)
