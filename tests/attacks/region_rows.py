"""Rows of the regional half that its demonstration leaves out: one of each that holds words of somebody."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from hirz.foundation.accounts.models import User
from hirz.regional.implementation.models import Evidence
from hirz.regional.institutions.models import Exchange
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.models import JointPlan, PartnerContact, PlannedAction
from hirz.regional.programme.models import Activity, ActivityFile, ActivityNote, ProgrammeRisk
from hirz.regional.reports.actions import Begun, begin_report
from hirz.regional.reviews.models import AlternativeReport, CoAuthor, ReviewFile, Visit, VisitMeeting

STATE = "XM"
DAY = date(2026, 5, 4)


def beyond_the_demonstration(officer: User) -> None:
    of_state = {"state_code": STATE, "entered_by": officer}
    activity, organisation = Activity.objects.all()[0], Organisation.objects.all()[0]
    ActivityNote.objects.create(activity=activity, text="A note.", **of_state)
    ProgrammeRisk.objects.create(
        activity=activity, text="Rain.", answer="A roof.", level="low", owner=officer, **of_state
    )
    CoAuthor.objects.create(
        report=AlternativeReport.objects.all()[0], organisation=organisation, name="Lamps", invited_by=officer
    )
    VisitMeeting.objects.create(visit=Visit.objects.all()[0], on_date=DAY, notes="Tea.", **of_state)
    Exchange.objects.create(
        kind="visit", subject="Peers", from_date=DAY, until_date=DAY, agreed="To write.", follow_up="Done.",
        followed_up_date=DAY, **of_state,
    )  # fmt: skip
    PartnerContact.objects.create(
        organisation=organisation, name="Somebody", function="Clerk", reached="By post", **of_state
    )
    plan = JointPlan.objects.create(title="Together", from_date=DAY, until_date=DAY, **of_state)
    PlannedAction.objects.create(plan=plan, text="To begin.")
    Evidence.objects.create(kind="report", title="On file", blob_id=uuid4(), fingerprint="0" * 64, **of_state)
    a_file = {"title": "On file", "file_name": "file.pdf", "blob_id": uuid4(), **of_state}
    ReviewFile.objects.create(visit=Visit.objects.all()[0], **a_file)
    ActivityFile.objects.create(activity=activity, **a_file)
    begin_report(begun=_BEGUN, by=officer)


_BEGUN = Begun(
    kind="STATE_REPORT", title="What was done", language="en", audience="PUBLIC", state_code=STATE, mechanism="upr",
    cycle="cycle_4", as_of_date=DAY,
)  # fmt: skip
