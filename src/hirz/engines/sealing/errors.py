"""Why something sealed does not open. No text of an error tells anything about what was sealed, or for whom."""

from __future__ import annotations

from typing import ClassVar


class SealingError(ValueError):
    """Root of what this package raises on purpose; ``code`` is what a face puts into words."""

    code: ClassVar[str] = "sealing_error"


class NotSealed(SealingError):
    """The bytes do not begin like the thing they should be, or are too short for it."""

    code = "not_sealed"


class UnknownSuite(SealingError):
    """Sealed by a set of algorithms that this version does not know."""

    code = "sealing_suite_unknown"


class NotForThisKey(SealingError):
    """None of the keys at hand is among the recipients."""

    code = "sealed_for_another_key"


class Altered(SealingError):
    """Bytes, place or key are not those that were sealed."""

    code = "sealed_altered"


class Cut(SealingError):
    """The end of a container is missing."""

    code = "sealed_cut"


class Appended(SealingError):
    """Something follows the end of a container."""

    code = "sealed_appended"


class LengthDiffers(SealingError):
    """The content is not as long as was announced."""

    code = "sealed_length_differs"


class NotWritten(SealingError):
    """The sink took fewer bytes than it was given, as a full disk may."""

    code = "sealed_not_written"


class WriterClosed(SealingError):
    """A container was written to after its end, or after a failure."""

    code = "sealing_writer_closed"


class WrongKeyVersion(SealingError):
    """Sealed under another version of the key; the version is in the sealed value."""

    code = "sealing_key_version"


class KeyNotUsable(SealingError):
    """A key or a recipient is not of the right length, kind or number, or a point that no sound key has."""

    code = "sealing_key_unusable"


class RingExposed(SealingError):
    """The key file can be read by others, is a link, or belongs to somebody else."""

    code = "ring_exposed"


class RingUnreadable(SealingError):
    """The key file is missing, already there, or damaged."""

    code = "ring_unreadable"


class WrongPassphrase(SealingError):
    """The passphrase does not open the key file, or the file was altered: the two cannot be told apart."""

    code = "ring_passphrase_wrong"


class ShareDamaged(SealingError):
    """A share was mistyped or altered: its own checksum does not fit."""

    code = "share_damaged"


class SharesMixed(SealingError):
    """The shares are not from one set."""

    code = "shares_mixed"


class SharesRepeated(SealingError):
    """The same share was given twice."""

    code = "shares_repeated"


class TooFewShares(SealingError):
    """Fewer shares than the set asks for."""

    code = "shares_too_few"


class SharesForged(SealingError):
    """Enough shares of one set, each well-formed, which together give no secret: at least one was made up."""

    code = "shares_forged"
