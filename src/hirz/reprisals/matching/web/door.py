"""Questions of a form that enters somebody: whoever may be meant is shown, with the reason, before a file is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from hirz.engines.names import explain
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.matching.door import Said, known_like
from hirz.reprisals.matching.models import Verdict
from hirz.reprisals.people.finding import Candidate
from hirz.reprisals.people.web.fields import StaffForm
from hirz.reprisals.people.web.spellings import name_for_page

NAMES_LIMIT: Final = 10


class DoorForm(StaffForm):
    """``known`` and ``why`` are asked only when somebody was found; what was typed before stays in the form."""

    known = forms.ChoiceField(label=_("Is it one of these?"), widget=forms.RadioSelect, required=False)
    why = forms.CharField(
        label=_("Why do you think so?"),
        help_text=_("What tells them apart, or what is still to be found out. It is kept with the answer."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def look(self, spellings: list[str], *, user: User) -> None:
        """Find whoever may be meant, and ask about them."""
        self.spellings = spellings[:NAMES_LIMIT]
        self.found = known_like(self.spellings, user=user) if self.spellings else []
        if self.found:
            self.fields["known"].choices = self._answers()  # type: ignore[attr-defined]
        else:
            del self.fields["known"], self.fields["why"]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        if self.found and "known" not in self.errors:
            if not answers.get("known"):
                self.add_error("known", _("Somebody like this is entered already. Say whether it is the same person."))
            elif answers["known"] in Verdict and not answers["why"].strip():
                self.add_error("why", _("Write the reason."))
        return answers

    @property
    def said(self) -> Said:
        """Of a form that is valid."""
        answer = self.cleaned_data.get("known", "")
        if not answer:
            return Said()
        if answer in Verdict:
            return Said(verdict=Verdict(answer), reason=self.cleaned_data["why"].strip(), shown=self.found)
        return Said(person=next(c.person for c in self.found if str(c.person.pk) == answer))

    @property
    def why_found(self) -> Mapping[str, str]:
        """For each answer the words that stand beneath it."""
        return {str(candidate.person.pk): likeness_in_words(candidate) for candidate in self.found}

    def _answers(self) -> list[tuple[str, str]]:
        return [
            *((str(candidate.person.pk), name_for_page(candidate.person)) for candidate in self.found),
            (Verdict.DIFFERENT.value, str(_("No, somebody else"))),
            (Verdict.UNSURE.value, str(_("I cannot tell yet"))),
        ]


def lines_of(text: object) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def likeness_in_words(candidate: Candidate) -> str:
    """Why somebody is shown, and where their file lies."""
    return " ".join((*explain(candidate.comparison, page_language()), f"\u2068{candidate.person.office}\u2069."))
