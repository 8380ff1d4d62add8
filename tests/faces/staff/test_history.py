"""The history of a case: every act in words, page by page, for whoever may read histories there."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from hirz.faces.staff.history import DETAILS, history_of, lines
from hirz.faces.staff.views.history import PAGE_SIZE
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER, record
from hirz.foundation.audit.models import Entry
from hirz.foundation.audit.verbs import label_of
from hirz.reprisals.cases.verbs import CaseVerb
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed, parsed_part
from tests.faces.staff.test_case_list import shape
from tests.faces.staff.world import World


def tell(world: World, desk: User) -> list[str]:
    return [f"{line.who}: {line.what} ({line.detail})" for line in lines(history_of(world.case, desk))]


def test_acts_are_told_with_who_and_what_the_codes_mean(world: World, desk: User) -> None:
    told = tell(world, desk)
    assert "Desk: Risk raised (Critical)" in told
    assert "Desk: Record added (Cooperation)" in told
    assert "Verifier: Verification confirmed by a second person (Reasonable grounds to believe)" in told
    assert told[-1] == "Desk: Case opened ()"


@transaction.atomic
def write(world: World, verb: str, **detail: Any) -> None:
    record(verb, by=SUBMITTER, subject=world.case, case_id=world.case.pk, **detail)


def test_act_of_the_submitter_is_told_without_a_name(world: World, desk: User) -> None:
    write(world, "CONSENT_CHANGED_BY_SUBMITTER", scopes=["STATISTICS", "REPORT_NAMED"], state="WITHDRAWN")
    assert tell(world, desk)[0].startswith("the person who wrote to us: Consent changed by the submitter (Use in")


def test_decision_about_the_report_is_told(world: World, desk: User) -> None:
    write(world, "ENTRY_DECIDED", decision="include", named=False)
    assert "Decision for the report taken" in tell(world, desk)[0]


def test_code_that_no_vocabulary_knows_any_more_is_told_as_it_was_written(world: World, desk: User) -> None:
    write(world, CaseVerb.CASE_MOVED, to="STATE_OF_LONG_AGO")
    assert tell(world, desk)[0].endswith("(STATE_OF_LONG_AGO)")


@pytest.mark.parametrize("verb", sorted(DETAILS))
def test_every_verb_whose_codes_are_put_into_words_exists(verb: str) -> None:
    assert label_of(verb)


def test_pages_tell_every_entry_once_the_newest_first(world: World, desk: User, browse: Browse) -> None:
    for _time in range(PAGE_SIZE):
        write(world, CaseVerb.CASE_FACT_RECORDED, fact="reviewed")
    browser, where = browse(desk), reverse("staff:case_history", args=[world.case.pk])
    seen: list[int] = []
    address = where
    while address:
        page = browser.get(address).context["page"]
        seen += [entry.pk for entry in page.rows]
        address = page.next_url and where + page.next_url
    assert seen == list(Entry.objects.filter(case_id=world.case.pk).order_by("-id").values_list("pk", flat=True))


def test_swap_by_htmx_is_the_part_of_the_whole_page(world: World, desk: User, browse: Browse) -> None:
    browser, where = browse(desk), reverse("staff:case_history", args=[world.case.pk])
    swap = parsed_part(browser.get(where, headers={"HX-Request": "true"}).content)
    assert shape(swap) == shape(parsed(browser.get(where).content).part("history-lines"))


def test_history_is_closed_to_whoever_may_read_the_case_and_not_its_history(
    world: World, outsider: User, browse: Browse
) -> None:
    world.case.grants.update(user=outsider)
    assert not history_of(world.case, outsider).exists()
    assert browse(outsider).get(reverse("staff:case_history", args=[world.case.pk])).status_code == 404


def test_history_costs_the_same_however_long(
    world: World, desk: User, browse: Browse, django_assert_num_queries: object
) -> None:
    browser, where = browse(desk), reverse("staff:case_history", args=[world.case.pk])
    for _time in range(2):
        with django_assert_num_queries(7):  # type: ignore[operator]
            browser.get(where)
        for _entry in range(PAGE_SIZE):
            write(world, CaseVerb.CASE_FACT_RECORDED, fact="reviewed")
