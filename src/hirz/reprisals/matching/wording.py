"""How the refusals about files of one person are put."""

from django.utils.translation import gettext_lazy as _

from hirz.foundation.wording import register_words
from hirz.reprisals.matching.actions import AlreadyOne, DecidedDifferent, NotOne, OneFileOnly

register_words(
    {
        OneFileOnly.code: _("Choose two files."),
        AlreadyOne.code: _("These files are held to be one person's already. If they are not, take them apart first."),
        NotOne.code: _("These files are not held to be one person's any more."),
        DecidedDifferent.code: _(
            "Somebody decided that these are two people. Read the reason, and say why you decide otherwise."
        ),
    }
)
