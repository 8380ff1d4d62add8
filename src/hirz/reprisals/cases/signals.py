from django.dispatch import Signal

clocks_rewritten = Signal()
"""Sent with ``case`` inside the transaction that rewrote its clocks: what narrower apps hold beside them may change."""
