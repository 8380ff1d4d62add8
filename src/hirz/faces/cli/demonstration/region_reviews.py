"""The invented State before the mechanisms: its review, a visit that is prepared, a letter, and what a network writes.

What is past stands on its days; what is still to come is told from today on, so that its clocks run.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from hirz.faces.cli.demonstration.time_travel import at
from hirz.foundation.accounts.models import User
from hirz.regional.reviews.actions import communicating, reviewing, visiting, writing
from hirz.regional.reviews.models import Visit
from hirz.rules.layers import Layer
from hirz.rules.visits import Step, VisitStage

SOURCE: Final = "Invented for the demonstration"
DOCUMENTS: Final = (
    ("national_report", "A/HRC/WG.6/45/XAM/1", date(2023, 11, 6)),
    ("compilation", "A/HRC/WG.6/45/XAM/2", date(2023, 11, 20)),
    ("stakeholder_summary", "A/HRC/WG.6/45/XAM/3", date(2023, 11, 20)),
    ("working_group_report", "A/HRC/XAM/3", date(2024, 3, 18)),
    ("addendum", "A/HRC/XAM/3/Add.1", date(2024, 6, 3)),
    ("outcome", "A/HRC/DEC/XAM/3", date(2024, 6, 28)),
)
SECTIONS: Final = (
    ("Books", "Nineteen of the thirty schools that we visited teach one of the languages from copies of old books."),
    ("Teachers", "Of four teachers who retire, one is replaced. Parents in the south teach lessons themselves."),
)
PREPARED: Final = (("terms_of_reference", True), ("programme_official", True), ("against_reprisals", False))


def build(state_code: str, officer: User, network: User) -> None:
    """``network``: who speaks for the network that writes an alternative report."""
    today = timezone.localdate()
    with at(datetime(2024, 9, 16, 8, tzinfo=UTC)):
        _reviewed(state_code, officer)
    with at(datetime(2025, 10, 6, 8, tzinfo=UTC)):
        _written(state_code, officer, network)
    _visit(state_code, officer, today)
    sent = today - timedelta(days=20)
    with at(_morning(sent + timedelta(days=2))):
        letter = communicating.Sent(
            reference=f"AL XAM 3/{sent.year}", procedures=["defenders"], themes=["civil_society_cooperation"],
            persons=1, sent_date=sent,
        )  # fmt: skip
        communicating.record_communication(state_code=state_code, sent=letter, by=officer)


def _reviewed(state_code: str, officer: User) -> None:
    review = reviewing.record_review(
        state_code=state_code, by=officer, mechanism="upr", cycle="cycle_4", session=45, held_date=date(2024, 2, 8),
        source=SOURCE,
    )  # fmt: skip
    for kind, symbol, on_date in DOCUMENTS:
        addresses = {one: f"https://documents.example/{one}/{symbol}" for one in ("en", "ru")}
        told = reviewing.Told(kind=kind, symbol=symbol, on_date=on_date, source=SOURCE, addresses=addresses)
        reviewing.record_document(review=review, told=told, by=officer)


def _written(state_code: str, officer: User, network: User) -> None:
    """An alternative report to the committee on the rights of the child. Its first section is shared with partners."""
    review = reviewing.record_review(state_code=state_code, by=officer, mechanism="treaty_body", treaty="crc",
                                     source=SOURCE)  # fmt: skip
    opened = writing.Opened(
        kind="committee_alternative", title="School in one language", language="en", own_limit=5_000,
        own_limit_source="Agreed in the network",
    )  # fmt: skip
    report = writing.open_report(review=review, opened=opened, by=network)
    writing.share_report(report=report, layer=Layer.PARTNERS, by=network)
    sections = [writing.add_section(report=report, heading=heading, by=network) for heading, _text in SECTIONS]
    for section, (_heading, text) in zip(sections, SECTIONS, strict=True):
        writing.save_section(section=section, text=text, seen="", by=network)
    writing.share_section(section=sections[0], layer=Layer.PARTNERS, by=network)
    writing.comment_on(section=sections[1], text="In which regions, and since when?", by=officer)


def _visit(state_code: str, officer: User, today: date) -> None:
    """Asked for last winter, accepted in summer, and in preparation: it begins in twelve weeks."""
    days = {"first_date": today + timedelta(weeks=12), "last_date": today + timedelta(weeks=12, days=9)}
    with at(_morning(today - timedelta(days=300))):
        first = Step(VisitStage.REQUESTED, today - timedelta(days=300))
        visit = visiting.record_visit(state_code=state_code, first=first, layer=Layer.GOVERNMENT, by=officer,
                                      procedures=["education"], source=SOURCE)  # fmt: skip
    with at(_morning(today - timedelta(days=150))):
        _step(visit, VisitStage.ACCEPTED_IN_PRINCIPLE, officer)
    with at(_morning(today - timedelta(days=60))):
        visit = visiting.change_visit(visit=visit, layer=Layer.PUBLIC, by=officer, **days)
        _step(visit, VisitStage.DATES_AGREED, officer)
    with at(_morning(today - timedelta(days=14))):
        _step(visit, VisitStage.PREPARATION, officer)
        for kind, is_done in PREPARED:
            done = timezone.localdate() if is_done else None
            due = today + timedelta(weeks=4)
            visiting.note_preparation(visit=visit, kind=kind, due_date=due, done_date=done, by=officer)


def _step(visit: Visit, stage: VisitStage, officer: User) -> None:
    visiting.take_step(visit=visit, step=Step(stage, timezone.localdate()), source=SOURCE, by=officer)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=UTC)
