from django.dispatch import Signal

clocks_rewritten = Signal()
"""Sent with ``case`` inside the transaction that rewrote its clocks: what narrower apps hold beside them may change."""

consent_of_somebody_gone = Signal()
"""Sent with ``case``, ``scopes``, ``by`` and ``at`` when a consent was withdrawn of which nobody here can tell whose it
is: whoever prepared something on the case that needs it stops, in the same transaction."""

narrative_erased = Signal()
"""Sent with ``case`` and ``by`` before the key of what is written on it is destroyed: whoever keeps files of it removes
them, and whoever prepares something from it stops."""

redraft_asked = Signal()
"""Sent with ``case``, ``names`` and ``by`` while one of its people is erased and the case stays for others: whoever
keeps something in which one of these names stands, and which nobody can write anew, removes it."""
