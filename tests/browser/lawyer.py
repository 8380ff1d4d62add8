"""The lawyer: what she tells, what she attaches, what she agrees to, and her way through the public face."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from playwright.sync_api import FilePayload

from hirz.faces.cli.demonstration import attachments
from hirz.rules.consent import Scope
from tests.browser.visiting import Visitor

Spellings = tuple[str, str, str, str]
"""Of one invented person. The lawyer gives the first two; the office adds the others."""
CLIENTS: Final[tuple[Spellings, ...]] = (
    ("سندس القنطراوي", "Sundus al-Qantrawi", "Сундус аль-Кантрави", "Soundous Kantraoui"),
    ("غيداء المرزنجوش", "Ghayda al-Marzanjush", "Гайда аль-Марзанджуш", "Ghaïda Marzandjouche"),
    ("ميسم الطرنيشي", "Maysam al-Tarnishi", "Майсам ат-Тарниши", "Meissem Tarnichi"),
)
SOMEBODY_ELSE: Final[Spellings] = ("جمانة الشبرقي", "Jumana al-Shibraqi", "Джумана аш-Шибраки", "Joumana Chibraqi")
"""Whoever only looks at the pages writes about her: the desk must find the clients of the story once."""
STATE: Final = "XM"
REFUSED: Final = frozenset({Scope.NAME_TO_GOVERNMENT, Scope.REPORT_NAMED, Scope.PUBLIC_STATEMENT})
NARRATIVE: Final = (
    "احتُجزت موكلتي في المطار بعد ثلاثة أيام من حديثها في نشاط جانبي لمجلس حقوق الإنسان. "
    "سُئلت عن مشاركتها وعن أسماء من التقت بهم، ثم أُفرج عنها دون جواز سفرها."
)
DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
STEPS: Final = ("you", "person", "cooperation", "acts", "story", "files", "consent", "summary")


@dataclass(frozen=True)
class When:
    """She spoke at the Council, and was held at the airport three days later."""

    spoke: date
    held: date

    @classmethod
    def lately(cls) -> When:
        today = date.today()  # noqa: DTZ011 - the days are those of whoever runs the tests
        return cls(today - timedelta(days=12), today - timedelta(days=9))


def files() -> list[FilePayload]:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return [
        {"name": "إفادة.docx", "mimeType": word, "buffer": attachments.statement()},
        {"name": "تذكرة.pdf", "mimeType": "application/pdf", "buffer": attachments.ticket()},
        {"name": "صورة.jpg", "mimeType": "image/jpeg", "buffer": attachments.picture_with_place()},
    ]


def begins(lawyer: Visitor, language: str = "ar") -> None:
    """From the first page into the form."""
    lawyer.go(f"/{language}/")
    lawyer.shoot("home")
    lawyer.press(f'.page-header a[href="/{language}/submit/"]')
    lawyer.shoot("begin")
    lawyer.tick("understood")
    lawyer.press()


def answers_until(lawyer: Visitor, last: str, client: Spellings = SOMEBODY_ELSE) -> None:
    """Answer one step after the other; the step named is filled in and not sent."""
    for step in STEPS[: STEPS.index(last) + 1]:
        assert f"/submit/{step}/" in lawyer.path
        _ANSWERS[step](lawyer, client)
        lawyer.shoot(step)
        if step != last:
            lawyer.press()


def sends(lawyer: Visitor) -> str:
    """Send what was looked through; returns the receipt as it is printed on the page."""
    lawyer.press()
    lawyer.shoot("receipt")
    return receipt_on(lawyer)


def receipt_on(lawyer: Visitor) -> str:
    shown = re.sub(r"\s+", " ", lawyer.page.locator(".receipt").inner_text()).strip()
    assert re.fullmatch(r"(\d+ ?)+", shown), "no receipt on the page"
    assert len(re.sub(r"\D", "", shown)) == 36
    return shown


def opens_inbox(lawyer: Visitor, receipt: str, language: str = "ar") -> None:
    lawyer.go(f"/{language}/inbox/")
    lawyer.write("receipt", receipt)
    lawyer.shoot("inbox-door")
    lawyer.press()
    lawyer.shoot("inbox")


def writes_back(lawyer: Visitor, text: str) -> None:
    lawyer.write("body", text)
    lawyer.press('main form[action$="/inbox/write/"] button')
    assert text in lawyer.words


def takes_back(lawyer: Visitor, scope: Scope) -> None:
    lawyer.press(f'main a[href$="/inbox/withdraw/{scope.value.lower()}/"]')
    lawyer.shoot("inbox-withdraw")
    lawyer.press(f'main form[action$="/inbox/withdraw/{scope.value.lower()}/"] button')
    lawyer.shoot("inbox-withdrawn")
    assert not lawyer.links(f"/withdraw/{scope.value.lower()}/"), "it can still be taken back"


def _writes(lawyer: Visitor, client: Spellings) -> None:
    lawyer.choose("relation", "lawyer")
    lawyer.choose("life_at_risk", "yes")
    lawyer.pick("state_concerned", STATE)
    lawyer.choose("stay_confidential", "yes")


def _names_her(lawyer: Visitor, client: Spellings) -> None:
    for number, spelling in enumerate(client[:2], start=1):
        lawyer.write(f"name_{number}", spelling)
    lawyer.choose("kind", "individual")
    lawyer.pick("gender", "female")
    lawyer.pick("age_group", "adult")
    lawyer.write("description", "تدافع عن حقوق الصيادين وترأس جمعية محلية.")


def _tells_of_cooperation(lawyer: Visitor, client: Spellings) -> None:
    lawyer.pick("body", "hrc")
    lawyer.pick("kind", "participation_in_meeting_on_un_premises")
    _dates(lawyer, When.lately().spoke)
    lawyer.write("place", "جنيف")
    lawyer.write("description", "تحدثت في نشاط جانبي لمجلس حقوق الإنسان.")


def _tells_of_acts(lawyer: Visitor, client: Spellings) -> None:
    lawyer.choose("kinds", "detention", "passport_confiscation")
    _dates(lawyer, When.lately().held)
    lawyer.write("place", "المطار")
    lawyer.pick("perpetrator", "police")
    lawyer.write("description", "أوقفت عند عودتها وصودر جواز سفرها.")
    lawyer.write("link", "سُئلت أثناء الاستجواب عما قالته في جنيف.")


def _dates(lawyer: Visitor, day: date) -> None:
    """As somebody writes who thinks in Arabic digits."""
    lawyer.write("date_day", str(day.day).translate(DIGITS))
    lawyer.pick("date_month", str(day.month))
    lawyer.write("date_year", str(day.year).translate(DIGITS))


def _tells_in_her_words(lawyer: Visitor, client: Spellings) -> None:
    lawyer.write("narrative", NARRATIVE)
    lawyer.write("steps_taken", "قدمت شكوى إلى النيابة العامة ولم أتلق رداً.")


def _attaches(lawyer: Visitor, client: Spellings) -> None:
    lawyer.attach("uploads", files())
    lawyer.press('main form button[name="add"]')
    for file in files():
        assert file["name"] in lawyer.words


def _agrees(lawyer: Visitor, client: Spellings) -> None:
    lawyer.choose("given_by", "representative")
    for scope in Scope:
        lawyer.choose(scope.value.lower(), "no" if scope in REFUSED else "yes")


def _looks_through(lawyer: Visitor, client: Spellings) -> None:
    for told in (*client[:2], "المطار", *(file["name"] for file in files())):
        assert told in lawyer.words, told


_ANSWERS: Final = {
    "you": _writes,
    "person": _names_her,
    "cooperation": _tells_of_cooperation,
    "acts": _tells_of_acts,
    "story": _tells_in_her_words,
    "files": _attaches,
    "consent": _agrees,
    "summary": _looks_through,
}
