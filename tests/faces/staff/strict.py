"""A template that names something nobody gave it fails, instead of showing a gap."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FrameType

from django.template.base import Origin

OTHERS = "site-packages"
"""Templates that came with a package are their authors' affair."""


class UndefinedVariable(AssertionError):
    """A template of ours uses a name that is not in its context."""


class FailWhenUndefined(str):
    """What Django puts in the place of an undefined variable, when it asks for it."""

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        origin = _template_being_rendered()
        if origin is not None and OTHERS in origin.name:
            return ""
        raise UndefinedVariable(f"{name} is not defined in {origin.name if origin else 'a template'}")


def _template_being_rendered() -> Origin | None:
    for frame in _frames():
        node = frame.f_locals.get("self")
        origin = getattr(node, "origin", None)
        if isinstance(origin, Origin):
            return origin
    return None


def _frames() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        yield frame
        frame = frame.f_back
