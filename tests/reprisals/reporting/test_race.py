"""Publishing and withdrawing at the same moment, on two connections."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hirz.foundation.accounts.models import User
from hirz.reprisals.people import disclosing
from hirz.reprisals.people.actions import withdraw_consent
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.reporting import publishing
from hirz.reprisals.reporting.actions import publish_edition, send_for_comment
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.response import actions as response
from hirz.reprisals.response.actions import draft_communication, plan_communication, send_communication
from hirz.reprisals.response.models import Communication
from hirz.rules.consent import Scope
from hirz.rules.errors import RefusedByRule
from tests.racing import PATIENCE, Racer, held_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tables_may_be_emptied")]


def withdraw(person: Person, by: User, scope: Scope) -> Callable[[], object]:
    return lambda: withdraw_consent(person=person, scopes=[scope], by=by, given_by="self")


def test_withdrawal_that_comes_first_wins(
    cleared: ReportEntry, agreed: Person, desk: User, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held_at(monkeypatch, publishing, "lock_both") as (reached, go_on):
        publisher = Racer(lambda: publish_edition(edition=cleared.edition, by=head)).start()
        assert reached.wait(PATIENCE)
        withdraw(agreed, desk, Scope.REPORT_WITHOUT_NAME)()
        go_on.set()
        assert isinstance(publisher.finish(), RefusedByRule)
    assert not Disclosure.objects.filter(what="annual_report", allowed=True).exists()
    assert not cleared.edition.files.exists()


def test_withdrawal_that_comes_second_waits_and_is_recorded(
    cleared: ReportEntry, agreed: Person, desk: User, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held_at(monkeypatch, publishing, "statistics_of") as (reached, go_on):
        publisher = Racer(lambda: publish_edition(edition=cleared.edition, by=head)).start()
        assert reached.wait(PATIENCE)
        withdrawer = Racer(withdraw(agreed, desk, Scope.REPORT_WITHOUT_NAME)).start()
        withdrawer.thread.join(0.5)
        assert withdrawer.thread.is_alive(), "the withdrawal did not wait for the publication under way"
        go_on.set()
        assert publisher.finish() is None
        assert withdrawer.finish() is None
    withdrawn = agreed.decisions.get(state="WITHDRAWN")
    for disclosure in Disclosure.objects.filter(what="annual_report"):
        assert disclosure.decided_at < withdrawn.recorded_at


@pytest.mark.parametrize("_round", range(5))
def test_nothing_is_disclosed_after_a_withdrawal_however_the_two_fall(
    cleared: ReportEntry, agreed: Person, desk: User, head: User, _round: int
) -> None:
    publisher = Racer(lambda: publish_edition(edition=cleared.edition, by=head))
    withdrawer = Racer(withdraw(agreed, desk, Scope.REPORT_WITHOUT_NAME))
    for racer in (publisher, withdrawer) if _round % 2 else (withdrawer, publisher):
        racer.start()
    assert withdrawer.finish() is None
    refused = publisher.finish()
    assert refused is None or isinstance(refused, RefusedByRule)
    withdrawn = agreed.decisions.get(state="WITHDRAWN")
    allowed = Disclosure.objects.filter(what="annual_report", allowed=True)
    assert allowed.exists() == (refused is None)
    assert all(disclosure.decided_at < withdrawn.recorded_at for disclosure in allowed)


def test_extract_and_withdrawal_do_not_wait_in_a_circle(
    drafted: ReportEntry, agreed: Person, desk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held_at(monkeypatch, disclosing, "_weigh") as (reached, go_on):
        sender = Racer(lambda: send_for_comment(entry=drafted, by=desk)).start()
        assert reached.wait(PATIENCE)
        withdrawer = Racer(withdraw(agreed, desk, Scope.RAISE_WITH_GOVERNMENT)).start()
        withdrawer.thread.join(0.5)
        go_on.set()
        assert sender.finish() is None
        assert withdrawer.finish() is None


def test_letter_and_withdrawal_do_not_wait_in_a_circle(
    case: object, agreed: Person, desk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = plan_communication(
        case=case, kind="urgent_appeal", sender="special_procedures", language="en", named=False, by=desk  # type: ignore[arg-type]
    )  # fmt: skip
    draft_communication(letter=letter, by=desk)
    with held_at(monkeypatch, response, "letter_document") as (reached, go_on):
        sender = Racer(lambda: send_communication(letter=letter, by=desk)).start()
        assert reached.wait(PATIENCE)
        withdrawer = Racer(withdraw(agreed, desk, Scope.RAISE_WITH_GOVERNMENT)).start()
        withdrawer.thread.join(0.5)
        go_on.set()
        outcomes = (sender.finish(), withdrawer.finish())
    assert outcomes[1] is None, "the withdrawal was lost"
    letter.refresh_from_db()
    assert letter.state in {Communication.State.SENT, Communication.State.FROZEN}
