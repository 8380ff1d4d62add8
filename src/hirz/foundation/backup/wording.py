"""How the refusals of backups are put."""

from django.utils.translation import gettext_lazy as _

from hirz.foundation.backup.archive import ArchiveDamaged
from hirz.foundation.backup.restoring import NotEmpty, NotSignedByUs, NotThatArchive
from hirz.foundation.backup.server import DumpFailed
from hirz.foundation.wording import register_words

register_words(
    {
        ArchiveDamaged.code: _("The backup is damaged: a part is missing or was changed."),
        DumpFailed.code: _(
            "The database could not be dumped or restored. Is pg_dump installed, in the server’s version?"
        ),
        NotEmpty.code: _("There is something in the database already. A backup is restored into an empty one."),
        NotSignedByUs.code: _("The archive is not signed with this key of the ledger. Nothing was restored."),
        NotThatArchive.code: _("Give the archive of the data first, then that of the keys."),
    }
)
