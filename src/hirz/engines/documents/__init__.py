"""One document model, rendered as DOCX, PDF and plain text. Renderers take nothing but a cleared document."""
