"""The way from a recommendation to its follow-up, and how that stands, beside the recommendation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.models import User
from hirz.regional.implementation.web.gathering import follow_ups
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.recommendations.web.panels import Link, Panel, adds, register


@register
def follow_up(recommendation: Recommendation) -> Link:
    url = reverse("implementation:recommendation", args=[recommendation.pk])
    return Link(_("Implementation"), url, "clipboard-document-check")


@adds
def how_it_stands(recommendation: Recommendation, user: User) -> Panel:
    """Measures with their latest validated updates, and the index, counted from what the reader sees."""
    (found,) = follow_ups([recommendation], user)
    return Panel("implementation/beside.html", {"one": found})
