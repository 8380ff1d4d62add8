from hirz.foundation.accounts.access import Permission


class ResponsePermission(Permission):
    RESPONSE_PLAN = "RESPONSE_PLAN"
    COMMUNICATION_DRAFT = "COMMUNICATION_DRAFT"
    COMMUNICATION_SEND = "COMMUNICATION_SEND"
    REPLY_RECORD = "REPLY_RECORD"
    CASE_EXPORT = "CASE_EXPORT"
