"""What an organisation promised and has not kept yet, where it contributes: the reminder ends with the promise."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext

from hirz.foundation.accounts.models import User
from hirz.regional.organisations.contributions import Waiting
from hirz.regional.organisations.viewpoints import organisation_id_of
from hirz.regional.partners.models import PartnerPromise


def promises_waiting(user: User) -> Sequence[Waiting]:
    own = organisation_id_of(user)
    rows = PartnerPromise.objects.visible_to(user).filter(outcome="", promised_by=own) if own else ()
    return [
        Waiting(gettext("A promise of your organisation"), reverse("partners:promises"), row.due_date) for row in rows
    ]
