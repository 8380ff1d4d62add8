from hirz.foundation.accounts.access import Permission


class IntakePermission(Permission):
    SUBMISSION_VIEW = "SUBMISSION_VIEW"
    SUBMISSION_TRIAGE = "SUBMISSION_TRIAGE"
    SUBMISSION_IMPORT = "SUBMISSION_IMPORT"
    MESSAGE_SEND = "MESSAGE_SEND"
