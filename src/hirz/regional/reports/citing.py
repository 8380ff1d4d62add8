"""In which reports an entry of evidence is cited, for whoever sees them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.regional.implementation.uses import Use
from hirz.regional.reports.models import Source


def by_reports(user: User) -> QuerySet[Any]:
    return Source.objects.visible_to(user).select_related("report")


def in_report(row: Source) -> Use:
    return Use(row.report.title, reverse("reports:one", args=[row.report_id]), f"[{row.number}]")
