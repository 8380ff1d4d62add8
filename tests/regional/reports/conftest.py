"""A measure of a Ministry on which a validated update stands, with its evidence."""

from __future__ import annotations

from datetime import date

import pytest

from hirz.regional.implementation.actions.evidence import enter_evidence
from hirz.regional.implementation.actions.updating import Content, draft_update, take_step
from hirz.regional.implementation.models import Evidence, Measure, Update
from hirz.rules.follow_up import Step
from hirz.rules.layers import Layer
from tests.regional.implementation.conftest import Cast, cast, measure, recommendation, recommendations

__all__ = ["cast", "measure", "recommendation", "recommendations"]


@pytest.fixture
def evidence(cast: Cast) -> Evidence:
    row, _is_new = enter_evidence(
        state_code="XM", by=cast.clerk, layer=Layer.GOVERNMENT, kind="law", title="Decree of the Mirrors",
        source="Gazette 7", on_date=date(2026, 3, 1), language="en", address="https://gazette.example/7",
    )  # fmt: skip
    return row


@pytest.fixture
def update(cast: Cast, measure: Measure, evidence: Evidence) -> Update:
    said = Content(
        for_date=date(2026, 4, 1), progress="under_way", words="Half of the books are printed.",
        evidence=[(evidence, "art. 3")],
    )  # fmt: skip
    row = draft_update(measure=measure, content=said, layer=Layer.GOVERNMENT, by=cast.clerk)
    row = take_step(update=row, step=Step.SUBMIT, by=cast.clerk)
    row = take_step(update=row, step=Step.ENDORSE, by=cast.minister)
    return take_step(update=row, step=Step.VALIDATE, by=cast.officer)
