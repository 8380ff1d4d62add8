"""Jobs of the ledger. Each is safe to run twice and to miss: the next run does what was left."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hirz.foundation.audit.checkpoints import make_checkpoint
from hirz.foundation.audit.sequencing import sequence


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="give_places_in_ledger", pass_context=False)
def give_places_in_ledger(timestamp: int) -> None:
    sequence(wait=False)


@app.periodic(cron="41 * * * *")
@app.task(queueing_lock="sign_ledger", pass_context=False)
def sign_ledger(timestamp: int) -> None:
    make_checkpoint()
