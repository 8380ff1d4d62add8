"""What is in a file stays out of the logs.

Pillow writes the metadata it reads (the owner of a camera, a place) to its log, qpdf quotes what it cannot read.
"""

from __future__ import annotations

import logging
from typing import Final

_TALKATIVE: Final = ("PIL", "pikepdf")


def silence_libraries() -> None:
    """Cut the loggers of the libraries that read files off from every handler of the process."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(logging.NullHandler())


__all__ = ["silence_libraries"]
