"""Refusals in words: by their code, in the language of the page, and nothing of what was refused."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.wording import has_words, register_words, words_for
from hirz.rules.errors import BadInput, HirzError, RefusedByRule


class Unworded(RefusedByRule):
    code = "nobody_put_this_into_words"


def test_refusal_without_words_of_its_own_says_that_the_rules_do_not_allow_it() -> None:
    assert not has_words(Unworded.code)
    assert words_for(Unworded()) == words_for(RefusedByRule())


def test_known_code_given_with_the_error_speaks() -> None:
    assert words_for(BadInput("reason_missing")) == "Write the reason."


@pytest.mark.parametrize("error", [BadInput("Salma Al-Zahrawi"), AccessDenied("CASE_VIEW"), HirzError("C-4TR9WM")])
def test_anything_else_given_with_the_error_is_not_shown(error: HirzError) -> None:
    assert str(error.args[0]) not in words_for(error)


def test_code_belongs_to_one_app() -> None:
    with pytest.raises(ValueError, match="not_found"):
        register_words({"not_found": _("Something else.")})
