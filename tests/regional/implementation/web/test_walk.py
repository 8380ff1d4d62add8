"""Every address of implementation, with every key that somebody must not know: it leads nowhere, to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from uuid import UUID

import pytest
from django.urls import URLPattern, reverse

from hirz.regional.implementation.models import Evidence, Measure, MeasureIndicator, Responsibility, Tie, Update
from hirz.regional.implementation.web.urls import urlpatterns
from hirz.regional.recommendations.models import Recommendation
from tests.regional.implementation.conftest import Cast
from tests.regional.implementation.web.test_pages import world
from tests.reprisals.people.web.pages import assert_nothing_here, signed_in

__all__ = ["world"]

pytestmark = pytest.mark.django_db
KINDS = ("plan", "measure", "update", "evidence", "assessment", "tie", "responsibility", "indicator", "budget", "x")


def addresses(pattern: URLPattern, keys: list[UUID]) -> Iterator[str]:
    taken = {"pk": keys, "kind": KINDS, "code": ["QQ", "x"]}
    names = list(pattern.pattern.converters)
    for values in product(*(taken[name] for name in names)):
        yield reverse(f"implementation:{pattern.name}", kwargs=dict(zip(names, values, strict=True)))


@pytest.mark.parametrize("who", ["advocate", "defender", "elsewhere"])
def test_hidden_keys_lead_nowhere(who: str, world: Measure, recommendation: Recommendation, cast: Cast) -> None:
    hidden = [
        world.pk, Update.objects.get().pk, Tie.objects.get().pk, Responsibility.objects.get().pk,
        MeasureIndicator.objects.get().pk, Evidence.objects.get(layer="GOVERNMENT").pk,
    ]  # fmt: skip
    client = signed_in(getattr(cast, who))
    for pattern in urlpatterns:
        if pattern.pattern.converters:
            assert_nothing_here(client, *addresses(pattern, hidden))
