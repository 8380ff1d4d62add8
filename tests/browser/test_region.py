"""One recommendation, from the file that brings it to the reports that tell what became of it, by five people.

An officer of the regional office, a Ministry, a national institution, a network of civil society, and an officer of
another office. Nobody sees more than their own layer, nor a number that tells of more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload

from tests.browser.conftest import SignIn
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser

OFFICER, MINISTRY, AUTHORITY = "Meerim Asanalieva", "Davron Sherali", "Munira Askarzoda"
INSTITUTION, NETWORK, ELSEWHERE = "Tolkun Beishenov", "Hala Roumani", "Otabek Rasulzoda"
SYMBOL = "CRPD/C/XAM/CO/1"
ASKED = "Build ramps at every clinic of the country"
DONE = "Sixty clinics of ninety have ramps now"
HEARD = "In the districts we visited the ramps are too steep"
SEEN = "Four of ten ramps lead to a closed door"
FILE: FilePayload = {
    "name": "recommendations.csv",
    "mimeType": "text/csv",
    "buffer": (
        "state,mechanism,symbol,paragraph,date,text,source\n"
        f"XM,CRPD,{SYMBOL},16,2025-03-21,{ASKED},Invented for this story\n"
    ).encode(),
}
REVIEW = f"XM|treaty_body||{SYMBOL}"


def test_recommendation_is_followed_from_the_file_to_the_reports(sign_in: SignIn) -> None:
    officer = sign_in(OFFICER, album="region")
    page = imports(officer)
    ministry, authority = sign_in(MINISTRY), sign_in(AUTHORITY)
    reports_progress(ministry, authority, officer, page)
    assesses(sign_in(INSTITUTION), page, "partial", HEARD, "PUBLIC")
    network = sign_in(NETWORK, album="region")
    network.speaks("ar")
    assesses(network, page, "first_steps", SEEN, "PARTNERS")
    each_sees_their_layer(sign_in, page)
    state_report = drafts(ministry, "STATE_REPORT", "GOVERNMENT")
    assert DONE in state_report
    assert HEARD in state_report
    assert SEEN not in state_report
    alternative = drafts(network, "ALTERNATIVE", "PARTNERS")
    assert SEEN in alternative
    assert HEARD in alternative
    assert DONE not in alternative, "what the Ministry told the Government is in the report of the network"
    report = reports_on_the_programme(officer)
    ministry.go(report, expected=404)
    network.go(report, expected=404)


def imports(officer: Visitor) -> str:
    """The file, what it would do, and that it does nothing twice. Returns the page of the follow-up."""
    for is_new in (True, False):
        officer.go("/recommendations/import/")
        officer.attach("file", [FILE])
        officer.press()
        confirm = officer.page.locator('button[name="confirmed"]')
        assert bool(confirm.count()) is is_new
        if is_new:
            officer.press(confirm.first)
    return taken_over(officer)


def taken_over(officer: Visitor) -> str:
    officer.go("/recommendations/?state=XM&words=ramps")
    (link,) = [link for link in officer.links("/recommendations/") if re.search(r"/[0-9a-f-]{36}/$", link)]
    return f"/implementation{link}"


def reports_progress(ministry: Visitor, authority: Visitor, officer: Visitor, page: str) -> None:
    """A measure of the Ministry, and an update on it that goes by its authority and the office."""
    ministry.go(page)
    ministry.press('main a[href*="/measures/add/"]')
    ministry.write("title", "Ramps at clinics")
    ministry.write("starts_date", "2025-04-01")
    ministry.pick("layer", "GOVERNMENT")
    ministry.press()
    ministry.press('main a[href$="/update/"]')
    ministry.write("for_date", "2026-01-31")
    ministry.pick("progress", "under_way")
    ministry.write("words", DONE)
    ministry.pick("layer", "GOVERNMENT")
    ministry.press('main button[name="submit"]')
    update = ministry.path
    for person, step in ((authority, "endorse"), (officer, "validate")):
        person.go(update)
        person.press(f'main button[value="{step}"]')


def assesses(somebody: Visitor, page: str, degree: str, words: str, layer: str) -> None:
    somebody.go(page)
    somebody.press('main a[href$="/assess/"]')
    somebody.pick("degree", degree)
    somebody.write("on_date", "2026-02-10")
    somebody.write("words", words)
    somebody.pick("layer", layer)
    somebody.press()


def each_sees_their_layer(sign_in: SignIn, page: str) -> None:
    """Words, and the count at the heading of what was said: it counts what this person sees."""
    both = {HEARD, SEEN}
    seen = {MINISTRY: {HEARD}, INSTITUTION: both, NETWORK: both, OFFICER: both, ELSEWHERE: {HEARD}}
    for name, said in seen.items():
        person = sign_in(name)
        person.go(page)
        assert {words for words in both if words in person.words} == said, name
        assert person.page.locator("#said li").count() == len(said), name
        assert ("Ramps at clinics" in person.words) is (name in (MINISTRY, OFFICER)), name
        if name == ELSEWHERE:
            person.go(f"/regional-reports/status/?review={REVIEW}", expected=404)
        else:
            person.go(f"/regional-reports/status/?review={REVIEW}")
            assert ("Ramps at clinics" in person.words) is (name in (MINISTRY, OFFICER)), name


def reports_on_the_programme(officer: Visitor) -> str:
    """The training of the demonstration serves this recommendation too; the report of its year counts both."""
    officer.go("/programme/activities/")
    officer.speaks("en")
    officer.go("/programme/activities/")
    (activity,) = [link for link in officer.links("/programme/activities/") if re.search(r"/[0-9a-f-]{36}/$", link)]
    officer.go(f"{activity}recommendations/?words=ramps")
    officer.press('main button[name="recommendation"]')
    assert SYMBOL in officer.words
    officer.go("/programme/")
    (cycle,) = [link for link in officer.links("/programme/cycles/") if re.search(r"/[0-9a-f-]{36}/$", link)]
    officer.go(f"{cycle}reports/add/")
    officer.pick("kind", "ANNUAL")
    officer.write("year", "2026")
    officer.choose("states", "XM")
    officer.press()
    officer.press(officer.page.locator("main a", has_text="Annual report"))
    officer.shoot("programme-report")
    served = officer.page.locator("#numbers tr", has_text="Recommendations served by these activities")
    assert served.locator("td").inner_text() == "2"
    report = officer.path
    assert officer.download(f"{report}en.pdf").startswith(b"%PDF")
    return report


def drafts(somebody: Visitor, kind: str, audience: str) -> str:
    """What the drafted report says, section by section; its file leaves."""
    somebody.go("/regional-reports/new/")
    somebody.pick("kind", kind)
    somebody.pick("review", REVIEW)
    somebody.write("title", f"{kind} on ramps")
    somebody.pick("language", "en")
    somebody.pick("audience", audience)
    somebody.press()
    somebody.shoot("report")
    report = somebody.path
    for section in list(sections_to_write(somebody)):
        somebody.go(section)
        somebody.write("body", "Said in our own words.")
        somebody.press()
    somebody.go(report)
    words = somebody.words
    somebody.press('main form[action$="/issue/"] button')
    assert somebody.download(f"{report}docx/").startswith(b"PK")
    assert somebody.download(f"{report}pdf/").startswith(b"%PDF")
    return words


def sections_to_write(somebody: Visitor) -> Iterator[str]:
    """Introduction and conclusion are left to the author."""
    links = somebody.links("/regional-reports/sections/")
    yield from (links[0], links[-1])
