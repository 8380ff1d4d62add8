"""Start-up checks: sign-in without a password exists for the demonstration on this machine, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

LOOPBACK_NAMES = frozenset({"localhost", ".localhost"})


@register()
def demonstration_stays_on_this_machine(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.HIRZ_DEMO:
        return []
    return [
        Error(f"The demonstration may be served on this machine only, not on {name}.", id="hirz.E010")
        for name in _reachable_names()
        if not is_loopback(name)
    ]


def is_loopback(name: str) -> bool:
    """Whether a host name or address, with or without brackets and port, means this machine."""
    host = _without_port(name)
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _without_port(name: str) -> str:
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0] if name.count(":") == 1 else name


def _reachable_names() -> Iterable[str]:
    yield os.environ.get("HIRZ_BIND", "127.0.0.1")
    yield from settings.ALLOWED_HOSTS
