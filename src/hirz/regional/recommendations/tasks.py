"""After an import: vectors for what is new, then suggestions. Broken off or missed, the next run does what is left."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from hirz.regional.recommendations.encoding import encode_waiting
from hirz.regional.recommendations.suggesting import states_to_suggest, suggest

_NAME = "index_recommendations"


@app.task(queue="long", queueing_lock=_NAME, lock=_NAME)
def index_recommendations() -> None:
    for _text in encode_waiting():
        pass
    for state_code in states_to_suggest():
        suggest(state_code)


@app.periodic(cron="23 * * * *")
@app.task(queue="long", queueing_lock=f"{_NAME}_hourly", lock=_NAME, pass_context=False)
def index_recommendations_hourly(timestamp: int) -> None:
    index_recommendations()


def index_soon() -> None:
    """Once the import is committed; one job that waits is enough for any number of imports."""
    try:
        index_recommendations.defer()
    except AlreadyEnqueued:
        return
