"""People from outside who contribute, and the organisations in whose name they do."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.rules.layers import Layer


def make_organisation(
    name: str = "Ministry of Mirrors",
    *,
    kind: str = "ministry",
    state_code: str = "KG",
    layer: Layer | None = None,
) -> Organisation:
    """In the layer of its kind when none is given. ``kind="civil_society"`` stands with the partners."""
    given = {"layer": layer.value} if layer else {}
    return Organisation.objects.create(names={"en": name}, kind=kind, state_code=state_code, **given)


def make_contributor(
    name: str,
    organisation: Organisation,
    *,
    part: str = Contributor.Part.CONTRIBUTOR,
    language: str = "en",
    ended: bool = False,
) -> User:
    """Somebody who speaks for the organisation since a year ago; ``ended``: until yesterday."""
    user = User.objects.create_user(
        email=f"{name}@contributor.example", display_name=name.title(), office=Office.objects.get(code="bishkek"),
        language=language, is_contributor=True,
    )  # fmt: skip
    today = timezone.localdate()
    Contributor.objects.create(
        user=user, organisation=organisation, part=part, from_date=today - timedelta(days=365),
        until_date=today - timedelta(days=1) if ended else None,
    )  # fmt: skip
    return user
