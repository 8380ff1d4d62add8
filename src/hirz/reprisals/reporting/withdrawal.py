"""Report entries not yet published freeze in the transaction in which the consent they rest on goes."""
