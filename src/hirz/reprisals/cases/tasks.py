"""Jobs that keep deadlines alive. Each is safe to run twice and to miss: the next run does what was left."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hirz.reprisals.cases.deadlines import escalate_missed, rebuild_deadlines


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="escalate_missed", pass_context=False)
def raise_missed_clocks(timestamp: int) -> None:
    escalate_missed()


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="rebuild_deadlines", pass_context=False)
def rebuild_all_deadlines(timestamp: int) -> None:
    rebuild_deadlines()
