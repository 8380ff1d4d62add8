"""Why the report says no. Each holds ids and codes only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from hirz.rules.counting import Difference
from hirz.rules.errors import BadInput, RefusedByRule


class EditionExists(BadInput):
    """There is one edition a year."""

    code: ClassVar[str] = "edition_exists"


class EditionClosed(RefusedByRule):
    """The edition is published: its entries stay as they are."""

    code: ClassVar[str] = "edition_closed"


class EntryFrozen(RefusedByRule):
    """Consent no longer covers the entry; ``missing`` says whose, for what and why, in ids and codes."""

    code: ClassVar[str] = "entry_frozen"

    def __init__(self, missing: Sequence[Mapping[str, str]]) -> None:
        super().__init__(", ".join(sorted({f"{m['reason']}:{m['scope'] or '-'}" for m in missing})))
        self.missing = tuple(missing)


class EntryNotFrozen(BadInput):
    code: ClassVar[str] = "entry_not_frozen"


class EntryOutOfScope(RefusedByRule):
    """A matter ruled outside resolution 12/2, or merged into another, is not listed."""

    code: ClassVar[str] = "entry_out_of_scope"


class EntryPastDeciding(RefusedByRule):
    """The text is with the State or cleared; it is returned to drafting before it is decided anew."""

    code: ClassVar[str] = "entry_past_deciding"


class DecisionDoesNotFit(BadInput):
    """What is new is included, what an earlier report held is followed up; not the other way round."""

    code: ClassVar[str] = "decision_does_not_fit"


class LanguageNotOfEdition(BadInput):
    code: ClassVar[str] = "language_not_of_edition"


class CommentNotAwaited(RefusedByRule):
    """No extract of this entry is with the State."""

    code: ClassVar[str] = "comment_not_awaited"


class NameInText(RefusedByRule):
    """The text holds a name of somebody who is not to be named."""

    code: ClassVar[str] = "name_in_text"


class EntriesUndecided(RefusedByRule):
    """Cases of the period have no entry, or entries no decision; ``cases`` are their ids."""

    code: ClassVar[str] = "entries_undecided"

    def __init__(self, cases: Sequence[str]) -> None:
        super().__init__(str(len(cases)))
        self.cases = tuple(cases)


class EntriesNotCleared(RefusedByRule):
    """Entries to be listed are not cleared; ``entries`` are their ids."""

    code: ClassVar[str] = "entries_not_cleared"

    def __init__(self, entries: Sequence[str]) -> None:
        super().__init__(str(len(entries)))
        self.entries = tuple(entries)


class StatisticsDoNotReconcile(RefusedByRule):
    """What the statistics count and what the annex lists differ."""

    code: ClassVar[str] = "statistics_do_not_reconcile"

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__(", ".join(sorted({f"{d.code}:{d.measure}" for d in differences})))
        self.differences = tuple(differences)
