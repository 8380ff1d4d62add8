"""What holds for every act: only those who may, all or nothing, on record without content."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db.models import Model

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from tests.reprisals.acts import ACTS, Act, World
from tests.reprisals.story import TELLING

APPS = ("people", "matching", "cases", "intake", "response", "evidence", "reporting", "audit")


def everything() -> dict[str, list[dict[str, Any]]]:
    configs = [apps.get_app_config(app) for app in APPS]
    models: list[type[Model]] = [m for c in configs for m in c.get_models(include_auto_created=True)]
    return {model._meta.label: sorted(model._default_manager.values(), key=str) for model in models}


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_outsider_is_denied_and_leaves_nothing(world: World, outsider: User, act: Act) -> None:
    act.before(world)
    before = everything()
    with pytest.raises(AccessDenied):
        act.do(world, outsider)
    assert everything() == before


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_failing_history_undoes_the_act(world: World, act: Act) -> None:
    act.before(world)
    before = everything()
    with patch.object(Entry, "save", side_effect=OSError("disk full")), pytest.raises(OSError, match="disk"):
        act.do(world, getattr(world, act.who))
    assert everything() == before


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_act_is_on_record_by_who_did_it_without_content(world: World, act: Act) -> None:
    act.before(world)
    latest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    by = getattr(world, act.who)
    act.do(world, by)
    written = list(Entry.objects.filter(id__gt=latest))
    assert written
    assert {entry.actor for entry in written} == {by}
    for entry in written:
        said = json.dumps(entry.detail, ensure_ascii=False).lower()
        assert [word for word in (*TELLING, "serrovane", "airport", "verified.") if word in said] == []
