"""Start-up checks: what roles.yaml says must be something the code knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from hirz.foundation.accounts.access import Permission, roles


def known_permissions() -> frozenset[str]:
    return frozenset(p.value for enumeration in Permission.__subclasses__() for p in enumeration)


@register()
def roles_name_known_permissions(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    named = frozenset().union(*roles().values())
    return [
        Error(f"roles.yaml names an unknown permission: {p}", id="hirz.E001")
        for p in sorted(named - known_permissions())
    ]
