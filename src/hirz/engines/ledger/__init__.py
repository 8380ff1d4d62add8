"""The ledger: a Merkle tree over salted entries, proofs from it, and checkpoints that others can hold against us.

RFC 6962 trees, C2SP signed notes, checkpoints and cosignatures. Hashing and arithmetic only: entries and hashes are
kept by the caller. Formats: docs/reference/formats.md.
"""

from hirz.engines.ledger.audit import StoredEntry, audit
from hirz.engines.ledger.checkpoints import (
    Checkpoint,
    Cosignature,
    cosign,
    cosignatures,
    empty_checkpoint,
    open_checkpoint,
)
from hirz.engines.ledger.errors import (
    EntryAltered,
    LedgerBroken,
    LedgerError,
    NodeAltered,
    NoteMalformed,
    NotSigned,
    OtherLog,
    OutOfTree,
    ProofInvalid,
    RootDiffers,
    Truncated,
)
from hirz.engines.ledger.hashing import EMPTY_ROOT, HASH_BYTES, SALT_BYTES, entry_bytes, hash_entry, hash_leaf
from hirz.engines.ledger.notes import Note, Signature, SignatureType, Signer, Verifier
from hirz.engines.ledger.proofs import (
    ConsistencyProof,
    InclusionProof,
    nodes_for_consistency,
    nodes_for_inclusion,
    prove_consistency,
    prove_inclusion,
    verify_consistency,
    verify_inclusion,
)
from hirz.engines.ledger.tree import Frontier, HashStore, MemoryStore, Node, Subtree, TreeHead, cover, root_of

__all__ = [
    "EMPTY_ROOT",
    "HASH_BYTES",
    "SALT_BYTES",
    "Checkpoint",
    "ConsistencyProof",
    "Cosignature",
    "EntryAltered",
    "Frontier",
    "HashStore",
    "InclusionProof",
    "LedgerBroken",
    "LedgerError",
    "MemoryStore",
    "Node",
    "NodeAltered",
    "NotSigned",
    "Note",
    "NoteMalformed",
    "OtherLog",
    "OutOfTree",
    "ProofInvalid",
    "RootDiffers",
    "Signature",
    "SignatureType",
    "Signer",
    "StoredEntry",
    "Subtree",
    "TreeHead",
    "Truncated",
    "Verifier",
    "audit",
    "cosign",
    "cosignatures",
    "cover",
    "empty_checkpoint",
    "entry_bytes",
    "hash_entry",
    "hash_leaf",
    "nodes_for_consistency",
    "nodes_for_inclusion",
    "open_checkpoint",
    "prove_consistency",
    "prove_inclusion",
    "root_of",
    "verify_consistency",
    "verify_inclusion",
]
