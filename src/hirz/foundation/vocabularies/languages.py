"""Django's language codes and ours, which differ in Chinese only: zh here, zh-hans in the catalogues."""

from __future__ import annotations

from hirz.rules.vocabulary import UN_LANGUAGES

__all__ = ["UN_LANGUAGES", "between_sentences", "django_code_of", "language_of", "words_apart"]


def language_of(django_code: str | None) -> str:
    return (django_code or "en").split("-")[0]


def django_code_of(language: str) -> str:
    return "zh-hans" if language == "zh" else language


def words_apart(language: str) -> bool:
    """Whether the language writes spaces between words; Chinese does not."""
    return language != "zh"


def between_sentences(language: str) -> str:
    return " " if words_apart(language) else ""
