"""What somebody looks for in the library of evidence.

It is posted: what evidence is called and where it is from may name people, and names are never in an address.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import DayField, StaffForm, StateField, TermField
from hirz.regional.implementation.contributing import side_of
from hirz.regional.implementation.library import Question
from hirz.regional.implementation.web.forms import layers_in_words

ANY: Final = pgettext_lazy("no filter", "Any")
USED, UNUSED = "used", "unused"


class LibraryForm(StaffForm):
    words = forms.CharField(
        label=_("Words of the title, source or file"), max_length=200, required=False,
        help_text=_("In any order; spelling is read generously."),
    )  # fmt: skip
    source = forms.CharField(label=_("Whose is it, and where is it from?"), max_length=200, required=False)
    state = StateField(label=pgettext_lazy("country", "State"), required=False)
    kind = TermField(
        vocabulary="evidence_kind", label=pgettext_lazy("of evidence", "Kind"), nothing=ANY, required=False
    )
    since = DayField(label=pgettext_lazy("first day of a filter", "Dated from"), required=False)
    until = DayField(label=pgettext_lazy("last day of a filter", "Dated until"), required=False)
    layer = forms.ChoiceField(label=_("Who may see it?"), required=False)
    use = forms.ChoiceField(
        label=pgettext_lazy("of evidence", "Use"), required=False,
        choices=[
            ("", ANY), (USED, pgettext_lazy("of evidence", "Cited by something you may see")),
            (UNUSED, pgettext_lazy("of evidence", "Cited by nothing you may see")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, state_code: str, **kwargs: Any) -> None:
        """In the library of one State it is not asked which."""
        super().__init__(*args, **kwargs)
        self._state_code = state_code
        if state_code:
            del self.fields["state"]
        self.fields["layer"].choices = [("", ANY), *layers_in_words(side_of(user))]  # type: ignore[attr-defined]

    def question(self) -> Question:
        """What was asked; a question that cannot be read is not asked."""
        self.full_clean()
        given = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        use = given.pop("use", "")
        state_code = given.pop("state", "") or self._state_code
        return Question(**given, state_code=state_code, is_used=use == USED if use else None)
