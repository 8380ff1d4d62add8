"""One document model and its renderings.

Build a :class:`~hirz.engines.documents.model.Document`, have it cleared, and hand the cleared value to ``render_docx``,
``render_pdf`` or ``render_text``. The same words come out of each.
"""
