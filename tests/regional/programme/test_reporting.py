"""Reports: the numbers are those of the pages, the text is people's, and nobody clears their own."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone, translation
from docx import Document as DocxDocument

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.languages import django_code_of
from hirz.foundation.wording import words_for
from hirz.regional.organisations.printing import TextNotPrintable
from hirz.regional.programme.actions.doing import add_budget_line
from hirz.regional.programme.actions.people import count_participants, erase_participant, record_scores
from hirz.regional.programme.actions.reporting import (
    clear_report,
    draft_report,
    latest_texts,
    take_numbers_anew,
    write_text,
)
from hirz.regional.programme.documents import saved_report, title_of
from hirz.regional.programme.facts import participations_of
from hirz.regional.programme.models import (
    Activity,
    BudgetLine,
    CountedParticipants,
    Cycle,
    Indicator,
    PeriodReport,
    Result,
)
from hirz.regional.programme.numbers import numbers_of, of_record
from hirz.regional.programme.refusals import (
    ParticipantNamed,
    ReportCleared,
    ReportNotWritten,
    ReportOfOwnHand,
    ReportWrittenMeanwhile,
)
from hirz.regional.programme.tables import tables_of
from hirz.rules.counting import ReportingPeriod
from hirz.rules.programme_results import ReportKind, Score, period_of
from tests.regional.programme.conftest import SEXES, make_activity, make_indicator, person, value_of

pytestmark = pytest.mark.django_db
TEXT = "The hours are kept."


def drafted(cycle: Cycle, by: User, *states: str, kind: ReportKind = ReportKind.ANNUAL, month: int = 1) -> PeriodReport:
    period = period_of(kind, 2026, month)
    return draft_report(cycle=cycle, kind=kind, period=period, states=list(states or ["KG"]), by=by)


@pytest.fixture
def report(activity: Activity, indicator: Indicator, cycle: Cycle, officer: User) -> PeriodReport:
    person(activity, officer, "Zafira Moonlake", sex=["sex_female"])
    counted = CountedParticipants(activity=activity, total=12, parts={"sex": {"sex_male": 9}}, source="Sheets")
    count_participants(counted=counted, by=officer)
    value_of(indicator, officer, parts=SEXES)
    for currency in ("USD", "KGS"):
        line = BudgetLine(activity=activity, title="Rooms", currency=currency, planned=Decimal(70),
                          from_date=date(2026, 1, 1), until_date=date(2026, 3, 1))  # fmt: skip
        add_budget_line(line=line, by=officer)
    return drafted(cycle, officer)


def words(content: bytes) -> str:
    document = DocxDocument(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [one.text for section in document.sections for one in section.header.paragraphs]
    return "\n".join([*heads, *(one.text for one in document.paragraphs), *cells])


def written(report: PeriodReport, by: User, text: str = TEXT, language: str = "en") -> None:
    seen = latest_texts(report)[language].number if language in latest_texts(report) else 0
    write_text(report=report, language=language, text=text, seen=seen, by=by)


def test_numbers_are_those_of_the_page(report: PeriodReport, activity: Activity, officer: User) -> None:
    on_page = participations_of([activity], officer)[activity.pk]
    kept = of_record(PeriodReport.objects.get().numbers["participations"])
    assert (kept.total, kept.finding("sex")) == (on_page.total, on_page.finding("sex"))
    assert kept.finding("sex").difference == 3
    assert report.numbers["money"] == {"KGS": ["70.000000", "0.000000", "0.000000"],
                                       "USD": ["70.000000", "0.000000", "0.000000"]}  # fmt: skip


def test_document_holds_every_cell_of_the_page(report: PeriodReport, officer: User) -> None:
    for language in ("en", "ar", "ru"):
        text = words(saved_report(report=report, language=language, file_format="docx", by=officer))
        with translation.override(language):
            cells = {cell for table in tables_of(report.numbers) for row in table.rows for cell in row}
        assert {cell for cell in cells if cell not in text} == set()


@pytest.mark.parametrize("language", ["es", "zh"])
def test_report_says_nothing_in_english_to_who_writes_it_in_another_language(
    report: PeriodReport, result: Result, officer: User, language: str
) -> None:
    make_activity(result, officer, state="PLANNED")
    report = take_numbers_anew(report=report, by=officer)
    with translation.override("en"):
        english = {title_of(report), *said_by_the_program(report)}
    written(report, officer, "水", language)
    text = words(saved_report(report=report, language=language, file_format="docx", by=officer)).split("\n")
    assert english & set(text) == set()
    with translation.override(django_code_of(language)):
        assert set(said_by_the_program(report)) <= set(text)


def said_by_the_program(report: PeriodReport) -> list[str]:
    tables = tables_of(report.numbers)
    return [words for table in tables for words in (table.caption, *(table.header if table.rows else [table.empty]))]


def test_pdf_is_written_in_three_languages(report: PeriodReport, officer: User) -> None:
    for language in ("en", "ar", "ru"):
        assert saved_report(report=report, language=language, file_format="pdf", by=officer).startswith(b"%PDF")


def test_total_that_is_not_disaggregated_says_so_in_the_report(cycle: Cycle, result: Result, officer: User) -> None:
    row = make_activity(result, officer)
    count_participants(counted=CountedParticipants(activity=row, total=7, source="Head count"), by=officer)
    with translation.override("en"):
        table = tables_of(drafted(cycle, officer).numbers)[1]
    assert table.rows == (("All", "7", "not disaggregated"),)


def test_activity_counts_in_the_period_in_which_it_ends_alone(cycle: Cycle, result: Result, officer: User) -> None:
    row = make_activity(result, officer, from_date=date(2026, 3, 30), until_date=date(2026, 4, 2))
    person(row, officer)
    found = [drafted(cycle, officer, kind=ReportKind.MONTHLY, month=month).numbers for month in (3, 4, 5)]
    assert [numbers["participations"]["total"] for numbers in found] == ["0", "1", "0"]


def test_cancelled_activities_and_other_states_are_not_counted(cycle: Cycle, result: Result, officer: User) -> None:
    make_activity(result, officer, state="CANCELLED")
    make_activity(result, officer, state_code="XM")
    assert drafted(cycle, officer).numbers["activities"] == []
    assert drafted(cycle, officer, "KG", "XM").numbers["activities"] == [["training", 1]]


def test_what_was_not_asked_later_is_due(cycle: Cycle, result: Result, officer: User) -> None:
    make_activity(result, officer, from_date=date(2026, 1, 5), until_date=date(2026, 1, 6))
    numbers = drafted(cycle, officer, kind=ReportKind.MID_YEAR).numbers
    assert numbers["follow_ups"] == {"done": 0, "due": 1, "asked": 0, "answered": 0, "applied": 0}


def test_means_of_few_are_in_no_report(cycle: Cycle, activity: Activity, officer: User) -> None:
    scores = [Score(Decimal(3), Decimal(7))] * 4
    record_scores(activity=activity, maximum=Decimal(10), scores=scores, by=officer)
    (told,) = drafted(cycle, officer).numbers["tests"]
    assert (told["paired"], told["before"], told["after"], told["difference"]) == (4, "", "", "")


def test_first_text_is_drafted_in_three_languages_and_names_nobody(report: PeriodReport) -> None:
    texts = latest_texts(report)
    assert set(texts) == {"ar", "en", "ru"}
    assert all(version.number == 1 and version.written_by is None for version in texts.values())
    assert "13" in texts["en"].text
    assert not any("Moonlake" in version.text for version in texts.values())


def test_text_is_kept_in_versions(report: PeriodReport, officer: User, colleague: User) -> None:
    written(report, officer)
    written(report, colleague, "And so are the nights.")
    rows = report.versions.filter(language="en").order_by("number")
    assert [(row.number, row.written_by) for row in rows] == [(1, None), (2, officer), (3, colleague)]


def test_text_that_was_written_meanwhile_is_not_written_over(report: PeriodReport, officer: User) -> None:
    written(report, officer)
    with pytest.raises(ReportWrittenMeanwhile):
        write_text(report=report, language="en", text="Mine", seen=1, by=officer)


def test_nobody_clears_their_own_text(report: PeriodReport, officer: User, colleague: User) -> None:
    with pytest.raises(ReportOfOwnHand):
        clear_report(report=report, by=officer)
    written(report, colleague)
    with pytest.raises(ReportOfOwnHand):
        clear_report(report=report, by=colleague)


def test_cleared_report_stays_as_it_is(
    report: PeriodReport, activity: Activity, officer: User, colleague: User
) -> None:
    before = saved_report(report=report, language="en", file_format="docx", by=officer)
    assert "Draft, not cleared" in words(before)
    cleared = clear_report(report=report, by=colleague)
    assert (cleared.cleared_by, cleared.cleared_at is None) == (colleague, False)
    person(activity, officer, "Bahrom Starfield")
    for act in (
        lambda: written(cleared, officer),
        lambda: take_numbers_anew(report=cleared, by=officer),
        lambda: clear_report(report=cleared, by=colleague),
    ):
        with pytest.raises(ReportCleared):
            act()
    found = PeriodReport.objects.get()
    assert found.numbers == report.numbers
    text = words(saved_report(report=found, language="en", file_format="docx", by=officer))
    assert "Cleared by Colleague" in text
    assert "Draft, not cleared" not in text


def test_numbers_are_taken_anew_when_somebody_asks(report: PeriodReport, activity: Activity, officer: User) -> None:
    person(activity, officer, "Bahrom Starfield")
    assert report.numbers["participations"]["total"] == "13"
    assert take_numbers_anew(report=report, by=officer).numbers["participations"]["total"] == "14"


@pytest.mark.parametrize("text", ["Zafira kept the hours.", "Thanks to MOONLAKE’s work.", "زافيرا و Moonlake"])
def test_report_that_names_a_participant_does_not_leave(
    text: str, report: PeriodReport, officer: User, colleague: User
) -> None:
    written(report, officer, text)
    with pytest.raises(ParticipantNamed):
        saved_report(report=report, language="en", file_format="docx", by=officer)
    with pytest.raises(ParticipantNamed):
        clear_report(report=report, by=colleague)
    erase_participant(participant=Activity.objects.get().participants.get(), by=officer)
    clear_report(report=report, by=colleague)


def test_report_without_a_text_in_a_language_is_not_saved(report: PeriodReport, officer: User) -> None:
    with pytest.raises(ReportNotWritten):
        saved_report(report=report, language="zh", file_format="docx", by=officer)


def test_report_of_states_that_somebody_does_not_edit_is_refused(cycle: Cycle, officer: User) -> None:
    with pytest.raises(AccessDenied):
        drafted(cycle, officer, "KG", "UZ")
    assert not PeriodReport.objects.exists()


def test_demonstration_says_that_it_is_one(report: PeriodReport, officer: User) -> None:
    with override_settings(HIRZ_DEMO=True):
        text = words(saved_report(report=report, language="en", file_format="docx", by=officer))
    assert "Demonstration" in text


def test_numbers_do_not_move_under_a_report_that_was_cleared_meanwhile(
    report: PeriodReport, activity: Activity, officer: User, colleague: User
) -> None:
    as_it_was = PeriodReport.objects.get()
    clear_report(report=report, by=colleague)
    person(activity, officer, "Bahrom Starfield")
    with pytest.raises(ReportCleared):
        take_numbers_anew(report=as_it_was, by=officer)
    assert PeriodReport.objects.get().numbers["participations"]["total"] == "13"


def test_activity_that_is_still_to_come_has_not_ended(cycle: Cycle, result: Result, officer: User) -> None:
    today = officer.office.today
    for days, state in ((-1, "DONE"), (0, "DONE"), (1, "PLANNED"), (20, "UNDER_WAY")):
        last = today + timedelta(days=days)
        make_activity(result, officer, from_date=last, until_date=last, state=state)
    period = ReportingPeriod(today - timedelta(days=30), today + timedelta(days=30))
    numbers = numbers_of(cycle, ["KG"], period, officer, today=today)
    assert (numbers["activities"], numbers["not_reported"]) == ([["training", 2]], [])


@pytest.mark.parametrize("state", ["PLANNED", "UNDER_WAY"])
def test_activity_whose_last_day_passed_without_word_has_not_ended(
    cycle: Cycle, result: Result, activity: Activity, officer: User, state: str
) -> None:
    silent = make_activity(result, officer, kind="mission", state=state)
    person(silent, officer)
    line = BudgetLine(activity=silent, title="Rooms", currency="KGS", planned=Decimal(70), from_date=date(2026, 1, 1),
                      until_date=date(2026, 3, 1))  # fmt: skip
    add_budget_line(line=line, by=officer)
    numbers = drafted(cycle, officer).numbers
    assert (numbers["activities"], numbers["not_reported"]) == ([["training", 1]], [["mission", 1]])
    assert (numbers["participations"]["total"], numbers["money"]) == ("0", {})


def test_every_activity_of_a_period_stands_in_one_number_alone(cycle: Cycle, result: Result, officer: User) -> None:
    for state in Activity.State:
        make_activity(result, officer, state=state)
    numbers = drafted(cycle, officer).numbers
    told = sum(number for name in ("activities", "not_reported") for _kind, number in numbers[name])
    assert told == Activity.objects.exclude(state=Activity.State.CANCELLED).count() == 3


def test_what_nobody_reported_is_told_in_the_text_and_in_the_document(
    cycle: Cycle, result: Result, officer: User
) -> None:
    make_activity(result, officer, kind="mission", state="PLANNED")
    report = drafted(cycle, officer)
    silent = "Activities whose last day passed in the period and that nobody reported as done"
    said = latest_texts(report)["en"].text
    assert "No activity ended in the period." in said
    assert f"{silent}: Official mission: 1." in said
    text = words(saved_report(report=report, language="en", file_format="docx", by=officer))
    assert text.count(silent) == 2


def test_numbers_that_were_taken_before_silence_was_told_apart_are_shown(report: PeriodReport) -> None:
    del report.numbers["not_reported"]
    with translation.override("en"):
        assert "nobody reported" not in str(tables_of(report.numbers))


def test_report_is_written_whatever_was_pasted_into_a_title(
    cycle: Cycle, result: Result, indicator: Indicator, officer: User
) -> None:
    make_indicator(result, officer, title="Quiet\x02\u202erooms")
    report = drafted(cycle, officer)
    assert "Quietrooms" in words(saved_report(report=report, language="en", file_format="docx", by=officer))


def test_letter_that_no_font_has_is_refused_in_words(
    cycle: Cycle, result: Result, indicator: Indicator, officer: User
) -> None:
    make_indicator(result, officer, title="Quiet ꙮ𓀀")
    report = drafted(cycle, officer)
    with pytest.raises(TextNotPrintable):
        saved_report(report=report, language="en", file_format="pdf", by=officer)
    assert words_for(TextNotPrintable()).startswith("A text holds signs")


@pytest.mark.parametrize("reader_zone", ["UTC", "Europe/Zurich"])
def test_report_is_dated_by_the_day_of_its_office_wherever_it_is_saved(
    report: PeriodReport, officer: User, colleague: User, reader_zone: str
) -> None:
    written(report, officer)
    with time_machine.travel("2026-11-22T18:01:00Z", tick=False):
        cleared = clear_report(report=report, by=colleague)
    with timezone.override(reader_zone):
        text = words(saved_report(report=cleared, language="en", file_format="docx", by=officer))
    assert "Cleared by Colleague, 23 November 2026." in text
