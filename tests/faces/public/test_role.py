"""Everything in this folder is answered by a process that may read nothing that was ever written to us."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from hirz.reprisals.intake.models import Draft, Submission
from hirz.reprisals.people.models import Person
from tests.faces.public import journey
from tests.faces.public.role import AsPublicProcess


@pytest.mark.parametrize("model", [Submission, Draft, Person])
def test_query_of_its_own_is_refused(model: type[Submission | Draft | Person], public_client: Client) -> None:
    journey.sent(public_client)

    def curious(_request: HttpRequest) -> HttpResponse:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model.objects.count()
        return HttpResponse()

    assert AsPublicProcess(curious)(RequestFactory().get("/")).status_code == 200
    assert Submission.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('role')")
        assert cursor.fetchone() == ("none",)
