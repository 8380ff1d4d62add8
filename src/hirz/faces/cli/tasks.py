"""What keeps the jobs themselves going: the worker may be killed in the middle of one."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app
from procrastinate.jobs import Status

logger = logging.getLogger("hirz.jobs")


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="let_go_of_stalled_jobs", pass_context=False)
async def let_go_of_stalled_jobs(timestamp: int) -> None:
    """A job whose worker was killed counts as running for ever, and holds up all that share its lock.

    It is let go as failed and not run again: every job of ours can be missed, and its next run does what was left.
    """
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        logger.error("a job was broken off: %s", job.task_name)
