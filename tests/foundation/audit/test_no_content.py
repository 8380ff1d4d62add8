"""The history holds ids and codes: of all that people wrote in a whole triage, nothing stands in it."""

from __future__ import annotations

import logging
from copy import deepcopy
from typing import Any

import pytest
from django.core.serializers import serialize
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirz.engines.files import Limits
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.moving import describe, settle_withdrawal
from hirz.reprisals.cases.actions.recording import add_development, assess_link
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake.arrival import (
    keep_answers,
    new_token,
    open_inbox,
    read_messages,
    start_draft,
    submit,
    withdraw_from_inbox,
    write_to_us,
)
from hirz.reprisals.intake.files import attach_bytes
from hirz.reprisals.intake.triage import send_message, triage
from hirz.reprisals.people.actions import add_name, describe_in_public
from hirz.rules.consent import Scope
from tests.engines.files.samples import jpeg_with_gps
from tests.reprisals.intake.arriving import TOLD, within_scope

CODED = {
    "language", "relation", "state_concerned", "kind", "gender", "age_group", "body", "date", "kinds", "perpetrator",
    "consent",
}  # fmt: skip
"""Answers that are codes and dates; every other answer is a person's own words."""

UNCOMMON_WORDS = st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=12).map(
    "Zafiramoon{}".format
)
"""No word that the history itself is written in: "Record" is letters too."""


def planted(word: str, value: Any = TOLD, name: str = "") -> Any:
    """The story with the word in every place that takes a person's own words."""
    if name in CODED or isinstance(value, bool):
        return deepcopy(value)
    if isinstance(value, dict):
        return {key: planted(word, inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [f"{word} {number}" for number, _ in enumerate(value)]
    return f"{value} {word}"


def tell(word: str, desk: User) -> Case:
    """From the first step of the form to a triaged case that was written about, withdrawn from and settled."""
    token = new_token()
    start_draft(token=token, language="ar")
    keep_answers(token=token, answers=planted(word))
    attach_bytes(token=token, data=jpeg_with_gps(), name=f"{word}.jpg", limits=Limits())
    arrived = submit(token=token)
    decision = within_scope(desk, scope_reason=word, summary=word)
    case = triage(submission=arrived.submission, decision=decision, by=desk)
    send_message(submission=arrived.submission, body=word, by=desk)
    submission = open_inbox(arrived.receipt)
    read_messages(submission=submission)
    write_to_us(submission=submission, body=word)
    victim = case.parties.get().person
    add_name(person=victim, text=f"{word} again", by=desk)
    describe_in_public(person=victim, descriptions={"en": word}, by=desk)
    describe(case=case, wishes=word, by=desk)
    add_development(case=case, kind="other", date="2026-03", text=word, by=desk)
    assess_link(
        case=case, engagement=case.engagements.get(), act=case.acts.all()[0], strength="strong",
        bases=["temporal_proximity"], reasoning=word, by=desk,
    )  # fmt: skip
    withdraw_from_inbox(submission=submission, scopes=[Scope.RAISE_WITH_GOVERNMENT])
    settle_withdrawal(case=case, note=word, by=desk)
    return case


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=UNCOMMON_WORDS)
def test_nothing_that_people_wrote_stands_in_the_history(word: str, office: Office, desk: User) -> None:
    tell(word, desk)
    written = serialize("json", Entry.objects.all(), ensure_ascii=False)
    assert len(Entry.objects.all()) > 20
    assert word.casefold() not in written.casefold()


def test_nothing_that_people_wrote_stands_in_a_log(
    office: Office, desk: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    tell("Zafiramoon", desk)
    assert "Zafiramoon" not in caplog.text
