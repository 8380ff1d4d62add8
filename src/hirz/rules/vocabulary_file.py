"""How a vocabulary is read from what somebody else has parsed: field by field, refusing what is wrong, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, TypeVar

from hirz.rules.errors import BadInput

Code = TypeVar("Code", bound=StrEnum)
Fact = str | int | date | tuple[str, ...]
"""What a term can carry besides its labels: a symbol, a number, a day, a list of codes."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class MalformedVocabulary(BadInput):
    """A vocabulary or list of States does not have the agreed shape; says where, for whoever edits the file."""

    code: ClassVar[str] = "vocabulary_malformed"

    def __init__(self, file: str, field_path: str, problem: str) -> None:
        super().__init__(f"{self.code}: {file}: {field_path}: {problem}")
        self.file = file
        self.field_path = field_path
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Place:
    """A mapping inside a file, and the words for where it is; reads fields and refuses what is wrong."""

    file: str
    path: str
    content: Mapping[object, object]

    @classmethod
    def of(cls, file: str, path: str, value: object) -> Place:
        if not isinstance(value, Mapping):
            raise MalformedVocabulary(file, path or "document", "is not a mapping")
        return cls(file, path, value)

    def wrong(self, key: str, problem: str) -> MalformedVocabulary:
        return MalformedVocabulary(self.file, f"{self.path}.{key}".lstrip("."), problem)

    def allow(self, fields: set[str]) -> None:
        if any(key not in fields for key in self.content):
            raise self.wrong("*", "has a field that is not known")

    def text(self, key: str, *, required: bool = True) -> str:
        value = self.content.get(key, "")
        if not isinstance(value, str) or value != value.strip() or (required and not value):
            raise self.wrong(key, "is missing or is not plain text")
        return value

    def matching(self, key: str, pattern: re.Pattern[str]) -> str:
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.wrong(key, "does not have the form of a code")
        return value

    def day(self, key: str) -> date:
        value = self.content.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, "is not a date")
        return value

    def one_of(self, key: str, codes: type[Code]) -> Code:
        """Read one member of an enumeration by its value."""
        try:
            return codes(self.text(key))
        except ValueError:
            raise self.wrong(key, "is not one of the known codes") from None

    def part(self, key: str) -> Place:
        return Place.of(self.file, f"{self.path}.{key}".lstrip("."), self.content.get(key))

    def parts(self, key: str) -> list[Place]:
        value = self.content.get(key)
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            raise self.wrong(key, "is not a list with entries")
        return [Place.of(self.file, f"{key}[{index}]", entry) for index, entry in enumerate(value)]

    def languages(self) -> list[str]:
        found = [key for key in self.content if isinstance(key, str) and _LANGUAGE.fullmatch(key)]
        if len(found) != len(self.content):
            raise self.wrong("*", "has a key that is not a language code")
        return found

    def texts(self, key: str) -> Mapping[str, str]:
        """Read an optional mapping of language to text."""
        if key not in self.content:
            return MappingProxyType({})
        part = self.part(key)
        return MappingProxyType({language: part.text(language) for language in part.languages()})

    def texts_in(self, key: str, expected: Sequence[str]) -> Mapping[str, str]:
        """Read a mapping of language to text that has every one of the languages expected."""
        texts = self.texts(key)
        for language in expected:
            if language not in texts:
                raise self.wrong(f"{key}.{language}", "is missing")
        return texts

    def codes(self, key: str) -> tuple[str, ...]:
        """Read an optional list of plain words."""
        value = self.content.get(key, [])
        if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, "is not a list of words")
        return tuple(str(one) for one in value)

    def facts(self, key: str) -> Mapping[str, Fact]:
        """Read an optional mapping of names to texts, whole numbers, days, or lists of words."""
        if key not in self.content:
            return MappingProxyType({})
        part = self.part(key)
        if not all(isinstance(name, str) and _NAME.fullmatch(name) for name in part.content):
            raise self.wrong(key, "has a name that is none")
        return MappingProxyType({str(name): part.fact(str(name)) for name in part.content})

    def fact(self, key: str) -> Fact:
        value = self.content[key]
        if isinstance(value, bool | datetime) or not isinstance(value, str | int | date | list):
            raise self.wrong(key, "is not a text, a whole number, a day or a list of words")
        if isinstance(value, list):
            return self.codes(key)
        return self.text(key) if isinstance(value, str) else value
