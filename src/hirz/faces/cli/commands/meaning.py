"""Passages that say the same: `hirz meaning match` in two files, `hirz meaning index` among our recommendations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from rich.console import Console

from hirz.faces.cli.csv_files import read_rows, write_rows
from hirz.faces.cli.progress import tracked
from hirz.faces.cli.starting import start_django

if TYPE_CHECKING:
    from hirz.engines.meaning import Encoder, Vectors

CHUNK = 256
"""Passages encoded between two signs of life."""
_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def meaning() -> None:
    """Compare passages by what they mean, whatever their language."""


@meaning.command()
@click.option("--left", required=True, type=_file, help="CSV file in UTF-8 with the columns id,text.")
@click.option("--right", required=True, type=_file, help="CSV file in UTF-8 with the columns id,text.")
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="How many for each of the left.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="CSV file to write.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def match(left: Path, right: Path, top: int, out: Path, as_json: bool) -> None:
    """For each passage of one file find those of another that mean the same. Writes left_id,right_id,score, best first.

    Arabic, Chinese, English, French, Russian, Spanish; less surely Kazakh, Kyrgyz, Tajik, Turkmen and Uzbek.

    Example: hirz meaning match --left ky.csv --right en.csv --top 10 --out matches.csv
    """
    from hirz.engines import meaning as engine

    ours, theirs = (read_rows(path, ("id", "text"), unique="id") for path in (left, right))
    encoder = engine.SentenceEncoder()
    left_vectors = _encoded(encoder, [row["text"] for row in ours], "Left")
    right_vectors = _encoded(encoder, [row["text"] for row in theirs], "Right")
    matches = engine.match(left_vectors, right_vectors, top)
    found = [(ours[pair.left]["id"], theirs[pair.right]["id"], f"{pair.score:.4f}") for pair in matches]
    write_rows(out, ("left_id", "right_id", "score"), found)
    read = len(ours) + len(theirs)
    click.echo(json.dumps({"read": read, "written": len(found)}) if as_json else f"{read} read, {len(found)} written.")


@meaning.command()
@click.option("--again", is_flag=True, help="Compare every State anew, not only where texts are new.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def index(again: bool, as_json: bool) -> None:
    """Make recommendations findable by meaning, and suggest lineage and groups. The worker does the same after imports.

    Stopped anywhere, it goes on from there when it is called again. What people decided is never changed.

    Example: hirz meaning index
    """
    start_django()
    from hirz.regional.recommendations.encoding import encode_waiting, waiting
    from hirz.regional.recommendations.suggesting import encoded_states, states_to_suggest, suggest

    console = Console(stderr=True, highlight=False)
    count = waiting().count()
    encoded = sum(1 for _ in tracked(encode_waiting(), of=count, doing="Texts", console=console)) if count else 0
    states = encoded_states() if again else states_to_suggest()
    shown = tracked(states, of=len(states), doing="States", console=console) if states else ()
    told = [suggest(state) for state in shown]
    if as_json:
        click.echo(json.dumps({"encoded": encoded, "states": len(states), "lineage_waiting": sum(told)}))
    else:
        click.echo(
            f"{encoded} texts encoded; {len(states)} States compared, {sum(told)} suggestions of lineage wait there."
        )


def _encoded(encoder: Encoder, texts: Sequence[str], doing: str) -> Vectors:
    parts = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    console = Console(stderr=True, highlight=False)
    shown = tracked(parts, of=len(parts), doing=doing, console=console) if len(parts) > 1 else parts
    return np.concatenate([np.zeros((0, encoder.dimension), np.float32), *(encoder.encode(part) for part in shown)])
