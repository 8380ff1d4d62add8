"""What people are told when something about organisations, contributors and layers is refused."""

from django.utils.translation import gettext_lazy as _

from hirz.foundation.sheet_files import NotOurSheet
from hirz.foundation.wording import register_words
from hirz.regional.organisations import refusals
from hirz.regional.organisations.printing import TextNotPrintable
from hirz.rules.layers import LayerNotOffered

register_words(
    {
        NotOurSheet.code: _("This is none of the tables that are downloaded here, or it is damaged."),
        LayerNotOffered.code: _(
            "What one side contributed stays between them and the office, is shared with their side, or is public."
        ),
        TextNotPrintable.code: _("A text holds signs that no document can show. Write it with plain letters."),
        refusals.OrganisationUnnamed.code: _("Write the name in at least one language."),
        refusals.GovernmentWithoutState.code: _("Choose the State of which this is a body."),
        refusals.AlreadyListed.code: _("An organisation of this name is on record for the State already."),
        refusals.SideStays.code: _(
            "Bodies of a State and partners see different things: an organisation does not change from one to the"
            " other. Add it anew."
        ),
        refusals.HasMainFocalPoint.code: _(
            "The organisation has a main focal point. Invite as alternate, then hand the part over."
        ),
        refusals.HasAccount.code: _("Somebody with this address has an account already."),
        refusals.Ended.code: _("The access of this person has ended already."),
        refusals.NotOfOneOrganisation.code: _("A part is handed over to somebody else of the same organisation."),
        refusals.HasPassword.code: _("This person has set a password already and needs no link."),
    }
)
