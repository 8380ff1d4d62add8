from hirz.foundation.accounts.access import Permission


class AccountPermission(Permission):
    SYSTEM_ADMINISTER = "SYSTEM_ADMINISTER"
