"""System checks: every vocabulary can be read, and every family is a code of the vocabulary it points to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from hirz.foundation.vocabularies import registry
from hirz.rules.errors import BadInput
from hirz.rules.vocabulary import Vocabulary


def check_vocabularies(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    problems = [problem for name in registry.names() for problem in _problems(name)]
    try:
        registry.states(include_demonstration=True)
    except BadInput as error:
        problems.append(str(error))
    return [Error(problem, id="vocabularies.E001") for problem in problems]


def _problems(name: str) -> Iterator[str]:
    try:
        found = registry.vocabulary(name)
        yield from _lost_families(found, registry.vocabulary(found.family_vocabulary))
    except BadInput as error:
        yield str(error)


def _lost_families(found: Vocabulary, families: Vocabulary) -> Iterator[str]:
    for term in found:
        if term.family is not None and term.family not in families:
            yield f"{found.name}.{term.code}: its family is not a code of {families.name}"
