"""Erasing a person: the key of everything that is held on them is destroyed, in the database and in every backup.

What remains are ids, codes and the history: that somebody was in a case, and that they asked to be forgotten. Nothing
that concerns them leaves any more, because every consent is withdrawn in the same act.
"""

from __future__ import annotations

from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.audit.shredding import shred_entries
from hirz.foundation.keys.actions import shred
from hirz.reprisals.people.actions import ErasedAlready, withdraw_consent
from hirz.reprisals.people.disclosing import lock_people
from hirz.reprisals.people.models import NameKeys, Person
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.signals import person_erased
from hirz.reprisals.people.verbs import PeopleVerb
from hirz.rules.consent import Scope


@action
def erase_person(*, person: Person, given_by: str, by: User) -> None:
    """Forget a person at their wish. It cannot be undone by anybody, with any key or backup.

    ``given_by`` says who asked for it, as a code of ``consent_given_by``.
    """
    require(by, PeoplePermission.PERSON_ERASE, person.office_id)
    (locked,) = lock_people([person])
    if locked.erased_at is not None:
        raise ErasedAlready
    withdraw_consent(person=locked, scopes=list(Scope), by=by, given_by=given_by)
    person_erased.send(sender=Person, person=locked, by=by)  # while their names can still be looked for
    locked.erased_at = timezone.now()
    locked.save(update_fields=["erased_at"])
    NameKeys.objects.filter(person=locked).delete()
    shred_entries(subject=locked, by=by, office_id=locked.office_id)
    record(PeopleVerb.PERSON_ERASED, by=by, subject=locked, office_id=locked.office_id, given_by=given_by)
    shred(unit_id=locked.pk)
