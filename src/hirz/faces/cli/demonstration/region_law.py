"""A draft law that the Ministry sent for advice, ten comments, and the law as it was adopted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from hirz.faces.cli.demonstration.time_travel import at
from hirz.foundation.accounts.models import User
from hirz.regional.legislation import actions, clearing
from hirz.regional.legislation.citing import citations_of
from hirz.regional.legislation.importing import LawTold, TextTold, add_law, add_version
from hirz.regional.legislation.models import Advice, LawComment
from hirz.regional.organisations.models import Organisation
from hirz.rules.layers import Layer

TEXTS: Final = Path(__file__).parent
Ask = LawComment.Ask
# What is asked of which article, of which words in it, for which, and why.
COMMENTS: Final = (
    (Ask.REPLACE, "2", "not fewer than twenty citizens", "not fewer than three persons",
     "A high number keeps small groups out."),
    (Ask.DELETE, "2", "Foreigners may not be members of an association", "", "The freedom belongs to everybody."),
    (Ask.REPLACE, "3", "within ninety days", "within thirty days", "Registration should be quick."),
    (Ask.DELETE, "3", "No association shall act before it is registered", "",
     "Associations may exist without registration."),
    (Ask.DELETE, "4", "Silence of the Ministry is a refusal", "", "Silence should never close a door."),
    (Ask.REPLACE, "4", "only with the written consent of the Ministry", "and informs the Ministry once a year",
     "To ask for money is part of the freedom to associate."),
    (Ask.DELETE, "5", "", "", "A meeting of members is no assembly in public."),
    (Ask.REPLACE, "6", "every three months", "once a year", "The burden falls on the smallest."),
    (Ask.ADD, "7", "", "with an order of a court", "Premises are protected as a home is."),
    (Ask.DELETE, "9", "or detained for up to fifteen days", "", "Nobody should be detained for associating."),
)  # fmt: skip


def build(ministry: Organisation, officer: User, second: User) -> None:
    with at(datetime(2025, 1, 13, 8, tzinfo=UTC)):
        advice = _advised(ministry, officer)
    with at(datetime(2025, 2, 3, 8, tzinfo=UTC)):
        clearing.submit(advice=advice, by=officer)
        clearing.clear(advice=advice, by=second)
        advice = clearing.send(advice=advice, by=officer)
        clearing.share(advice=advice, layer=Layer.GOVERNMENT, by=officer)
        actions.share_law(law=advice.version.law, layer=Layer.GOVERNMENT, by=officer)
    with at(datetime(2025, 11, 24, 8, tzinfo=UTC)):
        text = _told("law_adopted.txt", stage="adopted", on_date=date(2025, 11, 20))
        add_version(law=advice.version.law, text=text, data=_text("law_adopted.txt"), by=officer)


def _advised(ministry: Organisation, officer: User) -> Advice:
    asked = actions.record_request(
        requested=actions.Requested(
            requested_by=ministry, state_code=ministry.state_code, subject="Draft law on associations",
            received_date=date(2025, 1, 8), due_date=date(2025, 2, 7), owner=officer,
        ),
        by=officer,
    )  # fmt: skip
    law = LawTold(state_code=ministry.state_code, names={"en": "Law on Associations"})
    version = add_law(law=law, text=_told("law_draft.txt", stage="draft"), data=_text("law_draft.txt"), by=officer)
    advice = actions.begin_advice(version=version, language="en", by=officer, request=asked)
    introduced = {"en": "The draft was compared with the treaties by which Amruvia is bound."}
    actions.introduce(advice=advice, texts=introduced, by=officer)
    for ask, key, passage, wording, reason in COMMENTS:
        said = actions.Commented(
            ask=ask.value, key=key, passage=passage, wording=wording, reasons={"en": reason},
            citations=citations_of("iccpr 22", user=officer),
        )  # fmt: skip
        actions.add_comment(advice=advice, commented=said, by=officer)
    return advice


def _told(name: str, *, stage: str, on_date: date = date(2025, 1, 8)) -> TextTold:
    return TextTold(language="en", stage=stage, source="Letter of the Ministry", name=name, on_date=on_date)


def _text(name: str) -> bytes:
    return TEXTS.joinpath(name).read_bytes()
