"""What the pages of reports show, to whom, and what they cost."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.regional.implementation.actions.planning import add_measure
from hirz.regional.implementation.models import Measure, Update
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.reports.actions import write_section
from hirz.regional.reports.models import Report, ReportSection
from hirz.rules.layers import Layer
from tests.conftest import make_user
from tests.foundation.workbooks import filled_in
from tests.regional.implementation.conftest import Cast
from tests.regional.reports.test_reports import begun, filled
from tests.regional.reports.test_sheets import out
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
LIST, BEGIN, STATUS, SHEETS = ("/regional-reports/" + path for path in ("", "new/", "status/", "sheets/"))
TAKE_IN = "/regional-reports/sheets/XM/"


def url(name: str, *args: Any) -> str:
    return reverse(f"reports:{name}", args=args)


def review_of(recommendation: Recommendation) -> str:
    symbol = "" if recommendation.cycle else recommendation.symbol
    return f"XM|{recommendation.mechanism}|{recommendation.cycle}|{symbol}"


@pytest.fixture
def report(recommendation: Recommendation, update: Update, cast: Cast) -> Report:
    return begun(cast.clerk, recommendation, title="تقرير الدولة عن التنفيذ")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("who", ["officer", "clerk"])
def test_pages_are_valid_in_both_directions(
    language: str, who: str, recommendation: Recommendation, report: Report, cast: Cast
) -> None:
    client = signed_in(getattr(cast, who), language=language)
    for address in (LIST, BEGIN, STATUS, SHEETS, TAKE_IN, f"{TAKE_IN}paper/", url("one", report.pk)):
        assert_good_page(client, address)
    assert_good_page(client, f"{STATUS}?review={review_of(recommendation)}&audience=PUBLIC")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_forms_of_the_author_are_valid(language: str, report: Report, cast: Cast) -> None:
    client = signed_in(cast.clerk, language=language)
    for section in report.sections.all():
        assert_good_page(client, url("section", section.pk))
    assert_good_page(client, url("add_section", report.pk))
    assert_good_page(client, url("cite", report.pk))


@pytest.mark.parametrize("who", ["advocate", "inspector", "elsewhere"])
def test_report_of_others_does_not_exist(who: str, report: Report, cast: Cast) -> None:
    client = signed_in(getattr(cast, who))
    section = report.sections.first()
    assert section is not None
    for address in (
        url("one", report.pk), url("section", section.pk), url("add_section", report.pk), url("cite", report.pk),
        url("download", report.pk, "docx"),
    ):  # fmt: skip
        assert_nothing_here(client, address)
    assert client.get(LIST).context["rows"] == []


def test_office_reads_the_draft_of_a_ministry_and_does_not_write_it(report: Report, cast: Cast) -> None:
    client = signed_in(cast.officer)
    assert "Half of the books are printed." in client.get(url("one", report.pk)).content.decode()
    assert_nothing_here(client, url("add_section", report.pk))
    assert client.post(url("issue", report.pk)).status_code == 404


def test_report_goes_from_the_form_to_the_file_that_leaves(
    recommendation: Recommendation, update: Update, cast: Cast
) -> None:
    client = signed_in(cast.clerk)
    asked = {
        "kind": "STATE_REPORT", "review": review_of(recommendation), "title": "What was done", "language": "ar",
        "audience": "GOVERNMENT", "as_of_date": "2026-06-30", "words_at_most": "10700",
    }  # fmt: skip
    page = client.post(BEGIN, asked, follow=True)
    report = Report.objects.get()
    assert page.redirect_chain[-1][0] == url("one", report.pk)
    filled(report, cast.clerk)
    assert client.post(url("issue", report.pk), follow=True).status_code == 200
    report.refresh_from_db()
    assert report.is_issued
    assert client.get(url("download", report.pk, "pdf")).getvalue().startswith(b"%PDF")


def test_text_of_a_slower_author_is_kept_in_the_form(report: Report, cast: Cast) -> None:
    section = report.sections.order_by("order")[0]
    address = url("section", section.pk)
    signed_in(cast.minister).post(address, {"body": "Faster", "follows": "1"})
    page = signed_in(cast.clerk).post(address, {"body": "Slower", "follows": "1"})
    told = page.content.decode()
    assert "Slower" in told
    assert "Faster" in told
    again = signed_in(cast.clerk).post(address, {"body": "Slower", "follows": page.context["form"]["follows"].value()})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("who", "measures", "silent"), [("clerk", True, 0), ("officer", True, 0), ("advocate", False, 1)]
)
def test_table_of_recommendations_counts_what_its_reader_sees(
    who: str, measures: bool, silent: int, recommendations: list[Recommendation], recommendation: Recommendation,
    update: Update, cast: Cast,
) -> None:  # fmt: skip
    page = signed_in(getattr(cast, who)).get(STATUS, {"review": review_of(recommendation)})
    table = page.context["table"]
    lines = {line.recommendation: line for line in table.lines}
    assert ("Print school books" in " ".join(lines[recommendation].measures)) is measures
    assert sum(count for _words, count in table.positions) == len(table.lines)
    others = len(table.lines) - 1
    assert table.without_word == others + silent


def test_report_is_begun_from_the_table_of_its_review(recommendation: Recommendation, cast: Cast) -> None:
    client, review = signed_in(cast.clerk), review_of(recommendation)
    address = f"{BEGIN}?review={quote(review, safe='')}"
    assert address in client.get(STATUS, {"review": review}).content.decode()
    assert client.get(address).context["form"]["review"].value() == review


def test_workbook_holds_what_its_readers_may_be_told(
    recommendation: Recommendation, update: Update, cast: Cast
) -> None:
    def cells(audience: str) -> str:
        asked = {"review": review_of(recommendation), "audience": audience}
        data = signed_in(cast.officer).get(url("status_file", "xlsx"), asked).getvalue()
        return " ".join(str(value) for row in load_workbook(io.BytesIO(data)).worksheets[0].values for value in row)

    assert "Print school books" in cells("GOVERNMENT")
    assert "Print school books" not in cells("PUBLIC")


def test_table_of_measures_is_shown_before_it_is_taken_in(measure: Measure, cast: Cast) -> None:
    client = signed_in(cast.clerk)
    file = SimpleUploadedFile("table.xlsx", filled_in(out(cast), 2, {"title": "Print more books"}))
    page = client.post(TAKE_IN, {"file": file})
    assert "Print more books" in page.content.decode()
    measure.refresh_from_db()
    assert measure.title != "Print more books"
    assert client.post(TAKE_IN, {"content": page.context["content"], "confirmed": "1"}).status_code == 302
    measure.refresh_from_db()
    assert measure.title == "Print more books"


def test_damaged_table_says_so(cast: Cast, measure: Measure) -> None:
    page = signed_in(cast.clerk).post(TAKE_IN, {"file": SimpleUploadedFile("table.xlsx", b"PK\x03\x04")})
    assert page.context["form"].errors


@pytest.mark.parametrize("times", [1, 4])
def test_pages_cost_the_same_however_much_they_show(
    times: int, recommendation: Recommendation, update: Update, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    reports = [begun(cast.clerk, recommendation, title=f"Report {number}") for number in range(times)]
    client = signed_in(cast.clerk)
    for address, most in (
        (LIST, 14),
        (url("one", reports[0].pk), 22),
        (f"{STATUS}?review={review_of(recommendation)}", 26),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_titles_and_sections_are_read_on_record(report: Report, cast: Cast) -> None:
    client, section = signed_in(cast.clerk), report.sections.all()[0]
    for address in (LIST, url("section", section.pk)):
        before = Entry.objects.filter(verb="READ_REPORT").count()
        client.get(address)
        assert Entry.objects.filter(verb="READ_REPORT").count() == before + 1


def test_report_that_cannot_be_printed_says_so_and_has_not_left(report: Report, cast: Cast) -> None:
    section = ReportSection.objects.filter(report=report).earliest("order")
    write_section(section=section, body="Zafir 𓀀", follows=1, by=cast.clerk)
    answer = signed_in(cast.clerk).get(url("download", report.pk, "pdf"), follow=True)
    assert "A text holds signs that no document can show." in answer.content.decode()
    assert not Entry.objects.filter(verb="REPORT_LEFT").exists()


def test_headquarters_finds_its_measures_by_state_and_no_page_of_a_state_that_is_none(
    cast: Cast, headquarters: Office
) -> None:
    desk = make_user("geneva", headquarters, "country_desk")
    client = signed_in(desk)
    assert client.get(SHEETS).context["states"] == []
    add_measure(state_code="KG", by=desk, layer=Layer.INTERNAL, title="Lamps", starts_date=date(2026, 1, 1))
    assert [code for code, _name in client.get(SHEETS).context["states"]] == ["KG"]
    assert client.get("/regional-reports/sheets/KG/paper/").status_code == 200
    assert_nothing_here(client, "/regional-reports/sheets/zz/", "/regional-reports/sheets/kg/paper/")
