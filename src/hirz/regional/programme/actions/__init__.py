"""The verbs of the programme: planning it, doing it, keeping who took part, and reporting."""
