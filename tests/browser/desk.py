"""What the staff do about the case, page by page. Nothing here depends on the language of the pages."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from PIL import Image
from PIL.ExifTags import IFD

from hirz.faces.cli.demonstration import attachments
from tests.browser.lawyer import Spellings
from tests.browser.visiting import Visitor

SUBSTITUTE: Final = "Nadia Kharroubi"
PUBLIC: Final = {"en": "a woman defender of fishing communities", "ar": "مدافعة عن مجتمعات الصيادين"}
WITHIN_HOURS: Final = timedelta(hours=48)
HERE: Final = ZoneInfo("Asia/Bishkek")
"""Where the desk is. In the evening of Greenwich its next day has begun, and days are those of the office."""


@dataclass(frozen=True)
class CaseFile:
    """Where the case, the submission and the person are found."""

    path: str
    submission: str
    person: str
    spellings: Spellings


def triages(desk: Visitor, spellings: Spellings) -> CaseFile:
    """From what waits on the home page to an open case."""
    desk.go("/")
    desk.shoot("home")
    submission = _finds_submission(desk, spellings)
    desk.shoot("submission")
    _original_kept_and_copy_clean(desk)
    desk.press('.page-actions a[href$="/triage/"]')
    desk.tick("duplicates_checked")
    desk.choose("protected_category", "a_cooperator")
    desk.write("scope_reason", "She spoke at a side event of the Human Rights Council; the acts followed within days.")
    desk.choose("level", "high")
    desk.choose("reasons", "liberty", "surveillance_ongoing")
    desk.page.locator('[name="substitute"]').select_option(label=SUBSTITUTE)
    desk.write("summary", "Held at the airport and questioned about a side event of the Human Rights Council.")
    desk.shoot("triage")
    desk.press()
    desk.shoot("case-opened")
    assert desk.links("/risk/"), "what is missing has no button"
    person = next(link for link in desk.links("/people/") if link.startswith("/people/"))
    return CaseFile(desk.path, submission, person, spellings)


def _finds_submission(desk: Visitor, spellings: Spellings) -> str:
    for waiting in desk.links("/submissions/"):
        desk.go(waiting)
        if spellings[0] in desk.words:
            return desk.path
    raise AssertionError("the submission does not wait for the desk officer")


def _original_kept_and_copy_clean(desk: Visitor) -> None:
    original = attachments.picture_with_place()
    copies = desk.page.locator('main img[src$="/working-copy/"]')
    shown = copies.evaluate_all("pictures => pictures.map(picture => picture.getAttribute('src'))")
    assert len(shown) == 1
    assert desk.download(shown[0].removesuffix("working-copy/")) == original
    assert _has_place(original)
    assert not _has_place(desk.download(shown[0]))


def _has_place(picture: bytes) -> bool:
    return bool(Image.open(io.BytesIO(picture)).getexif().get_ifd(IFD.GPSInfo))


def describes_her(desk: Visitor, file: CaseFile) -> None:
    """The other spellings that have to be kept out of everything, and what she may be called in public."""
    for spelling in file.spellings[2:]:
        desk.go(file.person)
        desk.press('.page-actions a[href$="/names/"]')
        desk.write("text", spelling)
        desk.press()
    desk.press('.page-actions a[href$="/public/"]')
    for language, words in PUBLIC.items():
        desk.write(language, words)
    desk.shoot("description")
    desk.press()
    desk.shoot("person")


def links_and_weighs(desk: Visitor, file: CaseFile) -> None:
    """Each act with the cooperation, and what was told with a judgement of its source."""
    desk.go(file.path)
    for act in range(2):
        desk.press('#links a[href$="/link/"]')
        desk.page.locator('[name="engagement"]').first.check()
        desk.page.locator('[name="act"]').nth(act).check()
        desk.choose("bases", "interrogated_about_un", "temporal_proximity")
        desk.choose("strength", "strong")
        desk.write("reasoning", "She was asked about her statement and whom she had met.")
        desk.shoot("link")
        desk.press()
    desk.press('#sources a[href$="/sources/add/"]')
    desk.pick("relation", "lawyer")
    desk.choose("reliability", "likely_reliable")
    desk.choose("credibility", "likely")
    desk.shoot("source")
    desk.press()


def acknowledges(desk: Visitor, file: CaseFile, text: str) -> None:
    desk.go(file.submission)
    desk.write("body", text)
    desk.press('main form[action$="/message/"] button')
    assert text in desk.words


def moves(desk: Visitor, file: CaseFile, event: str) -> None:
    """One click on the page of the case."""
    desk.go(file.path)
    desk.press(f'#next button[value="{event}"]')
    assert desk.path == file.path
    assert not desk.page.locator(f'#next button[value="{event}"]').count(), f"{event} was not taken"


def proposes(desk: Visitor, file: CaseFile) -> None:
    """A conclusion, which its author cannot confirm."""
    desk.go(file.path)
    desk.press('#verification a[href$="/verification/propose/"]')
    desk.choose("level", "reasonable_grounds")
    desk.choose("act_finding", "ESTABLISHED")
    desk.pick("standard", "reasonable_grounds_to_believe")
    desk.write("basis", "The statement of the lawyer, the ticket and the record of the search agree.")
    desk.shoot("proposal")
    desk.press()
    assert not desk.links("/verification/confirm/")


def confirms(verifier: Visitor, file: CaseFile) -> None:
    """From the home page of the second person."""
    verifier.go("/")
    verifier.shoot("home")
    verifier.press(f'#waiting a[href="{file.path}verification/confirm/"]')
    verifier.write("note", "I read the files and agree.")
    verifier.shoot("confirmation")
    verifier.press('main form button[value="confirm"]')
    assert verifier.path == file.path


def raises_risk(desk: Visitor, file: CaseFile) -> None:
    desk.go(file.path)
    desk.press('#risk a[href$="/risk/"]')
    desk.choose("level", "critical")
    desk.choose("reasons", "threat_to_life", "threats_repeated")
    desk.shoot("risk")
    desk.press()
    desk.shoot("case-critical")


def clock_counts_hours(desk: Visitor, file: CaseFile) -> None:
    desk.go("/")
    clock = desk.page.locator("#clocks li", has=desk.page.locator(f'a[href="{file.path}"]')).locator(".clock").first
    due = datetime.fromisoformat(clock.locator("time").get_attribute("datetime") or "")
    assert datetime.now(UTC) < due < datetime.now(UTC) + WITHIN_HOURS
    words = clock.locator(".clock-words").inner_text()
    assert "hour" in words or "ساع" in words, words
    desk.shoot("home-with-clock")


def letter_with_name_freezes(desk: Visitor, file: CaseFile) -> None:
    _plans(desk, file, "allegation_letter", named=True)
    desk.shoot("letter-frozen")
    assert _is_frozen(desk)
    desk.press_in('main form[action$="/cancel/"]', reason="She did not agree to be named.")
    desk.shoot("letter-cancelled")


def letter_is_written(desk: Visitor, file: CaseFile, kind: str = "allegation_letter") -> str:
    """Planned without the name and drafted from the facts; returns where it is."""
    _plans(desk, file, kind, named=False)
    desk.press('main form[action$="/draft/"] button[name="from_facts"]')
    desk.shoot("letter-drafted")
    return desk.path


def name_typed_by_hand_is_refused(desk: Visitor, letter: str, spelling: str) -> None:
    """The text stays as it was typed, the letter does not leave, and the page says why."""
    desk.go(letter)
    clean = desk.page.locator('[name="body"]').input_value()
    typed = f"{clean}\n\n{spelling}"
    _saves(desk, typed)
    desk.press('main form[action$="/send/"] button')
    desk.shoot("letter-refused")
    assert desk.page.locator(".error-summary li").count()
    assert desk.page.locator('[name="body"]').input_value() == typed
    _saves(desk, clean)


def sends_letter(desk: Visitor, letter: str) -> list[bytes]:
    """Returns the files as they left."""
    desk.go(letter)
    desk.press('main form[action$="/send/"] button')
    desk.shoot("letter-sent")
    files = desk.links("/files/")
    assert [file.split("/")[-2] for file in files] == ["docx", "pdf"]
    return [desk.download(file) for file in files]


def records_reply(desk: Visitor, letter: str) -> None:
    desk.go(letter)
    desk.press('main a[href$="/reply/"]')
    desk.write("received_date", datetime.now(HERE).date().isoformat())
    desk.write("text", "The Government states that the person was questioned on an administrative matter.")
    desk.shoot("reply")
    desk.press()
    desk.choose("kind", "denied_link")
    desk.choose("substantive", "yes")
    desk.write("assessment", "It answers on the act and denies the link.")
    desk.shoot("reply-assessment")
    desk.press()
    desk.shoot("letter-answered")


def letter_froze_and_says_why(desk: Visitor, letter: str, scope: str) -> None:
    desk.go(letter)
    desk.shoot("letter-frozen-by-withdrawal")
    assert _is_frozen(desk)
    assert scope in desk.words


def _plans(desk: Visitor, file: CaseFile, kind: str, *, named: bool) -> None:
    desk.go(file.path)
    desk.press('#response a[href*="/communications/plan/"]')
    desk.choose("kind", kind)
    desk.pick("sender", "special_procedures")
    desk.pick("language", "en")
    if named:
        desk.tick("named")
    desk.shoot("letter-plan")
    desk.press()


def _saves(desk: Visitor, text: str) -> None:
    desk.press_in('main form[action$="/draft/"]:has(textarea)', body=text)


def _is_frozen(desk: Visitor) -> bool:
    return desk.page.locator('main .notice[data-tone="danger"]').count() > 0


def checks_harm(desk: Visitor, file: CaseFile) -> None:
    desk.go(file.path)
    desk.press('#response a[href$="/do-no-harm/"]')
    for question in desk.page.locator('main input[type="checkbox"]').all():
        question.check()
    desk.shoot("do-no-harm")
    desk.press()


def writes_wishes(desk: Visitor, file: CaseFile) -> None:
    desk.go(file.path)
    desk.press('#response a[href$="/wishes/"]')
    desk.write("wishes", "She wants her passport back. No press, no name.")
    desk.press()


def settles_withdrawal(desk: Visitor, file: CaseFile) -> None:
    desk.go(file.path)
    desk.shoot("case-frozen")
    desk.press('main .notice a[href$="/settle/"]')
    desk.write("note", "No further letters; the report stays agreed.")
    desk.shoot("withdrawal")
    desk.press()
