"""What a row says, with its words turned into codes where only one can be meant, and what tells it from all others."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hirz.regional.recommendations.models import LANGUAGES, Recommendation
from hirz.regional.recommendations.reading.said import Refused, Said, require_keepable
from hirz.regional.recommendations.terms import Body, action_of, body_of, cycle_of, state_of

_LISTS: Final = ("themes", "groups", "sdgs", "recommending")
Owned = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """One recommendation as a row of a file gives it. ``owned`` are the columns that belong to the source."""

    row: int
    identity: str
    state_code: str
    language: str
    text: str
    owned: Owned
    position: tuple[str, str, str]
    """Code, own words, source; the code is empty when the row says nothing of a position."""

    @property
    def source_id(self) -> str:
        return str(self.owned["source_id"])


def told_by(said: Said) -> Told:
    """Raises ``Refused`` for a State, a body or a language that nobody knows, and for a word too long to be one."""
    state_code, body = state_of(said.state), body_of(said.body)
    if state_code is None:
        raise Refused("unknown_state")
    if body is None:
        raise Refused("unknown_body")
    if said.language not in LANGUAGES:
        raise Refused("unknown_language")
    owned = _owned(said, body)
    _require_room(owned, said)
    position = (said.position, said.position_words, said.position_source or said.source)
    return Told(
        said.row, identity_of(state_code, owned, said.text), state_code, said.language, said.text, owned, position
    )


def content_hash(text: str) -> str:
    """SHA-256 of the text, with spaces, look-alike signs and kinds of quotation marks evened out."""
    plain = unicodedata.normalize("NFKC", text).translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"'})
    return hashlib.sha256(" ".join(plain.split()).encode()).hexdigest()


def identity_of(state_code: str, owned: Owned, text: str) -> str:
    """What tells a recommendation from all others, whatever file it comes from.

    In a report on a review each numbered paragraph is one recommendation, and stays it when its text is corrected. A
    paragraph of a committee may hold several: there the text tells them apart. Where the source has no paragraphs, so
    do the session and the States that recommended it.
    """
    where = [owned["mechanism"], owned["committee"], owned["procedure"], owned["symbol"], owned["paragraph"]]
    if not (owned["symbol"] and owned["paragraph"]):
        listed = owned["recommending_given"]
        names = [str(name) for name in listed] if isinstance(listed, list) else []
        where += [owned["session"] or owned["on_date"], sorted(state_of(name) or name.casefold() for name in names)]
    is_numbered = owned["mechanism"] == "upr" and owned["symbol"] and owned["paragraph"]
    told = [state_code, *where, "" if is_numbered else content_hash(text)]
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()


def place_of(owned: Owned) -> str:
    """Puts the recommendations of a State in order: mechanism, session, document, paragraph; figures by their value."""
    parts = (owned["mechanism"], owned["session"] or "", owned["on_date"] or "", owned["symbol"], owned["paragraph"])
    written = " ".join(str(part) for part in parts).replace("~", "-")
    return re.sub(r"\d+", lambda figure: figure[0].zfill(4), written)[:200]


def _owned(said: Said, body: Body) -> Owned:
    return {
        "source": said.source,
        "mechanism": body.mechanism,
        "committee": body.committee,
        "procedure": body.procedure,
        "body_given": said.body,
        "symbol": said.symbol,
        "paragraph": said.paragraph,
        "on_date": said.on_date,
        "cycle": cycle_of(said.cycle, said.session) if body.mechanism == "upr" else "",
        "session": said.session,
        "source_id": said.source_id,
        "action": action_of(said.action) if said.action else "",
        **{f"{name}_given": sorted(set(getattr(said, name))) for name in _LISTS},
    }


def _require_room(owned: Owned, said: Said) -> None:
    for name, value in owned.items():
        for word in value if isinstance(value, list) else (value,):
            require_keepable(str(word))
        limit = getattr(Recommendation._meta.get_field(name), "max_length", None)
        if isinstance(value, str) and limit and len(value) > limit:
            raise Refused("too_long", name)
        if isinstance(value, list) and any(len(word) > 300 for word in value):
            raise Refused("too_long", name.removesuffix("_given"))
    require_keepable(said.position_words + said.position_source)
    if len(said.position_words) > 5000 or len(said.position_source) > 300:
        raise Refused("too_long", "position")
