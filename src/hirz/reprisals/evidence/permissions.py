from hirz.foundation.accounts.access import Permission


class EvidencePermission(Permission):
    """Whoever sees a case sees that there is evidence; handling it, and letting it leave, are more than that."""

    EVIDENCE_HANDLE = "EVIDENCE_HANDLE"
    EVIDENCE_EXPORT = "EVIDENCE_EXPORT"
