"""Names across scripts: `hirz names compare | keys | place | match | score`. No database is needed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from hirz.engines.names import (
    LANGUAGES,
    Comparison,
    Token,
    compare_many,
    explain,
    explain_organisations,
    keys,
    parse,
)
from hirz.engines.names import compare as compare_names
from hirz.engines.names.compiling import interpret
from hirz.faces.cli.commands.names_index import index
from hirz.faces.cli.csv_files import write_rows
from hirz.faces.cli.names_files import Person, read_pairs, read_persons
from hirz.faces.cli.names_matching import candidates, with_evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hirz.engines.names.places import PlaceMatch

CHUNK = 20_000
"""Rows scored between two signs of life."""
_json = click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
_out = click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="CSV file to write; replaced if there.",
)


def _csv(name: str, columns: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    kind = click.Path(exists=True, dir_okay=False, path_type=Path)
    return click.option(f"--{name}", required=True, type=kind, help=f"CSV file in UTF-8 with the columns {columns}.")


@click.group()
def names() -> None:
    """Compare personal names across scripts, alone or in files."""


names.add_command(index)


@names.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--kind",
    type=click.Choice(["person", "organisation"]),
    default="person",
    show_default=True,
    help="Whose names they are.",
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the explanation; otherwise the terminal's.")
@_json
def compare(a: str, b: str, kind: str, language: str | None, as_json: bool) -> None:
    """Say how probable it is that two names are one person's or one organisation's, and why.

    Example: hirz names compare "نورلان عبد القادروف" "Абдыкадыров Нурлан"
    """
    interpret()
    tongue = language or _terminal_language()
    data, lines = _persons(a, b, tongue) if kind == "person" else _organisations(a, b, tongue)
    click.echo(json.dumps(data, ensure_ascii=False) if as_json else "\n".join(lines))


def _persons(a: str, b: str, language: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    found = compare_names(a, b)
    lines = explain(found, language)
    return _as_data(found, lines), lines


def _organisations(a: str, b: str, language: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    from hirz.engines.names.organisations import compare_organisations

    found = compare_organisations(a, b)
    lines = explain_organisations(found, language)
    data = {
        "score": round(found.score, 4),
        "same": found.same,
        "matches": [{"a": match.a, "b": match.b, "tie": match.tie} for match in found.matches],
        "only_a": found.only_a,
        "only_b": found.only_b,
        "explanation": lines,
    }
    return data, lines


@names.command("keys")
@click.argument("name")
@_json
def show_keys(name: str, as_json: bool) -> None:
    """Show the keys a name is indexed under; spellings of one name share keys, whatever the script.

    Example: hirz names keys "Нурлан Абдыкадыров"
    """
    found = sorted(keys(parse(name)))
    click.echo(json.dumps({"keys": found}, ensure_ascii=False) if as_json else "\n".join(found))


@names.command()
@click.argument("text")
@click.option("--country", help="Only in this State: ISO 3166-1 code of two letters.")
@_json
def place(text: str, country: str | None, as_json: bool) -> None:
    """Say which towns, districts or regions of Central Asian and Arabic-speaking States a name may mean, in any script.

    Example: hirz names place Ош
    """
    from hirz.engines.names.places import match_place

    interpret()
    found = match_place(text, country and country.upper())
    if as_json:
        click.echo(json.dumps({"places": [_place(match) for match in found]}, ensure_ascii=False))
        return
    for match in found:
        others = " (one of several of this name)" if match.ambiguous else ""
        names = " / ".join(match.place.names)
        click.echo(f"{match.place.country} {match.place.code}  {names}  {match.likeness:.2f}{others}")
    if not found:
        click.echo("No place is like it.")


def _place(match: PlaceMatch) -> dict[str, Any]:
    return {
        "code": match.place.code,
        "country": match.place.country,
        "names": match.place.names,
        "area": match.place.is_area,
        "people": match.place.people,
        "likeness": round(match.likeness, 2),
        "ambiguous": match.ambiguous,
    }


@names.command()
@_csv("pairs", "pair_id,name_a,name_b")
@_out
@_json
def score(pairs: Path, out: Path, as_json: bool) -> None:
    """Score pairs of names. Writes pair_id,score; a name without letters scores 0.

    Example: hirz names score --pairs pairs.csv --out scores.csv
    """
    rows = read_pairs(pairs)
    scores: list[float] = []
    for begin in _chunks(len(rows), "Pairs"):
        part = rows[begin : begin + CHUNK]
        scores += compare_many([row.a for row in part], [row.b for row in part]).tolist()
    write_rows(out, ("pair_id", "score"), ((row.id, f"{value:.4f}") for row, value in zip(rows, scores, strict=True)))
    _done(as_json, read=len(rows), written=len(rows))


@names.command()
@_csv("left", "id,name and, if known, birth,country")
@_csv("right", "id,name and, if known, birth,country")
@_out
@click.option(
    "--threshold", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Lowest probability written."
)
@_json
def match(left: Path, right: Path, out: Path, threshold: float, as_json: bool) -> None:
    """Find the persons of one file in another. Writes left_id,right_id,score, the likeliest first.

    A birth date (YYYY, YYYY-MM or YYYY-MM-DD) or country that both files give speaks for a pair or against it.

    Example: hirz names match --left new.csv --right known.csv --out matches.csv
    """
    ours, theirs = read_persons(left), read_persons(right)
    found: list[tuple[str, str, float]] = []
    find = candidates([person.name for person in theirs])
    for begin in _chunks(len(ours), "Names"):
        part = ours[begin : begin + CHUNK]
        found += _scored(part, theirs, find([person.name for person in part]), threshold)
    found.sort(key=lambda row: (-row[2], row[0], row[1]))
    write_rows(out, ("left_id", "right_id", "score"), ((a, b, f"{value:.4f}") for a, b, value in found))
    _done(as_json, read=len(ours) + len(theirs), written=len(found))


def _scored(
    ours: Sequence[Person], theirs: Sequence[Person], pairs: NDArray[np.int64], threshold: float
) -> Iterable[tuple[str, str, float]]:
    scores = compare_many([person.name for person in ours], [person.name for person in theirs], pairs)
    for (i, j), value in zip(pairs.tolist(), scores.tolist(), strict=True):
        judged = with_evidence(value, ours[i], theirs[j])
        if judged >= threshold:
            yield ours[i].id, theirs[j].id, judged


def _chunks(rows: int, doing: str) -> Iterable[int]:
    from rich.console import Console

    from hirz.faces.cli.progress import tracked

    begins = range(0, rows, CHUNK)
    if len(begins) < 2:
        return begins
    return tracked(begins, of=len(begins), doing=doing, console=Console(stderr=True, highlight=False))


def _done(as_json: bool, *, read: int, written: int) -> None:
    click.echo(json.dumps({"read": read, "written": written}) if as_json else f"{read} read, {written} written.")


def _as_data(found: Comparison, lines: tuple[str, ...]) -> dict[str, Any]:
    return {
        "score": round(found.score, 4),
        "same": found.same,
        "pairings": [
            {
                "a": _texts(pairing.a),
                "b": _texts(pairing.b),
                "likeness": pairing.likeness,
                "share": round(pairing.share, 2),
                "letters": pairing.letters,
            }
            for pairing in found.pairings
        ],
        "only_a": _texts(found.only_a),
        "only_b": _texts(found.only_b),
        "remarks": found.remarks,
        "explanation": lines,
    }


def _texts(tokens: tuple[Token, ...]) -> list[str]:
    return [token.text for token in tokens]


def _terminal_language() -> str:
    """What the terminal speaks, if it is a language of the United Nations."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    spoken = named[:2].lower()
    return spoken if spoken in LANGUAGES else "en"
