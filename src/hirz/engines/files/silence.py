"""What is in a file stays out of the logs.

Pillow writes the metadata it reads (the owner of a camera, a place) to its log, qpdf quotes what it cannot read.
"""

from __future__ import annotations

import logging
from typing import Final

_TALKATIVE: Final = ("PIL", "pikepdf")


def silence_libraries() -> None:
    """Let the libraries that read files log nothing, whatever the level of the process."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


__all__ = ["silence_libraries"]
