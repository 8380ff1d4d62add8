"""Duplicates among many records of persons: `hirz link`. No database is needed."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from hirz.faces.cli.csv_files import FileRefused, read_rows, write_rows

if TYPE_CHECKING:
    from hirz.engines.linkage import Decision, Link, Linkage, Record
    from hirz.engines.linkage.checkpoints import Folder
    from hirz.engines.linkage.splinking import Backend

DATES: Final = ("birth", "event")
_DOING: Final = {
    "learning": "Learning from the records",
    "candidates": "Looking for pairs that share names",
    "names": "Comparing names",
    "weights": "Weighing pairs",
    "further": "Weighing pairs two steps apart",
}
_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--input",
    "given",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV file in UTF-8 with the columns id,name and, if known, birth,gender,place,event,country.",
)
@click.option("--out", required=True, type=_file, help="CSV file to write, id,cluster; replaced if there.")
@click.option("--links", type=_file, help="CSV file to write with the pairs: a,b,probability,name_score,together.")
@click.option(
    "--decisions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV file with what people decided: a,b,verdict, the verdict being same or different. It stands.",
)
@click.option("--explain", is_flag=True, help="Say in --links why, pair by pair, in the language of the terminal.")
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="Where Splink weighs the pairs: in memory here, or on Spark, which is an extra and needs Java.",
)
@click.option(
    "--train/--no-train",
    default=False,
    show_default=True,
    help="Start from weights trained on synthetic persons and let Splink adapt them to the records, "
    "or take the weights set by hand.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.5,
    show_default=True,
    help="Probability from which on records are put together.",
)
@click.option(
    "--review",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.1,
    show_default=True,
    help="Probability from which on a pair is written to --links.",
)
@click.option(
    "--resume",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for what is done so far, so that work that was stopped goes on; emptied at the end.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def link(
    given: Path,
    out: Path,
    links: Path | None,
    decisions: Path | None,
    explain: bool,
    engine: str,
    train: bool,
    threshold: float,
    review: float,
    resume: Path | None,
    as_json: bool,
) -> None:
    """Put the records of one person together, whatever the script of the name.

    Several spellings of a name stand in one cell with | between them. Dates are YYYY, YYYY-MM or YYYY-MM-DD; event is
    the day of the act or engagement reported. Other columns are ignored. Nothing is written but the files named here,
    and with --resume numbers without names.

    Example: hirz link --input persons.csv --out clusters.csv --links links.csv --explain
    """
    if explain and links is None:
        raise click.UsageError("--explain needs --links: the reasons are written there.")
    records = read_records(given)
    decided = [] if decisions is None else read_decisions(decisions, {record.id for record in records})
    found = _linked(records, decided, engine, train, threshold, review, resume)
    write_rows(out, ("id", "cluster"), _clusters(found))
    if links is not None:
        reason = ("reason",) if explain else ()
        write_rows(links, ("a", "b", "probability", "name_score", "together", *reason), _pairs(found, explain))
    _done(len(records), found, as_json)


def read_records(path: Path) -> list[Record]:
    """The persons of a file. Raises `FileRefused`, which tells all problems by their row."""
    from hirz.engines.linkage import Record, is_date

    rows = read_rows(path, ("id", "name"), unique="id")
    problems = [
        f"row {number}: {column} is not a date YYYY, YYYY-MM or YYYY-MM-DD"
        for number, row in enumerate(rows, start=1)
        for column in DATES
        if not is_date((row.get(column) or "").strip())
    ]
    if problems:
        raise FileRefused(path, problems)
    return [
        Record(
            row["id"],
            tuple(name.strip() for name in row["name"].split("|") if name.strip()) or (row["name"],),
            **{column: (row.get(column) or "").strip() for column in ("birth", "gender", "place", "country", "event")},
        )
        for row in rows
    ]


def read_decisions(path: Path, known: Container[str]) -> list[Decision]:
    """What people decided about pairs of ``known`` records. Raises `FileRefused`, which tells all problems by row."""
    from hirz.engines.linkage import Decision, DecisionsContradict, Verdict
    from hirz.engines.linkage.deciding import consistent

    rows = read_rows(path, ("a", "b", "verdict"))
    verdicts = {"same": Verdict.SAME, "different": Verdict.DIFFERENT}
    problems = [
        f"row {number}: {problem}"
        for number, row in enumerate(rows, start=1)
        for problem, is_so in (
            ("a is no id of --input", row["a"] not in known),
            ("b is no id of --input", row["b"] not in known),
            ("verdict is neither same nor different", row["verdict"].strip().lower() not in verdicts),
        )
        if is_so
    ]
    if problems:
        raise FileRefused(path, problems)
    told = [Decision(row["a"], row["b"], verdicts[row["verdict"].strip().lower()]) for row in rows]
    try:
        consistent(told)
    except DecisionsContradict as refused:
        raise FileRefused(path, [f"row {refused.place + 1}: different, but other rows make them the same"]) from None
    return told


def _linked(
    records: list[Record],
    decided: list[Decision],
    engine: str,
    train: bool,
    threshold: float,
    review: float,
    resume: Path | None,
) -> Linkage:
    from hirz.engines import linkage
    from hirz.engines.linkage.checkpoints import work_of

    model = linkage.read_model("synthetic" if train else "default")
    folder = None if resume is None else _folder(resume, work_of(records, model, learn=train))
    with _backend(engine) as backend:
        found = linkage.link(
            records,
            decisions=decided,
            model=model,
            learn=train,
            threshold=threshold,
            review=review,
            progress=_Telling(),
            backend=backend,
            store=folder,
        )
    if folder is not None:
        folder.wipe()
    return found


def _folder(path: Path, work: str) -> Folder:
    from hirz.engines.linkage import CheckpointMismatch
    from hirz.engines.linkage.checkpoints import Folder

    try:
        return Folder(path, work)
    except CheckpointMismatch:
        raise click.BadParameter("The folder holds other work, or other files.", param_hint="--resume") from None


@contextmanager
def _backend(engine: str) -> Iterator[Backend]:
    from hirz.engines.linkage import EngineMissing

    if engine == "duckdb":
        from hirz.engines.linkage.splinking import duckdb_in_memory

        yield duckdb_in_memory()
        return
    from hirz.engines.linkage.sparking import spark_session

    try:
        with spark_session() as backend:
            yield backend
    except EngineMissing:
        raise click.UsageError("Spark needs Java, and the extra: pip install 'hirz[spark]'") from None


class _Telling:
    """A line on standard error at the start of each stage and at each tenth of it."""

    def __init__(self) -> None:
        self._told = ("", 0)

    def __call__(self, doing: str, done: int, of: int) -> None:
        tenth = 10 * done // max(of, 1)
        if (doing, tenth) != self._told:
            self._told = (doing, tenth)
            click.echo(f"{_DOING[doing]}: {done:,} of {of:,}", err=True)


def _clusters(found: Linkage) -> Iterable[tuple[str, str]]:
    """Each record with the first record of its cluster."""
    return ((record, cluster[0]) for cluster in found.clusters for record in cluster)


def _pairs(found: Linkage, explain: bool) -> Iterable[tuple[str, ...]]:
    for pair in found.links:
        told = (pair.a, pair.b, f"{pair.probability:.4f}", f"{pair.name_score:.4f}", "yes" if pair.together else "no")
        yield (*told, _reason(pair)) if explain else told


def _reason(pair: Link) -> str:
    from hirz.engines.linkage import explain_link
    from hirz.faces.cli.wording import terminal_language

    return "\n".join(explain_link(pair, terminal_language()[:2]))


def _done(read: int, found: Linkage, as_json: bool) -> None:
    several = sum(len(cluster) > 1 for cluster in found.clusters)
    told = {"read": read, "clusters": len(found.clusters), "of_several": several, "links": len(found.links)}
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"{read} records are of {len(found.clusters)} persons; {several} of them have several records.")
