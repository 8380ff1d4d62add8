"""``{% load components %}``: every component of the two faces, in one library."""

from __future__ import annotations

from django.template import Library

from hirz.faces.shell.components import actions, chrome, forms, records, status, structure, text

register = Library()
for part in (actions, chrome, forms, records, status, structure, text):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
