"""Days of reviews that were put on record ahead come while nobody looks: each hour the calendar is told of those.

Which day it is, each office says for the States that it covers.
"""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from hirz.foundation.offices.queries import states_by_office
from hirz.regional.reviews.actions.reviewing import tell_day_that_came
from hirz.regional.reviews.models import Review


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="tell_reviews_held", pass_context=False)
def tell_reviews_held(timestamp: int) -> None:
    """Each by itself, so that one that cannot be told keeps back none of those before it."""
    ahead = Review.objects.filter(held_event_id__isnull=True, held_date__isnull=False)
    states = set(ahead.order_by().values_list("state_code", flat=True))
    for office, codes in states_by_office(states).items():
        with timezone.override(office.zone):
            come = ahead.filter(state_code__in=codes, held_date__lte=office.today)
            for pk in list(come.values_list("pk", flat=True)):
                tell_day_that_came(review_id=pk)
