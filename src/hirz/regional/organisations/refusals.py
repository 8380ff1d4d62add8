from typing import ClassVar

from hirz.rules.errors import BadInput, RefusedByRule


class OrganisationUnnamed(BadInput):
    code: ClassVar[str] = "organisation_unnamed"


class GovernmentWithoutState(BadInput):
    code: ClassVar[str] = "government_without_state"


class AlreadyListed(RefusedByRule):
    """An organisation of this name is on record for the State already."""

    code: ClassVar[str] = "organisation_already_listed"


class SideStays(RefusedByRule):
    """What an organisation contributed was said to one side: it does not wake up on the other."""

    code: ClassVar[str] = "organisation_side_stays"


class HasMainFocalPoint(RefusedByRule):
    code: ClassVar[str] = "organisation_has_main_focal_point"


class HasAccount(RefusedByRule):
    """Whoever has this address works here, or contributes for somebody now."""

    code: ClassVar[str] = "contributor_has_account"


class Ended(RefusedByRule):
    code: ClassVar[str] = "contributor_ended"


class NotOfOneOrganisation(RefusedByRule):
    """A part is handed over inside an organisation, to somebody else."""

    code: ClassVar[str] = "handed_over_elsewhere"


class HasPassword(RefusedByRule):
    """The link for a first password is for who never set one."""

    code: ClassVar[str] = "contributor_has_password"
