"""Who reaches past the wall: a short list, each with its reason. A new place needs a line here, and a second look."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

import hirz

PASSES: Final = {
    "cases/actions/moving.py _ends_in": "cases merged in a circle would be in one also where they are hidden",
    "cases/erasing.py follow_into_cases": "somebody who is erased is erased in every office",
    "evidence/erasing.py black_out_in_accounts": "somebody who is erased is erased in every office",
    "evidence/erasing.py erase_evidence_on": "evidence goes with its case, whoever erases it",
    "evidence/erasing.py erase_evidence_of": "somebody who is erased is erased in every office",
    "intake/contact.py whose_word_counts": "a no to being written to counts wherever it was recorded",
    "intake/erasing.py erase_what_it_began_with": "what a case began with goes with it, wherever it arrived",
    "intake/erasing.py erase_what_brought_them": "somebody who is erased is erased in every office",
    "intake/taking_in.py take_in": "what arrived has its consequences in every office",
    "intake/triage.py _case_id": "the history of a case tells of a message, also one sent by intake, who sees no case",
    "intake/triage.py send_message": "the first message acknowledges, also where the sender sees no case",
    "intake/web/entering.py enter": "what is told to one office may belong to another",
    "intake/web/entering.py entered_before": "it is found by the token that the page holds",
    "intake/web/entering.py keep_files": "a draft lies in no office yet",
    "intake/web/views_entering.py _ask": "a draft lies in no office yet",
    "matching/actions.py _propose_contested": "a decision that whoever merges cannot see is put before those who can",
    "matching/actions.py _settle": "the merges that hold the files together, by id, also those of a hidden file",
    "matching/erasing.py erase_what_was_said_of_pairs": "the other file of a pair may lie in any office",
    "people/answers.py answers_of": "an answer counts wherever it was recorded, in whichever file",
    "people/answers.py files_of": "files of one person go together wherever they lie",
    "people/answers.py spellings_of": "a name that is known in any office may not leave unseen",
    "people/disclosing.py _not_entered_about": "a withdrawal counts wherever it arrived",
    "people/disclosing.py lock_people": "what is said in one file waits for what leaves by another",
    "people/rechecking.py consent_rechecked": "a withdrawal freezes what rests on it in every office",
    "regional/organisations/erasing.py destroy_unit": "staff see the keys of a row, and destroy none",
    "regional/recommendations/actions.py map_term": "a word of public texts stands for the same in every State",
    "regional/recommendations/undoing.py undo_import": "a file brings many States, and what rests on it counts",
    "reporting/actions.py list_candidates": "the report decides on the cases of all offices",
    "reporting/actions.py open_edition": "that there is a report of a year is no secret",
    "reporting/candidates.py candidates": "the report decides on the cases of all offices",
    "reporting/publishing.py publish": "the report is published whole or not at all",
    "reporting/statistics.py statistics_of": "the report counts the cases of all offices",
    "reporting/web/edition_page.py _blockers": "numbers of what holds up the report of all offices",
    "reporting/migrations/0002_files_of_unit.py back_to_the_desk": "undoing a migration moves the files of all offices",
    "response/migrations/0002_files_of_unit.py back_to_the_desk": "undoing a migration moves the files of all offices",
    "response/letters.py next_reference": "letters to a State are numbered through, whichever office writes",
}
_LEDGER: Final = "foundation/audit/"
"""The ledger lies over the acts of all offices; it shows hashes and places."""


def _passing(file: Path) -> list[str]:
    functions = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    return [function.name for function in functions if "beyond_the_wall()" in ast.unparse(function)]


def test_nobody_reaches_past_the_wall_without_a_reason() -> None:
    root = Path(hirz.__file__).parent
    found = {f"{file.relative_to(root).as_posix()} {name}" for file in root.rglob("*.py") for name in _passing(file)}
    outside_the_ledger = {place.removeprefix("reprisals/") for place in found if not place.startswith(_LEDGER)}
    assert outside_the_ledger - {"foundation/walls/standing.py beyond_the_wall"} == PASSES.keys()
