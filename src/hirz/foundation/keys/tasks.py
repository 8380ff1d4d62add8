"""What is done to keys by the clock. Each is safe to run twice, to stop anywhere, and to miss."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hirz.foundation.keys.actions import BOXED, bring_forward, remember_outside


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_in_boxed_keys", pass_context=False)
def take_in_boxed_keys(timestamp: int) -> None:
    """From then on the key of the desk opens nothing that arrived before, and the key of the office does."""
    for _moved in bring_forward(BOXED):
        pass


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="remember_tombstones_outside", pass_context=False)
def remember_tombstones_outside(timestamp: int) -> None:
    """So that a restore from an older backup erases again also what could not be noted outside at the time."""
    remember_outside()
