"""A submission as it is read: every answer under its question, in the order of the form; nothing left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from hirz.foundation.keys.sealed import UNREADABLE, UnreadableRecord
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.reprisals.people.web.fields import state_name

Words: TypeAlias = "str | Promise"


@dataclass(frozen=True)
class Told:
    """One answer. ``ours`` are words of the page; otherwise they are the submitter's own and keep their direction."""

    question: Words
    text: str
    ours: bool = False
    is_date: bool = False


@dataclass(frozen=True)
class Section:
    """Answers that belong together; long ones stand below the short ones."""

    title: Words
    short: tuple[Told, ...]
    long: tuple[Told, ...]


def _coded(name: str) -> Callable[[str], str]:
    def words(code: str) -> str:
        return label(name, code) if code in vocabulary(name) else code

    return words


def _own(text: str) -> str:
    return text


_SHORT: Final[Mapping[str, tuple[Words, Callable[[str], str] | None]]] = {
    "relation": (gettext_lazy("Who wrote"), _coded("relation_to_victim")),
    "state_concerned": (gettext_lazy("State concerned"), state_name),
    "victim.kind": (pgettext_lazy("of person", "Kind"), _coded("person_kind")),
    "victim.gender": (gettext_lazy("Gender"), _coded("gender")),
    "victim.age_group": (gettext_lazy("Age group"), _coded("age_group")),
    "engagement.body": (gettext_lazy("With whom"), _coded("engagement_body")),
    "engagement.kind": (gettext_lazy("How"), _coded("engagement_type")),
    "engagement.date": (gettext_lazy("When"), None),
    "engagement.place": (gettext_lazy("Where"), _own),
    "act.kinds": (gettext_lazy("What was done"), _coded("act_type")),
    "act.date": (gettext_lazy("When"), None),
    "act.place": (gettext_lazy("Where"), _own),
    "act.perpetrator": (gettext_lazy("By whom"), _coded("perpetrator")),
}
_LONG: Final[Mapping[str, Words]] = {
    "victim.description": gettext_lazy("Who they are and what they do"),
    "engagement.description": gettext_lazy("What they did or said"),
    "act.description": gettext_lazy("How it happened"),
    "link": gettext_lazy("Why the submitter sees a link with the cooperation"),
    "narrative": gettext_lazy("In the submitter’s own words"),
    "steps_taken": gettext_lazy("Steps taken so far"),
    "prior_submissions": gettext_lazy("Sent elsewhere before"),
    "safe_contact": gettext_lazy("Another safe way to reach the submitter"),
}
_SECTIONS: Final[tuple[tuple[Words, tuple[str, ...]], ...]] = (
    (gettext_lazy("What happened"), ("narrative",)),
    (
        gettext_lazy("The person concerned"),
        ("victim.kind", "victim.gender", "victim.age_group", "victim.description"),
    ),
    (
        gettext_lazy("Cooperation with the United Nations"),
        ("engagement.body", "engagement.kind", "engagement.date", "engagement.place", "engagement.description"),
    ),
    (
        gettext_lazy("Intimidation or reprisal"),
        ("act.kinds", "act.date", "act.place", "act.perpetrator", "act.description", "link"),
    ),
    (
        gettext_lazy("The submitter"),
        ("relation", "state_concerned", "safe_contact", "steps_taken", "prior_submissions"),
    ),
)


def sections(answers: Mapping[str, Any]) -> list[Section]:
    """What was answered; a section in which nothing was said is left out."""
    if isinstance(answers, UnreadableRecord):
        answers = {"narrative": UNREADABLE}
    read = [Section(title, tuple(_short(paths, answers)), tuple(_long(paths, answers))) for title, paths in _SECTIONS]
    return [section for section in read if section.short or section.long]


def names(answers: Mapping[str, Any]) -> list[str]:
    """Every spelling of the person concerned, as written."""
    return [name for name in answers.get("victim", {}).get("names", ()) if name.strip()]


def without_people(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """For a reader to whom a case was opened without its people: no name, no way to reach the submitter."""
    if isinstance(answers, UnreadableRecord):
        return answers
    victim = {name: value for name, value in answers.get("victim", {}).items() if name != "names"}
    return {**answers, "victim": victim, "safe_contact": ""}


def given_by(answers: Mapping[str, Any]) -> str:
    """Who answered about the uses of what was told."""
    code = _at(answers, "consent.given_by")
    return label("consent_given_by", code) if code else UNREADABLE


def is_urgent(answers: Mapping[str, Any]) -> bool:
    """Whether the submitter says that life or liberty is at stake now."""
    return answers.get("life_at_risk") is True


def _short(paths: tuple[str, ...], answers: Mapping[str, Any]) -> Iterator[Told]:
    for path in paths:
        if path in _SHORT:
            question, words = _SHORT[path]
            for text in _texts(_at(answers, path)):
                yield Told(question, words(text) if words else text, ours=words is not _own, is_date=words is None)


def _long(paths: tuple[str, ...], answers: Mapping[str, Any]) -> Iterator[Told]:
    for path in paths:
        if path in _LONG:
            yield from (Told(_LONG[path], text) for text in _texts(_at(answers, path)))


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(text) for text in values if str(text or "").strip()]


def _at(answers: Mapping[str, Any], path: str) -> Any:
    value: Any = answers
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
