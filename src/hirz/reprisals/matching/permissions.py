from hirz.foundation.accounts.access import Permission


class MatchingPermission(Permission):
    PEOPLE_MATCH = "PEOPLE_MATCH"
    """To say of two files that they are one person's, or not."""
