"""As whom the database is asked: the second wall, behind the filters of the application.

A person of the staff stands before it with settings that live as long as one transaction; the policies of the tables
read them (``migrations/0002_policies.py``). Nobody in particular sees nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from hirz.foundation.accounts.access import offices_by_permission
from hirz.foundation.accounts.models import User

STAFF: Final = "hirz_staff"
PUBLIC: Final = "hirz_public"
WORKER: Final = "hirz_worker"
VIEWS: Final = (
    "case_view", "person_view", "submission_view", "report_view", "history_audit",
    "treaty_record", "obligation_override", "recommendation_record",
    "regional_view", "regional_edit", "regional_validate",
)  # fmt: skip
"""Permissions that the policies ask for; each is a setting that lists the offices in which the person holds it."""
_ROLE: Final = "role"
Settings = Mapping[str, str]


@contextmanager
def standing(user: User | None) -> Iterator[None]:
    """Ask the database as this person, in one transaction; as nobody in particular when there is none.

    Whatever the transaction that it stands in was before, it is again afterwards.
    """
    with _settings({**_who(user), _ROLE: STAFF}):
        yield


@contextmanager
def acting_as(user: User) -> Iterator[None]:
    """The same for a command, which commits as it goes: it lasts as long as the block, whatever is rolled back.

    Its days and moments are those of the person's office, as on the pages.
    """
    with timezone.override(user.office.zone):
        before = _put({**_who(user), _ROLE: STAFF}, lasting=True)
        try:
            yield
        finally:
            _put(before, lasting=True)


def become(role: str) -> None:
    """What this process may touch from now on, as long as its connection lasts."""
    _put({_ROLE: role}, lasting=True)


@contextmanager
def beyond_the_wall() -> Iterator[None]:
    """Ask as the system, which sees all offices, for what one person's act brings about where they cannot see.

    A withdrawal freezes letters in every office; the annual report counts the cases of all. What is read here never
    reaches a page as it is.
    """
    with _settings({_ROLE: WORKER}):
        yield


def _who(user: User | None) -> Settings:
    """A contributor is nobody to the policies made for staff: they stand before the wall under a name of their own.

    What is open until a day is open until it ends at the office of the person.
    """
    held = offices_by_permission(user) if user is not None else {}
    offices = {f"hirz.{view}": _array(held.get(view.upper(), ())) for view in VIEWS}
    staff, contributor = (None, user) if user is not None and user.is_contributor else (user, None)
    return {
        "hirz.user": str(staff.pk) if staff else "",
        "hirz.contributor": str(contributor.pk) if contributor else "",
        "hirz.today": str(user.office.today if user is not None else timezone.localdate()),
        **offices,
    }


def _array(ids: Iterable[UUID]) -> str:
    return "{" + ",".join(sorted(map(str, ids))) + "}"


@contextmanager
def _settings(wanted: Settings) -> Iterator[None]:
    inside_another = connection.in_atomic_block
    with transaction.atomic():
        before = _put(wanted)
        yield
        # The end of a transaction, or going back to where it was saved, undoes the settings; going on does not.
        if inside_another and not connection.needs_rollback:
            _put(before)


def _put(wanted: Settings, *, lasting: bool = False) -> Settings:
    """One statement sets everything and tells what it was before."""
    pairs = ", ".join(["current_setting(%s, true), set_config(%s, %s, %s)"] * len(wanted))
    given = [part for name in wanted for part in (name, name, wanted[name], not lasting)]
    with connection.cursor() as cursor:
        cursor.execute(f"select {pairs}", given)
        row = cursor.fetchone()
    return dict(zip(wanted, (value or "" for value in row[::2]), strict=True))
