"""Fields of forms as Django writes them, long lists sooner.

Two hundred States are a list on many pages, and Django looks up and renders two templates for each of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property

FOLDERS: Final = (Path(__file__).parent, Path(forms.__file__).parent / "templates")


class LongLists(DjangoTemplates):
    """The template of a list is ours, every other one Django's own."""

    @cached_property
    def engine(self) -> Backend:
        return self.backend({"APP_DIRS": True, "DIRS": FOLDERS, "NAME": "fields", "OPTIONS": {}})
