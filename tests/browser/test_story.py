"""The main job, from the person who writes to us to the page of the annual report, on the pages that people use."""

from __future__ import annotations

import pytest

from tests.browser import desk, lawyer
from tests.browser.conftest import SignIn, Visit

pytestmark = pytest.mark.browser


def test_lawyer_writes_in_arabic_on_a_telephone_and_gets_one_receipt(visit: Visit, sign_in: SignIn) -> None:
    writer = visit(album="story-ar")
    lawyer.begins(writer)
    lawyer.answers_until(writer, "summary")
    tab = writer.second_tab()
    tab.go(writer.path)
    receipt = lawyer.sends(writer)
    tab.press()
    assert lawyer.receipt_on(tab) == receipt
    writer.back()
    assert lawyer.receipt_on(writer) == receipt

    officer = sign_in("Yasmin Darwazeh", album="story-ar-desk")
    file = desk.triages(officer)
    desk.describes_her(officer, file)
    desk.links_and_weighs(officer, file)
    desk.acknowledges(officer, file, "تلقينا رسالتك.")
    desk.moves(officer, file, "START_VERIFICATION")
    desk.proposes(officer, file)
    officer.go(f"{file.path}verification/confirm/", expected=404)
    verifier = sign_in("Emil Sadykov", album="story-ar-verifier")
    desk.confirms(verifier, file)
    desk.raises_risk(officer, file)
    desk.clock_counts_hours(officer, file)
    desk.moves(officer, file, "PLAN_RESPONSE")
