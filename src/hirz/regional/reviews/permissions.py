"""Who does what to an alternative report: who leads it, who writes along, and what the office may do for them.

The office that runs the system can see a report of its States and invite on behalf of who leads. It writes no word into
a report that an organisation leads.
"""

from __future__ import annotations

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.regional.organisations.permissions import may_edit, may_view
from hirz.regional.organisations.viewpoints import membership_of, viewpoint_of
from hirz.regional.reviews.models import AlternativeReport, Section
from hirz.regional.reviews.models.reports import Answer
from hirz.rules.layers import Side


def may_open_report(user: User, state_code: str) -> bool:
    """A partner of the State, or the office: never anybody who stands with a Government."""
    viewpoint = viewpoint_of(user)
    if viewpoint is None or viewpoint.side is Side.OFFICE:
        return may_edit(user, state_code)
    return viewpoint.side is Side.PARTNERS and state_code in viewpoint.states


def leads(user: User, report: AlternativeReport) -> bool:
    """The organisation of the person leads the report, or the office does and they record for it."""
    if report.contributed_by_id is None:
        return may_edit(user, report.state_code)
    viewpoint = viewpoint_of(user)
    return (
        viewpoint is not None and viewpoint.side is Side.PARTNERS and viewpoint.organisation == report.contributed_by_id
    )


def writes_along(user: User, report: AlternativeReport) -> bool:
    """Whether the person is of the coalition: leads it, or their organisation accepted to write along."""
    viewpoint = viewpoint_of(user)
    if leads(user, report):
        return True
    if viewpoint is None or viewpoint.side is not Side.PARTNERS:
        return False
    return report.coauthors.filter(organisation=viewpoint.organisation, answer=Answer.ACCEPTED).exists()


def is_inside(user: User, report: AlternativeReport) -> bool:
    """Who sees drafts and comments: the coalition, and the office that follows the State."""
    return may_view(user, report.state_code) or writes_along(user, report)


def may_invite(user: User, report: AlternativeReport) -> bool:
    return leads(user, report) or may_edit(user, report.state_code)


def may_write(user: User, section: Section) -> bool:
    """A section is written by its organisation, or by who leads the report."""
    report = section.report
    if leads(user, report):
        return True
    viewpoint = viewpoint_of(user)
    own = viewpoint is not None and section.organisation_id == viewpoint.organisation is not None
    return own and writes_along(user, report)


def may_comment(user: User, report: AlternativeReport) -> bool:
    """The coalition, and who does the work of the office for the State."""
    return may_edit(user, report.state_code) or writes_along(user, report)


def may_submit(user: User, report: AlternativeReport) -> bool:
    """Who leads, through somebody who may bind the organisation."""
    membership = membership_of(user)
    return leads(user, report) and (membership is None or membership.may_validate)


def require(allowed: bool) -> None:
    """Raises ``AccessDenied``."""
    if not allowed:
        raise AccessDenied
