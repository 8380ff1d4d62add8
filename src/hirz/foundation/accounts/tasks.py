"""Jobs that forget what sign-in no longer needs. Each is safe to run twice and to miss."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hirz.foundation.accounts.memory import forget_expired
from hirz.foundation.accounts.sessions import SessionStore


@app.periodic(cron="41 * * * *")
@app.task(queueing_lock="forget_sign_ins", pass_context=False)
def forget_sign_ins(timestamp: int) -> None:
    forget_expired()
    SessionStore.clear_expired()
