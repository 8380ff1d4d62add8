"""The way from a recommendation to its follow-up."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.regional.recommendations.models import Recommendation
from hirz.regional.recommendations.web.panels import Link, register


@register
def follow_up(recommendation: Recommendation) -> Link:
    url = reverse("implementation:recommendation", args=[recommendation.pk])
    return Link(_("Implementation"), url, "clipboard-document-check")
