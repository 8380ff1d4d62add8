"""The questions of staff forms, under the name by which the reprisals half asks them."""

from hirz.foundation.questions import (
    DayField,
    PreciseField,
    StaffForm,
    StateField,
    TermField,
    TermsField,
    definitions,
    state_choices,
    state_name,
)

__all__ = [
    "DayField",
    "PreciseField",
    "StaffForm",
    "StateField",
    "TermField",
    "TermsField",
    "definitions",
    "state_choices",
    "state_name",
]
