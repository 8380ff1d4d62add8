"""Evidence: redaction of pictures, pages and texts; custody bundles and their verification without a database.

Lines of custody, the archive, its two documents and the verifier: everything a court or another office needs to check
what it was given. Formats: docs/reference/formats.md.
"""

from hirz.engines.evidence.archive import MAX_BYTES, Member, member_of, written
from hirz.engines.evidence.lines import SALT_BYTES, Event, Line, Opening, opening
from hirz.engines.evidence.manifest import LEDGER, MANIFEST, BundledFile, BundledItem, LedgerPart, Manifest, ProvenLine
from hirz.engines.evidence.problems import Code, Problem
from hirz.engines.evidence.verifying import Verdict, verify

__all__ = [
    "LEDGER",
    "MANIFEST",
    "MAX_BYTES",
    "SALT_BYTES",
    "BundledFile",
    "BundledItem",
    "Code",
    "Event",
    "LedgerPart",
    "Line",
    "Manifest",
    "Member",
    "Opening",
    "Problem",
    "ProvenLine",
    "Verdict",
    "member_of",
    "opening",
    "verify",
    "written",
]
