"""Texts of laws in from files: `hirz import law`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from hirz.faces.cli.acting import acting
from hirz.faces.cli.starting import start_django

if TYPE_CHECKING:
    from hirz.foundation.audit.history import Actor
    from hirz.regional.legislation.importing import LawTold, Recognised, TextTold
    from hirz.regional.legislation.refusals import LawNotRead

LANGUAGES: Final = ("ar", "ru", "en", "fr", "ky", "kk", "uz", "tg", "tk", "es", "zh")
KINDS: Final = ("constitution", "code_of_law", "law", "decree", "regulation", "policy")
STAGES: Final = ("draft", "in_parliament", "adopted", "in_force", "repealed")


@dataclass(frozen=True)
class _Outcome:
    """What was recognised, which version it is, and whether it was on record already."""

    found: Recognised
    version: int
    is_known: bool


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--state", "state_code", required=True, help="ISO 3166-1 code of the State.")
@click.option("--title", required=True, help="Title, in the language of the text.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ru", show_default=True, help="Language of the text.")
@click.option("--kind", type=click.Choice(KINDS), default="law", show_default=True, help="Kind of a law new here.")
@click.option("--stage", type=click.Choice(STAGES), default="draft", show_default=True, help="How far it has come.")
@click.option("--date", "on_date", type=click.DateTime(["%Y-%m-%d"]), help="Day of the text.")
@click.option("--source", default="Command line", show_default=True, help="Where the file is from.")
@click.option("--dry-run", is_flag=True, help="Say what is recognised, and stop.")
@click.option("--as", "email", envvar="HIRZ_AS", help="Act as this member of staff; otherwise as the system.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def law(
    file: Path, state_code: str, title: str, language: str, kind: str, stage: str, on_date: datetime | None,
    source: str, dry_run: bool, email: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Take in the text of a law, article by article (docs/how-to/legislation.md).

    Example: hirz import law associations.docx --state KG --title "О некоммерческих организациях" --dry-run
    """
    start_django()
    from hirz.foundation.audit.history import SYSTEM
    from hirz.foundation.vocabularies.registry import state
    from hirz.regional.legislation.importing import LawTold, TextTold
    from hirz.regional.legislation.refusals import LawNotRead

    by = acting(email) if email else SYSTEM
    told = LawTold(state_code=state(state_code.upper()).alpha_2, names={language: title}, kind=kind)
    day = on_date.date() if on_date else None
    text = TextTold(language=language, stage=stage, source=source, name=file.name, on_date=day)
    try:
        outcome = _carry_out(file.read_bytes(), told, text, by, dry_run=dry_run)
    except LawNotRead as refused:
        if as_json:
            click.echo(json.dumps(_nothing_read(refused), ensure_ascii=False))
        raise
    if as_json:
        click.echo(json.dumps(_as_data(outcome), ensure_ascii=False))
    else:
        _say(outcome, dry_run=dry_run)


def _carry_out(data: bytes, told: LawTold, text: TextTold, by: Actor, *, dry_run: bool) -> _Outcome:
    from hirz.regional.legislation.importing import add_law, add_version, law_named, recognised, version_with

    found = recognised(data)
    title = next(iter(told.names.values()))
    known = law_named(title, state_code=told.state_code, by=by)
    same = version_with(known, found.sha256) if known else None
    if same is not None:
        return _Outcome(found, same.order, is_known=True)
    if dry_run:
        return _Outcome(found, known.versions.count() + 1 if known else 1, is_known=False)
    made = add_version(law=known, text=text, data=data, by=by) if known else add_law(
        law=told, text=text, data=data, by=by
    )  # fmt: skip
    return _Outcome(found, made.order, is_known=False)


def _as_data(outcome: _Outcome) -> dict[str, Any]:
    keys = list(outcome.found.article_keys)
    remarks = [
        {"code": one.noticed.value, "where": one.where, "count": one.count, "message": words}
        for one, words in _remarks(outcome.found)
    ]
    created = int(not outcome.is_known)
    return {
        "read": len(keys), "created": created, "updated": 0, "unchanged": 1 - created, "version": outcome.version,
        "articles": keys, "remarks": remarks, "errors": [],
    }  # fmt: skip


def _nothing_read(refused: LawNotRead) -> dict[str, Any]:
    from hirz.foundation.wording import words_for

    errors = [{"row": 1, "message": words_for(refused)}]
    return {"read": 0, "created": 0, "updated": 0, "unchanged": 0, "errors": errors}


def _say(outcome: _Outcome, *, dry_run: bool) -> None:
    for _one, words in _remarks(outcome.found):
        click.echo(words, err=True)
    click.echo(f"{len(outcome.found.article_keys)} articles were recognised.")
    if outcome.is_known:
        click.echo(f"The file is version {outcome.version} of the law already.")
    else:
        click.echo(f"It {'would be' if dry_run else 'is'} version {outcome.version} of the law.")


def _remarks(found: Recognised) -> list[tuple[Any, str]]:
    from django.utils import translation

    from hirz.faces.cli.wording import terminal_language
    from hirz.regional.legislation.wording import words_for_remark

    with translation.override(terminal_language()):
        return [(one, words_for_remark((one.noticed.value, one.where, one.count))) for one in found.remarks]
