from hirz.foundation.accounts.access import Permission


class ReportPermission(Permission):
    REPORT_VIEW = "REPORT_VIEW"
    REPORT_DECIDE = "REPORT_DECIDE"
    REPORT_DRAFT = "REPORT_DRAFT"
    REPORT_CLEAR = "REPORT_CLEAR"
    REPORT_PUBLISH = "REPORT_PUBLISH"
