"""What the reference shows to those who prepare a file is what the import takes."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hirz.reprisals.intake.answers import check
from hirz.reprisals.intake.importing import lines_of, plan_import
from hirz.reprisals.intake.wording import words_for_problem

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "submissions.md"
TEXT = REFERENCE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
LIST = """number,language,state,names,act,date,what happened,consent by
7,ar,XM,لمياء فرانديل; Lamia Ferrandil,travel_ban,2026-03-12?,"مُنعت من السفر، ""دون سبب"".",self
"""


def blocks(kind: str) -> list[str]:
    return [content for named, content in BLOCKS if named == kind]


def test_every_example_is_acceptable() -> None:
    assert [check(json.loads(example)) for example in blocks("json")] == [(), ()]


@pytest.mark.django_db
def test_script_turns_a_spreadsheet_into_a_file_that_can_be_received() -> None:
    (script,) = blocks("python")
    ran = subprocess.run(  # noqa: S603 - the script that the reference prints
        [sys.executable, "-X", "utf8", "-c", script], input=LIST.encode(), capture_output=True, check=True
    )
    plan = plan_import(lines_of(io.BytesIO(ran.stdout)))
    assert plan.problems == ()
    (line,) = plan.lines
    assert line.answers["victim"]["names"] == ["لمياء فرانديل", "Lamia Ferrandil"]
    assert line.answers["external_id"] == "7"


def test_problems_are_shown_in_the_words_they_are_told_in() -> None:
    shown = re.findall(r"^line \d+(?: [\w.]+)?: (.*)$", TEXT, flags=re.MULTILINE)
    assert set(shown) == {words_for_problem(code) for code in ("date_not_read", "unknown_code", "not_json")}
