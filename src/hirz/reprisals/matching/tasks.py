"""All files compared once a night. Broken off, it goes on within the hour; it may be missed, and run twice."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from hirz.foundation.keys.chain import keys_at_hand
from hirz.reprisals.matching.sweeping import is_due, sweep


@app.periodic(cron="17 0-5 * * *")
@app.task(queue="long", queueing_lock="compare_all_files", lock="compare_all_files", pass_context=False)
def compare_all_files(timestamp: int) -> None:
    if is_due(timezone.now()):
        with keys_at_hand():
            sweep()
