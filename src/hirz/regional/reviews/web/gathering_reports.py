"""What the pages about alternative reports show: all to the coalition and the office, to others what is shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext

from hirz.foundation.accounts.models import User
from hirz.regional.organisations.viewpoints import organisation_id_of
from hirz.regional.reviews.limits import LimitOnRecord, limit_of
from hirz.regional.reviews.models import AlternativeReport, CoAuthor, Comment, Section, SectionVersion
from hirz.regional.reviews.models.reports import Answer
from hirz.regional.reviews.permissions import (
    is_inside,
    leads,
    may_comment,
    may_invite,
    may_submit,
    may_write,
    writes_along,
)
from hirz.regional.reviews.texts import Draft, WholeText, names_in, text_of
from hirz.regional.reviews.web.gathering import review_words
from hirz.regional.reviews.words import FITS, Words
from hirz.rules.word_limits import Length


@dataclass(frozen=True)
class Measured:
    """How long a text is against its limit; without a limit only how long."""

    length: Length
    on_record: LimitOnRecord | None

    @property
    def words(self) -> Words | None:
        return FITS[self.on_record.limit.fit(self.length)] if self.on_record else None

    @property
    def left(self) -> int | None:
        return self.on_record.limit.left(self.length) if self.on_record else None


@dataclass(frozen=True)
class SectionRow:
    """A section with the name of its author in the report."""

    draft: Draft
    author: str


@dataclass(frozen=True)
class SavedRow:
    """A version, or a comment, with who it is from."""

    row: SectionVersion | Comment
    by: str
    is_end: bool = False


def author_name(names: Mapping[UUID, str], organisation: UUID | None) -> str:
    """What an organisation is called in the report; one that the reader may not know is not named."""
    if organisation is None:
        return pgettext("who wrote it", "The office")
    return names.get(organisation) or pgettext("who wrote it", "An organisation")


def report_page(report: AlternativeReport, user: User) -> dict[str, Any]:
    whole, names, inside = text_of(report, user=user), names_in(report, user=user), is_inside(user, report)
    coauthors = list(report.coauthors.visible_to(user))
    return {
        "report": report,
        "review_words": review_words(report.review),
        "lead": report.lead_name or author_name({}, report.contributed_by_id),
        "sections": [SectionRow(one, author_name(names, one.section.organisation_id)) for one in whole.drafts],
        "coauthors": coauthors,
        "invitation": _invitation(coauthors, user),
        "measured": _measured(report, whole) if inside else None,
        "is_apart": inside and any(draft.is_apart for draft in whole.drafts),
        "is_inside": inside,
        **_rights(report, user),
    }


def section_page(section: Section, user: User) -> dict[str, Any]:
    """The editor of a section: its text, what went apart, and what was said about it."""
    report, inside = section.report, is_inside(user, section.report)
    names, whole = names_in(report, user=user), text_of(report, user=user)
    draft = next(one for one in whole.drafts if one.section.pk == section.pk)
    comments = Comment.objects.visible_to(user).filter(section=section)
    return {
        "report": report,
        "section": section,
        "draft": draft,
        "author": author_name(names, section.organisation_id),
        "ends": [SavedRow(one, author_name(names, one.organisation_id)) for one in draft.ends],
        "measured": _measured(report, whole) if inside else None,
        "comments": [SavedRow(one, author_name(names, one.organisation_id)) for one in comments],
        "is_inside": inside,
        "may_write": may_write(user, section) and not report.is_frozen,
        "may_comment": may_comment(user, report),
    }


def versions_page(section: Section, user: User) -> dict[str, Any]:
    names = names_in(section.report, user=user)
    draft = Draft(section, list(SectionVersion.objects.visible_to(user).filter(section=section)))
    ends = {one.pk for one in draft.ends}
    rows = [SavedRow(one, author_name(names, one.organisation_id), one.pk in ends) for one in draft.versions]
    return {"section": section, "report": section.report, "rows": rows[::-1]}


def writers(report: AlternativeReport, user: User) -> list[tuple[str, str]]:
    """To whom a section may be given: who leads gives it to anybody of the coalition, others keep it."""
    own = organisation_id_of(user)
    names = names_in(report, user=user)
    if not leads(user, report):
        return [(str(own), author_name(names, own))]
    accepted = report.coauthors.filter(answer=Answer.ACCEPTED).values_list("organisation_id", flat=True)
    return [(str(pk or ""), author_name(names, pk)) for pk in (own, *accepted)]


def _measured(report: AlternativeReport, whole: WholeText) -> Measured:
    return Measured(report.submitted_length if report.is_frozen else whole.length, limit_of(report))


def _invitation(coauthors: list[CoAuthor], user: User) -> CoAuthor | None:
    """The one that the organisation of the reader can still answer, or leave."""
    own = organisation_id_of(user)
    return next((one for one in coauthors if own and one.organisation_id == own), None)


def _rights(report: AlternativeReport, user: User) -> dict[str, bool]:
    is_open = not report.is_frozen
    return {
        "may_add": is_open and writes_along(user, report),
        "may_invite": is_open and may_invite(user, report),
        "may_submit": is_open and may_submit(user, report),
        "may_share": leads(user, report),
    }
