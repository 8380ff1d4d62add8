"""The year's report: opened, decided, drafted, cleared by a third person, published by the head."""

from __future__ import annotations

from datetime import datetime

from hirz.rules.counting import ReportingPeriod
from tests.browser.desk import HERE, CaseFile
from tests.browser.visiting import Visitor


def year_of_today() -> int:
    """The report whose period contains today."""
    today = datetime.now(HERE).date()
    return next(year for year in (today.year, today.year + 1) if today <= ReportingPeriod.of_report(year).end)


def opens_edition(desk: Visitor) -> str:
    """Open the edition of this period, if nobody has, and list its cases; returns where it is."""
    desk.go("/report/")
    desk.shoot("editions")
    edition = f"/report/{year_of_today()}/"
    if edition in desk.links("/report/"):
        desk.go(edition)
    else:
        desk.write("year", str(year_of_today()))
        desk.press('main form[action$="/report/open/"] button')
    desk.press('#entries form[action$="/cases/"] button')
    desk.shoot("edition-listed")
    return desk.path


def takes_the_case_in(desk: Visitor, file: CaseFile) -> str:
    """Decide, draft from the facts without the name, and go on without asking the State; returns the entry."""
    desk.go(file.path)
    desk.press('#report a[href*="/report/entries/"]')
    _decides(desk, "include", "Verified, of public interest, agreed without the name.")
    desk.press('main form[action$="/draft/"] button')
    desk.shoot("paragraphs")
    desk.press_in('main form[action$="/waive/"]', reason="Consent to write to the Government was withdrawn.")
    assert not desk.page.locator('form[action$="/clear/"]').count(), "who drafts may not clear"
    return desk.path


def leaves_the_rest_out(desk: Visitor, edition: str, hers: str) -> None:
    """Every other case of the period is left for the next report, also where it was drafted already."""
    for entry in _entries(desk, edition):
        if entry != hers:
            desk.go(entry)
            _decides(desk, "omit_other", "Kept for the next report.")


def _entries(desk: Visitor, edition: str) -> list[str]:
    """Of all pages of the edition."""
    found: list[str] = []
    page = edition
    while page:
        desk.go(page)
        found += desk.links("/report/entries/")
        following = desk.page.locator('.pagination a[rel="next"]')
        page = f"{edition}{following.get_attribute('href')}" if following.count() else ""
    return list(dict.fromkeys(found))


def clears(clearer: Visitor, entry: str) -> None:
    """From the home page of the third person."""
    clearer.go("/")
    clearer.shoot("home")
    clearer.press(f'#waiting a[href="{entry}"]')
    clearer.shoot("entry")
    clearer.press('main form[action$="/clear/"] button')
    clearer.shoot("entry-cleared")


def publishes(head: Visitor, edition: str) -> dict[str, bytes]:
    """Returns the published files by language and format."""
    head.go(edition)
    head.tick("sure")
    head.shoot("edition")
    head.press('main form[action$="/publish/"] button')
    head.shoot("edition-published")
    files = head.links("/files/")
    return {file.split("/files/")[1].strip("/"): head.download(file) for file in files}


def _decides(desk: Visitor, decision: str, reason: str) -> None:
    desk.choose("decision", decision)
    desk.press_in('main form[action$="/decide/"]', reason=reason)
