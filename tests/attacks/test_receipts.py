"""The receipt, guessed and timed: wrong, absent and expired are one answer, in one time, in bounded memory."""

from __future__ import annotations

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from django.db import connection
from django.test import Client
from django.utils import timezone

from hirz.foundation.offices.models import Office
from hirz.reprisals.intake import receipts
from hirz.reprisals.intake.arrival import InboxClosed, open_inbox, submit
from hirz.reprisals.intake.models import Submission
from tests.reprisals.intake.arriving import drafted

ROUNDS = 15


def spent_on(receipt: receipts.Receipt) -> float:
    began = time.perf_counter()
    with suppress(InboxClosed):
        open_inbox(receipt)
    return time.perf_counter() - began


def test_receipt_timing_is_the_same_for_wrong_absent_and_expired(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The quickest of many tries, taken in turns: a machine that is busy only ever adds."""
    there, expired = submit(token=drafted()).receipt, submit(token=drafted()).receipt
    Submission.objects.filter(locator=expired.locator).update(inbox_until=timezone.now() - timedelta(days=1))
    wrong = receipts.Receipt(there.locator, "1" * 28)
    absent = receipts.Receipt("00000000", "1" * 28)
    spent: dict[str, list[float]] = {"wrong": [], "absent": [], "expired": []}
    for _round in range(ROUNDS):
        for name, tried in (("wrong", wrong), ("absent", absent), ("expired", expired)):
            spent[name].append(spent_on(tried))
    quickest = {name: min(times) for name, times in spent.items()}
    assert max(quickest.values()) < 1.35 * min(quickest.values()), quickest
    middle = {name: statistics.median(times) for name, times in spent.items()}
    assert max(middle.values()) < 2 * min(middle.values()), middle


def test_every_guess_costs_one_slow_hash_whoever_is_asked_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """93 bits, and for each try what is recommended at least for passwords: 19 MiB, two passes."""
    there, hashes = submit(token=drafted()).receipt, []
    verified = PasswordHasher.verify

    def noted(self: PasswordHasher, hash: str | bytes, password: str | bytes) -> Literal[True]:
        hashes.append(str(hash))
        return verified(self, hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    for tried in (there, receipts.Receipt(there.locator, "1" * 28), receipts.Receipt("00000000", "1" * 28)):
        with suppress(InboxClosed):
            open_inbox(tried)
    costs = [extract_parameters(kept) for kept in hashes]
    assert costs == [costs[0]] * 3
    assert costs[0].type is Type.ID
    assert costs[0].memory_cost >= 19 * 1024
    assert costs[0].time_cost >= 2


def test_receipt_wrong_absent_and_expired_are_one_page(public_client: Client) -> None:
    there, expired = submit(token=drafted()).receipt, submit(token=drafted()).receipt
    Submission.objects.filter(locator=expired.locator).update(inbox_until=timezone.now() - timedelta(days=1))
    tried = [there.locator + "1" * 28, "0" * 36, expired.grouped()]
    pages = [public_client.post("/ar/inbox/", {"receipt": receipt}) for receipt in tried]
    shown = {page.content.decode().replace(receipt, "") for page, receipt in zip(pages, tried, strict=True)}
    assert {page.status_code for page in pages} == {pages[0].status_code}
    assert len({_without_passing(page) for page in shown}) == 1
    assert not any("hirz_inbox" in name for page in pages for name in page.cookies)


def _without_passing(page: str) -> str:
    return " ".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("tables_may_be_emptied")
def test_receipt_flood_takes_the_memory_of_four_tries_and_no_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try takes 64 MiB for a moment: fifty at once wait for each other."""
    at_work, most, counting = 0, 0, threading.Lock()

    class Counted(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            nonlocal at_work, most
            with counting:
                at_work += 1
                most = max(most, at_work)
            try:
                time.sleep(0.005)
                return super().verify(hash, password)
            finally:
                with counting:
                    at_work -= 1

    hasher = Counted(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(receipts, "_HASHER", hasher)
    monkeypatch.setattr(receipts, "_NOBODY", hasher.hash("nobody"))

    def guess(which: int) -> bool:
        try:
            open_inbox(receipts.Receipt("00000000", f"{which:028}"))
        except InboxClosed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(50) as pool:
        assert not any(pool.map(guess, range(50)))
    assert 2 <= most <= 4
