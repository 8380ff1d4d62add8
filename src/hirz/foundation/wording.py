"""What a refusal is called, in the person's language. Every code of an error has words; a test holds that."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirz.rules.errors import HirzError

_words: dict[str, str | Promise] = {}


def register_words(words: Mapping[str, str | Promise]) -> None:
    """Each app says how its own refusals are put; a code belongs to one app."""
    for code, text in words.items():
        if code in _words and _words[code] is not text:
            raise ValueError(f"words for {code} are registered twice")
        _words[code] = text


def words_for(error: HirzError) -> str:
    """Words that are safe to show: they hold no content of a case."""
    return str(_words.get(_code(error), _words["refused"]))


def has_words(code: str) -> bool:
    return code in _words


def _code(error: HirzError) -> str:
    """An error raised with a known code as its only argument speaks with that code."""
    given = str(error.args[0]) if error.args else ""
    return given if given in _words else error.code


register_words(
    {
        "error": _("Something went wrong. Nothing was saved."),
        "refused": _("The rules do not allow this. Nothing was changed."),
        "bad_input": _("This could not be understood. Nothing was saved."),
        "system_fault": _("The system could not do this now. Nothing was saved; please try again."),
        "not_found": _("There is nothing here that you can open."),
        "reason_missing": _("Write the reason."),
    }
)
