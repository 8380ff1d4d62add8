"""All that the page of a case shows, read once: one query for each kind of row, however many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from hirz.faces.staff.history import Line, history_of, lines
from hirz.foundation.accounts.access import Permission, has_permission
from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import (
    Act,
    Case,
    CaseGrant,
    CasePerson,
    CourseDecision,
    Deadline,
    Development,
    Engagement,
    LinkAssessment,
    RiskAssessment,
    Source,
    Verification,
)
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.web.exceptions import Exceptional, exceptions_on
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.response.models import Communication, Response

EVIDENCE_SHOWN = 5
HISTORY_SHOWN = 20


@dataclass(frozen=True)
class Party:
    """Somebody in a case. Whoever may read the case but not the person sees the role and no name."""

    part: CasePerson
    person: Person | None

    @property
    def name(self) -> str:
        return name_for_page(self.person) if self.person else _("A person whose name is not open to you")

    @property
    def other_names(self) -> list[str]:
        names = self.person.names.all() if self.person else []
        return [name.text for name in names if name.text != self.name]


class CaseRecord:
    """Read when asked for, kept for the page."""

    def __init__(self, case: Case, user: User) -> None:
        self.case = case
        self.user = user

    def may(self, permission: Permission) -> bool:
        return has_permission(self.user, permission, self.case.office_id)

    @cached_property
    def parties(self) -> list[Party]:
        visible = Person.objects.visible_to(self.user).filter(parts__case=self.case).prefetch_related("names")
        people: dict[UUID, Person] = {person.pk: person for person in visible}
        return [Party(part, people.get(part.person_id)) for part in self.case.parties.all()]

    @cached_property
    def people(self) -> list[Person]:
        """Everybody of the case whose name is open to the reader, once each."""
        return list({party.person.pk: party.person for party in self.parties if party.person}.values())

    @cached_property
    def engagements(self) -> list[Engagement]:
        return list(self.case.engagements.all())

    @cached_property
    def acts(self) -> list[Act]:
        return list(self.case.acts.all())

    @cached_property
    def links(self) -> list[LinkAssessment]:
        return list(self.case.links.select_related("engagement", "act", "entered_by"))

    @cached_property
    def sources(self) -> list[Source]:
        return list(self.case.sources.all())

    @cached_property
    def developments(self) -> list[Development]:
        return list(self.case.developments.all())

    @cached_property
    def verifications(self) -> list[Verification]:
        return list(self.case.verifications.select_related("proposed_by", "decided_by"))

    @property
    def open_proposal(self) -> Verification | None:
        return next((proposal for proposal in self.verifications if proposal.decided_at is None), None)

    @cached_property
    def risks(self) -> list[RiskAssessment]:
        return list(self.case.risk_assessments.select_related("entered_by"))

    @cached_property
    def deadlines(self) -> list[Deadline]:
        return list(self.case.deadlines.all())

    @cached_property
    def responses(self) -> list[Response]:
        return list(Response.objects.filter(case=self.case))

    @cached_property
    def letters(self) -> list[Communication]:
        """The oldest first, as they were written; with the replies to each."""
        letters = Communication.objects.visible_to(self.user).filter(case=self.case).prefetch_related("replies")
        return list(letters.order_by("planned_at", "id"))

    @cached_property
    def submissions(self) -> list[Submission]:
        counted = {"file_count": Count("files", distinct=True), "message_count": Count("messages", distinct=True)}
        visible: QuerySet[Submission] = Submission.objects.visible_to(self.user).filter(cases=self.case)
        return list(Submission.objects.filter(pk__in=visible.values("pk")).annotate(**counted).order_by("arrived_at"))

    @cached_property
    def evidence(self) -> list[EvidenceItem]:
        """The last to be seen here; the page of the evidence has them all."""
        found = EvidenceItem.objects.visible_to(self.user).filter(case=self.case)
        return list(found.order_by("-entered_at", "-id")[:EVIDENCE_SHOWN])

    @cached_property
    def report_entries(self) -> list[ReportEntry]:
        entries = ReportEntry.objects.visible_to(self.user).filter(case=self.case)
        return list(entries.select_related("edition").order_by("-edition__year"))

    @cached_property
    def grants(self) -> list[CaseGrant]:
        if not self.may(CasePermission.GRANT_GIVE):
            return []
        return list(CaseGrant.objects.in_force().filter(case=self.case).select_related("user", "granted_by"))

    @cached_property
    def decisions(self) -> list[CourseDecision]:
        return list(self.case.course_decisions.select_related("entered_by"))

    @cached_property
    def exceptions(self) -> Sequence[Exceptional]:
        approving = self.may(PeoplePermission.OVERRIDE_APPROVE)
        return exceptions_on([self.case.pk], user=self.user, approving=approving)

    @cached_property
    def history(self) -> list[Line]:
        return lines(history_of(self.case, self.user)[:HISTORY_SHOWN])
