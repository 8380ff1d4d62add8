"""What somebody agreed to, as their inbox shows it, and what stops when they take a yes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hirz.faces.public.consent_words import MEANINGS, NEEDS, Words, question_name
from hirz.faces.shell.components.records import CONSENT_LOOKS
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.intake.answers import ASKED_SCOPES
from hirz.reprisals.intake.arrival import consent_in_inbox
from hirz.reprisals.intake.models import Submission
from hirz.rules.consent import ConsentState, Scope


@dataclass(frozen=True)
class Use:
    """One scope and the answer that holds now."""

    scope: Scope
    state: ConsentState

    @property
    def slug(self) -> str:
        return question_name(self.scope)

    @property
    def label(self) -> str:
        return label("consent_scope", self.scope)

    @property
    def state_label(self) -> str:
        return label("consent_state", self.state)

    @property
    def tone(self) -> str:
        return CONSENT_LOOKS[self.state][0]

    @property
    def icon(self) -> str:
        return CONSENT_LOOKS[self.state][1]

    @property
    def is_given(self) -> bool:
        return self.state is ConsentState.GIVEN

    @property
    def without_it(self) -> Words:
        return MEANINGS[self.scope].without_it


def uses(submission: Submission) -> list[Use]:
    now = consent_in_inbox(submission)
    return [Use(scope, now[scope]) for scope in ASKED_SCOPES]


def stopped_with(chosen: Sequence[Use], given: Sequence[Use]) -> list[Use]:
    """The uses that end with those chosen: a name is not said where the case may not be spoken of, and nothing is
    done with what may not be kept."""
    scopes = {use.scope for use in chosen}
    return [use for use in given if use.scope in scopes or Scope.RECORD in scopes or NEEDS.get(use.scope) in scopes]
