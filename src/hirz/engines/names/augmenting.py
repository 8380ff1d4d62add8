"""More examples out of those there are: what the lists of public persons hold too little of.

Typing errors, initials, pet names, words joined or left out speak for one person; another given name, or nothing in
common but the commonest names, against. Every example made keeps the entity it came from, so that splitting by entity
holds for it as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from typing import Final, NamedTuple

from hirz.engines.names.nicknames import nicknames
from hirz.engines.names.parsing import parse
from hirz.engines.names.scripts import Script, fold
from hirz.engines.names.skeletons import skeleton, voiced_keys
from hirz.engines.names.units import units_of


class Example(NamedTuple):
    """Two names, whether they are one person's, whose they are, and how much the example counts."""

    a: str
    b: str
    same: bool
    entity_a: str
    entity_b: str
    weight: float


Words = list[str]
Change = Callable[[Words, Random], Words]

LIGHT, LIGHTER, COMMON = 0.2, 0.07, 0.6
"""What a made example counts beside a real one: of different people, of careless copies, of namesakes."""
_COMMON: Final = 40
_LONG: Final = dict.fromkeys(map(ord, "اىةءهأإآ"))
_FEMININE: Final = (
    ("ович", "овна"),
    ("евич", "евна"),
    ("ovich", "ovna"),
    ("evich", "evna"),
    ("ов", "ова"),
    ("ov", "ova"),
)


def augmented(examples: Sequence[Example], seed: int = 7) -> list[Example]:
    """The examples and those made from them; the same examples and seed give the same."""
    random = Random(seed)  # noqa: S311
    same = [example for example in examples if example.same]
    stock = _stock(same)
    made = [new for example in same for new in (_another(example, stock, random), _sister(example, stock, random))]
    sounding = _sounding(stock)
    made += [_near(example, sounding, random) for example in same]
    made += [_changed(example, random) for example in same]
    made += [_misread(example, random) for example in same[::4]]
    made += _common_only(same, random)
    return [*examples, *(new for new in made if new is not None)]


def _words(name: str) -> Words:
    return name.replace(",", " ").split()


def _script(word: str) -> Script:
    return fold(word)[1]


def _stock(same: Sequence[Example]) -> dict[Script, Words]:
    """Words of the names, by script, in a fixed order."""
    words = sorted({word for example in same for name in (example.a, example.b) for word in _words(name)})
    return {script: [word for word in words if _script(word) is script and len(word) > 2] for script in Script}


def _another(example: Example, stock: dict[Script, Words], random: Random) -> Example | None:
    """One word of the second name is another's: a brother, or a namesake of another family."""
    words = _words(example.b)
    places = [place for place, word in enumerate(words) if len(word) > 2 and stock[_script(word)]]
    if len(words) < 2 or len(words) > 4 or not places:
        return None
    place = random.choice(places)
    words[place] = random.choice(stock[_script(words[place])])
    return example._replace(b=" ".join(words), same=False, weight=LIGHT)


def _sounding(stock: dict[Script, Words]) -> dict[tuple[Script, str], Words]:
    """Words of one or two consonants, by these: عوض stands with عيد, and Awad with Eid."""
    found: dict[tuple[Script, str], Words] = {}
    for script, words in stock.items():
        for word in words:
            if short := _consonants(word):
                found.setdefault((script, short), []).append(word)
    return found


def _consonants(word: str) -> str:
    tokens = parse(word).tokens
    spelt = skeleton(units_of(tokens[0].text, tokens[0].script)) if len(tokens) == 1 else ""
    return spelt if len(spelt) <= 2 else ""


def _near(example: Example, sounding: dict[tuple[Script, str], Words], random: Random) -> Example | None:
    """A short word of the second name is another one of the same consonants: Khaled Eid is not Khaled Awad."""
    words = _words(example.b)
    ways = [
        (place, other)
        for place, word in enumerate(words)
        for other in sounding.get((_script(word), _consonants(word)), ())
        if not _may_be_one(word, other)
    ]
    if len(words) < 2 or not ways:
        return None
    place, other = random.choice(ways)
    words[place] = other
    return example._replace(b=" ".join(words), same=False, weight=LIGHT)


def _may_be_one(word: str, other: str) -> bool:
    """Forms of one given name; and where vowels are not written, whatever differs in the letters of long ones alone."""
    groups = nicknames()
    if set(groups.get(fold(word)[0], ())) & set(groups.get(fold(other)[0], ())):
        return True
    if _script(word) is Script.ARABIC:
        return fold(word)[0].translate(_LONG) == fold(other)[0].translate(_LONG)
    one, another = (voiced_keys(parse(text).tokens[0]) for text in (word, other))
    return bool(one & another)


def _sister(example: Example, stock: dict[Script, Words], random: Random) -> Example | None:
    """The same family and father, another given name, the endings of the other sex."""
    changed = _another(example, stock, random)
    if changed is None:
        return None
    words = [_turned(word.lower()) for word in _words(changed.b)]
    return changed._replace(b=" ".join(words)) if words != _words(changed.b.lower()) else None


def _turned(word: str) -> str:
    for masculine, feminine in _FEMININE:
        if word.endswith(masculine):
            return word.removesuffix(masculine) + feminine
    return word


def _changed(example: Example, random: Random) -> Example | None:
    """The first name beside a careless copy of itself; only in alphabets people type with such errors."""
    words = _words(example.a)
    if not words or any(_script(word) not in (Script.LATIN, Script.CYRILLIC) for word in words):
        return None
    for change in random.choices(CHANGES, k=random.choice((1, 1, 2))):
        words = change(list(words), random)
    copy = " ".join(words)
    return example._replace(b=copy, weight=LIGHTER) if len(copy) > 2 and copy != example.a else None


def _misread(example: Example, random: Random) -> Example | None:
    """The first name beside a copy with an initial that is not its own."""
    words = _words(example.a)
    if len(words) < 2 or _script(words[0]) is Script.ARABIC:
        return None
    letters = "ABDGKLMNRSTVZ" if _script(words[0]) is Script.LATIN else "АБВГДЗКЛМНРСТ"
    letter = random.choice([letter for letter in letters if letter != words[0][0].upper()])
    return example._replace(b=" ".join([f"{letter}.", *words[1:]]), same=False, weight=LIGHT)


def _typed(words: Words, random: Random) -> Words:
    """A letter left out, doubled, changed for a neighbour or with it."""
    place = random.randrange(len(words))
    word = words[place]
    if len(word) > 3:
        at = random.randrange(1, len(word) - 1)
        words[place] = random.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + random.choice("aeioubdgkmnrst") + word[at + 1 :],
                word[:at] + random.choice("aeiouhnrst") + word[at:],
            )
        )
    return words


def _initial(words: Words, random: Random) -> Words:
    return [words[0][0] + ".", *words[1:]] if len(words) > 1 else words


def _joined(words: Words, random: Random) -> Words:
    at = random.randrange(len(words))
    return [*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]] if len(words) > 1 else words


def _split(words: Words, random: Random) -> Words:
    place = random.randrange(len(words))
    word = words[place]
    at = len(word) // 2
    return [*words[:place], word[:at], word[at:], *words[place + 1 :]] if len(word) > 6 else words


def _shorter(words: Words, random: Random) -> Words:
    return [words[0], *words[2:]] if len(words) > 2 else words


def _turned_round(words: Words, random: Random) -> Words:
    return [*words[1:], words[0]]


def _petted(words: Words, random: Random) -> Words:
    groups = nicknames()
    for place, word in enumerate(words):
        own = groups.get(fold(word)[0], ())
        forms = sorted(form for form, shared in groups.items() if set(own) & set(shared) and form != fold(word)[0])
        if forms:
            words[place] = random.choice(forms)
            return words
    return words


CHANGES: Final[tuple[Change, ...]] = (
    _typed,
    _typed,
    _typed,
    _initial,
    _joined,
    _split,
    _shorter,
    _turned_round,
    _petted,
)


def _common_only(same: Sequence[Example], random: Random) -> list[Example]:
    """People who have nothing but the commonest names in common."""
    people: dict[Script, Counter[str]] = {script: Counter() for script in Script}
    for example in same:
        for name in (example.a, example.b):
            for token in parse(name).tokens:
                people[token.script][token.text] += 1
    made = []
    for script, count in people.items():
        common = [word for word, times in count.most_common(_COMMON) if times > 3]
        for number in range(150 if len(common) > 4 else 0):
            one, two, three, four = random.sample(common, 4)
            other = random.choice((f"{one} {two} {four}", f"{one} {two} {four}", f"{one} {two}", f"{one} {four}"))
            entity = f"common {script} {number}"
            made.append(Example(f"{one} {two} {three}", other, False, entity, f"{entity} other", COMMON))
    return made
