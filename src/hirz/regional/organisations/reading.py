"""Who read what is sealed about an organisation is on record."""

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.verbs import OrganisationVerb


def organisation_read(organisation: Organisation, *, by: User) -> None:
    record(OrganisationVerb.READ_ORGANISATION, by=by, subject=organisation, office_id=by.office_id)
