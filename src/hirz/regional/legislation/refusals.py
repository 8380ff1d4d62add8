"""Why something about laws and advice is not done. Each has words (``wording``); none holds a text of a law."""

from __future__ import annotations

from typing import ClassVar

from hirz.engines.statutes.errors import TextFault
from hirz.rules.errors import BadInput, RefusedByRule


class LawNotRead(BadInput):
    """The file gives no text of a law; ``fault`` says why. The code tells each fault apart."""

    code: ClassVar[str] = "law_not_read"

    def __init__(self, fault: TextFault) -> None:
        super().__init__(f"law_not_read_{fault.value.lower()}")
        self.fault = fault


class VersionOnRecord(RefusedByRule):
    """The same file is a version of the law already."""

    code: ClassVar[str] = "version_on_record"


class AdviceNotInDrafting(RefusedByRule):
    """Somebody would change advice that is in clearance, cleared or sent."""

    code: ClassVar[str] = "advice_not_in_drafting"


class AdviceSaysNothing(RefusedByRule):
    """There is no comment in the advice."""

    code: ClassVar[str] = "advice_says_nothing"


class AdviceNotWhole(RefusedByRule):
    """The general remarks are not written in the language of the advice: there would be no document in it."""

    code: ClassVar[str] = "advice_not_whole"


class AdviceNotSubmitted(RefusedByRule):
    """Nobody has put the advice up for clearance, or it is past that."""

    code: ClassVar[str] = "advice_not_submitted"


class AdviceNeedsAnother(RefusedByRule):
    """Whoever wrote or submitted advice does not clear it."""

    code: ClassVar[str] = "advice_needs_another"


class AdviceNotCleared(RefusedByRule):
    code: ClassVar[str] = "advice_not_cleared"


class AdviceNotSent(RefusedByRule):
    """What was not sent is not shared, and nothing can have become of it."""

    code: ClassVar[str] = "advice_not_sent"


class CommentPointsNowhere(BadInput):
    """The law has no provision of this key, or the passage does not stand in it."""

    code: ClassVar[str] = "comment_points_nowhere"


class CommentLacksWords(BadInput):
    """To replace or to add needs the words, to do anything else to a law as a whole needs an article."""

    code: ClassVar[str] = "comment_lacks_words"


class CommentLacksReason(BadInput):
    """A comment says why, in the language of the advice."""

    code: ClassVar[str] = "comment_lacks_reason"


class CitationUnclear(BadInput):
    """A line of citations cannot be read, or names what does not exist."""

    code: ClassVar[str] = "citation_unclear"


class CorrectionLacksReason(BadInput):
    """Who corrects what was computed says why."""

    code: ClassVar[str] = "correction_lacks_reason"
