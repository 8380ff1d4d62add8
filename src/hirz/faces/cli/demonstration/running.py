"""Telling the story, checking what came of it, and writing the summary that programs read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from rich.console import Console

from hirz.faces.cli.demonstration import story as stories
from hirz.faces.cli.demonstration.lawyer import TOKEN
from hirz.faces.cli.demonstration.world import current_report_year
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.checkpoints import make_checkpoint
from hirz.foundation.audit.recounting import recount
from hirz.foundation.audit.refusals import LedgerFails
from hirz.reprisals.intake.arrival import find_submitted
from hirz.reprisals.people.models import PersonName
from hirz.reprisals.response.models import Communication


def was_told() -> bool:
    return find_submitted(TOKEN) is not None


def run(cast: dict[str, User], folder: Path, console: Console) -> dict[str, Any]:
    """Tell the story into ``folder`` and write ``summary.json`` there; returns the summary."""
    year = current_report_year(timezone.now())
    story = stories.Story(cast=cast, out=folder, begins_at=datetime(year, 3, 15, 7, 30, tzinfo=UTC))
    stories.tell(story, lambda told: _print(told, console))
    protected = _protected()
    _say_leaks(story, protected, console)
    _say_ledger(story, console)
    summary = {
        "steps": [{"name": told.name, "ok": told.ok, "detail": told.detail} for told in story.told],
        "files": story.files,
        "refused": stories.refused_disclosures(story.case) if story.case else [],
        "protected": protected,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    console.print(f"Written to {folder}: {', '.join([*story.files, 'summary.json'])}")
    return summary


def _protected() -> list[str]:
    """Every spelling of everybody whom no document names. Those named with consent in a letter are not among them."""
    named = Communication.objects.filter(named=True, state=Communication.State.SENT).values("case__parties__person")
    return sorted({name.text for name in PersonName.objects.exclude(person__in=named)})


def _say_leaks(story: stories.Story, protected: Iterable[str], console: Console) -> None:
    """Read the written files back: a protected spelling in one of them breaks the demonstration."""
    leaks = [name for name in story.files if not name.endswith(".pdf") and _names_in(story.out / name, protected)]
    told = stories.Told("no name in any document", f"{len(story.files)} files", ok=not leaks)
    if leaks:
        told.detail = f"found in {', '.join(leaks)}"
    _say(told, story, console)


def _say_ledger(story: stories.Story, console: Console) -> None:
    """Sign the ledger as it stands and recount it, as `hirz ledger verify` does."""
    make_checkpoint()
    try:
        told = stories.Told("ledger", f"signed; all {recount().entries:,} entries verify")
    except LedgerFails as failed:
        told = stories.Told("ledger", f"entries {failed.first} to {failed.last} do not verify", ok=False)
    _say(told, story, console)


def _say(told: stories.Told, story: stories.Story, console: Console) -> None:
    story.told.append(told)
    _print(told, console)


def _print(told: stories.Told, console: Console) -> None:
    console.print(f"{'✓' if told.ok else '✗'} {told.name}: {told.detail}")


def _names_in(file: Path, protected: Iterable[str]) -> bool:
    text = file.read_text(encoding="utf-8") if file.suffix in (".xml", ".txt") else _text_of_docx(file)
    return any(spelling in text for spelling in protected)


def _text_of_docx(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        return "".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist() if name.endswith(".xml")
        )
