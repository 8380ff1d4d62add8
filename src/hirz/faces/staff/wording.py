"""Words of the staff face for what several apps hold together: whose role, which area of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from hirz.foundation.accounts.access import Permission, has_permission
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.vocabularies.registry import label
from hirz.regional.organisations import contributions
from hirz.regional.organisations.viewpoints import membership_of
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.reporting.permissions import ReportPermission


@dataclass(frozen=True)
class Area:
    """One entry of the navigation, for whoever holds its permission."""

    label: str | Promise
    url_name: str
    icon: str
    permission: Permission | None
    path: str
    also: tuple[str, ...] = ()
    """Where else pages of this area are."""

    @property
    def url(self) -> str:
        return reverse(self.url_name)


AREAS: Final = (
    Area(pgettext_lazy("area of work", "Your work"), "staff:home", "home", None, "/"),
    Area(
        pgettext_lazy("area of work", "Submissions"), "intake:queue", "inbox-arrow-down",
        IntakePermission.SUBMISSION_VIEW, "/submissions/",
    ),
    Area(
        pgettext_lazy("area of work", "Cases"), "staff:case_list", "folder-open", CasePermission.CASE_VIEW, "/cases/"
    ),
    Area(pgettext_lazy("area of work", "People"), "people:list", "users", PeoplePermission.PERSON_VIEW, "/people/"),
    Area(
        pgettext_lazy("area of work", "Communications"), "response:list", "envelope", CasePermission.CASE_VIEW,
        "/communications/",
    ),
    Area(
        pgettext_lazy("area of work", "Annual report"), "reporting:editions", "book-open",
        ReportPermission.REPORT_VIEW, "/report/",
    ),
    Area(
        pgettext_lazy("area of work", "Region"), "staff:region", "globe-alt", None, "/region/",
        also=(
            "/treaties/", "/recommendations/", "/organisations/", "/implementation/", "/reviews/", "/institutions/",
            "/legislation/", "/programme/", "/partners/", "/regional-reports/",
        ),
    ),
)  # fmt: skip


def areas_for(user: User) -> list[Area]:
    if user.is_contributor:
        return _areas_of_contributors()
    return [area for area in AREAS if area.permission is None or has_permission(user, area.permission)]


def _areas_of_contributors() -> list[Area]:
    home = Area(
        pgettext_lazy("area of work", "Your contributions"), "organisations:contribute", "home", None, "/contribute/"
    )
    others = (Area(one.label, one.url_name, one.icon, None, reverse(one.url_name)) for one in contributions.areas())
    return [home, *others]


def who_they_are(user: User) -> str:
    """What stands under a person's name: roles in offices, or the part they have in an organisation."""
    membership = membership_of(user)
    if membership is not None:
        return pgettext("part in an organisation", "%(part)s, %(organisation)s") % {
            "part": membership.get_part_display(), "organisation": membership.organisation.name
        }  # fmt: skip
    return " · ".join(roles_of(list(user.assignments.select_related("office"))))


def roles_of(assignments: list[RoleAssignment]) -> list[str]:
    return [
        pgettext_lazy("role in an office", "%(role)s, %(office)s")
        % {"role": label("role", assignment.role), "office": assignment.office}
        for assignment in assignments
    ]
