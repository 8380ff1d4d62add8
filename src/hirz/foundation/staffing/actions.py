"""Who works here: accounts made, roles given and ended, each on record."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import roles
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.audit.history import Actor, action, record
from hirz.foundation.audit.verbs import register
from hirz.foundation.offices.models import Office
from hirz.foundation.wording import register_words
from hirz.rules.errors import BadInput


@register
class StaffVerb(TextChoices):
    STAFF_ENGAGED = "STAFF_ENGAGED", _("Account made")
    ROLE_GIVEN = "ROLE_GIVEN", _("Role given")
    STAFF_ENDED = "STAFF_ENDED", _("Account closed")
    SIGNED_OUT = "SIGNED_OUT", _("Signed out everywhere")


class UnknownRole(BadInput):
    code: ClassVar[str] = "unknown_role"


class AlreadyEngaged(BadInput):
    code: ClassVar[str] = "already_engaged"


register_words(
    {
        UnknownRole.code: _("There is no such role. The roles are listed in roles.yaml."),
        AlreadyEngaged.code: _("Somebody with this address has an account already."),
    }
)


@action
def engage(*, email: str, name: str, office: Office, role: str, with_offices_below: bool, by: Actor) -> User:
    """Make an account with its first role. It has no password: the person sets one through a link that works once."""
    if User.objects.with_address(email):
        raise AlreadyEngaged
    user = User.objects.create_user(email=email, display_name=name, office=office)
    record(StaffVerb.STAFF_ENGAGED, by=by, subject=user, office_id=office.pk)
    give_role(user=user, office=office, role=role, with_offices_below=with_offices_below, by=by)
    return user


@action
def give_role(*, user: User, office: Office, role: str, with_offices_below: bool, by: Actor) -> RoleAssignment:
    if role not in roles():
        raise UnknownRole
    reach = {"with_offices_below": with_offices_below, "until_date": None}
    given, _created = RoleAssignment.objects.update_or_create(
        user=user, office=office, role=role, defaults=reach, create_defaults={**reach, "from_date": user.office.today}
    )
    record(StaffVerb.ROLE_GIVEN, by=by, subject=user, office_id=office.pk, role=role)
    return given


@action
def end(*, user: User, by: Actor) -> None:
    """Close an account: from the next request on it opens nothing. What the person did stays on record."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    yesterday = user.office.today - timedelta(days=1)
    for assignment in user.assignments.filter(until_date__isnull=True):
        assignment.until_date = max(yesterday, assignment.from_date)
        assignment.save(update_fields=["until_date"])
    record(StaffVerb.STAFF_ENDED, by=by, subject=user, office_id=user.office_id)


@action
def sign_out_everywhere(*, user: User, by: Actor) -> None:
    """End every session of a person: with the next request, wherever it is open."""
    user.signed_out_at = timezone.now()
    user.save(update_fields=["signed_out_at"])
    record(StaffVerb.SIGNED_OUT, by=by, subject=user, office_id=user.office_id)
