"""Jobs that forget what should be forgotten."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hirz.reprisals.intake.forgetting import forget_expired_drafts


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="forget_expired_drafts", pass_context=False)
def forget_drafts(timestamp: int) -> None:
    forget_expired_drafts()
