"""Consent changed: whoever prepared something from it reacts in the same transaction, or the change does not happen."""

from django.dispatch import Signal

consent_changed = Signal()
"""Sent with ``person``, ``scopes`` (those no longer given; empty when consent was only given), ``by`` and ``at``."""

person_erased = Signal()
"""Sent with ``person`` and ``by`` before the person's key is destroyed: whoever keeps more of theirs erases it too."""
