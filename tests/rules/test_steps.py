"""Every kind of step says what it tells to whom, and asks for the consent that a letter or a package would need."""

from __future__ import annotations

import pytest

from hirz.foundation.vocabularies.registry import choices
from hirz.rules.consent import OVERRIDE_PURPOSES, Purpose
from hirz.rules.recipients import EVIDENCE_RECIPIENTS
from hirz.rules.steps import TELLINGS, UnknownStep, tellings_of


def test_no_kind_of_step_goes_unasked() -> None:
    assert TELLINGS.keys() == {code for code, _words in choices("response_type")}


def test_kind_nobody_decided_on_is_refused() -> None:
    with pytest.raises(UnknownStep):
        tellings_of("skywriting")


@pytest.mark.parametrize("kind", ["press_release", "joint_statement", "third_state_statement"])
def test_what_the_public_hears_needs_the_consent_to_a_public_statement(kind: str) -> None:
    assert (Purpose.PUBLIC_STATEMENT, "public", False) in {(t.purpose, t.recipient, t.quiet) for t in tellings_of(kind)}


@pytest.mark.parametrize("kind", sorted(TELLINGS))
def test_recipient_is_one_that_the_purpose_foresees(kind: str) -> None:
    in_public = {Purpose.PUBLIC_STATEMENT: frozenset({"public"}), Purpose.ANNUAL_REPORT: frozenset({"public"})}
    for telling in tellings_of(kind):
        assert telling.recipient in {**EVIDENCE_RECIPIENTS, **in_public}[telling.purpose]


def test_exception_to_consent_opens_no_step_beyond_the_quiet_purposes() -> None:
    quiet = {telling.purpose for tellings in TELLINGS.values() for telling in tellings if telling.quiet}
    assert quiet == OVERRIDE_PURPOSES
