"""Every address of the staff face, read from the resolver: a page added later is walked without being listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, StringConverter, UUIDConverter

OPEN = "sign-in/"


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
        choices = [[(name, value) for value in values[self._key(name)]] for name in self.takes]
        for chosen in product(*choices):
            yield reverse(self.name, kwargs=dict(chosen))

    def _key(self, name: str) -> str:
        """What is called pk takes any row of its kind; anything else is known by its own name."""
        if name != "pk":
            return name
        return {UUIDConverter: "uuid", IntConverter: "int", StringConverter: "str"}[type(self.takes[name])]


def addresses() -> list[Address]:
    return list(_below(get_resolver(), "", "", {}))


def _below(resolver: URLResolver, namespace: str, route: str, takes: Mapping[str, Any]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        taken = {**takes, **entry.pattern.converters}
        if isinstance(entry, URLPattern):
            yield Address(f"{namespace}{entry.name}", here, taken, entry.callback)
        else:
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _below(entry, inside, here, taken)
