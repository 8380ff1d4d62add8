"""Every address of the staff face, read from the resolver: a page added later is walked without being listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, StringConverter, UUIDConverter

OPEN = "sign-in/"
NOWHERE: Mapping[str, list[object]] = {"uuid": [uuid4()], "int": [0], "str": ["x"]}


@dataclass(frozen=True)
class Address:
    """A pattern: its full name, where it begins, the kinds of what it takes, and its view."""

    name: str
    route: str
    takes: Mapping[str, Any]
    view: Any

    @property
    def is_below_sign_in(self) -> bool:
        return self.route.startswith(OPEN)

    def with_all(self, values: Mapping[str, list[object]]) -> Iterator[str]:
        """The address with every value that fits each thing it takes."""
        choices = [[(name, value) for value in self._fitting(name, values)] for name in self.takes]
        for chosen in product(*choices):
            yield reverse(self.name, kwargs=dict(chosen))

    def _fitting(self, name: str, values: Mapping[str, list[object]]) -> list[object]:
        """What is called pk takes any row of its kind; anything else is known by its own name, or leads nowhere."""
        kind = {UUIDConverter: "uuid", IntConverter: "int"}.get(type(self.takes[name]), "str")
        return values[kind] if name == "pk" else values.get(name, NOWHERE[kind])


def addresses() -> list[Address]:
    return list(_below(get_resolver(), "", "", {}))


def _taken_by(pattern: Any) -> Mapping[str, Any]:
    """What an address takes, also where it is written as a regular expression."""
    written = {name: UUIDConverter() if name == "pk" else StringConverter() for name in pattern.regex.groupindex}
    return {**written, **pattern.converters}


def _below(resolver: URLResolver, namespace: str, route: str, takes: Mapping[str, Any]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        taken = {**takes, **_taken_by(entry.pattern)}
        if isinstance(entry, URLPattern):
            yield Address(f"{namespace}{entry.name}", here, taken, entry.callback)
        else:
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _below(entry, inside, here, taken)
