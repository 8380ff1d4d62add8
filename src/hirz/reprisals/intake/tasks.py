"""Jobs that forget, take in what arrived, and keep deadlines alive. Each is safe to run twice and to miss."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hirz.foundation.keys.chain import keys_at_hand
from hirz.reprisals.intake.deadlines import escalate_missed_submissions, rebuild_submission_deadlines
from hirz.reprisals.intake.forgetting import forget_expired_drafts
from hirz.reprisals.intake.taking_in import take_in


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="forget_expired_drafts", pass_context=False)
def forget_drafts(timestamp: int) -> None:
    forget_expired_drafts()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_in_what_waits", pass_context=False)
def take_in_what_waits(timestamp: int) -> None:
    """Also when no page is asked for."""
    with keys_at_hand():
        take_in()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="escalate_missed_submissions", pass_context=False)
def raise_missed_submission_clocks(timestamp: int) -> None:
    escalate_missed_submissions()


@app.periodic(cron="11 * * * *")
@app.task(queueing_lock="rebuild_submission_deadlines", pass_context=False)
def rebuild_all_submission_deadlines(timestamp: int) -> None:
    rebuild_submission_deadlines()
