from hirz.foundation.accounts.access import Permission


class PeoplePermission(Permission):
    PERSON_VIEW = "PERSON_VIEW"
    PERSON_EDIT = "PERSON_EDIT"
    CONSENT_RECORD = "CONSENT_RECORD"
    PERSON_ERASE = "PERSON_ERASE"
    OVERRIDE_APPROVE = "OVERRIDE_APPROVE"
