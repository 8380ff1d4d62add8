from hirz.foundation.accounts.access import Permission


class AuditPermission(Permission):
    HISTORY_AUDIT = "HISTORY_AUDIT"
