"""The value that alone may leave the system.

Renderers accept :class:`Cleared` and nothing else. It cannot be constructed, copied, pickled or changed by ordinary
code: :func:`issue` makes it, and only ``hirz.rules.consent.decide`` calls :func:`issue` (a test walks the whole code
base to prove both). Source: design, "Consent", rule 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, NoReturn, Protocol, TypeVar


class Disclosable(Protocol):
    """Content that can be read back as plain text, so that it can be searched for names before it leaves."""

    def plain_text(self) -> str:
        """Every word the content holds, in reading order."""
        ...


ContentT = TypeVar("ContentT", bound=Disclosable)
ContentT_co = TypeVar("ContentT_co", bound=Disclosable, covariant=True)


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a disclosure was allowed.

    ``disclosure`` is the disclosure's id, ``purpose`` and ``recipient`` are codes, ``decisions`` the ids of the
    consent decisions relied upon (sorted), ``decided_at`` an aware moment.
    """

    disclosure: str
    purpose: str
    recipient: str
    decisions: tuple[str, ...]
    decided_at: datetime


class NotCleared(TypeError):
    """Somebody tried to make, copy or alter a cleared value without a decision."""


_SEAL: Final = object()


class Cleared(Generic[ContentT_co]):
    """Content together with the proof that it may go to one recipient for one purpose."""

    __slots__ = ("_content", "_proof")
    _content: ContentT_co
    _proof: Proof

    def __init__(self, seal: object, content: ContentT_co, proof: Proof) -> None:
        if seal is not _SEAL:
            raise NotCleared("only a consent decision clears content")
        object.__setattr__(self, "_content", content)
        object.__setattr__(self, "_proof", proof)

    def __init_subclass__(cls) -> NoReturn:
        raise NotCleared("a cleared value has no variants")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise NotCleared("a cleared value cannot be altered")

    def __reduce__(self) -> NoReturn:
        raise NotCleared("a cleared value lives only inside the transaction that made it")

    @property
    def content(self) -> ContentT_co:
        return self._content

    @property
    def proof(self) -> Proof:
        return self._proof


def issue(content: ContentT, proof: Proof) -> Cleared[ContentT]:
    """Bind ``content`` to ``proof``. For ``hirz.rules.consent.decide`` alone."""
    return Cleared(_SEAL, content, proof)


__all__ = ["Cleared", "Disclosable", "NotCleared", "Proof", "issue"]
