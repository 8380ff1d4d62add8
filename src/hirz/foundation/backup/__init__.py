"""Backups: sealed to an offline key in two sets, so that what was erased is gone from backups as well."""
