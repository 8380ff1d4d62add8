"""Keeps the blind keys of names as long as their number asks for. Safe to run twice and to miss."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hirz.foundation.keys.chain import keys_at_hand
from hirz.reprisals.people.name_index import rebuild_if_outgrown


@app.periodic(cron="47 * * * *")
@app.task(queue="long", queueing_lock="cut_keys_of_names", pass_context=False)
def cut_keys_of_names(timestamp: int) -> None:
    with keys_at_hand():
        rebuild_if_outgrown()
