"""Whether the inner loops run compiled (numba) or as they stand.

They are written in the part of Python that numba compiles, and give the same numbers either way. Compiling takes some
seconds once on a machine; after that the code is read back from numba's cache: beside the package or, where that cannot
be written, in the user's cache folder (`NUMBA_CACHE_DIR` names another).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, Literal, TypeVar, cast

F = TypeVar("F", bound=Callable[..., object])

_choice: Final = {"compile": True}


def interpret() -> None:
    """From now on import the loops as they stand: one comparison then starts in no time. To be called before any."""
    _choice["compile"] = False


def compiled(function: F) -> F:
    """The function compiled, unless that was turned off or numba is not installed."""
    return _made(function, "never")


def inlined(function: F) -> F:
    """As `compiled`, written out in every function that calls it: for what is called many times a pair. Between
    functions numba counts references to every array, which costs more than the work."""
    return _made(function, "always")


def _made(function: F, inline: Literal["never", "always"]) -> F:
    if not _choice["compile"]:
        return function
    try:
        import numba
    except ImportError:
        return function
    make = partial(numba.njit, nogil=True, fastmath=True, error_model="numpy", inline=inline)
    try:
        return cast("F", make(cache=True)(function))
    except RuntimeError:  # no folder that numba may write to
        return cast("F", make()(function))
