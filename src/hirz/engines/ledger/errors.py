"""What is wrong with a ledger, and where."""

from __future__ import annotations

from typing import ClassVar


class LedgerError(ValueError):
    """Root of what this package raises on purpose; ``code`` is what a face puts into words."""

    code: ClassVar[str] = "ledger_error"


class OutOfTree(LedgerError):
    """An index, a size or a node beyond the tree, or a salt that is not one."""

    code = "ledger_out_of_tree"


class ProofInvalid(LedgerError):
    """The proof does not lead to the root it was given for."""

    code = "ledger_proof_invalid"


class NoteMalformed(LedgerError):
    """The text is no signed note, no checkpoint, or no key."""

    code = "ledger_note_malformed"


class NotSigned(LedgerError):
    """No signature of a known key, or one of a known key that is wrong."""

    code = "ledger_not_signed"


class OtherLog(LedgerError):
    """The checkpoint speaks of another log."""

    code = "ledger_other_log"


class LedgerBroken(LedgerError):
    """What is stored is not what was recorded.

    The damage lies among the entries from ``first`` to ``last``, both included.
    """

    code = "ledger_broken"

    def __init__(self, message: str, first: int, last: int) -> None:
        super().__init__(f"{message} ({first} to {last})" if first != last else f"{message} ({first})")
        self.first = first
        self.last = last


class EntryAltered(LedgerBroken):
    """An entry, its salt or its stored hash is not what it was."""

    code = "ledger_entry_altered"


class NodeAltered(LedgerBroken):
    """A stored hash over several entries does not follow from them."""

    code = "ledger_node_altered"


class RootDiffers(LedgerBroken):
    """The entries lead to another root than the one that was signed."""

    code = "ledger_root_differs"


class Truncated(LedgerBroken):
    """There are fewer entries than were signed."""

    code = "ledger_truncated"
