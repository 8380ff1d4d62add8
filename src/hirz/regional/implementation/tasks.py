"""The nightly job of reminders. It is safe to run twice and to miss: what was missed is made good once."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from hirz.regional.implementation.reminders import send_reminders


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="remind_of_updates", pass_context=False)
def remind_of_updates(timestamp: int) -> None:
    send_reminders(today=timezone.localdate())
