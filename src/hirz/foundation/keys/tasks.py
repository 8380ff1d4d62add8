"""Takes in the keys that the public process boxed for the desk. Safe to run twice, to stop anywhere, and to miss."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hirz.foundation.keys.actions import BOXED, bring_forward


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_in_boxed_keys", pass_context=False)
def take_in_boxed_keys(timestamp: int) -> None:
    """From then on the key of the desk opens nothing that arrived before, and the key of the office does."""
    for _moved in bring_forward(BOXED):
        pass
