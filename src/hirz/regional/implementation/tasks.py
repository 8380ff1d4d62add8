"""The nightly job of reminders. It is safe to run twice and to miss: what was missed is made good once.

Which day it is, each office says for the States that it covers.
"""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from hirz.foundation.offices.queries import states_by_office
from hirz.regional.implementation.reminders import send_reminders, states_with_duties


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="remind_of_updates", pass_context=False)
def remind_of_updates(timestamp: int) -> None:
    for office, states in states_by_office(states_with_duties()).items():
        with timezone.override(office.zone):
            send_reminders(states=states, today=office.today)
