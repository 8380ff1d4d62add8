"""PDFium keeps one state for the whole process, and is not made for threads.

Two threads in it at once draw into each other's pages, or bring the process down with every request in it. Whoever
opens a document holds this until it is closed.
"""

from __future__ import annotations

import threading
from typing import Final

ONE_AT_A_TIME: Final = threading.Lock()

__all__ = ["ONE_AT_A_TIME"]
