"""A name as people write it, taken apart: `parse`."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import yaml

from hirz.engines.names.scripts import Script, fold


class Role(IntEnum):
    """What a part of a name is, where its form tells."""

    UNKNOWN = 0
    FAMILY = 1
    PATRONYMIC = 2
    KUNYA = 3
    NASAB = 4
    INITIAL = 5
    HONORIFIC = 6
    PARTICLE = 7


class Token(NamedTuple):
    """One part of a name: folded ``text`` in one ``script``. ``article``: al- or ال stands, or may stand, before it."""

    text: str
    script: Script
    role: Role
    article: bool


class Name(NamedTuple):
    """A name: the ``text`` as given, its parts in the order given, and whether the family name is written first."""

    text: str
    tokens: tuple[Token, ...]
    family_first: bool


class _Word(NamedTuple):
    token: Token
    kind: str
    upper: bool
    hyphen: bool


_HYPHENS: Final = "-‐‑–—"
SIGNS: Final = ",،/()"
_BREAKS: Final = r"\s\-‐‑–—,،;/()\[\]\"«»:*+_"
BETWEEN: Final = re.compile(f"[{_BREAKS}]")
"""What no word holds."""
_PIECES: Final = re.compile(f"[{_HYPHENS}]?[^{_BREAKS}]+|[{SIGNS}]")
_HUMP: Final = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ][a-zа-яё]{2})")
_DOT: Final = re.compile(r"(?<=\.)(?=.)")
_PLAIN: Final = ""
MOST_TOKENS: Final = 10
LONG: Final = 5


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Name:
    """Take a personal name apart.

    Compounds become one part (عبد + القادر, Abdul Rahman, أبو مازن, Nur al-Din), articles are noted on the word they
    belong to, links such as bin or uulu go and leave a role. Order stays as written. A text without any letter gives a
    name without parts; at most ten parts are kept.
    """
    words = [word for piece in _PIECES.findall(text) for word in _words(piece)]
    if any(word.kind or word.hyphen for word in words):
        words, comma = _without_signs(words)
        tokens = _assembled(words)
    else:
        comma = False
        tokens = [word.token for word in words]
    tokens = _with_family(words, _with_enough(tokens))
    return Name(text, tuple(tokens[:MOST_TOKENS]), comma)


@lru_cache(maxsize=65536)
def _words(piece: str) -> tuple[_Word, ...]:
    if piece in SIGNS:
        return (_Word(Token("", Script.OTHER, Role.UNKNOWN, False), piece, False, False),)
    hyphen = piece[0] in _HYPHENS
    bare = piece[1:] if hyphen else piece
    parts = [part for dotted in _DOT.split(bare) for part in _HUMP.split(dotted)]
    words = [_word(part, hyphen and not place) for place, part in enumerate(parts)]
    return tuple(word for word in words if word.token.text)


def _word(part: str, hyphen: bool) -> _Word:
    if part.isdigit():
        return _Word(Token("", Script.OTHER, Role.UNKNOWN, False), _PLAIN, False, hyphen)
    text, script = fold(part)
    kind = kinds().get(text, _PLAIN)
    dotted = part.endswith(".")
    if len(text) == 1 or (dotted and len(text) == 2 and not kind):
        is_initial = script is not Script.ARABIC
        kind = "initial" if is_initial and (kind != "nobiliary" or dotted or part.isupper()) else kind
    role = _role(text, kind)
    return _Word(Token(text, script, role, _article(text, script)), kind, part.isupper() and len(text) > 2, hyphen)


def _role(text: str, kind: str) -> Role:
    if kind == "initial":
        return Role.INITIAL
    if kind in ("honorific", "generation", "filler"):
        return Role.HONORIFIC
    if kind in ("legal_form", "nobiliary", "son", "child_after", "article", "article_hyphen"):
        return Role.PARTICLE
    return Role.PATRONYMIC if len(text) > LONG and text.endswith(patronymic_endings()) else Role.UNKNOWN


def _article(text: str, script: Script) -> bool:
    """Whether the word opens with what may be an article grown on to it."""
    if len(text) < LONG:
        return False
    return text.startswith(("al", "el")) if script is Script.LATIN else text.startswith(("ال", "аль", "эль"))


def _without_signs(words: list[_Word]) -> tuple[list[_Word], bool]:
    """The words without brackets and what they hold; a second spelling after a stroke, or a remark after a second
    comma, goes too. Whether a comma after the first words says that the family name comes first."""
    kept: list[_Word] = []
    inside = comma = False
    for word in words:
        sign = word.kind
        if sign == "(":
            inside = True
        elif sign == ")":
            inside = False
        elif sign == "/" and len(kept) > 1:
            break
        elif sign in (",", "،"):
            if comma and len(kept) > 1:
                break
            comma = bool(kept)
        elif not inside and sign != "/":
            kept.append(word)
    return (kept or [word for word in words if word.token.text]), comma


def _assembled(words: list[_Word]) -> list[Token]:
    tokens: list[Token] = []
    role = Role.UNKNOWN
    place = 0
    while place < len(words):
        word = words[place]
        rest = len(words) - place - 1
        following = words[place + 1] if rest else None
        used = 1
        if word.kind in ("servant", "father") and following is not None:
            token, used = _compound(word, words[place + 1 : place + 3])
            tokens.append(token)
        elif following is not None and _is_article(word, following):
            token, used = _with_article(word, words[place + 1], tokens)
            tokens.append(token)
        elif word.kind == "god_after" and tokens and tokens[-1].role is Role.UNKNOWN:
            tokens[-1] = _joined(tokens[-1], word.token)
        elif word.kind == "son" and following is not None and (tokens or rest > 1):
            role = Role.NASAB
            place += 1
            continue
        elif word.kind == "child_after" and tokens:
            tokens[-1] = tokens[-1]._replace(role=Role.PATRONYMIC)
        else:
            tokens.append(word.token)
        if role is Role.NASAB and tokens[-1].role is Role.UNKNOWN:
            tokens[-1] = tokens[-1]._replace(role=role)
        role = Role.UNKNOWN
        place += used
    return tokens


def _is_article(word: _Word, following: _Word) -> bool:
    return word.kind == "article" or (word.kind == "article_hyphen" and following.hyphen)


def _compound(word: _Word, following: list[_Word]) -> tuple[Token, int]:
    """عبد, Abdul, أبو with what they govern; an article between them goes in."""
    first = following[0]
    role = Role.KUNYA if word.kind == "father" else Role.UNKNOWN
    if first.kind in ("article", "article_hyphen") and len(following) > 1:
        if word.kind == "servant" and len(word.token.text) > 3:
            return word.token._replace(role=role), 1
        text = word.token.text + first.token.text + following[1].token.text
        return Token(text, word.token.script, role, False), 3
    return _joined(word.token, first.token)._replace(role=role), 2


def _with_article(word: _Word, following: _Word, before: list[Token]) -> tuple[Token, int]:
    """al-Din and al-Islam close the name before them; before anything else the article is part of the word."""
    token = following.token
    if following.kind == "god_after" and before and before[-1].role is Role.UNKNOWN:
        return _joined(_joined(before.pop(), word.token), token), 2
    role = Role.UNKNOWN if token.role is Role.PARTICLE else token.role
    return Token(word.token.text + token.text, token.script, role, True), 2


def _joined(first: Token, second: Token) -> Token:
    return Token(first.text + second.text, first.script, first.role, first.article)


def _with_enough(tokens: list[Token]) -> list[Token]:
    """A word that may be a title is one only beside two other parts: Frank Judge, but Judge Frank Miller."""
    core = sum(token.role < Role.HONORIFIC for token in tokens)
    if core == len(tokens) or core > 1:
        return tokens
    return [t._replace(role=Role.UNKNOWN) if t.role is Role.HONORIFIC else t for t in tokens]


def _with_family(words: list[_Word], tokens: list[Token]) -> list[Token]:
    """Where one part is in capitals and others are not, it is the family name."""
    upper = [word.token.text for word in words if word.upper]
    if not upper or len(upper) == sum(1 for word in words if len(word.token.text) > 2):
        return tokens
    return [
        token._replace(role=Role.FAMILY) if token.role is Role.UNKNOWN and token.text.endswith(tuple(upper)) else token
        for token in tokens
    ]


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[list[str]]]:
    text = (files("hirz.engines.names") / "data" / "words.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[list[str]]] = yaml.safe_load(text)
    return lists


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """What each word of `data/words.yaml` does in a name."""
    return {
        fold(str(word))[0]: kind
        for kind, groups in reversed(_lists().items())
        if not kind.endswith("_ending")
        for group in groups
        for word in group
    }


@lru_cache(maxsize=1)
def patronymic_endings() -> tuple[str, ...]:
    return _endings("patronymic_ending")


@lru_cache(maxsize=1)
def family_endings() -> tuple[str, ...]:
    return _endings("family_ending")


def _endings(kind: str) -> tuple[str, ...]:
    """The longest first, so that the first that fits is the one to take off."""
    return tuple(sorted({fold(word)[0] for group in _lists()[kind] for word in group}, key=len, reverse=True))
