"""What can go wrong with names. None of these carries a name."""

from __future__ import annotations


class NamesError(ValueError):
    """The root of all refusals of the engine of names."""


class LengthsDiffer(NamesError):
    """Names were to be compared side by side, and one list is longer than the other."""


class WeightsDoNotFit(NamesError):
    """The weights were trained with another table of letters: train again with `scripts/train_names.py`."""


class UnknownLanguage(NamesError, KeyError):
    """Explanations are written in the languages of the United Nations, and in no other."""
