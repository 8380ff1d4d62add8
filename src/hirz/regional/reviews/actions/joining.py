"""Who writes along: asking organisations, and what they answer."""

from __future__ import annotations

from typing import ClassVar

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.viewpoints import organisation_id_of
from hirz.regional.reviews.actions.writing import ReportFrozen
from hirz.regional.reviews.models import AlternativeReport, CoAuthor
from hirz.regional.reviews.models.reports import Answer
from hirz.regional.reviews.permissions import may_invite, require
from hirz.regional.reviews.verbs import ReviewVerb
from hirz.rules.errors import RefusedByRule
from hirz.rules.layers import Side


class NotForAGovernment(RefusedByRule):
    """A body of a Government writes along no alternative report, and is not asked."""

    code: ClassVar[str] = "coalition_not_for_a_government"


class InTheCoalition(RefusedByRule):
    """The organisation leads the report, was asked already, or accepted."""

    code: ClassVar[str] = "already_in_the_coalition"


class AnsweredBefore(RefusedByRule):
    """An invitation is answered once; who writes along can still leave."""

    code: ClassVar[str] = "invitation_answered_before"


@action
def invite(*, report: AlternativeReport, organisation: Organisation, name: str, by: User) -> CoAuthor:
    """Ask an organisation to write along, by the name it will have in the report. Who declined can be asked again."""
    require(may_invite(by, report))
    if report.is_frozen:
        raise ReportFrozen
    if organisation.side != Side.PARTNERS:
        raise NotForAGovernment
    row = report.coauthors.filter(organisation=organisation).first() or CoAuthor(
        report=report, organisation=organisation, invited_by=by
    )
    if organisation.pk == report.contributed_by_id or (not row._state.adding and row.answer != Answer.DECLINED):
        raise InTheCoalition
    row.name, row.answer, row.answered_at = name.strip(), Answer.INVITED, None
    row.invited_by, row.invited_at = by, timezone.now()
    row.full_clean()
    row.save()
    record(ReviewVerb.COAUTHOR_INVITED, by=by, subject=row)
    return row


@action
def answer_invitation(*, coauthor: CoAuthor, accepts: bool, by: User) -> CoAuthor:
    """The organisation that was asked accepts or declines. One that writes along can leave; what it wrote stays."""
    require(organisation_id_of(by) == coauthor.organisation_id)
    if coauthor.report.is_frozen:
        raise ReportFrozen
    if coauthor.answer == Answer.DECLINED or (accepts and coauthor.answer == Answer.ACCEPTED):
        raise AnsweredBefore
    coauthor.answer = Answer.ACCEPTED if accepts else Answer.DECLINED
    coauthor.answered_at = timezone.now()
    coauthor.save(update_fields=["answer", "answered_at"])
    record(ReviewVerb.COAUTHOR_ANSWERED, by=by, subject=coauthor, answer=coauthor.answer)
    return coauthor
