"""Drafting a report from what is on record, writing it, and issuing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import pgettext

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.vocabularies.languages import django_code_of
from hirz.regional.implementation.contributing import name_for, owns, side_of
from hirz.regional.implementation.models import Evidence
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.reports.drafting import draft_of, heading_of
from hirz.regional.reports.material import Material, gather, recommendations_of
from hirz.regional.reports.models import Report, ReportSection, SectionText, Source
from hirz.regional.reports.reading import bases_of, in_the_way_of
from hirz.regional.reports.refusals import HeadingMissing, NothingToReport, ReportFrozen, SectionChangedMeanwhile
from hirz.regional.reports.verbs import ReportOutVerb
from hirz.rules.layers import Layer
from hirz.rules.releasing import NotShared, may_rest_on
from hirz.rules.reports_out import NotReady, require_writable


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What somebody decides before a report is drafted. ``words_at_most``: None where no limit holds."""

    kind: str
    title: str
    language: str
    audience: str
    state_code: str
    mechanism: str
    cycle: str = ""
    symbol: str = ""
    as_of_date: date
    words_at_most: int | None = None


@action
def begin_report(*, begun: Begun, by: User) -> Report:
    """Draft a report: an introduction, a section for each recommendation of the review, a conclusion.

    Raises ``NotTheirsToWrite``, ``NothingToReport``.
    """
    organisation = name_for(by, begun.state_code)
    require_writable(begun.kind, side=side_of(by), audience=Layer(begun.audience))
    facts = {name: getattr(begun, name) for name in Begun.__dataclass_fields__}
    report = Report(contributed_by=organisation, entered_by=by, **facts)
    report.full_clean()
    report.save(force_insert=True)
    with translation.override(django_code_of(report.language)):
        _draft(report, by)
    record(ReportOutVerb.REPORT_BEGUN, by=by, subject=report, kind=report.kind, state=report.state_code)
    return report


@action
def add_section(*, report: Report, heading: str, by: User) -> ReportSection:
    """A section of the author's own, after those that are there."""
    report = _held(report, by)
    if not heading.strip():
        raise HeadingMissing
    last = report.sections.aggregate(last=Max("order"))["last"] or 0
    section = ReportSection(report=report, order=last + 1, heading=heading.strip())
    _enter(section)
    _write(section, "", by)
    record(ReportOutVerb.REPORT_SECTION_ADDED, by=by, subject=section, report=str(report.pk))
    return section


@action
def write_section(*, section: ReportSection, body: str, follows: int, by: User) -> SectionText:
    """Save what a section says. ``follows``: the number of the text that the author had before them.

    Raises ``SectionChangedMeanwhile``.
    """
    _held(section.report, by)
    if follows != _last_number(section):
        raise SectionChangedMeanwhile
    written = _write(section, body, by)
    record(ReportOutVerb.REPORT_SECTION_WRITTEN, by=by, subject=section, report=str(section.report_id))
    return written


@action
def redraft_section(*, section: ReportSection, follows: int, by: User) -> SectionText:
    """Take what is on record today as the text of a section about a recommendation. The text before it is kept."""
    report = _held(section.report, by)
    if follows != _last_number(section):
        raise SectionChangedMeanwhile
    body, material, new = fresh_draft(section, user=by)
    for source in new:
        _enter(source)
    section.drawn_from = sorted({*section.drawn_from, *material.rests_on})
    section.save(update_fields=["drawn_from"])
    written = _write(section, body, by)
    record(ReportOutVerb.REPORT_SECTION_WRITTEN, by=by, subject=section, report=str(report.pk), drafted=True)
    return written


@action
def cite(*, report: Report, evidence: Evidence, by: User) -> Source:
    """Put an entry of evidence on the report's list of sources; one that is on it keeps its number.

    Raises ``NotShared``.
    """
    report = _held(report, by)
    if not report.scope.tellable([evidence]):
        raise NotShared([evidence.pk])
    source, is_new = _numbered(report, evidence=evidence)
    if is_new:
        record(ReportOutVerb.REPORT_SOURCE_ADDED, by=by, subject=source, report=str(report.pk))
    return source


@action
def issue_report(*, report: Report, by: User) -> Report:
    """Freeze the report and share it with those it is for. Raises ``NotReady``, ``NotShared``."""
    report = _held(report, by)
    if in_the_way_of(report, user=by):
        raise NotReady
    _require_shared(report, by)
    report.issued_at, report.issued_by, report.layer = timezone.now(), by, report.audience
    report.save(update_fields=["issued_at", "issued_by", "layer"])
    record(ReportOutVerb.REPORT_ISSUED, by=by, subject=report, audience=report.audience)
    return report


def fresh_draft(section: ReportSection, *, user: User) -> tuple[str, Material, list[Source]]:
    """What the draft of a section would say today, from what, and the sources it would add to the list."""
    report, recommendation = section.report, section.recommendation
    if recommendation is None:
        raise NothingToReport
    material = gather(report.scope, [recommendation], user=user)[recommendation.pk]
    numbers: dict[Any, int] = {
        row.evidence or row.recommendation: row.number
        for row in report.sources.select_related("evidence", "recommendation")
    }
    known = frozenset(numbers)
    with translation.override(django_code_of(report.language)):
        body = draft_of(material, kind=report.kind, numbered=partial(_number_in, numbers))
    return body, material, [_source(report, one, number) for one, number in numbers.items() if one not in known]


def may_write(user: User, report: Report) -> bool:
    return not report.is_issued and owns(user, report)


def _require_shared(report: Report, user: User) -> None:
    bases = bases_of(report, user=user)
    audience, issuer = Layer(report.audience), report.contributed_by_id
    if kept := {basis.id for basis in bases if not may_rest_on(basis, audience=audience, issuer=issuer)}:
        raise NotShared(kept)


def _held(report: Report, by: User) -> Report:
    """The report, ours alone until the transaction ends. Raises ``AccessDenied``, ``ReportFrozen``."""
    held = Report.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=report.pk).first()
    if held is None or not owns(by, held):
        raise AccessDenied
    if held.is_issued:
        raise ReportFrozen
    return held


def _draft(report: Report, by: User) -> None:
    rows = recommendations_of(report.scope, user=by).prefetch_related("texts", "positions")
    recommendations = list(rows)
    if not recommendations:
        raise NothingToReport
    material = gather(report.scope, recommendations, user=by)
    sections = [ReportSection(report=report, order=1, heading=pgettext("heading of a section", "Introduction"))]
    texts = [""]
    numbers: dict[Any, int] = {}
    for order, one in enumerate(recommendations, start=2):
        sections.append(_section(report, order, one, material[one.pk]))
        texts.append(draft_of(material[one.pk], kind=report.kind, numbered=partial(_number_in, numbers)))
    closing = pgettext("heading of a section", "Conclusion")
    sections.append(ReportSection(report=report, order=len(sections) + 1, heading=closing))
    texts.append("")
    _save_draft(report, sections, texts, numbers, by)


def _section(report: Report, order: int, one: Recommendation, material: Material) -> ReportSection:
    return ReportSection(
        report=report, order=order, heading=heading_of(one), recommendation=one, drawn_from=list(material.rests_on)
    )


def _number_in(numbers: dict[Any, int], cited: Any) -> int:
    return numbers.setdefault(cited, max(numbers.values(), default=0) + 1)


def _save_draft(
    report: Report, sections: Sequence[ReportSection], texts: Sequence[str], numbers: dict[Any, int], by: User
) -> None:
    for section in sections:
        section.report = report
    ReportSection.objects.bulk_create(sections)
    first = [
        SectionText(section=section, number=1, body=text, written_by=by)
        for section, text in zip(sections, texts, strict=True)
    ]
    SectionText.objects.bulk_create(first)
    Source.objects.bulk_create(_source(report, cited, number) for cited, number in numbers.items())


def _source(report: Report, cited: Any, number: int) -> Source:
    name = "evidence" if isinstance(cited, Evidence) else "recommendation"
    return Source(report=report, number=number, **{name: cited})


def _numbered(report: Report, *, evidence: Evidence) -> tuple[Source, bool]:
    found = report.sources.filter(evidence=evidence).first()
    if found is not None:
        return found, False
    last = report.sources.aggregate(last=Max("number"))["last"] or 0
    source = Source(report=report, number=last + 1, evidence=evidence)
    _enter(source)
    return source, True


def _last_number(section: ReportSection) -> int:
    return int(section.texts.aggregate(last=Max("number"))["last"] or 0)


def _write(section: ReportSection, body: str, by: User) -> SectionText:
    text = SectionText(section=section, number=_last_number(section) + 1, body=body.strip(), written_by=by)
    _enter(text)
    return text


def _enter(row: ReportSection | SectionText | Source) -> None:
    row.full_clean()
    row.save(force_insert=True)
