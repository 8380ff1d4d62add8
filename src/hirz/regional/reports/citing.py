"""In which reports an entry of evidence is cited, for whoever sees them."""

from __future__ import annotations

from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.regional.implementation.models import Evidence
from hirz.regional.implementation.uses import Use
from hirz.regional.reports.models import Source


def in_reports(evidence: Evidence, user: User) -> list[Use]:
    rows = Source.objects.visible_to(user).filter(evidence=evidence).select_related("report")
    return [Use(row.report.title, reverse("reports:one", args=[row.report_id]), f"[{row.number}]") for row in rows]
