"""What sign-in remembers for a while is shared by every process, ends in time, and names nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from hirz.foundation.accounts.memory import DatabaseMemory, forget_expired
from hirz.foundation.accounts.models import Remembered

pytestmark = pytest.mark.django_db


def test_staff_face_uses_it() -> None:
    cache.set("a", [1.5, 2])
    assert isinstance(cache._connections[cache._alias], DatabaseMemory)  # type: ignore[attr-defined]
    assert cache.get("a") == [1.5, 2]
    assert DatabaseMemory("", {}).get("a") == [1.5, 2]


def test_first_to_come_is_the_only_one() -> None:
    assert cache.add("code", "y", timeout=30)
    assert not cache.add("code", "y", timeout=30)


def test_what_has_expired_is_forgotten() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        cache.set("a", 1, timeout=30)
        assert cache.touch("a", timeout=60)
        clock.shift(timedelta(seconds=61))
        assert cache.get("a", "gone") == "gone"
        assert not cache.touch("a")
        assert cache.add("a", 2, timeout=30)
        clock.shift(timedelta(seconds=31))
        assert forget_expired() == 1
        assert not Remembered.objects.exists()


def test_nothing_says_what_was_remembered() -> None:
    cache.set("desk@hirz.example 198.51.100.7", [])
    assert "desk" not in Remembered.objects.get().name
    assert cache.delete("desk@hirz.example 198.51.100.7")
