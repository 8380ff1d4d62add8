"""What waits for contributors here: invitations to write along that their organisation has not answered."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.models import User
from hirz.regional.organisations.contributions import Waiting
from hirz.regional.organisations.viewpoints import organisation_id_of
from hirz.regional.reviews.models import AlternativeReport
from hirz.regional.reviews.models.reports import Answer


def invitations_for(user: User) -> Sequence[Waiting]:
    own = organisation_id_of(user)
    if own is None:
        return []
    rows = AlternativeReport.objects.visible_to(user).filter(
        coauthors__organisation=own, coauthors__answer=Answer.INVITED, submitted_at__isnull=True
    )
    words = _("Your organisation is asked to write along")
    return [Waiting(label=words, url=reverse("reviews:report", args=[row.pk]), note=row.title) for row in rows]
