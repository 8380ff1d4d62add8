"""Writing an alternative report: opening it, sections and their versions, comments, sharing, and its submission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.keys import units
from hirz.foundation.keys.chain import keychain
from hirz.foundation.keys.sealed import require_opened
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.viewpoints import membership_of, organisation_id_of
from hirz.regional.reviews.limits import kinds_for, limit_of
from hirz.regional.reviews.models import AlternativeReport, Comment, Review, Section, SectionVersion
from hirz.regional.reviews.models.reports import NEVER_FOR_A_GOVERNMENT, UNIT
from hirz.regional.reviews.permissions import (
    leads,
    may_comment,
    may_open_report,
    may_submit,
    may_write,
    require,
    writes_along,
)
from hirz.regional.reviews.texts import WholeText, facts_of, text_of
from hirz.regional.reviews.verbs import ReviewVerb
from hirz.rules.drafts import follows
from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.layers import Layer
from hirz.rules.review_documents import Mechanism
from hirz.rules.word_limits import Fit


class ReportFrozen(RefusedByRule):
    """What was submitted stays as it was submitted."""

    code: ClassVar[str] = "report_frozen"


class ReportSaysNothing(RefusedByRule):
    """There is nothing to submit."""

    code: ClassVar[str] = "report_says_nothing"


class ReportTooLong(RefusedByRule):
    """The report is over its limit, and would not be taken."""

    code: ClassVar[str] = "report_too_long"


class SubmissionDoesNotFit(BadInput):
    """A review of this mechanism takes no submission of this kind."""

    code: ClassVar[str] = "submission_does_not_fit"


class NotShareable(RefusedByRule):
    """An alternative report is for the coalition, for partners, or public; and public only once it is submitted."""

    code: ClassVar[str] = "report_not_shareable"


class NotInTheCoalition(BadInput):
    """A section is of an organisation that writes along."""

    code: ClassVar[str] = "section_not_in_the_coalition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a report begins with. ``own_limit`` in words, with where it is from, where the kind has none or another."""

    kind: str
    title: str
    language: str
    own_limit: int | None = None
    own_limit_source: str = ""


@action
def open_report(*, review: Review, opened: Opened, by: User) -> AlternativeReport:
    """Begin a report to a review. Whoever opens it leads it; what is written in it has a key of its own."""
    require(may_open_report(by, review.state_code))
    if opened.kind not in kinds_for(Mechanism(review.mechanism), review.treaty):
        raise SubmissionDoesNotFit
    membership = membership_of(by)
    lead = membership.organisation if membership else None
    row = AlternativeReport(
        review=review, state_code=review.state_code, contributed_by=lead, lead_name=lead.name if lead else "",
        kind=opened.kind, title=opened.title, language=opened.language, own_limit=opened.own_limit,
        own_limit_source=opened.own_limit_source, layer=Layer.INTERNAL.value, entered_by=by,
    )  # fmt: skip
    row.full_clean()
    keychain().learn(row.pk, units.make(row.pk, kind=UNIT, office_id=row.office_id))
    row.save(force_insert=True)
    record(ReviewVerb.ALTERNATIVE_REPORT_OPENED, by=by, subject=row)
    return row


@action
def add_section(
    *, report: AlternativeReport, heading: str, by: User, organisation: Organisation | None = None
) -> Section:
    """Add a section after the others. Who leads gives it to any organisation of the coalition, others to their own."""
    _require_open(report)
    own = organisation_id_of(by)
    wanted = organisation.pk if organisation else own
    require(leads(by, report) or (writes_along(by, report) and wanted == own))
    if wanted is not None and wanted not in _coalition(report):
        raise NotInTheCoalition
    last = report.sections.aggregate(last=Max("place"))["last"] or 0
    row = Section(report=report, place=last + 1, heading=heading, organisation_id=wanted)
    row.full_clean()
    _enter(row)
    record(ReviewVerb.ALTERNATIVE_SECTION_ADDED, by=by, subject=row)
    return row


@action
def save_section(*, section: Section, text: str, seen: str, by: User, takes_in: Sequence[str] = ()) -> SectionVersion:
    """Save a version. ``seen`` is the id of the one its writer had before them, empty where there was none.

    Nothing is refused because somebody else saved meanwhile: both stand until one is saved that ``takes_in`` another.
    """
    require(may_write(by, section))
    _require_open(section.report)
    require_opened(text)
    versions = list(section.versions.all())
    wanted = [UUID(one) for one in follows(facts_of(versions), seen=seen, takes_in=takes_in)]
    mine = organisation_id_of(by)
    row = SectionVersion(
        report=section.report, section=section, text=text, saved_by=by, organisation_id=mine, follows=wanted
    )
    if (same := _pressed_twice(versions, row)) is not None:
        return same
    row.full_clean()
    _enter(row)
    record(ReviewVerb.ALTERNATIVE_SECTION_SAVED, by=by, subject=section, version=str(row.pk))
    return row


@action
def share_section(*, section: Section, layer: Layer, by: User) -> Section:
    """Say who besides the coalition sees a section. For a Government there is no such layer."""
    require(may_write(by, section))
    _require_shareable(section.report, layer)
    section.layer = layer.value
    section.save(update_fields=["layer"])
    record(ReviewVerb.ALTERNATIVE_SECTION_SHARED, by=by, subject=section, layer=layer.value)
    return section


@action
def share_report(*, report: AlternativeReport, layer: Layer, by: User) -> AlternativeReport:
    """Say who besides the coalition knows of the report. One that is submitted is shared whole."""
    require(leads(by, report))
    _require_shareable(report, layer)
    report.layer = layer.value
    report.save(update_fields=["layer"])
    if report.is_frozen:
        report.sections.update(layer=layer.value)
    record(ReviewVerb.ALTERNATIVE_REPORT_SHARED, by=by, subject=report, layer=layer.value)
    return report


@action
def comment_on(*, section: Section, text: str, by: User) -> Comment:
    """Say something about a section to the coalition and the office."""
    require(may_comment(by, section.report))
    row = Comment(
        report=section.report, section=section, text=text.strip(), said_by=by, organisation_id=organisation_id_of(by)
    )
    row.full_clean()
    row.save(force_insert=True)
    record(ReviewVerb.ALTERNATIVE_SECTION_COMMENTED, by=by, subject=section)
    return row


@action
def settle_comment(*, comment: Comment, by: User) -> Comment:
    """Say that a comment was taken care of: whoever writes the section does."""
    require(may_write(by, comment.section))
    comment.settled_at, comment.settled_by = timezone.now(), by
    comment.save(update_fields=["settled_at", "settled_by"])
    record(ReviewVerb.ALTERNATIVE_COMMENT_SETTLED, by=by, subject=comment.section)
    return comment


@action
def submit_report(*, report: AlternativeReport, by: User) -> AlternativeReport:
    """Stamp the report: whole, of one mind, within its limit. From then on nobody changes a word."""
    require(may_submit(by, report))
    locked = AlternativeReport.objects.select_for_update().get(pk=report.pk)
    _require_open(locked)
    whole = text_of(locked, user=by)
    _require_ready(locked, whole)
    locked.submitted_at, locked.submitted_by = timezone.now(), by
    locked.submitted_words, locked.submitted_characters = whole.length.words, whole.length.characters
    locked.submitted_digest = whole.digest()
    locked.save()
    record(ReviewVerb.ALTERNATIVE_REPORT_SUBMITTED, by=by, subject=locked)
    return locked


def _require_open(report: AlternativeReport) -> None:
    if report.is_frozen:
        raise ReportFrozen


def _enter(row: Section | SectionVersion) -> None:
    """Whoever submits at the same instant holds the report: the database waits, and refuses what comes after."""
    try:
        row.save(force_insert=True)
    except IntegrityError:
        raise ReportFrozen from None


def _require_ready(report: AlternativeReport, whole: WholeText) -> None:
    if whole.is_empty:
        raise ReportSaysNothing
    whole.require_together()
    require_opened(*(draft.text for draft in whole.drafts))
    found = limit_of(report)
    if found is not None and found.limit.fit(whole.length) is Fit.OVER:
        raise ReportTooLong


def _require_shareable(report: AlternativeReport, layer: Layer) -> None:
    if layer.value not in NEVER_FOR_A_GOVERNMENT or (layer is Layer.PUBLIC and not report.is_frozen):
        raise NotShareable


def _pressed_twice(versions: Sequence[SectionVersion], row: SectionVersion) -> SectionVersion | None:
    """The version that was saved already by the same hand, after the same, with the same words."""
    alike = (one for one in versions if (one.saved_by_id, one.follows) == (row.saved_by_id, row.follows))
    return next((one for one in alike if one.text == row.text), None)


def _coalition(report: AlternativeReport) -> set[UUID]:
    """Ids of those who lead or accepted."""
    accepted = report.coauthors.filter(answer="ACCEPTED").values_list("organisation_id", flat=True)
    return {*accepted, *((report.contributed_by_id,) if report.contributed_by_id else ())}
