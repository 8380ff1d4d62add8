"""A report from its draft to the file that leaves: what goes into it, who writes it, and that it then stays."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from hirz.engines.documents.docx import render_docx
from hirz.engines.documents.pdf import render_pdf
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.walls.standing import standing
from hirz.regional.implementation.actions.sharing import share
from hirz.regional.implementation.models import Evidence, Update
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.reports.actions import (
    Begun,
    add_section,
    begin_report,
    cite,
    issue_report,
    redraft_section,
    write_section,
)
from hirz.regional.reports.document import report_leaves
from hirz.regional.reports.models import Report, ReportSection, SectionText, Source
from hirz.regional.reports.reading import whole_of
from hirz.regional.reports.refusals import NothingToReport, ReportFrozen, SectionChangedMeanwhile
from hirz.rules.layers import Layer
from hirz.rules.releasing import NotShared
from hirz.rules.reports_out import NotReady, NotTheirsToWrite, Obstacle
from tests.regional.implementation.conftest import Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def begun(by: User, recommendation: Recommendation, **more: Any) -> Report:
    facts: dict[str, Any] = {
        "kind": "STATE_REPORT", "title": "What was done", "language": "en", "audience": Layer.GOVERNMENT.value,
        "state_code": "XM", "mechanism": recommendation.mechanism, "cycle": recommendation.cycle,
        "symbol": "" if recommendation.cycle else recommendation.symbol, "as_of_date": DAY,
    }  # fmt: skip
    return begin_report(begun=Begun(**{**facts, **more}), by=by)


def text_of(report: Report, user: User) -> str:
    return "\n".join(one.body for one in whole_of(report, user=user).written)


def filled(report: Report, by: User) -> None:
    """Every section that a draft leaves to its author says something."""
    for one in whole_of(report, user=by).written:
        if not one.body:
            write_section(section=one.section, body="Said in our own words.", follows=1, by=by)


def test_draft_tells_the_measure_its_update_and_the_evidence_under_numbers(
    recommendation: Recommendation, update: Update, evidence: Evidence, cast: Cast
) -> None:
    report = begun(cast.clerk, recommendation)
    whole = whole_of(report, user=cast.clerk)
    told = text_of(report, cast.clerk)
    assert "Print school books in two languages" in told
    assert "Half of the books are printed." in told
    assert "Responsible: Ministry of Mirrors" in told
    (number,) = [source.number for source in whole.sources if source.evidence == evidence]
    assert f"[{number}, art. 3]" in told
    assert not [way for way in whole.in_the_way if way.obstacle is Obstacle.CITATION_LEADS_NOWHERE]


def test_draft_leaves_out_what_its_readers_may_not_be_told(
    recommendation: Recommendation, update: Update, cast: Cast
) -> None:
    """The Ministry shared its update with the Government: the office may not tell it to everybody."""
    told = text_of(begun(cast.officer, recommendation, audience=Layer.PUBLIC.value), cast.officer)
    assert "Half of the books" not in told
    assert "Decree of the Mirrors" not in told
    assert "No measure for this recommendation is on record." in told


def test_what_was_not_validated_is_in_no_report(recommendation: Recommendation, measure: Any, cast: Cast) -> None:
    told = text_of(begun(cast.clerk, recommendation), cast.clerk)
    assert "No report on this measure has been validated." in told


@pytest.mark.parametrize(
    ("who", "kind", "audience"),
    [
        ("advocate", "STATE_REPORT", "PUBLIC"),
        ("clerk", "ALTERNATIVE", "PUBLIC"),
        ("advocate", "ALTERNATIVE", "GOVERNMENT"),
    ],
)
def test_each_side_writes_its_own_reports(
    recommendation: Recommendation, cast: Cast, who: str, kind: str, audience: str
) -> None:
    with pytest.raises(NotTheirsToWrite):
        begun(getattr(cast, who), recommendation, kind=kind, audience=audience)


def test_officer_of_another_office_begins_none(recommendation: Recommendation, cast: Cast) -> None:
    with pytest.raises(AccessDenied):
        begun(cast.elsewhere, recommendation)


def test_report_about_nothing_is_not_begun(recommendation: Recommendation, cast: Cast) -> None:
    with pytest.raises(NothingToReport):
        begun(cast.clerk, recommendation, cycle="", symbol="A/NOWHERE/1")
    assert not Report.objects.exists()


def test_two_authors_do_not_write_over_each_other(recommendation: Recommendation, update: Update, cast: Cast) -> None:
    report = begun(cast.clerk, recommendation)
    section = ReportSection.objects.filter(report=report).order_by("order")[0]
    write_section(section=section, body="First", follows=1, by=cast.clerk)
    with pytest.raises(SectionChangedMeanwhile):
        write_section(section=section, body="Second", follows=1, by=cast.minister)
    texts = SectionText.objects.filter(section=section).order_by("number")
    assert [text.body for text in texts] == ["", "First"]


def test_fresh_draft_follows_what_came_on_record_and_keeps_the_text_before(
    recommendation: Recommendation, cast: Cast, measure: Any, request: pytest.FixtureRequest
) -> None:
    report = begun(cast.clerk, recommendation)
    request.getfixturevalue("update")
    section = report.sections.get(recommendation=recommendation)
    redraft_section(section=section, follows=1, by=cast.clerk)
    assert "Half of the books are printed." in text_of(report, cast.clerk)
    assert section.texts.count() == 2
    assert not [
        w for w in whole_of(report, user=cast.clerk).in_the_way if w.obstacle is Obstacle.CITATION_LEADS_NOWHERE
    ]


def test_report_is_issued_when_nothing_is_in_the_way_and_then_stays(
    recommendation: Recommendation, update: Update, cast: Cast
) -> None:
    report = begun(cast.clerk, recommendation, words_at_most=100_000)
    with pytest.raises(NotReady):
        issue_report(report=report, by=cast.clerk)
    filled(report, cast.clerk)
    issued = issue_report(report=report, by=cast.clerk)
    assert (issued.layer, issued.issued_by) == (Layer.GOVERNMENT, cast.clerk)
    with pytest.raises(ReportFrozen):
        add_section(report=issued, heading="More", by=cast.clerk)
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        Report.objects.filter(pk=issued.pk).update(audience="PUBLIC")
    with pytest.raises(DatabaseError), transaction.atomic():
        SectionText.objects.filter(section__report=issued).delete()


def test_too_long_a_report_is_not_issued(recommendation: Recommendation, update: Update, cast: Cast) -> None:
    report = begun(cast.clerk, recommendation, words_at_most=5)
    filled(report, cast.clerk)
    assert Obstacle.TOO_LONG in {way.obstacle for way in whole_of(report, user=cast.clerk).in_the_way}
    with pytest.raises(NotReady):
        issue_report(report=report, by=cast.clerk)


def test_evidence_of_another_layer_is_not_cited(recommendation: Recommendation, evidence: Evidence, cast: Cast) -> None:
    report = begun(cast.officer, recommendation, audience=Layer.PUBLIC.value)
    with pytest.raises(NotShared):
        cite(report=report, evidence=evidence, by=cast.officer)


def test_what_is_shared_with_fewer_since_the_draft_keeps_the_report_back(
    recommendation: Recommendation, update: Update, evidence: Evidence, cast: Cast
) -> None:
    for row in (update, update.measure, evidence):
        share(row=row, layer=Layer.PUBLIC, by=cast.clerk)
    report = begun(cast.officer, recommendation, audience=Layer.PUBLIC.value)
    assert "Half of the books" in text_of(report, cast.officer)
    filled(report, cast.officer)
    share(row=update, layer=Layer.GOVERNMENT, by=cast.clerk)
    with pytest.raises(NotShared):
        issue_report(report=report, by=cast.officer)
    with pytest.raises(NotShared):
        report_leaves(report=report, by=cast.officer)


def test_what_its_author_can_no_longer_see_keeps_the_report_back(
    recommendation: Recommendation, update: Update, evidence: Evidence, cast: Cast
) -> None:
    """Behind the second wall the row is not there at all: that is no leave to tell it."""
    for row in (update, update.measure, evidence):
        share(row=row, layer=Layer.PUBLIC, by=cast.clerk)
    report = begun(cast.advocate, recommendation, kind="ALTERNATIVE", audience=Layer.PUBLIC.value)
    assert "Half of the books" in text_of(report, cast.advocate)
    filled(report, cast.advocate)
    share(row=update, layer=Layer.INTERNAL, by=cast.clerk)
    with standing(cast.advocate), pytest.raises(NotShared):
        issue_report(report=report, by=cast.advocate)
    with standing(cast.advocate), pytest.raises(NotShared):
        report_leaves(report=report, by=cast.advocate)


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_file_leaves_with_its_citations_as_footnotes(
    recommendation: Recommendation, update: Update, cast: Cast, language: str
) -> None:
    report = begun(cast.clerk, recommendation, language=language)
    cleared = report_leaves(report=report, by=cast.clerk)
    with zipfile.ZipFile(io.BytesIO(render_docx(cleared))) as packed:
        footnotes = packed.read("word/footnotes.xml").decode()
    assert "Decree of the Mirrors" in footnotes
    assert "art. 3" in footnotes
    assert render_pdf(cleared).startswith(b"%PDF")
    left = Entry.objects.get(verb="REPORT_LEFT")
    assert left.detail["disclosure"] == cleared.proof.disclosure


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("clerk", True),
        ("minister", True),
        ("officer", True),
        ("inspector", False),
        ("advocate", False),
        ("elsewhere", False),
    ],
)
def test_draft_is_there_for_its_authors_and_the_office(
    recommendation: Recommendation, update: Update, cast: Cast, who: str, sees: bool
) -> None:
    report = begun(cast.clerk, recommendation)
    user = getattr(cast, who)
    assert Report.objects.visible_to(user).filter(pk=report.pk).exists() is sees
    with standing(user):
        for model in (Report, ReportSection, SectionText, Source):
            assert model._base_manager.exists() is sees, model


def test_government_never_learns_of_an_alternative_report(recommendation: Recommendation, cast: Cast) -> None:
    report = begun(cast.advocate, recommendation, kind="ALTERNATIVE", audience=Layer.PARTNERS.value)
    filled(report, cast.advocate)
    issue_report(report=report, by=cast.advocate)
    for user in (cast.clerk, cast.minister, cast.inspector):
        assert not Report.objects.visible_to(user).exists()
        with standing(user):
            assert not Report._base_manager.exists()
    assert Report.objects.visible_to(cast.defender).exists()
