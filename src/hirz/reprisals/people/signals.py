"""Consent changed: whoever prepared something from it reacts in the same transaction, or the change does not happen."""

from django.dispatch import Signal

consent_changed = Signal()
"""Sent with ``person``, ``scopes`` (those no longer given; empty when consent was only given), ``by`` and ``at``."""
