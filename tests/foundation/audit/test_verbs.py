"""Every verb of the history has words, and belongs to one app."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.db.models import TextChoices
from django.utils import translation

from hirz.foundation.audit.verbs import label_of, register

SOURCE = Path(__file__).resolve().parents[3] / "src" / "hirz"


def verbs_written_by_the_code() -> set[str]:
    """The second part of every ``SomethingVerb.SOMETHING`` in the code."""
    return {
        node.attr
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id.endswith("Verb")
    }


def test_every_verb_the_code_writes_has_words() -> None:
    written = verbs_written_by_the_code()
    assert len(written) > 40
    assert all(label_of(verb) for verb in written)


def test_words_of_a_verb_are_those_of_the_page() -> None:
    assert label_of("CASE_OPENED") == "Case opened"
    with translation.override("ar"):
        assert label_of("CASE_OPENED")


def test_verb_declared_twice_is_refused() -> None:
    class Another(TextChoices):
        CASE_OPENED = "CASE_OPENED", "opened again"

    with pytest.raises(ValueError, match="CASE_OPENED"):
        register(Another)


def test_unknown_verb_has_no_words() -> None:
    with pytest.raises(KeyError):
        label_of("CASE_FORGOTTEN")
