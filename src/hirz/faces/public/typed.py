"""What somebody has typed, as a draft keeps it: by step, then by the name under which the browser sent it.

Nothing is judged here. An answer that cannot be sent is kept like any other, to be shown again and put right.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from hirz.faces.public.forms.fields import StepForm

Typed = Mapping[str, list[str]]


def typed_in(form: type[StepForm], sent: QueryDict) -> dict[str, list[str]]:
    """The answers to the questions of a form; the one character that the database cannot hold is left out."""
    names = [name for name in form().html_names() if name in sent]
    return {name: [value.replace("\0", "") for value in sent.getlist(name)] for name in names}


def filled(form: type[StepForm], typed: Typed | None, *, quiet: bool = False) -> StepForm:
    """The form with what was typed; without judgement when it is quiet, blank when nothing was typed yet."""
    return form() if typed is None else form(MultiValueDict(typed), quiet=quiet)


def all_that_was_sent(sent: QueryDict, *, but: Collection[str] = ()) -> list[tuple[str, str]]:
    """As the hidden fields of a page can send it once more."""
    left_out = {"csrfmiddlewaretoken", *but}
    return [(name, value) for name, values in sent.lists() if name not in left_out for value in values]
