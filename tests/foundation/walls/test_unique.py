"""A value that must be unique may not tell, by being refused, what lies behind the wall."""

from __future__ import annotations

from typing import Final

import pytest

from tests.foundation.walls.conftest import fetched
from tests.foundation.walls.tables import content_tables

pytestmark = pytest.mark.django_db

DRAWN: Final = "drawn by the machine at random: nobody chooses one, so none is refused to anybody"
TOKEN: Final = "the hash of a random token that only one browser holds"
OWN_ROWS: Final = "among rows of one parent: whoever may write there sees them all"
BOTH: Final = "whoever may write about two files sees both, and every row about them"
HARMLESS: Final = {
    "cases_case (reference)": DRAWN,
    "cases_caseperson (case_id, person_id, role)": OWN_ROWS,
    "cases_deadline (kind, subject_id)": "written from facts of a case, about that case or what belongs to it",
    "cases_escalation (kind, subject_id, due_at, level)": "of a deadline, and raised by the worker",
    "cases_redraft (case_id, person_id)": OWN_ROWS,
    "cases_verification (case_id)": OWN_ROWS,
    "evidence_custodyline (entry_id)": "an entry is written for its line, in the same act",
    "evidence_evidenceitem (case_id, from_file_id)": OWN_ROWS,
    "evidence_evidenceitem_shows (evidenceitem_id, person_id)": OWN_ROWS,
    "intake_draft (token_sha256)": TOKEN,
    "intake_draft (unit_id)": DRAWN,
    "intake_message (idempotency_key)": "hashed together with the submission that it belongs to",
    "intake_submission (idempotency_sha256)": TOKEN,
    "intake_submission (inbox_id)": DRAWN,
    "intake_submission (locator)": DRAWN,
    "intake_submission (reference)": DRAWN,
    "intake_submission (unit_id)": DRAWN,
    "intake_submission_cases (submission_id, case_id)": OWN_ROWS,
    "intake_submissiondeadline (submission_id, kind)": OWN_ROWS,
    "intake_submissionescalation (submission_id, kind, due_at, level)": OWN_ROWS,
    "intake_untaken (answer_id)": OWN_ROWS,
    "matching_proposal (first_id, second_id)": BOTH,
    "people_disclosure_people (disclosure_id, person_id)": OWN_ROWS,
    "people_merge (first_id, second_id)": BOTH,
    "reporting_edition (year)": "that there is a report of a year is no secret",
    "reporting_editionfile (edition_id, language, file_format)": OWN_ROWS,
    "reporting_paragraph (entry_id, language)": OWN_ROWS,
    "reporting_reportentry (edition_id, case_id)": OWN_ROWS,
    "response_communication (reference)": "given out by the machine, one after the other; nobody types one",
}

# Primary keys are left out: random ids, and counters that only the database draws from.
_UNIQUE: Final = """
    select c.relname || ' (' || string_agg(a.attname, ', ' order by k.place) || ')'
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    cross join lateral unnest(i.indkey::int[]) with ordinality as k(number, place)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
    where i.indisunique and not i.indisprimary and c.relname = any(%s)
    group by i.indexrelid, c.relname
"""


def test_every_unique_constraint_is_known_to_reveal_nothing() -> None:
    unique = {str(name) for (name,) in fetched(_UNIQUE, content_tables())}
    assert unique == HARMLESS.keys()
